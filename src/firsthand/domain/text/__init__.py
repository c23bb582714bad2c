"""Words, sentences, and when two spellings are the same."""

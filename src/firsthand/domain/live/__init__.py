"""What a note-taker would mark while people talk: found in each turn as it is said, by rules, without a model."""

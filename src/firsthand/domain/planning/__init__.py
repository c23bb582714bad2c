"""What is prepared before a conversation: guides, questions and their faults."""

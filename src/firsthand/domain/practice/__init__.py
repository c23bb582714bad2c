"""The habit: what is owed around a conversation, and when."""

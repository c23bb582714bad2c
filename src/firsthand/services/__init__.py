"""The hall: one function per thing a person can do."""

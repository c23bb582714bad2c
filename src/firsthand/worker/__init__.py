"""The door through which jobs come in."""

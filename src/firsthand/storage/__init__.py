"""What the database keeps: one file per noun."""

"""What can be shown: quotes that code found in the transcript of record."""

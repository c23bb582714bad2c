"""The `firsthand` command."""

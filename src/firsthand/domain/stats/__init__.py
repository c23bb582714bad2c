"""Counting honestly: proportions, agreement, classification."""

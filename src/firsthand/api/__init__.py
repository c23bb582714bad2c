"""The REST door under /api/v1."""

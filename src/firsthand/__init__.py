"""Firsthand: conversations with customers, prepared, held, kept and used."""

__version__ = "0.1.0"

"""Where files are: the originals for as long as a record names them, and what waits to be imported."""

from __future__ import annotations

from django.conf import settings

from firsthand.adapters.media import MediaStore, media_store


def originals() -> MediaStore:
    """Files that records name by their SHA-256."""
    return media_store(settings.FIRSTHAND_MEDIA)


def waiting_files() -> MediaStore:
    """Files that were dropped and previewed; each workspace has a part of it."""
    return media_store(settings.FIRSTHAND_UPLOADS)

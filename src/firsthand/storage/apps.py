"""The one Django app of Firsthand."""

from __future__ import annotations

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Registers the records under the label that the migrations carry."""

    name = "firsthand.storage"
    label = "firsthand"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set up every new database connection."""
        from firsthand.storage import connections  # noqa: F401  (it listens for new connections)

"""The one Django app of Firsthand."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections as databases
from django.db.models.signals import post_migrate


class StorageConfig(AppConfig):
    """Registers the records under the label that the migrations carry."""

    name = "firsthand.storage"
    label = "firsthand"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set up every new database connection, and the search after migrations."""
        from firsthand.storage import connections  # noqa: F401  (it listens for new connections)

        post_migrate.connect(prepare_search, sender=self)


def prepare_search(using: str, **_: Any) -> None:
    """Make what the search needs, in a new database and where a migration wrote a table anew."""
    from firsthand.storage.search_index import search_index

    search_index(databases[using]).prepare()

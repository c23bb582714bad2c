"""What listens from the start, whatever runs: a server, a worker, a test. It holds no tables."""

from __future__ import annotations

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Connects what the account library says to what we write down."""

    name = "firsthand.server"
    label = "server"

    def ready(self) -> None:
        """Listen for sign-ins and changes of accounts."""
        from firsthand.server import account_events  # noqa: F401  (it listens)

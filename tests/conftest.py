"""What many tests share: a database, SQLite or (--database=postgres) PostgreSQL, and a data folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="what the services stand on")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Put PostgreSQL under the tests where it is asked for, else an SQLite file: in memory, threads lock each other."""
    with TemporaryDirectory(prefix="firsthand-tests-", ignore_cleanup_errors=True) as folder:
        if request.config.getoption("--database") == "postgres":
            with postgres_in(Path(folder)):
                yield
        else:
            from django.db import connections

            test: Any = connections["default"].settings_dict["TEST"]
            test["NAME"] = str(Path(folder) / "test.db")
            yield
            connections.close_all()


@contextmanager
def postgres_in(folder: Path) -> Iterator[None]:
    """A PostgreSQL server of our own, stopped at the end."""
    import pgserver
    from django.db import connections

    server = pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    _stand_on(server.get_uri())
    try:
        yield
    finally:
        connections.close_all()
        server.cleanup()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A PostgreSQL that is thrown away with its folder need not be emptied first."""
    return bool(request.config.getoption("--database") == "postgres" or request.config.getvalue("reuse_db"))


def _stand_on(uri: str) -> None:
    from django.db import connections

    from firsthand.server.configuration import Configuration, DataFolder

    database = Configuration(DataFolder(Path()), database_url=uri).database
    connections.settings["default"] = connections.configure_settings({"default": dict(database)})["default"]
    del connections["default"]


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Files of a test go to the test's own folder, never to the data folder of whoever runs it."""
    if not {"db", "transactional_db", "django_db_setup"} & set(request.fixturenames):
        return
    settings: Any = request.getfixturevalue("settings")
    settings.FIRSTHAND_MEDIA = tmp_path / "media"
    settings.FIRSTHAND_UPLOADS = tmp_path / "uploads"

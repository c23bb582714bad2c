from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.domain.errors import Invalid
from firsthand.server.configuration import SETTINGS, configuration, is_loopback


def test_the_environment_goes_before_the_file_which_goes_before_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "firsthand.toml").write_text('base_url = "https://file.example"\nthreads = 8\n')
    read = configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_BASE_URL": "https://environment.example"})
    assert (read.base_url, read.threads, read.worker) == ("https://environment.example", 8, "embedded")


def test_files_lie_in_the_data_folder_or_where_it_is_said_and_what_waits_beside_them_in_a_bucket(
    tmp_path: Path,
) -> None:
    def places(url: str) -> tuple[object, object]:
        read = configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_MEDIA_URL": url})
        return read.media_place, read.uploads_place

    bucket = "s3://interviews/quayline?endpoint=http://127.0.0.1:9000"
    assert places("") == (tmp_path / "media", tmp_path / "uploads")
    assert places("/srv/originals") == places("file:///srv/originals") == (Path("/srv/originals"), tmp_path / "uploads")
    assert places(bucket) == (bucket, bucket.replace("quayline", "quayline/waiting"))
    with pytest.raises(Invalid, match="must name a bucket"):
        places("s3://")


def test_numbers_are_numbers(tmp_path: Path) -> None:
    read = configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_WORKER_THREADS": "3"})
    assert read.worker_threads == 3
    with pytest.raises(Invalid, match="worker_threads must be a whole number of 1 or more"):
        configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_WORKER_THREADS": "0"})


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    configuration({"FIRSTHAND_DATA": str(tmp_path / "not there yet")}).key  # noqa: B018
    assert list(tmp_path.iterdir()) == []


def test_sqlite_lies_in_the_data_folder_with_immediate_transactions(tmp_path: Path) -> None:
    database = configuration({"FIRSTHAND_DATA": str(tmp_path)}).database
    assert database["NAME"] == str(tmp_path / "firsthand.db")
    assert database["OPTIONS"] == {"transaction_mode": "IMMEDIATE", "timeout": 20}


def test_one_setting_puts_postgresql_in_its_place(tmp_path: Path) -> None:
    url = "postgres://ana:s%40crt@db.example:5433/firsthand"
    database = configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_DATABASE_URL": url}).database
    assert [database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "firsthand",
        "ana",
        "s@crt",
        "db.example",
        "5433",
    ]


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("threds = 4", "threds"),
        ("threads = ", "can't be read"),
        ('threads = "many"', "whole number"),
        ("threads = 0", "1 or more"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, toml: str, named: str) -> None:
    (tmp_path / "firsthand.toml").write_text(toml)
    with pytest.raises(Invalid, match=named):
        configuration({"FIRSTHAND_DATA": str(tmp_path)})


def test_a_database_that_is_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="postgres://"):
        configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_DATABASE_URL": "mysql://x"}).database  # noqa: B018


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("10.0.0.4", False),
        ("example.com", False),
    ],
)
def test_only_loopback_is_loopback(host: str, is_ours: bool) -> None:
    assert is_loopback(host) is is_ours


def test_only_names_that_are_ours_are_answered_to(tmp_path: Path) -> None:
    here = {"FIRSTHAND_DATA": str(tmp_path)}
    assert "*" not in configuration(here).hosts
    behind = configuration({**here, "FIRSTHAND_BIND": "0.0.0.0", "FIRSTHAND_BASE_URL": "https://r.example.com"})
    assert behind.hosts == ["localhost", "127.0.0.1", "[::1]", "r.example.com"]
    assert behind.is_https


def test_every_setting_is_in_the_manual() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "settings.md").read_text()
    missing = [name for name in SETTINGS if f"`{name}`" not in page or f"`FIRSTHAND_{name.upper()}`" not in page]
    assert missing == []

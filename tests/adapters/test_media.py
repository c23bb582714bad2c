from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from firsthand.adapters.data_folder import DataFolder
from firsthand.adapters.media import MediaFolder


def test_a_file_is_kept_once_byte_for_byte_under_its_hash(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    data = b"\xff\x00\r\nany bytes"
    assert media.keep(data) == media.keep(data) == hashlib.sha256(data).hexdigest()
    assert [path.name for path in media.path.iterdir()] == [hashlib.sha256(data).hexdigest()]
    assert media.read(hashlib.sha256(data).hexdigest()) == data


def test_removing_what_is_not_there_is_no_fault(tmp_path: Path) -> None:
    MediaFolder(tmp_path).remove("0" * 64)


def test_a_write_that_fails_leaves_nothing_under_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    media = MediaFolder(tmp_path)

    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        media.keep(b"data")
    assert not media.has(hashlib.sha256(b"data").hexdigest())


def test_the_data_folder_and_its_key_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    key = folder.secret_key.read_text()
    folder.prepare()
    assert folder.secret_key.read_text() == key
    assert len(key) >= 48
    assert (folder.path.stat().st_mode & 0o077, folder.secret_key.stat().st_mode & 0o077) == (0, 0)

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.adapters.data_folder import DataFolder
from firsthand.domain.errors import Invalid
from firsthand.services import starting


def test_a_workspace_that_is_no_demo_is_never_emptied(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.database.write_bytes(b"somebody's year of interviews")
    starting.mark_as_demo(folder)
    with pytest.raises(Invalid, match="is no demo"):
        starting.empty(tmp_path, "firsthand-demo")
    assert folder.database.read_bytes() == b"somebody's year of interviews"


def test_a_demo_is_emptied_and_what_else_lies_there_stays(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    starting.mark_as_demo(folder)
    folder.database.write_bytes(b"demo")
    (tmp_path / "my notes.txt").write_text("mine")
    starting.empty(tmp_path, "firsthand-demo")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "my notes.txt"]

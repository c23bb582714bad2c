"""`firsthand prove` stands alone: no Django, no database; what it can't read is told with its own exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FIRSTHAND = str(Path(sys.executable).with_name("firsthand"))


def proved(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([FIRSTHAND, "prove", *arguments], capture_output=True, text=True, check=False)


def test_it_never_loads_django_or_a_database() -> None:
    heavy = "('django', 'ninja', 'starlette', 'sqlite3')"
    code = f"import sys, firsthand.cli.prove; print([name for name in sys.modules if name.split('.')[0] in {heavy}])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("{", 2, "can't be read as JSON"),
        ('{"schema": "firsthand-proof", "version": 99}', 2, "version 99"),
        ('{"schema": "firsthand-proof", "version": 1}', 2, "not whole"),
        ("{}", 2, "no proof file"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: str, code: int, words: str) -> None:
    (tmp_path / "claim.json").write_text(content)
    result = proved(str(tmp_path / "claim.json"), "--originals", str(tmp_path))
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = proved(str(tmp_path / "none.json"), "--originals", str(tmp_path))
    assert result.returncode == 3
    assert "There is no such proof file" in result.stderr

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli.main import firsthand
from firsthand.formats.audit_logs import jsonl_lines
from logs_kept import log_of


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "audit-log.jsonl"
    file.write_text("".join(jsonl_lines(log_of(3))))
    return file


def audit(*args: object) -> Result:
    return CliRunner().invoke(firsthand, ["audit", *map(str, args)])


def test_a_whole_log_is_whole_and_shows_its_head(log: Path) -> None:
    result = audit(log)
    assert (result.exit_code, result.output) == (0, f"Whole: 3 events fit. Head: {log_of(3)[-1].head}\n")


def test_a_log_that_was_touched_is_broken(log: Path) -> None:
    lines = log.read_text().splitlines()
    log.write_text("\n".join([lines[0], json.dumps({**json.loads(lines[1]), "verb": "did nothing"}), lines[2]]))
    result = audit(log)
    assert result.exit_code == 1
    assert result.output == "Broken at event 2. Event 2 says something else than when it was written.\n"


def test_a_head_that_is_not_in_it_breaks_it(log: Path) -> None:
    assert audit(log, "--head", log_of(3)[1].head).exit_code == 0
    assert audit(log, "--head", log_of(4)[3].head).exit_code == 1


@pytest.mark.parametrize("text", ["not a log\n", "{}\n", '{"number": 1}\n', "[1, 2]\n"])
def test_what_is_no_log_is_refused_with_its_line(log: Path, text: str) -> None:
    log.write_text(text)
    result = audit(log)
    assert "no line of an audit log" in str(result.exception)

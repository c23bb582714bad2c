"""The benchmarks still run: small inputs, one round, every row there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"import", "craft", "quotes", "files", "reader", "evidence", "board", "start", "lint", "capture"}


@pytest.mark.slow
def test_every_part_gives_its_rows_beside_a_baseline(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", str(figures)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(figures.read_text())["rows"]
    assert {row["part"] for row in rows} - {"memory"} == PARTS
    assert {"memory"} <= {row["part"] for row in rows} or not Path("/proc/self/status").exists()
    assert all(row["ours"]["median"] > 0 and row["baseline"]["median"] > 0 for row in rows)
    assert [line.split(" | ")[1] for line in done.stdout.splitlines() if line.startswith("| ")][2:] == [
        row["what"] for row in rows
    ]


def test_a_part_that_there_is_not_is_named_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "there is no part speed; known are import, quotes" in done.stderr

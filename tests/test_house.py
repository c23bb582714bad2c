"""The house keeps its shape: each import contract is broken once on purpose and must notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BREAKS = {  # contract: (file, an import that it forbids)
    "Floors": ("domain/text/words.py", "import firsthand.formats.readings"),
    "Inside the domain": ("domain/planning/questions.py", "import firsthand.domain.evidence"),
    "Domain and formats know no framework": ("formats/readings.py", "import click"),
    "Only services touch storage": ("web/urls.py", "import firsthand.storage.quotes"),
    "No circles between siblings": ("domain/text/__init__.py", "import firsthand.domain.planning"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_noticed(contract: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "demo_*"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    file, forbidden = BREAKS[contract]
    broken = tmp_path / "src" / "firsthand" / file
    broken.write_text(f"{broken.read_text()}\n{forbidden}\n")

    result = lint(tmp_path)

    assert result.returncode == 1, result.stdout + result.stderr
    assert any(contract in line and "BROKEN" in line for line in result.stdout.splitlines()), result.stdout

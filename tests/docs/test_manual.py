"""The manual is true: every command, setting and route has its place in it, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from firsthand.cli.main import COMMANDS
from firsthand.server.configuration import Configuration

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
REFERENCE = ROOT / "docs" / "reference"


def test_the_reference_of_the_commands_is_what_the_commands_say() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "reference"), "--check"], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("command", ["lint", "coach", "capture", "verify", "convert", "redact"])
def test_every_command_for_plain_files_has_a_page_of_its_own(command: str) -> None:
    assert f"firsthand {command}" in (REFERENCE / f"{command}.md").read_text()


def test_every_command_is_named_in_the_readme_or_the_guides() -> None:
    told = "".join(page.read_text() for page in PAGES if page.name != "commands.md")
    assert [name for name in COMMANDS if f"firsthand {name}" not in told] == []


def test_every_setting_is_explained() -> None:
    told = (REFERENCE / "settings.md").read_text()
    assert [field.name for field in fields(Configuration) if f"FIRSTHAND_{field.name.upper()}" not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_every_named_file_is_there(page: Path) -> None:
    text = page.read_text()
    links = {link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link and "mailto:" not in link}
    files = set(re.findall(r"`((?:docs|benchmarks|scripts)/[\w./-]+)`", text))
    missing = {link for link in links if not (page.parent / link).exists()}
    missing |= {file for file in files if not (ROOT / file).exists()}
    assert missing == set()


def test_nothing_that_is_committed_names_this_machine_or_a_package_index() -> None:
    hosts = ("files.python" + "hosted", "py" + "pi.org", "registry.npm" + "js")
    folders = ("/" + "root/", "/" + "work/main", "/" + "work/shared")
    named = re.compile("|".join(re.escape(name) for name in (*hosts, *folders)))
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    text_files = [ROOT / name for name in tracked if name and "/vendor/" not in name and (ROOT / name).is_file()]
    guilty = [str(file.relative_to(ROOT)) for file in text_files if named.search(file.read_text(errors="ignore"))]
    assert guilty == []

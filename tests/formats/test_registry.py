"""Every format has a name of its own and a line in the manual."""

from __future__ import annotations

from pathlib import Path

from firsthand.formats.registry import FORMATS, format_named

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "formats.md").read_text()


def test_no_two_formats_share_a_name() -> None:
    names = [each.name for each in FORMATS]
    assert len(names) == len(set(names))


def test_a_format_is_found_by_its_name() -> None:
    assert [format_named(each.name) for each in FORMATS] == list(FORMATS)
    assert format_named("nothing") is None


def test_every_format_is_in_the_manual() -> None:
    assert [each.name for each in FORMATS if f"`{each.name}`" not in MANUAL] == []

"""The page about other tools' exports says what the code recognises."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.formats.vendor_tables import FIGURES, TOUCHPOINTS, VENDOR_TABLES, VendorTable

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "other-tools.md").read_text()
MEANT = {
    *("external_id", "person", "email", "company", "title", "text", "when", "score", "link", "author", "kind"),
    "sender_type",
}


@pytest.mark.parametrize("one", VENDOR_TABLES, ids=lambda one: one.name)
def test_the_page_names_every_export_with_its_headings_and_their_source(one: VendorTable) -> None:
    [row] = [line for line in PAGE.splitlines() if line.startswith(f"| {one.name} |")]
    assert [heading for heading in (*one.needed, *one.further) if f"`{heading}`" not in row] == []
    assert one.known_from.split(";")[0][:60] in " ".join(PAGE.split())


@pytest.mark.parametrize("one", VENDOR_TABLES, ids=lambda one: one.name)
def test_every_heading_means_something_that_a_column_can_mean(one: VendorTable) -> None:
    assert one.target in (TOUCHPOINTS, FIGURES)
    keys = {*one.needed.values(), *one.further.values()}
    assert {key for key in keys if not key.startswith("measure:")} <= MEANT

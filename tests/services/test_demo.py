from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.domain.errors import Invalid
from firsthand.services import demo, participants, quotes, reader, sessions, studies, workspaces
from firsthand.services.demo import create_demo
from people_at_work import CALL, Team

TOML = """
[workspace]
name = "Parcel Shop"

[[company]]
name = "Corner Deliveries"
size = "12 people"

[[participant]]
key = "dana"
name = "Dana Petrov"
company = "Corner Deliveries"

[[consent]]
participant = "dana"
scopes = ["transcribe", "quote_inside", "clip"]
how = "form"
given = 2026-10-02

[[study]]
key = "late"
title = "Late parcels"
goals = ["Learn who they call first"]
guides = ["late.md"]

[[session]]
title = "Dana Petrov"
date = 2026-10-05
study = "late"
state = "debriefed"
participants = ["dana"]
guide = "late.md"
file = "dana.vtt"
how_agreed = "form"

[[session.speaker]]
name = "Rui Alves"
role = "researcher"

[[session.speaker]]
name = "Dana Petrov"
role = "participant"
participant = "dana"

[[session.quote]]
text = "We waited until six, and nobody called us."

[[session]]
title = "Somebody next week"
date = 2026-12-01
state = "planned"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "demo"
    (path / "transcripts").mkdir(parents=True)
    (path / "guides").mkdir()
    (path / "transcripts" / "dana.vtt").write_text(CALL)
    (path / "guides" / "late.md").write_text("# Late parcels\n\n## Story (10 min)\n\n1. Tell me about the last one.\n")
    (path / "workspace.toml").write_text(TOML)
    return path


def test_the_folder_becomes_a_workspace_through_the_same_services(team: Team, folder: Path) -> None:
    create_demo(team.ana, folder)
    assert workspaces.workspace_name(team.ana) == "Parcel Shop"
    [study] = studies.studies(team.ana).items
    assert (study.title, study.sessions, study.participants, study.quotes) == ("Late parcels", 1, 1, 1)
    [quote] = quotes.quotes(team.ana).items
    assert (quote.text, quote.status) == ("We waited until six, and nobody called us.", "exact")
    assert {row.title: row.state for row in sessions.sessions(team.ana).items} == {
        "Dana Petrov": "debriefed",
        "Somebody next week": "planned",
    }
    [dana] = participants.participants(team.ana).items
    assert dana.company == "Corner Deliveries"


def test_a_demo_goes_into_an_empty_workspace_only(team: Team, folder: Path) -> None:
    assert not demo.has_content(team.ana)
    create_demo(team.ana, folder)
    assert demo.has_content(team.ana)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("date = 2026-10-05", 'date = "soon"'), r"session\.0\.date"),
        (("how_agreed = ", "how_agree = "), "how_agree"),
        (('participants = ["dana"]', 'participants = ["dan"]'), "no participant “dan”"),
        (('file = "dana.vtt"', 'file = "dan.vtt"'), r"no transcripts/dan\.vtt"),
        (('study = "late"', 'study = "early"'), "no study “early”"),
        (('guide = "late.md"', 'guide = "x.md"'), r"x\.md is no guide"),
        (('name = "Rui Alves"', 'name = "Rui"'), "Dana Petrov, Rui Alves"),
        (("waited until six", "waited until nine"), "nowhere"),
        (('text = "We waited until six, and nobody called us."', 'text = "the"'), "name one"),
        (("[workspace]", "[workspace"), "no TOML"),
    ],
)
def test_a_mistake_in_the_folder_is_named(team: Team, folder: Path, change: tuple[str, str], named: str) -> None:
    (folder / "workspace.toml").write_text(TOML.replace(*change))
    with pytest.raises(Invalid, match=named):
        create_demo(team.ana, folder)


@pytest.mark.slow
def test_the_demo_that_ships_fits_together(team: Team) -> None:
    create_demo(team.ana)
    rows = sessions.sessions(team.ana).items
    held = [row for row in rows if row.transcript]
    assert len(held) >= 5
    assert all(quote.is_showable for quote in quotes.quotes(team.ana).items)
    assert all(reader.reader_page(team.ana, row.id).turns for row in held)

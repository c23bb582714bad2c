from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from firsthand.domain.errors import Invalid
from firsthand.domain.people.touchpoints import Standing as Score
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.domain.planning.reviews import ReviewState
from firsthand.domain.planning.studies import Standing, StudyState, TeamRole
from firsthand.services import (
    demo,
    figures,
    guides,
    member_invitations,
    participants,
    quotes,
    reader,
    receipts,
    retention,
    sessions,
    studies,
    touchpoints,
    unassigned,
    workspaces,
)
from firsthand.services.demo import create_demo
from people_at_work import CALL, Team

TOML = """
[workspace]
name = "Parcel Shop"

[[member]]
key = "sam"
name = "Sam"
email = "sam@parcels.example"

[[colleague]]
email = "pia@parcels.example"
role = "researcher"

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
is_confidential = true
team = [{ member = "sam", role = "note-taker" }]
ticks = []

[[study.hypothesis]]
statement = "They call the driver."
prediction = "Most name the driver first."
written = 2026-10-01

[study.sample]
segments = [{ name = "Small shops", people = 2 }]

[[study.review]]
guide = "late.md"
reviewer = "sam"
verdict = "approved"

[[study.review.comment]]
text = "Short and good."

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
time = 10:30:00
zone = "Europe/London"
note_taker = "sam"
ticks = ["recording_ready"]
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
    page = studies.study_page(team.ana, study.id)
    assert [(row.standing, row.statement) for row in page.hypotheses] == [(Standing.LOCKED, "They call the driver.")]
    assert [(row.name, row.role) for row in page.team] == [("Sam", TeamRole.NOTE_TAKER)]
    assert (page.row.is_confidential, page.known_to) == (True, ("Ana", "Sam"))
    assert [(row.email, row.role) for row in member_invitations.invitations(team.ana)] == [
        ("pia@parcels.example", "researcher")
    ]
    assert (page.row.state, page.sample.target) == (StudyState.FIELDWORK, 2)
    assert [(row.review.state, row.review.reviewer) for row in page.guides] == [(ReviewState.APPROVED, "Sam")]
    [planned] = [row for row in sessions.sessions(team.ana).items if row.starts_at]
    assert planned.starts_at == datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


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
        (('reviewer = "sam"', 'reviewer = "owner"'), "can't review them"),
        (('note_taker = "sam"', 'note_taker = "pat"'), "no member “pat”"),
        (('guide = "late.md"\nreviewer', 'guide = "early.md"\nreviewer'), r"early\.md is no guide"),
        (("waited until six", "waited until nine"), "nowhere"),
        (('text = "We waited until six, and nobody called us."', 'text = "the"'), "name one"),
        (("[workspace]", "[workspace"), "no TOML"),
        (("[[company]]", '[[table]]\ntarget = "figures"\nfile = "x.csv"\n\n[[company]]'), r"no tables/x\.csv"),
        (
            ("[[company]]", '[[touchpoint]]\nkind = "nps"\nday = 2026-10-01\nparticipant = "dan"\n\n[[company]]'),
            "no participant “dan”",
        ),
    ],
)
def test_a_mistake_in_the_folder_is_named(team: Team, folder: Path, change: tuple[str, str], named: str) -> None:
    (folder / "workspace.toml").write_text(TOML.replace(*change))
    with pytest.raises(Invalid, match=named):
        create_demo(team.ana, folder)


def test_who_withdraws_in_the_folder_leaves_a_receipt_and_rules_are_set(team: Team, folder: Path) -> None:
    gone = '[[withdrawal]]\nparticipant = "dana"\nrecord_taken = true'
    rule = '[[retention]]\nmaterial = "letters"\namount = 3'
    (folder / "workspace.toml").write_text("\n\n".join([TOML, gone, rule]))
    create_demo(team.ana, folder)
    assert participants.participants(team.ana).items == ()
    [row] = receipts.withdrawals(team.ana).items
    assert [export.kind for export in receipts.receipt(team.ana, row.id).exports] == ["record"]
    rules = {rule.material: rule.amount for rule in retention.retention_page(team.ana).rules}
    assert (rules["letters"], rules["contacts"]) == (3, None)


@pytest.mark.slow
def test_the_demo_that_ships_fits_together(team: Team) -> None:
    create_demo(team.ana)
    rows = sessions.sessions(team.ana).items
    held = [row for row in rows if row.transcript]
    assert len(held) >= 5
    assert all(quote.is_showable for quote in quotes.quotes(team.ana).items)
    assert all(reader.reader_page(team.ana, row.id).turns for row in held)


@pytest.mark.slow
def test_the_demo_shows_a_clean_reviewed_guide_and_one_to_learn_from(team: Team) -> None:
    create_demo(team.ana)
    pages = {row.title: studies.study_page(team.ana, row.id) for row in studies.studies(team.ana).items}
    stuck, triage = pages["How planners find out that work is stuck"], pages["Trust in the triage suggestions"]
    clean, faulty = (guides.guide_page(team.ana, page.guides[0].id) for page in (stuck, triage))
    assert (clean.read.findings, clean.review.state) == ((), ReviewState.APPROVED)
    assert {"leading", "hypothetical"} <= {finding.fault for finding in faulty.read.findings}
    assert (faulty.review.state, len(faulty.comments)) == (ReviewState.CHANGES_WANTED, 2)
    asked = {question.text for question in faulty.read.guide.all_questions()}
    assert all(comment.question in asked for comment in faulty.comments)
    assert [row.standing for row in stuck.hypotheses] == [Standing.LOCKED, Standing.LOCKED, Standing.LATE]
    assert stuck.sample.scheduled == 1


@pytest.mark.slow
def test_the_demo_knows_people_from_elsewhere_too(team: Team) -> None:
    create_demo(team.ana)
    people = {row.name: row.id for row in participants.participants(team.ana).items}
    known = figures.figures_of(team.ana, people.values())
    assert sum(len(one) > 1 for one in known.values()) >= 5
    kinds = {row.kind for row in touchpoints.touchpoints(team.ana).items}
    assert kinds == set(TouchpointKind)
    assert any(row.standing is Score.DETRACTOR for row in touchpoints.touchpoints(team.ana).items)
    assert [one.sender.name for one in unassigned.waiting_senders(team.ana)] == ["Femi Adeyinka", "Greta Holm"]

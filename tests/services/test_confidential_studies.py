"""A confidential study is known to its team and to the workspace's owners; for everyone else it is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from firsthand.domain.errors import NotFound
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    briefs,
    calendars,
    guides,
    imports,
    participants,
    quotes,
    reader,
    sessions,
    studies,
    transcripts,
    workspaces,
)
from firsthand.services import team as team_service
from firsthand.services.imports import UploadedFile
from firsthand.services.studies import StudyForm
from firsthand.storage.models import StudyRecord
from people_at_work import CALL, Call, Team, hold_call


@pytest.fixture
def closed_call(team: Team) -> Call:
    """Ana's call in a confidential study whose team is Ana alone."""
    study = studies.create_study(team.ana, StudyForm("Who may be laid off"))
    guides.add_guide(team.ana, "Careful", "# Careful", study)
    call = hold_call(team.ana, study_id=study)
    quotes.highlight(team.ana, call.transcript_id, 1, 0, 1, 16)
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    return call


LISTS: dict[str, Callable[[Actor], object]] = {
    "studies": lambda actor: studies.studies(actor).items,
    "sessions": lambda actor: sessions.sessions(actor).items,
    "quotes": lambda actor: quotes.quotes(actor).items,
    "guides": guides.guides,
    "home": lambda actor: (workspaces.home_page(actor).held, workspaces.home_page(actor).heard) != (0, 0),
    "feed": lambda actor: b"Dana" in calendars.feed(calendars.new_feed_address(actor))[1],
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=list(LISTS))
def test_no_list_shows_it_to_who_is_not_in_its_team(
    team: Team, closed_call: Call, listed: Callable[[Actor], object]
) -> None:
    assert not listed(team.rui)
    assert not listed(team.vera)


def test_what_is_not_listed_is_not_there_either(team: Team, closed_call: Call) -> None:
    session = sessions.session_page(team.ana, closed_call.session_id)
    quote = quotes.quotes(team.ana).items[0]
    ways: list[Callable[[Actor], object]] = [
        lambda actor: studies.study_page(actor, session.row.study_id or ""),
        lambda actor: sessions.session_page(actor, session.row.id),
        lambda actor: reader.reader_page(actor, session.row.id),
        lambda actor: briefs.brief_page(actor, session.row.id),
        lambda actor: transcripts.original(actor, closed_call.transcript_id),
        lambda actor: quotes.confirm_crop(actor, quote.id),
    ]
    for way in ways:
        with pytest.raises(NotFound):
            way(team.rui)
        way(team.ana)


def test_the_person_stays_but_not_that_they_spoke_there(team: Team, closed_call: Call) -> None:
    assert participants.participant_page(team.rui, closed_call.participant_id).session_ids == ()
    assert participants.participant_page(team.ana, closed_call.participant_id).session_ids == (closed_call.session_id,)


def test_an_import_does_not_tell_that_the_same_file_lies_there(team: Team, closed_call: Call) -> None:
    file = UploadedFile("call.vtt", CALL.encode())
    assert imports.preview(team.ana, [file])[0].duplicate is not None
    assert imports.preview(team.rui, [file])[0].duplicate is None


def test_who_joins_the_team_sees_it_and_a_viewer_in_it_sees_findings_only(team: Team, closed_call: Call) -> None:
    study = sessions.session_page(team.ana, closed_call.session_id).row.study_id or ""
    everyone = [(team.rui.id, TeamRole.NOTE_TAKER), (team.vera.id, TeamRole.OBSERVER)]
    team_service.set_team(team.ana, study, everyone)
    assert reader.reader_page(team.rui, closed_call.session_id).turns
    assert [row.id for row in studies.studies(team.vera).items] == [study]
    with pytest.raises(NotFound):
        reader.reader_page(team.vera, closed_call.session_id)

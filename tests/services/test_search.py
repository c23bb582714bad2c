"""The same on SQLite and PostgreSQL: what is found, and what must not be."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor
from firsthand.services import (
    notes,
    observations,
    quotes,
    redactions,
    search,
    sessions,
    studies,
    transcripts,
    undo,
)
from firsthand.services.notes import NoteForm
from firsthand.services.observations import ObservationForm
from firsthand.services.search import Found, Hit, SearchFilter
from firsthand.services.slices import Cut
from firsthand.services.studies import StudyForm
from firsthand.storage import models as stored
from firsthand.storage.search_index import search_index
from people_at_work import CALL, Call, Team, hold_call

NAMES = ("Dana", "Lin", "Mia")


def hits(actor: Actor, words: str, kind: Found | None = None, **which: object) -> list[Hit]:
    found = search.search(actor, SearchFilter(words, kind, **which))  # type: ignore[arg-type]
    return [hit for part in found.parts for hit in part.hits]


def turns(actor: Actor, words: str, **which: object) -> list[int | None]:
    return [hit.turn for hit in hits(actor, words, Found.TURN, **which)]


def marked(hit: Hit) -> str:
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in hit.pieces)


def test_a_word_finds_its_turns_with_their_moment_and_who_said_it(team: Team, call: Call) -> None:
    [hit] = hits(team.rui, "driv ever", Found.TURN)
    assert (
        marked(hit)
        == "It was in March. I don't think the [driver] [ever] came. We waited until six, and nobody called us."
    )
    assert (hit.turn, hit.at_seconds, hit.role, hit.session_id) == (1, 5.5, Role.PARTICIPANT, call.session_id)
    assert hit.person is not None
    assert hit.person.id == call.participant_id
    assert turns(team.rui, "driver") == [1, 2]


def test_phrases_and_words_to_leave_out(team: Team, call: Call) -> None:
    assert turns(team.rui, '"the driver ever came"') == [1]
    assert turns(team.rui, '"driver came"') == []
    assert turns(team.rui, "driver -march") == [2]
    assert turns(team.rui, "Wouldn’t") == [2]


def test_who_speaks_narrows_it(team: Team, call: Call) -> None:
    assert turns(team.rui, "driver", speaks=Role.RESEARCHER) == [2]
    assert turns(team.rui, "driver", speaks=Role.PARTICIPANT) == [1]


def test_quotes_notes_and_observations_are_found_too(team: Team, call: Call) -> None:
    quote_id = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    note_id = notes.new_note(team.rui, call.session_id, NoteForm("March again, as with the others", at_seconds=7.0))
    study = studies.create_study(team.rui, StudyForm("Deliveries"))
    stored.SessionRecord.objects.filter(id=call.session_id).update(study=study)
    observation_id = observations.new_observation(
        team.rui, ObservationForm(ObservationKind.SAID, "They waited since March.", study, quote_ids=(quote_id,))
    )
    found = {hit.kind: hit.id for hit in hits(team.rui, "march")}
    assert found == {
        Found.TURN: call.transcript_id,
        Found.QUOTE: quote_id,
        Found.NOTE: note_id,
        Found.OBSERVATION: observation_id,
    }
    assert [hit.id for hit in hits(team.rui, "march", Found.OBSERVATION, participant_id=call.participant_id)] == [
        observation_id
    ]


def test_a_corrected_turn_is_found_by_its_new_words_only(team: Team, call: Call) -> None:
    transcripts.correct_turn(team.rui, call.transcript_id, 4, "What happened afterwards?", has_listened=False)
    assert turns(team.rui, "afterwards") == [4]
    assert turns(team.rui, "what did you do") == []
    transcripts.correct_turn(team.rui, call.transcript_id, 4, "What did you try?", has_listened=False)
    assert turns(team.rui, "afterwards") == []


def test_a_quote_of_a_corrected_turn_is_found_by_the_words_that_are_shown(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    transcripts.correct_turn(
        team.rui, call.transcript_id, 1, "It was in March. I don't think the courier ever came.", has_listened=False
    )
    assert len(hits(team.rui, "march", Found.QUOTE)) == 1
    assert hits(team.rui, "driver", Found.QUOTE) == []


def test_filters_by_study_person_and_day(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Deliveries"))
    first = hold_call(team.rui, study_id=study)
    second = hold_call(team.rui, CALL.replace("Dana Petrov", "Lin Okafor"), name="lin.vtt")
    day = stored.SessionRecord.objects.get(id=first.session_id).interview_date
    assert {hit.session_id for hit in hits(team.rui, "taxi", Found.TURN)} == {first.session_id, second.session_id}
    assert [hit.session_id for hit in hits(team.rui, "taxi", Found.TURN, study_id=study)] == [first.session_id]
    person = hits(team.rui, "taxi", Found.TURN, participant_id=second.participant_id)
    assert [hit.session_id for hit in person] == [second.session_id]
    assert hits(team.rui, "taxi", until=date(1999, 1, 1)) == []
    assert len(hits(team.rui, "taxi", Found.TURN, since=day, until=day)) == 2


def test_a_long_list_comes_in_slices_that_miss_and_repeat_nothing(team: Team) -> None:
    for n in range(3):
        hold_call(team.rui, CALL.replace("Dana", NAMES[n]), name=f"{n}.vtt")
    seen, cursor = [], None
    while True:
        page = search.search(team.rui, SearchFilter("the", Found.TURN), Cut(cursor, 2)).parts[0]
        seen += [(hit.session_id, hit.turn) for hit in page.hits]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 18
    order = [session for session, _ in seen]
    assert seen == sorted(seen, key=lambda one: (order.index(one[0]), one[1]))


def test_a_cursor_that_is_none_is_refused(team: Team, call: Call) -> None:
    for kind in Found:
        for cursor in ("x", "WyJhIiwgImIiXQ"):
            with pytest.raises(Invalid):
                search.search(team.rui, SearchFilter("driver", kind), Cut(cursor))


def test_a_viewer_finds_quotes_and_nothing_else(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    assert {hit.kind for hit in hits(team.rui, "march")} == {Found.TURN, Found.QUOTE}
    assert {hit.kind for hit in hits(team.vera, "march")} == {Found.QUOTE}
    assert search.search(team.vera, SearchFilter("march", Found.TURN)).parts == ()


def test_covered_words_are_not_found_by_who_is_not_shown_them_nor_by_leaving_them_out(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 89)
    assert len(hits(team.vera, "taxi", Found.QUOTE)) == 1
    text = stored.TurnRecord.objects.get(transcript_id=call.transcript_id, index=5).text
    at = text.index("taxi")
    redactions.decide(team.rui, call.session_id, 5, at, at + 4, is_covered=True, kind=Personal.DETAIL)
    assert hits(team.vera, "taxi") == []
    assert hits(team.vera, '"for a taxi"') == []
    [shown] = hits(team.vera, "shop -taxi")
    assert "taxi" not in marked(shown)
    assert len(hits(team.rui, "taxi", Found.QUOTE)) == 1


def test_what_is_of_a_confidential_study_is_found_by_its_team_and_owners(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Deliveries"))
    hold_call(team.ana, study_id=study)
    assert len(turns(team.rui, "taxi")) == 1
    stored.StudyRecord.objects.filter(id=study).update(is_confidential=True)
    assert turns(team.rui, "taxi") == []
    assert len(turns(team.ana, "taxi")) == 1
    with pytest.raises(NotFound):
        hits(team.rui, "taxi", study_id=study)


def test_another_workspace_finds_nothing(team: Team, call: Call) -> None:
    assert hits(team.otto, "driver") == []
    with pytest.raises(NotFound):
        hits(team.otto, "driver", participant_id=call.participant_id)


def test_when_consent_ends_the_words_are_not_found_and_not_to_be_guessed(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    notes.new_note(team.rui, call.session_id, NoteForm("no driver", NoteKind.VERBATIM))
    assert len(hits(team.rui, "driver march")) == 1
    stored.ConsentRecord.objects.filter(participant_id=call.participant_id).delete()
    assert hits(team.rui, "driver") == []
    assert hits(team.rui, "march") == []


def test_a_deleted_session_is_not_found_until_it_is_back(team: Team, call: Call) -> None:
    undo_id = sessions.delete_session(team.rui, call.session_id)
    assert hits(team.rui, "driver") == []
    undo.undo(team.rui, undo_id)
    assert turns(team.rui, "driver") == [1, 2]


def test_a_deleted_person_takes_their_words_along(team: Team, call: Call) -> None:
    stored.TurnRecord.objects.filter(transcript_id=call.transcript_id, index=1).delete()
    assert turns(team.rui, "march") == []
    assert not stored.TurnRecord.objects.filter(id__in=search_index().turns(search.read_search("march"))).exists()


def test_one_result_costs_as_many_queries_as_three(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Deliveries"))
    add_one_of_each(team, study, NAMES[0])
    assert (len(hits(team.rui, "march")), len(hits(team.vera, "march"))) == (4, 1)
    for_one = queries(team.rui, "march"), queries(team.vera, "march")
    for name in NAMES[1:3]:
        add_one_of_each(team, study, name)
    assert (len(hits(team.rui, "march")), len(hits(team.vera, "march"))) == (12, 3)
    assert (queries(team.rui, "march"), queries(team.vera, "march")) == for_one


def add_one_of_each(team: Team, study: str, name: str) -> None:
    call = hold_call(team.rui, CALL.replace("Dana", name), study_id=study, name=f"{name}.vtt")
    quote_id = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    notes.new_note(team.rui, call.session_id, NoteForm("March again"))
    observations.new_observation(
        team.rui,
        ObservationForm(ObservationKind.SAID, "Since March.", session_id=call.session_id, quote_ids=(quote_id,)),
    )


def queries(actor: Actor, words: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        hits(actor, words)
    return len(captured)


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=WORDS)
def test_no_input_is_an_error(team: Team, call: Call, typed: str) -> None:
    found = search.search(team.rui, SearchFilter(typed))
    assert {part.kind for part in found.parts} == set(Found)
    seen = search.search(team.vera, SearchFilter(f'"{typed}" -{typed} {typed}*'))
    assert all(part.kind is Found.QUOTE for part in seen.parts if part.hits)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="abcdeABC ÄäÉéñŁł'’-_.,;:?!()\"“”12 жЖяйωΩ…–🎉", min_size=1, max_size=60))
def test_whatever_words_a_turn_has_the_index_offers_it(team: Team, call: Call, text: str) -> None:
    """The index may offer too much, which is compared again, and never too little."""
    stored.TurnRecord.objects.filter(transcript_id=call.transcript_id, index=1).update(text=text)
    for word in text.split():
        wanted = search.read_search(word.lstrip("-"))
        if not wanted.is_empty:
            offered = stored.TurnRecord.objects.filter(id__in=search_index().turns(wanted))
            assert offered.filter(index=1).exists(), (word, wanted)


def test_the_index_is_made_anew_where_a_migration_wrote_a_table_anew(team: Team, call: Call) -> None:
    has_triggers = connection.vendor == "sqlite"  # PostgreSQL's indexes belong to the column and can't be lost so
    with connection.cursor() as cursor:
        for name in ("come", "gone", "changed") if has_triggers else ():
            cursor.execute(f"DROP TRIGGER search_turns_{name}")
    stored.TurnRecord.objects.filter(transcript_id=call.transcript_id, index=1).update(text="the parrot")
    assert turns(team.rui, "parrot") == ([] if has_triggers else [1])
    if has_triggers:
        search_index().prepare()
    assert turns(team.rui, "parrot") == [1]

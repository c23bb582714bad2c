"""Observations through the services: they rest on something of one study, and say what they lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind
from firsthand.domain.interviews import sessions as session_states
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.mentions import Measure
from firsthand.domain.synthesis.support import Side
from firsthand.services import (
    claims,
    consents,
    decisions,
    events,
    live,
    notes,
    observations,
    quotes,
    reader,
    session_columns,
    sessions,
    studies,
    transcripts,
    undo,
)
from firsthand.services.claims import ClaimForm
from firsthand.services.decisions import DecisionForm
from firsthand.services.notes import NoteForm
from firsthand.services.observations import CountForm, ObservationFilter, ObservationForm, ObservationRow
from firsthand.services.studies import StudyForm
from firsthand.storage.models import SessionRecord
from people_at_work import CALL, Call, Team, hold_call

SAID = ObservationKind.SAID


def mark(team: Team, call: Call, words: str) -> str:
    turns = reader.reader_page(team.rui, call.session_id).turns
    turn = next(turn for turn in turns if words in turn.text)
    begin = turn.text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn.index, begin, turn.index, begin + len(words))


def write(team: Team, text: str, *quote_ids: str, **more: object) -> str:
    form = replace(ObservationForm(SAID, text, quote_ids=quote_ids), **more)  # type: ignore[arg-type]
    return observations.new_observation(team.rui, form)


def row(team: Team, observation_id: str) -> ObservationRow:
    return observations.observation_page(team.rui, observation_id).row


@pytest.fixture
def waited(team: Team, call: Call) -> str:
    return mark(team, call, "We waited until six, and nobody called us.")


def test_an_observation_shows_what_it_rests_on_and_who_is_behind_it(team: Team, call: Call, waited: str) -> None:
    found = row(team, write(team, "They waited until six without a call.", waited))
    assert [quote.text for quote in found.quotes] == ["We waited until six, and nobody called us."]
    assert ([one.name for one in found.people], found.session_id) == (["Dana Petrov"], call.session_id)
    assert (found.lost, found.findings, found.by) == (0, (), "Rui")


def test_one_that_rests_on_nothing_is_refused_in_words(team: Team, call: Call) -> None:
    with pytest.raises(Invalid, match="rests on something: a quote, a note, or a count"):
        write(team, "They waited.", session_id=call.session_id)


def test_interpretation_is_marked_unless_it_stands_in_the_quote(team: Team, call: Call, waited: str) -> None:
    maps = mark(team, call, "But people say the maps are never right anyway.")
    assert [one.words for one in row(team, write(team, "She seems tired of waiting.", waited)).findings] == ["seems"]
    assert row(team, write(team, "The maps are never right.", maps)).findings == ()


def test_all_that_it_cites_is_of_one_study(team: Team, call: Call, waited: str) -> None:
    study = studies.create_study(team.rui, StudyForm("Taxis"))
    other = hold_call(team.rui, CALL.replace("Dana Petrov", "Lee Ng"), study_id=study, name="lee.vtt")
    with pytest.raises(Invalid, match="of one study"):
        write(team, "Both waited.", waited, mark(team, other, "nobody called us"))


def test_two_people_of_two_conversations_are_behind_it(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    dana = hold_call(team.rui, CALL, study_id=study)
    lee = hold_call(
        team.rui, CALL.replace("Dana Petrov", "Lee Ng").replace("taxi", "cab"), study_id=study, name="l.vtt"
    )
    both = row(team, write(team, "Both waited.", mark(team, dana, "We waited"), mark(team, lee, "We waited")))
    assert ([one.name for one in both.people], both.session_id, both.study_id) == (
        ["Dana Petrov", "Lee Ng"],
        None,
        study,
    )
    assert {one.id for one in observations.observations(team.rui, study).items} == {both.id}


def test_a_deleted_quote_is_said_to_be_lost_and_comes_back(team: Team, waited: str) -> None:
    seen = write(team, "They waited.", waited)
    undo_id = quotes.delete_quote(team.rui, waited)
    assert (row(team, seen).lost, row(team, seen).rests_on_nothing) == (1, True)
    undo.undo(team.rui, undo_id)
    assert row(team, seen).lost == 0


def test_saving_over_somebody_elses_version_is_refused(team: Team, waited: str) -> None:
    seen = write(team, "They waited.", waited)
    observations.edit_observation(team.rui, seen, ObservationForm(SAID, "They stood there.", quote_ids=(waited,)), 1)
    with pytest.raises(Conflict):
        observations.edit_observation(team.rui, seen, ObservationForm(SAID, "Mine.", quote_ids=(waited,)), 1)
    assert row(team, seen).text == "They stood there."


def test_deleting_can_be_undone_and_leaves_what_it_cites(team: Team, waited: str) -> None:
    seen = write(team, "They waited.", waited)
    undo_id = observations.delete_observation(team.rui, seen)
    with pytest.raises(NotFound):
        row(team, seen)
    assert quotes.quote(team.rui, waited).text
    assert undo.undo(team.rui, undo_id).id == seen
    assert row(team, seen).text == "They waited."


def test_events_hold_no_words(team: Team, waited: str) -> None:
    write(team, "They waited.", waited)
    assert events.events(team.ana)[0].verb == "wrote observation"
    assert "waited" not in str(events.events(team.ana))


def test_not_mentioned_until_asked_checks_itself_when_a_turn_is_corrected(team: Team, call: Call) -> None:
    form = ObservationForm(
        ObservationKind.NOT_MENTIONED,
        "The app was not brought up by her.",
        session_id=call.session_id,
        count=CountForm(Measure.UNASKED, ("app", "maps")),
    )
    seen = observations.new_observation(team.rui, form)
    count = row(team, seen).count
    assert count
    assert (count.holds, count.first[0].turn, count.first[0].question_turn) == (True, 3, 2)
    assert count.first[0].question == "Wouldn't it be great if the app told you where the driver is?"
    assert count.first[0].words == "But people say the maps are never right anyway."
    transcripts.correct_turn(team.rui, call.transcript_id, 1, "It was in March, with the app.", has_listened=True)
    later = row(team, seen).count
    assert later
    assert later.holds is False
    assert "no longer what the transcript shows" in later.sentence


def test_a_count_is_refused_without_words_or_without_a_place(team: Team, call: Call) -> None:
    with pytest.raises(Invalid, match="which words"):
        write(team, "How often.", kind=ObservationKind.COUNTED, session_id=call.session_id)
    with pytest.raises(Invalid, match="in which study or session"):
        write(team, "How often.", kind=ObservationKind.COUNTED, count=CountForm(Measure.PEOPLE, ("driver",)))
    counted = CountForm(Measure.UNASKED, ("driver",))
    with pytest.raises(Invalid, match="computed in another way"):
        write(team, "How often.", kind=ObservationKind.COUNTED, session_id=call.session_id, count=counted)


def test_a_count_that_nobody_may_read_says_so_and_gives_no_words(team: Team, call: Call) -> None:
    first = CountForm(Measure.FIRST, ("march",))
    form = ObservationForm(ObservationKind.COUNTED, "When it was.", session_id=call.session_id, count=first)
    seen = observations.new_observation(team.rui, form)
    consents.end_consent(team.rui, call.participant_id)
    count = row(team, seen).count
    assert count
    assert (count.sessions, count.unknown, count.first) == (0, 1, ())
    assert "It was in March" not in str(row(team, seen))


def test_what_is_closed_is_not_shown_not_found_by_searching_and_not_saved_over(
    team: Team, call: Call, waited: str
) -> None:
    seen = write(team, "They waited until six, and nobody called.", waited)
    assert len(observations.observations(team.rui, "", which=ObservationFilter(search="nobody called")).items) == 1
    consents.end_consent(team.rui, call.participant_id)
    found = row(team, seen)
    assert (found.text, bool(found.closed_because)) == ("", True)
    assert observations.observations(team.rui, "", which=ObservationFilter(search="nobody called")).items == ()
    with pytest.raises(NotAllowed):
        observations.edit_observation(team.rui, seen, ObservationForm(SAID, "-", quote_ids=(waited,)))


def test_filters_by_session_kind_and_person(team: Team, call: Call, waited: str) -> None:
    seen = write(team, "They waited.", waited)
    shown = notes.new_note(team.rui, call.session_id, NoteForm("Draws the route."))
    drawn = write(team, "Drew the route.", kind=ObservationKind.SHOWED, note_ids=(shown,))
    found = {
        name: {one.id for one in observations.observations(team.rui, "", which=which).items}
        for name, which in {
            "session": ObservationFilter(session_id=call.session_id),
            "kind": ObservationFilter(kind="showed"),
            "person": ObservationFilter(participant_id=call.participant_id),
        }.items()
    }
    assert found == {"session": {seen, drawn}, "kind": {drawn}, "person": {seen}}


def test_a_claim_counts_through_an_observation_and_its_noted_words_never_strictly(team: Team, call: Call) -> None:
    heard = notes.new_note(team.rui, call.session_id, NoteForm("The taxi took an hour.", NoteKind.VERBATIM))
    seen = write(team, "Told of a taxi.", note_ids=(heard,))
    claim = claims.write_claim(team.rui, ClaimForm("They take taxis"))
    claims.add_evidence(team.rui, claim, Ref(Kind.OBSERVATION, seen), Side.SUPPORTS)
    counted = claims.claim_page(team.rui, claim).row
    assert (counted.people.said, counted.strict.said) == (1, 0)
    assert [one.title for one in observations.observation_page(team.rui, seen).used] == ["They take taxis"]
    consents.end_consent(team.rui, call.participant_id)
    assert claims.claim_page(team.rui, claim).row.people.said == 0


def test_what_it_may_mean_is_closed_while_a_conversation_is_live(
    team: Team, call: Call, waited: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claims.write_claim(team.rui, ClaimForm("They wait"))
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, waited), Side.SUPPORTS)
    session = SessionRecord.objects.get(id=call.session_id)
    assert not sessions.is_live(session)
    assert [one.title for one in session_columns.session_columns(team.rui, call.session_id).meanings] == ["They wait"]
    monkeypatch.setattr(live, "LIVE", frozenset({SessionState.HELD}))
    assert sessions.is_live(session)
    assert session_columns.session_columns(team.rui, call.session_id).meanings == ()
    assert frozenset() == session_states.LIVE


def test_the_list_makes_the_same_number_of_queries_for_one_and_many(team: Team, call: Call, waited: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert observations.observations(team.rui).items
        return len(made)

    def one(number: int) -> None:
        noted = notes.new_note(team.rui, call.session_id, NoteForm(f"Note {number}", NoteKind.VERBATIM))
        counted = CountForm(Measure.PEOPLE, (f"word{number}", "driver"))
        write(team, f"Seen {number}.", waited, note_ids=(noted,), session_id=call.session_id, count=counted)

    one(1)
    queries()
    first = queries()
    for number in (2, 3, 4):
        one(number)
    assert queries() == first


def test_a_claim_and_a_decision_wait_while_a_conversation_of_their_study_is_live(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = studies.create_study(team.rui, StudyForm("Taxis"))
    call = hold_call(team.rui, CALL, study_id=study)
    claim = claims.write_claim(team.rui, ClaimForm("They wait", study_ids=(study,)))
    quote = Ref(Kind.QUOTE, mark(team, call, "We waited until six"))
    monkeypatch.setattr(live, "LIVE", frozenset({SessionState.HELD}))
    for act in (
        lambda: claims.write_claim(team.rui, ClaimForm("They drive", study_ids=(study,))),
        lambda: claims.add_evidence(team.rui, claim, quote, Side.SUPPORTS),
        lambda: decisions.write_decision(team.rui, DecisionForm("Call first", study_id=study)),
    ):
        with pytest.raises(Conflict, match="waits until after the call"):
            act()
    assert notes.new_note(team.rui, call.session_id, NoteForm("Still noted."))

"""Agreement of a study's coders, by turn and by sentence, and how their differences are settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coders_at_work import call_in, mark, new_code, new_study, task
from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.stats.code_agreement import Measure
from firsthand.services import consents, transcripts, unit_places, withdrawals, withdrawing
from firsthand.services.agreement import AgreementPage, AgreementWanted, UnitKind, agreement_page
from firsthand.services.coders import coded_study
from firsthand.services.coding_resolutions import (
    DifferencesPage,
    DifferencesWanted,
    Settled,
    coded_turns,
    differences,
    reopen_difference,
    settle,
)
from firsthand.services.slices import Cut
from firsthand.services.undo import undo
from firsthand.storage.models import CodeRecord, JobRecord, ResolutionRecord, StudyRecord, UnitPlacesRecord
from people_at_work import Call, Team, make_team

pytestmark = pytest.mark.django_db
TURN, SENTENCE = AgreementWanted(), AgreementWanted(UnitKind.SENTENCE)


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def study(team: Team) -> str:
    return new_study(team)


@pytest.fixture
def waiting(team: Team, study: str) -> CodeRecord:
    return new_code(team.rui, study, "Waiting")


def coded_twice(team: Team, study: str, code: CodeRecord, person: str = "Dana Petrov") -> Call:
    """Ana and Rui both mark turn 1, Rui alone turn 3: one sentence each in turn 1, and not the same."""
    call = call_in(team, study, person)
    mark(team.ana, call, code, 1, 0, 16)
    mark(team.rui, call, code, 1, 17, 50)
    mark(team.rui, call, code, 3)
    return call


def page(team: Team, study: str, wanted: AgreementWanted = TURN) -> AgreementPage:
    return agreement_page(team.ana, study, wanted)


def shown(team: Team, study: str, settled: Settled = Settled.OPEN) -> DifferencesPage:
    return differences(team.ana, study, DifferencesWanted(settled=settled))


def test_a_coding_covers_the_turn_that_it_has_words_in(team: Team, study: str, waiting: CodeRecord) -> None:
    coded_twice(team, study, waiting)
    found = page(team, study).figures
    code = found.codes[0]
    assert (found.measure, found.units, found.conversations) == (Measure.KAPPA, 3, 1)
    assert (code.by_all, code.only, code.by_none) == (1, {team.ana.id: 0, team.rui.id: 1}, 1)


def test_by_sentence_the_same_turn_may_be_a_difference(team: Team, study: str, waiting: CodeRecord) -> None:
    coded_twice(team, study, waiting)
    found = page(team, study, SENTENCE).figures
    code = found.codes[0]
    assert found.units == 7
    assert (code.by_all, code.only, code.by_none) == (0, {team.ana.id: 1, team.rui.id: 3}, 3)


def test_questions_of_the_researcher_are_no_units(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    mark(team.ana, call, waiting, 2)
    mark(team.ana, call, waiting, 3, last=5, finish=0)  # it ends where turn 5 begins
    code = page(team, study).figures.codes[0]
    assert (code.by_all, code.by_none) == (2, 1)


def test_who_has_a_task_counts_when_it_is_done(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    mine = task(team.rui, call, is_done=False)
    assert (page(team, study).figures.conversations, page(team, study).alone) == (0, 1)
    mine.done_at = mine.created_at
    mine.save()
    assert page(team, study).figures.conversations == 1


def test_who_finished_and_marked_nothing_said_no_everywhere(team: Team, study: str, waiting: CodeRecord) -> None:
    call = call_in(team, study)
    mark(team.rui, call, waiting, 1)
    task(team.ana, call)
    code = page(team, study).figures.codes[0]
    assert (code.by_all, code.by_some, code.by_none) == (0, 1, 2)


def test_nothing_is_shown_while_somebody_still_codes_blind(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    task(team.ana, call, is_blind=True)
    mine = task(team.rui, call, is_blind=True, is_done=False)
    found = page(team, study)
    assert (found.figures.conversations, found.blind, found.coders) == (0, 1, ())
    assert shown(team, study).rows == ()
    with pytest.raises(Conflict, match="not done"):
        settle(team.ana, call.transcript_id, 3, waiting.id, stands=True)
    mine.done_at = mine.created_at
    mine.save()
    assert page(team, study).figures.conversations == 1


def test_a_model_is_one_more_coder_and_three_are_measured_by_alpha(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    mark(team.rui, call, waiting, 5, model="local 7b")
    found = page(team, study)
    assert found.figures.measure is Measure.ALPHA
    assert [(one.name, one.is_model) for one in found.coders] == [("Ana", False), ("Rui", False), ("local 7b", True)]
    pair = page(team, study, AgreementWanted(coder_keys=(team.rui.id, "model:local 7b")))
    assert (pair.figures.measure, pair.figures.codes[0].by_all) == (Measure.KAPPA, 0)


def test_a_coder_who_did_not_code_there_is_refused(team: Team, study: str, waiting: CodeRecord) -> None:
    coded_twice(team, study, waiting)
    for keys in ((team.vera.id,), (team.ana.id, team.ana.id)):
        with pytest.raises(Invalid, match="has not coded here"):
            page(team, study, AgreementWanted(coder_keys=keys))


def test_differences_stand_side_by_side_with_their_words(team: Team, study: str, waiting: CodeRecord) -> None:
    coded_twice(team, study, waiting)
    found = shown(team, study)
    row = found.rows[0]
    assert (found.total, found.open, row.turn, row.code, row.speaker) == (1, 1, 3, "Waiting", "Dana Petrov")
    assert row.before.startswith("Wouldn't it be great")
    assert [(one.coder.name, one.did_mark, one.words) for one in row.marks] == [
        ("Ana", False, ()),
        ("Rui", True, ("Sure, that would be nice. But people say the maps are never right anyway.",)),
    ]
    by_sentence = differences(team.ana, study, DifferencesWanted(UnitKind.SENTENCE))
    assert [row.turn for row in by_sentence.rows] == [1, 3]
    assert by_sentence.rows[0].marks[0].words == ("It was in March.",)


def test_a_difference_is_settled_with_a_note_and_opened_again(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    assert coded(team, study) == {1, 3}
    one = settle(team.ana, call.transcript_id, 3, waiting.id, stands=False, note="A map is no wait.")
    assert (shown(team, study).rows, coded(team, study)) == ((), {1})
    settled = shown(team, study, Settled.DONE).rows[0].resolution
    assert settled is not None
    assert (settled.stands, settled.note, settled.by) == (False, "A map is no wait.", "Ana")
    assert settle(team.rui, call.transcript_id, 3, waiting.id, stands=True) == one
    assert coded(team, study) == {1, 3}
    back = reopen_difference(team.rui, one)
    assert shown(team, study).open == 1
    undo(team.rui, back)
    assert shown(team, study).open == 0


def coded(team: Team, study: str) -> set[int]:
    return {turn for _, turn, _ in coded_turns(coded_study(team.ana, study))}


def test_a_resolution_changes_no_figure_of_agreement(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    before = page(team, study).figures
    settle(team.ana, call.transcript_id, 3, waiting.id, stands=True)
    assert page(team, study).figures == before


def test_where_coders_agree_there_is_nothing_to_settle(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    with pytest.raises(Conflict, match="do not differ"):
        settle(team.ana, call.transcript_id, 5, waiting.id, stands=True)
    settle(team.ana, call.transcript_id, 1, waiting.id, stands=True)  # they differ by sentence
    with pytest.raises(NotFound):
        settle(team.ana, call.transcript_id, 3, new_code(team.ana, new_study(team, "Other"), "Other").id, stands=True)


def test_differences_are_chosen_by_code_session_and_pair(team: Team, study: str, waiting: CodeRecord) -> None:
    call, price = coded_twice(team, study, waiting), new_code(team.rui, study, "Price", waiting)
    other = coded_twice(team, study, waiting, "Emil Stone")
    mark(team.ana, other, price, 5)
    found = [
        differences(team.ana, study, wanted).total
        for wanted in (
            DifferencesWanted(),
            DifferencesWanted(code_id=price.id),
            DifferencesWanted(session_id=call.session_id),
            DifferencesWanted(coder_keys=(team.ana.id,)),
        )
    ]
    assert found == [3, 1, 1, 0]
    assert differences(team.ana, study).codes == ((waiting.id, "Waiting"), (price.id, "Waiting › Price"))


def test_a_long_list_goes_on_behind_what_was_settled_meanwhile(team: Team, study: str, waiting: CodeRecord) -> None:
    for person in ("Dana Petrov", "Emil Stone", "Fay Wong"):
        coded_twice(team, study, waiting, person)
    first = differences(team.ana, study, cut=Cut(limit=2))
    settle(team.ana, first.rows[1].transcript_id, 3, waiting.id, stands=True)
    rest = differences(team.ana, study, cut=Cut(first.next_cursor, 2))
    assert len(rest.rows) == 1
    assert rest.rows[0].transcript_id not in {row.transcript_id for row in first.rows}
    with pytest.raises(Invalid, match="not a place in the list"):
        differences(team.ana, study, cut=Cut("nonsense"))


def test_a_correction_keeps_a_resolution_and_shows_the_new_words(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    settle(team.ana, call.transcript_id, 3, waiting.id, stands=True)
    transcripts.correct_turn(team.rui, call.transcript_id, 3, "Sure. And yes. And no.", has_listened=True)
    assert page(team, study, SENTENCE).figures.units == 8
    row = differences(team.ana, study, DifferencesWanted(settled=Settled.DONE)).rows[0]
    assert (row.text, row.resolution is not None) == ("Sure. And yes. And no.", True)


def test_what_somebody_does_not_agree_to_any_more_is_closed(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    consents.log_consent(team.rui, call.participant_id, [Scope.RECORD], How.FORM, refused=[Scope.TRANSCRIBE])
    found = page(team, study)
    assert (found.closed, found.figures.conversations, shown(team, study).rows) == (1, 0, ())


def test_a_withdrawal_takes_resolutions_and_places_along(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    settle(team.ana, call.transcript_id, 3, waiting.id, stands=True, note="Dana says so.")
    assert UnitPlacesRecord.objects.count() == 1
    withdrawal = withdrawals.withdraw(team.ana, call.participant_id, "Dana Petrov")
    withdrawing.carry_out(withdrawal, team.ana)
    assert (ResolutionRecord.objects.count(), UnitPlacesRecord.objects.count()) == (0, 0)


def test_many_transcripts_are_split_by_a_worker(
    team: Team, study: str, waiting: CodeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unit_places, "AT_ONCE", 1)
    for person in ("Dana Petrov", "Emil Stone"):
        coded_twice(team, study, waiting, person)
    found = page(team, study)
    assert (found.waiting, found.figures.conversations) == (1, 1)
    job = JobRecord.objects.get(kind=unit_places.SPLIT_KIND)
    unit_places.split_in_job(job.args["transcript"])
    assert (page(team, study).waiting, page(team, study).figures.conversations) == (0, 2)


def test_a_viewer_and_a_stranger_see_nothing(team: Team, study: str, waiting: CodeRecord) -> None:
    call = coded_twice(team, study, waiting)
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    for who in (team.vera, team.otto):
        for look in (agreement_page, differences):
            with pytest.raises(NotFound):
                look(who, study)  # type: ignore[operator]
        with pytest.raises(NotFound):
            settle(who, call.transcript_id, 3, waiting.id, stands=True)


def test_more_conversations_codes_and_codings_cost_no_more_queries(team: Team, study: str, waiting: CodeRecord) -> None:
    coded_twice(team, study, waiting)
    looks = (lambda: page(team, study), lambda: page(team, study, SENTENCE), lambda: shown(team, study))
    counts = []
    for people in (("Emil Stone", "Fay Wong"), ()):
        for look in looks:
            look()  # splits what is new
        counts.append([queries_of(look) for look in looks])
        price = new_code(team.rui, study, "Price", waiting)
        for person in people:
            mark(team.ana, coded_twice(team, study, waiting, person), price, 5)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def queries_of(look: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        look()
    return len(queries)

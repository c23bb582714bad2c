"""A document checked against the conversations: each quotation with its status, its difference and its moment."""

from __future__ import annotations

import pytest

from firsthand.domain.errors import NotAllowed, NotFound
from firsthand.domain.people.consent import How, Scope
from firsthand.services import consents, studies, transcripts
from firsthand.services.document_checks import CheckedQuotation, check_document, check_text
from firsthand.services.studies import StudyForm
from firsthand.storage.models import EventRecord
from people_at_work import CALL, Call, Team, hold_call

SAID = "We waited until six, and nobody called us."


@pytest.fixture
def call(team: Team) -> Call:
    call = hold_call(team.rui)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    return call


def checked(team: Team, text: str) -> CheckedQuotation:
    (one,) = check_text(team.rui, text).quotations
    return one


@pytest.mark.parametrize(
    ("text", "status", "may_stand"),
    [
        (f"“{SAID}”", "exact", True),
        (f"„{SAID}“ — Dana", "exact", True),
        ("“we waited until six and nobody called us”", "same_words", True),
        ("“We waited until six … nobody called us.”", "elided", True),
        ("“We waited until seven, and nobody called us.”", "altered", False),
        ("“It was in March … I called the shop three times.”", "stitched", False),
        ("“Tell me about the last time a delivery went missing.”", "wrong_speaker", False),
        ("“Everything about the new app is wonderful to me.”", "not_found", False),
    ],
)
def test_every_status_is_told(team: Team, call: Call, text: str, status: str, may_stand: bool) -> None:
    one = checked(team, text)
    assert (one.status, one.may_stand) == (status, may_stand)


def test_the_moment_and_the_difference_are_told(team: Team, call: Call) -> None:
    one = checked(team, "“We waited until seven, and nobody called us.”")
    assert (one.session_id, one.turn, one.speaker) == (call.session_id, 1, "Dana Petrov")
    assert "six" in one.difference
    assert "seven" in one.difference


def test_a_cropped_quotation_shows_what_was_cut_off(team: Team, call: Call) -> None:
    one = checked(team, "“the driver ever came”")
    assert "cropped" in one.marks
    assert one.whole_sentence == "I don't think the driver ever came."
    assert one.cut_off


def test_words_given_to_somebody_else_are_the_wrong_speakers(team: Team, call: Call) -> None:
    one = checked(team, f"“{SAID}” — Maria Ortiz")
    assert (one.status, one.said_by, one.speaker) == ("wrong_speaker", "Maria Ortiz", "Dana Petrov")


def test_what_was_corrected_is_found_as_corrected(team: Team, call: Call) -> None:
    turn = "It was in April. I don't think the driver ever came. We waited until six, and nobody called us."
    transcripts.correct_turn(team.rui, call.transcript_id, 1, turn, has_listened=True)
    assert checked(team, "“It was in April.”").status == "exact"


def test_words_of_who_does_not_agree_are_closed_and_nothing_more_of_them_is_told(team: Team, call: Call) -> None:
    scopes = [one for one in Scope if one is not Scope.QUOTE_INSIDE]
    consents.log_consent(team.rui, call.participant_id, scopes, How.FORM, refused=[Scope.QUOTE_INSIDE])
    one = checked(team, "“the driver ever came”")
    assert not one.may_stand
    assert one.closed_because
    assert (one.whole_sentence, one.difference, one.cut_off) == ("", "", ())


def test_words_that_may_not_leave_are_marked(team: Team, call: Call) -> None:
    assert checked(team, f"“{SAID}”").may_leave
    scopes = [one for one in Scope if one is not Scope.QUOTE_OUTSIDE]
    consents.log_consent(team.rui, call.participant_id, scopes, How.FORM, refused=[Scope.QUOTE_OUTSIDE])
    one = checked(team, f"“{SAID}”")
    assert (one.may_stand, one.may_leave) == (True, False)


def test_short_quotations_are_named_and_not_checked(team: Team, call: Call) -> None:
    found = check_text(team.rui, "The “blue button” again.")
    assert [one.status for one in found.quotations] == [""]
    assert found.checked == ()


def test_a_viewer_checks_nothing_and_learns_nothing_by_guessing(team: Team, call: Call) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        check_text(team.vera, f"“{SAID}”")


def test_words_of_a_confidential_study_are_not_found_by_who_is_not_in_it(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Secret", is_confidential=True))
    hold_call(team.ana, study_id=study)
    assert check_text(team.ana, f"“{SAID}”").quotations[0].status == "exact"
    assert check_text(team.rui, f"“{SAID}”").quotations[0].status == "not_found"


def test_of_many_conversations_the_right_one_is_found(team: Team, call: Call) -> None:
    for number in range(6):
        hold_call(team.rui, CALL.replace("until six", f"until {number} o'clock"), name=f"{number}.vtt")
    assert checked(team, f"“{SAID}”").session_id == call.session_id
    assert checked(team, "“We waited until 4 o'clock, and nobody called us.”").status == "exact"


def test_nothing_is_kept_of_a_document(team: Team, call: Call) -> None:
    before = EventRecord.objects.count()
    found = check_document(team.rui, f"# Memo\n\n> {SAID}\n".encode(), "memo.md")
    assert [one.status for one in found.quotations] == ["exact"]
    assert EventRecord.objects.count() == before


def test_the_number_of_queries_does_not_grow_with_the_quotations(
    team: Team, call: Call, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(text: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            check_text(team.rui, text)
        return len(captured)

    one, three = f"“{SAID}”", f"“{SAID}”\n\n“I called the shop three times.”\n\n“nobody called us at all”"
    queries(one)
    assert queries(one) == queries(three)

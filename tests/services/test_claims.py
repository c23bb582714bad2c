"""Claims through the services: counted from transcripts, corrected by members, honest about what was lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.support import Counts, Prompting, Side
from firsthand.services import claims, consents, events, outlines, quotes, reader, sessions, studies, undo
from firsthand.services.claims import ClaimForm, ClaimPage
from firsthand.services.studies import StudyForm
from firsthand.storage.models import JobRecord, OutlineRecord, StudyRecord
from people_at_work import CALL, Call, Team, hold_call

LATE = ClaimForm("Nobody calls when the driver is late.", "waited without a call", terms=("driver", "called"))
EMIL = """Rui Alves: How do you plan your week?

Emil Sand: On Mondays, with everybody, and then we hope for the best.

Rui Alves: When did a driver last come late?

Emil Sand: In May, and we found out from the neighbours. That day they did call us, to be fair.
"""


def mark(team: Team, call: Call, words: str) -> Ref:
    turns = reader.reader_page(team.rui, call.session_id).turns
    turn = next(turn for turn in turns if words in turn.text)
    begin = turn.text.index(words)
    place = (turn.index, begin, turn.index, begin + len(words))
    return Ref(Kind.QUOTE, quotes.highlight(team.rui, call.transcript_id, *place))


@pytest.fixture
def emil(team: Team) -> Call:
    return hold_call(team.rui, EMIL, name="emil.txt")


@pytest.fixture
def late(team: Team, call: Call, emil: Call) -> str:
    """A claim that Dana supports unasked, and Emil when asked; he contradicts it as well."""
    claim = claims.write_claim(team.rui, LATE)
    claims.add_evidence(team.rui, claim, mark(team, call, "We waited until six, and nobody called us."), Side.SUPPORTS)
    found_out = mark(team, emil, "In May, and we found out from the neighbours.")
    claims.add_evidence(team.rui, claim, found_out, Side.SUPPORTS)
    claims.add_evidence(team.rui, claim, mark(team, emil, "That day they did call us, to be fair."), Side.CONTRADICTS)
    return claim


def page(team: Team, claim: str) -> ClaimPage:
    return claims.claim_page(team.rui, claim)


def test_a_claim_is_counted_from_what_was_asked_and_said(team: Team, late: str) -> None:
    row = page(team, late).row
    assert row.people == Counts(2, 2, 2, 2, 1, 1, 1, 1)
    assert row.sentence.startswith(
        "2 of 2 people interviewed waited without a call: 1 of the 2 who were asked, 1 without being asked; "
        "1 contradicted it, who said both"
    )
    assert row.unchecked == "2 of 2 by rule, not yet checked"


def test_strict_leaves_out_a_leading_question_but_not_what_was_said_before_it(team: Team, late: str) -> None:
    strict = page(team, late).row.strict
    assert (strict.interviewed, strict.asked, strict.said, strict.said_unasked) == (2, 1, 2, 1)


def test_each_person_shows_how_they_were_counted(team: Team, late: str) -> None:
    people = {one.person.name: one for one in page(team, late).people}
    dana, emil = people["Dana Petrov"], people["Emil Sand"]
    assert (dana.standing.said_when_asked, dana.standing.unprompted) == (False, True)
    assert [(ask.turn, ask.is_sound) for ask in dana.sittings[0].asks] == [(2, False)]
    assert (emil.standing.said_when_asked, emil.standing.unprompted, emil.standing.is_mixed) == (True, False, True)
    assert [piece.mention.prompting for piece in emil.sittings[0].pieces if piece.mention] == [Prompting.PROMPTED] * 2


def test_a_member_corrects_what_was_asked_with_a_note_that_the_log_keeps(team: Team, call: Call, late: str) -> None:
    sitting = (call.session_id, call.participant_id)
    claims.rule(team.rui, late, sitting, asked_turns=[], note="The app was a joke, not a question.")
    row = page(team, late).row
    assert (row.people.asked, row.unchecked) == (1, "1 of 2 by rule, not yet checked")
    assert events.events(team.ana)[0].verb == "corrected count"
    assert events.events(team.ana)[0].reason == "The app was a joke, not a question."


def test_confirming_all_counts_leaves_no_estimate_and_changes_none(team: Team, late: str) -> None:
    before = page(team, late).row
    assert claims.confirm_counts(team.rui, late) == 2
    after = page(team, late).row
    assert (after.people, after.unchecked) == (before.people, "")
    assert claims.confirm_counts(team.rui, late) == 0


def test_a_ruling_about_somebody_who_was_not_there_is_refused(team: Team, call: Call, emil: Call, late: str) -> None:
    with pytest.raises(Invalid):
        claims.rule(team.rui, late, (call.session_id, emil.participant_id), asked_turns=[1])


def test_a_claim_without_evidence_says_that_nobody_said_it(team: Team, call: Call) -> None:
    claim = claims.write_claim(team.rui, LATE)
    assert page(team, claim).row.people == Counts(1, 1, 1)
    assert page(team, claim).row.sentence.startswith("Nobody of 1 person interviewed waited without a call")


def test_quotes_that_use_its_words_are_offered_until_they_are_evidence(team: Team, call: Call) -> None:
    claim, quote = claims.write_claim(team.rui, LATE), mark(team, call, "We waited until six, and nobody called us.")
    mark(team, call, "It was in March.")
    assert [row.id for row in page(team, claim).candidates] == [quote.id]
    claims.add_evidence(team.rui, claim, quote, Side.SUPPORTS)
    assert page(team, claim).candidates == ()


def test_the_same_evidence_twice_is_refused(team: Team, call: Call) -> None:
    claim, quote = claims.write_claim(team.rui, LATE), mark(team, call, "It was in March.")
    claims.add_evidence(team.rui, claim, quote, Side.SUPPORTS)
    with pytest.raises(Conflict):
        claims.add_evidence(team.rui, claim, quote, Side.CONTRADICTS)


def test_evidence_taken_away_is_counted_no_more(team: Team, late: str) -> None:
    for piece in page(team, late).support.pieces:
        claims.remove_evidence(team.rui, late, piece.evidence_id)
    assert page(team, late).row.people.said == 0


def test_a_quote_that_closes_is_lost_evidence_with_its_reason(team: Team, call: Call, late: str) -> None:
    consents.end_consent(team.rui, call.participant_id)
    found = page(team, late)
    assert (found.row.people.said, found.row.lost) == (1, 1)
    assert "does not agree to be quoted" in found.support.lost[0].why_not
    assert "waited" not in str(found.support.lost[0])


def test_a_deleted_quote_is_lost_evidence_and_comes_back_with_it(team: Team, late: str) -> None:
    quote = page(team, late).support.pieces[0].quote
    assert quote is not None
    undo_id = quotes.delete_quote(team.rui, quote.id)
    assert [piece.why_not for piece in page(team, late).support.lost] == ["The quote was deleted."]
    undo.undo(team.rui, undo_id)
    assert page(team, late).support.lost == ()


def test_a_cropped_quote_leaves_the_strict_count_until_somebody_confirms_it(team: Team, call: Call) -> None:
    claim, quote = claims.write_claim(team.rui, ClaimForm("Drivers come")), mark(team, call, "the driver ever came")
    claims.add_evidence(team.rui, claim, quote, Side.SUPPORTS)
    assert (page(team, claim).row.people.said, page(team, claim).row.strict.said) == (1, 0)
    quotes.confirm_crop(team.rui, quote.id)
    assert page(team, claim).row.strict.said == 1


def test_the_scope_decides_whose_conversations_count(team: Team, late: str, emil: Call) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    old = sessions.session_page(team.rui, emil.session_id)
    sessions.edit_session(team.rui, emil.session_id, replace(old.form, study_id=study))
    claims.edit_claim(team.rui, late, replace(LATE, study_ids=(study,)))
    found = page(team, late)
    assert (found.row.people.interviewed, found.row.people.said) == (1, 1)
    assert "outside the claim's scope" in found.support.lost[0].why_not


def test_a_confidential_study_counts_only_where_the_claim_names_it(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Who may be laid off"))
    hold_call(team.ana, study_id=study)
    StudyRecord.objects.filter(id=study).update(is_confidential=True)
    at_large = claims.write_claim(team.ana, LATE)
    named = claims.write_claim(team.ana, replace(LATE, study_ids=(study,)))
    counted = {row.id: row.people.interviewed for row in claims.claims(team.ana).items}
    assert counted == {at_large: 0, named: 1}
    assert [row.id for row in claims.claims(team.rui).items] == [at_large]
    with pytest.raises(NotFound):
        claims.claim_page(team.rui, named)


def test_a_person_in_two_sessions_counts_once(team: Team, call: Call) -> None:
    again = hold_call(team.rui, CALL.replace("March", "May"), name="again.vtt")
    sessions_of_dana = sessions.session_page(team.rui, again.session_id)
    form = replace(sessions_of_dana.form, participant_ids=(call.participant_id,))
    sessions.edit_session(team.rui, again.session_id, form)
    claim = claims.write_claim(team.rui, LATE)
    assert page(team, claim).row.people.interviewed == 1


def test_a_viewer_sees_the_counts_and_no_names(team: Team, late: str) -> None:
    found = claims.claim_page(team.vera, late)
    assert found.row.people.said == 2
    assert "Dana" not in str(found.people)
    assert not found.may_change


def test_a_claim_costs_the_same_queries_for_any_number_of_conversations_and_claims(team: Team, late: str) -> None:
    def cost() -> int:
        claims.claims(team.rui)
        with CaptureQueriesContext(connection) as queries:
            claims.claims(team.rui)
        return len(queries)

    before = cost()
    for number in range(3):
        other = hold_call(team.rui, CALL.replace("March", f"May {number}"), name=f"{number}.vtt")
        claim = claims.write_claim(team.rui, LATE)
        claims.add_evidence(team.rui, claim, mark(team, other, "nobody called us"), Side.SUPPORTS)
    assert cost() == before


def test_a_page_listens_to_a_few_transcripts_itself_and_a_worker_to_the_rest(team: Team) -> None:
    for number in range(outlines.AT_ONCE + 2):
        hold_call(team.rui, CALL.replace("March", f"May {number}"), name=f"{number}.vtt")
    claim = claims.write_claim(team.rui, LATE)
    assert page(team, claim).row.waiting == 2
    waiting = JobRecord.objects.filter(kind=outlines.LISTEN_KIND)
    assert waiting.count() == 2
    for job in waiting:
        outlines.listen_in_job(job.args["transcript"])
    assert (page(team, claim).row.waiting, OutlineRecord.objects.count()) == (0, 5)


def test_nobody_confirms_what_nobody_has_listened_to(team: Team, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = claims.write_claim(team.rui, LATE)
    monkeypatch.setattr(outlines, "AT_ONCE", 0)
    assert claims.confirm_counts(team.rui, claim) == 0
    assert page(team, claim).row.waiting == 1
    outlines.listen_in_job(call.transcript_id)
    assert claims.confirm_counts(team.rui, claim) == 1


def test_an_outline_is_made_anew_when_a_turn_is_corrected_and_holds_no_words(team: Team, call: Call, late: str) -> None:
    page(team, late)
    kept = OutlineRecord.objects.get(transcript_id=call.transcript_id)
    from firsthand.services import transcripts

    transcripts.correct_turn(team.rui, call.transcript_id, 2, "Where was the driver?", has_listened=False)
    found = page(team, late)
    assert OutlineRecord.objects.get(transcript_id=call.transcript_id).version == kept.version + 1
    assert found.row.strict.asked == 2
    assert "driver" not in str(list(OutlineRecord.objects.values()))


def test_a_deleted_claim_comes_back(team: Team, late: str) -> None:
    undo_id = claims.delete_claim(team.rui, late)
    with pytest.raises(NotFound):
        claims.claim_page(team.rui, late)
    undo.undo(team.rui, undo_id)
    assert page(team, late).row.people.said == 2


@pytest.mark.parametrize("form", [ClaimForm(""), ClaimForm("x" * 501), ClaimForm("a\0b")])
def test_a_claim_that_says_nothing_or_too_much_is_refused(team: Team, form: ClaimForm) -> None:
    with pytest.raises(Invalid):
        claims.write_claim(team.rui, form)

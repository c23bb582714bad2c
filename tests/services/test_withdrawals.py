"""Somebody withdraws: what goes, what stays, and what the receipt says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.people.withdrawal import Deed
from firsthand.services import (
    events,
    exports,
    jobs,
    participants,
    quotes,
    reader,
    receipts,
    sessions,
    transcripts,
    withdrawals,
    withdrawing,
    workspaces,
)
from firsthand.services.media import originals
from firsthand.services.quotes import QuoteFilter
from firsthand.services.sessions import SessionForm
from firsthand.storage.models import (
    ParticipantRecord,
    QuoteRecord,
    SessionRecord,
    SpeakerRecord,
    TranscriptRecord,
    TurnRecord,
    WithdrawalRecord,
)
from people_at_work import CALL, Call, Team, hold_call
from two_people import BOTH, Shared, hold_both


@pytest.fixture
def both(team: Team) -> Shared:
    return hold_both(team.rui)


def leaves(team: Team, participant: str, name: str, **how: bool) -> str:
    """Withdraw and do all the work, but for the database's leftovers, which need their own connection."""
    withdrawal = withdrawals.withdraw(team.rui, participant, name, **how)
    withdrawing.carry_out(withdrawal)
    return withdrawal


def words_of(transcript: str) -> list[str]:
    return list(TurnRecord.objects.filter(transcript=transcript).order_by("index").values_list("text", flat=True))


def test_of_two_people_the_other_keeps_their_words_and_quotes(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk")
    assert words_of(both.transcript) == [
        "█████, tell me about the last request that got lost.",
        "[withdrawn]",
        "I only heard of it on Monday. As █████ says, nobody owns the notes.",
        "And what did you do?",
        "[withdrawn]",
        "I drove there myself and it took the whole afternoon.",
    ]
    kept = {row.id: row for row in quotes.quotes(team.rui, QuoteFilter(session_id=both.session)).items}
    assert set(kept) == {both.of_owen, both.naming}
    assert [(row.status, row.is_showable) for row in kept.values()] == [("exact", True)] * 2
    assert (kept[both.of_owen].first_turn, kept[both.naming].first_turn) == (5, 2)
    assert kept[both.naming].text == "█████ says, nobody owns the notes"


def test_around_the_others_quotes_nothing_is_left_of_who_withdrew(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk")
    for quote in QuoteRecord.objects.filter(transcript=both.transcript):
        assert "plumber" not in quote.prefix + quote.suffix
    assert QuoteRecord.objects.get(id=both.of_owen).prefix == "nd what did you do?\n[withdrawn]\n"


def test_the_others_original_is_derived_and_its_hash_is_its_own(team: Team, both: Shared) -> None:
    before = transcripts.original(team.rui, both.transcript)
    was = originals().read(before.sha256)
    withdrawal = leaves(team, both.leila, "Leila Farouk")
    after = transcripts.original(team.rui, both.transcript)
    assert was == BOTH.encode()
    assert not originals().has(before.sha256)
    assert after.file_name.startswith("derived-")
    assert TranscriptRecord.objects.get(id=both.transcript).is_derived
    sealed = originals().read(after.sha256).decode()
    assert "Leila" not in sealed
    assert "I drove there myself" in sealed
    receipt = receipts.receipt(team.rui, withdrawal)
    assert [(file.sha256, file.fate) for file in receipt.files] == [(before.sha256, "removed")]
    assert [file.sha256 for file in receipt.derived] == [after.sha256]


def test_the_speaker_who_withdrew_has_no_name_and_can_not_be_quoted(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk")
    page = reader.reader_page(team.rui, both.session)
    assert [(speaker.name, speaker.role.value) for speaker in page.speakers] == [
        ("Rui Alves", "researcher"),
        ("[withdrawn]", "other"),
        ("Owen Prys", "participant"),
    ]
    assert [person.name for person in page.session.people] == ["Owen Prys"]
    assert page.session.title == "Owen Prys"
    assert "not" in quotes.check_selection(team.rui, both.transcript, 1, 0, 1, 11).refusal


def test_without_striking_names_others_words_stay_as_they_are(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk", strikes_names=False)
    assert words_of(both.transcript)[2] == "I only heard of it on Monday. As Leila says, nobody owns the notes."


def test_both_can_withdraw_one_after_the_other(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk")
    leaves(team, both.owen, "Owen Prys")
    assert not TranscriptRecord.objects.exists()
    assert not ParticipantRecord.objects.exists()
    assert list(Path(settings.FIRSTHAND_MEDIA).iterdir()) == []


def test_who_was_alone_leaves_an_empty_shell(team: Team, call: Call) -> None:
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    leaves(team, call.participant_id, "Dana Petrov")
    page = sessions.session_page(team.rui, call.session_id)
    assert (page.row.title, page.row.people, page.transcripts, page.row.quotes) == ("[withdrawn]", (), (), 0)
    assert page.row.state.value == "held"
    home = workspaces.home_page(team.rui)
    assert (home.held, home.heard) == (1, 0)
    for record in (ParticipantRecord, SpeakerRecord, TurnRecord, TranscriptRecord, QuoteRecord):
        assert not record._default_manager.exists()  # type: ignore[attr-defined]
    assert list(Path(settings.FIRSTHAND_MEDIA).iterdir()) == []


def test_where_nobody_said_who_is_who_the_whole_transcript_goes(team: Team) -> None:
    from firsthand.services.imports import ImportForm, UploadedFile, import_transcript

    ids = [
        participants.add_participant(team.rui, participants.ParticipantForm(name))
        for name in ("Leila Farouk", "Owen Prys")
    ]
    session = sessions.create_session(team.rui, SessionForm("Both", participant_ids=tuple(ids)))
    import_transcript(team.rui, UploadedFile("both.vtt", BOTH.encode()), ImportForm("form", session))
    preview = withdrawals.withdrawal_preview(team.rui, ids[0])
    assert [(one.is_shared, one.is_unsettled) for one in preview.sessions] == [(True, True)]
    leaves(team, ids[0], "Leila Farouk")
    assert not TurnRecord.objects.exists()
    assert [person.name for person in sessions.session_page(team.rui, session).row.people] == ["Owen Prys"]


def test_the_same_file_elsewhere_goes_too(team: Team, both: Shared) -> None:
    from firsthand.services.imports import ImportForm, UploadedFile, import_transcript

    again = import_transcript(
        team.rui, UploadedFile("again.vtt", BOTH.encode()), ImportForm("form", even_if_duplicate=True)
    )
    leaves(team, both.leila, "Leila Farouk")
    assert not TranscriptRecord.objects.filter(id=again.transcript_id).exists()
    assert "boiler" not in str(list(TurnRecord.objects.values_list("text", flat=True)))


def test_a_conversation_still_to_come_with_nobody_else_is_called_off(team: Team, both: Shared) -> None:
    alone = sessions.create_session(
        team.rui, SessionForm("Leila again", participant_ids=(both.leila,), location="Quay 3")
    )
    together = sessions.create_session(
        team.rui, SessionForm("Both again", participant_ids=(both.leila, both.owen), location="Room 3")
    )
    leaves(team, both.leila, "Leila Farouk")
    off, on = (sessions.session_page(team.rui, one) for one in (alone, together))
    assert (off.row.state.value, off.row.title, off.location) == ("cancelled", "[withdrawn]", "")
    assert (on.row.state.value, on.row.title, on.location) == ("planned", "Owen Prys", "Room 3")


def test_what_lies_in_the_bin_goes_too(team: Team, call: Call) -> None:
    sessions.delete_session(team.rui, call.session_id)
    leaves(team, call.participant_id, "Dana Petrov")
    assert not TranscriptRecord.objects.exists()


def test_the_words_close_at_once_before_any_of_the_work_is_done(team: Team, call: Call) -> None:
    withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov")
    with pytest.raises(NotFound):
        reader.reader_page(team.rui, call.session_id)
    with pytest.raises(NotFound):
        transcripts.original(team.rui, call.transcript_id)
    with pytest.raises(NotFound):
        participants.participant_page(team.rui, call.participant_id)
    assert [job.kind for job in jobs.jobs(team.rui).items] == ["withdraw"]


@pytest.mark.parametrize("typed", ["", "Dana", "Owen Prys"])
def test_another_name_confirms_nothing(team: Team, call: Call, typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        withdrawals.withdraw(team.rui, call.participant_id, typed)
    assert refusal.value.where == "name"
    assert participants.participant_page(team.rui, call.participant_id).scopes


def test_nobody_withdraws_twice(team: Team, call: Call) -> None:
    leaves(team, call.participant_id, "Dana Petrov")
    with pytest.raises(NotFound):
        withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov")


def test_the_preview_counts_what_then_goes(team: Team, both: Shared) -> None:
    preview = withdrawals.withdrawal_preview(team.rui, both.leila)
    counts = {(one.table, one.deed): one.number for one in preview.counts}
    assert counts == {
        ("consents", Deed.REMOVED): 1,
        ("corrections", Deed.REMOVED): 1,
        ("participants", Deed.REMOVED): 1,
        ("quotes", Deed.REMOVED): 1,
        ("session_participants", Deed.REMOVED): 1,
        ("sessions", Deed.EMPTIED): 1,
        ("transcripts", Deed.REWRITTEN): 1,
        ("turns", Deed.REWRITTEN): 2,
    }
    assert [(one.turn, one.name) for one in preview.mentions] == [(0, "Leila"), (2, "Leila")]
    receipt = receipts.receipt(team.rui, leaves(team, both.leila, "Leila Farouk"))
    done = {(one.table, one.deed): one.number for one in receipt.counts}
    assert {key: done[key] for key in counts if key[1] is not Deed.REWRITTEN} == {
        key: number for key, number in counts.items() if key[1] is not Deed.REWRITTEN
    }
    assert done["turns", Deed.REWRITTEN] == 4  # her two, and two that name her


def test_the_receipt_holds_no_word_and_no_name(team: Team, both: Shared) -> None:
    leaves(team, both.leila, "Leila Farouk")
    for row in WithdrawalRecord.objects.values():
        for secret in ("Leila", "Farouk", "boiler", "plumber", "both.vtt"):
            assert secret not in str(row)


def test_what_left_before_stands_in_preview_and_receipt(team: Team, both: Shared) -> None:
    from firsthand.domain.people.exports import ExportKind

    exports.note_export(team.ana, ExportKind.RECORD, [both.session], b"everything")
    assert [row.by for row in withdrawals.withdrawal_preview(team.rui, both.leila).exports] == ["Ana"]
    receipt = receipts.receipt(team.rui, leaves(team, both.leila, "Leila Farouk"))
    assert [(row.kind, row.size) for row in receipt.exports] == [(ExportKind.RECORD, 10)]


def test_the_team_s_texts_lose_the_name_and_the_chain_stays_whole(team: Team, both: Shared) -> None:
    from firsthand.services.companies import CompanyForm, add_company
    from firsthand.services.studies import StudyForm, create_study, study_page

    study = create_study(team.rui, StudyForm("What Leila  Farouk told us", goals=("Ask Leila Farouk again", "Other")))
    add_company(team.rui, CompanyForm("Saltmarsh", notes="Ask for leila farouk."))
    assert withdrawals.withdrawal_preview(team.rui, both.leila).named_by_team == 2
    leaves(team, both.leila, "Leila Farouk")
    page = study_page(team.rui, study)
    assert (page.row.title, page.form.goals[0]) == ("What [withdrawn] told us", "Ask [withdrawn] again")
    assert events.chain(team.ana).is_whole


def test_a_reason_about_them_goes_with_its_salt(team: Team, both: Shared) -> None:
    from firsthand.domain.ids import Kind
    from firsthand.domain.people.actors import Ref
    from firsthand.services.acting import acting
    from firsthand.storage.models import ReasonRecord

    with acting(team.rui, "looked", Ref(Kind.SESSION, both.session), reason="She asked to be left out"):
        pass
    with acting(team.rui, "looked", Ref(Kind.WORKSPACE, team.rui.workspace_id), reason="Leila Farouk rang"):
        pass
    with acting(team.rui, "looked", Ref(Kind.WORKSPACE, team.rui.workspace_id), reason="Spring cleaning"):
        pass
    leaves(team, both.leila, "Leila Farouk")
    assert list(ReasonRecord.objects.values_list("text", flat=True)) == ["Spring cleaning"]
    assert events.chain(team.ana).is_whole


def test_other_conversations_that_name_them_are_counted_and_left(team: Team, both: Shared) -> None:
    other = hold_call(team.rui, CALL.replace("the driver", "Leila Farouk"), name="other.vtt")
    assert withdrawals.withdrawal_preview(team.rui, both.leila).standing == 2
    receipt = receipts.receipt(team.rui, leaves(team, both.leila, "Leila Farouk"))
    assert receipt.standing == 2
    assert "Leila Farouk" in words_of(other.transcript_id)[1]


def test_done_twice_nothing_more_happens(team: Team, both: Shared) -> None:
    withdrawal = leaves(team, both.leila, "Leila Farouk")
    before, events_before = WithdrawalRecord.objects.values().get(), len(events.events(team.ana))
    assert withdrawing.carry_out(withdrawal) is False  # inside a test's transaction the database keeps its leftovers
    assert (WithdrawalRecord.objects.values().get(), len(events.events(team.ana))) == (before, events_before)


def test_whoever_reads_sees_the_receipt_in_place_of_the_person(team: Team, call: Call) -> None:
    withdrawal = leaves(team, call.participant_id, "Dana Petrov")
    assert receipts.withdrawal_of(team.rui, call.participant_id) == withdrawal
    assert receipts.withdrawal_of(team.otto, call.participant_id) is None
    with pytest.raises(NotFound):
        receipts.withdrawal_of(team.vera, call.participant_id)
    with pytest.raises(NotFound):
        receipts.receipt(team.otto, withdrawal)


def test_of_another_s_session_only_the_seat_goes(team: Team, both: Shared) -> None:
    """Nothing of a conversation that they had no part in is touched."""
    other = hold_call(team.rui, CALL, name="other.vtt")
    before = list(TurnRecord.objects.filter(transcript=other.transcript_id).values())
    leaves(team, both.leila, "Leila Farouk")
    assert list(TurnRecord.objects.filter(transcript=other.transcript_id).values()) == before
    assert SessionRecord.objects.get(id=other.session_id).title != "[withdrawn]"

"""How long what is kept: rules, what they are about to remove, what they removed, and what holds them back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.retention import Material, Unit
from firsthand.services import (
    events,
    expiring,
    outbox,
    participants,
    quotes,
    reader,
    retention,
    retention_runs,
    sessions,
    studies,
    transcripts,
)
from firsthand.services.media import originals
from firsthand.services.participants import ParticipantForm
from firsthand.services.retention import RuleForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import (
    MessageRecord,
    NoteRecord,
    ParticipantRecord,
    QuoteRecord,
    RetentionRuleRecord,
    SessionRecord,
    TouchpointRecord,
    TranscriptRecord,
    TurnRecord,
    UserRecord,
)
from people_at_work import CALL, Call, Team, hold_call

LONG_AGO = datetime(2024, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def old(team: Team) -> Call:
    """A conversation of the last of January 2024, imported on that day."""
    call = hold_call(team.rui)
    age(call)
    return call


def age(call: Call) -> None:
    SessionRecord.objects.filter(id=call.session_id).update(interview_date=LONG_AGO.date(), created_at=LONG_AGO)
    TranscriptRecord.objects.filter(id=call.transcript_id).update(created_at=LONG_AGO)
    ParticipantRecord.objects.filter(id=call.participant_id).update(created_at=LONG_AGO)


def keep(team: Team, material: Material, amount: int | None, study_id: str | None = None, **more: object) -> None:
    """Have a rule that was made long ago."""
    retention.set_rules(team.ana, [RuleForm(material, amount, **more)], study_id)  # type: ignore[arg-type]
    RetentionRuleRecord.objects.update(made_at=LONG_AGO - timedelta(days=900))


def run(day: str) -> int:
    return retention_runs.run_retention(datetime.fromisoformat(f"{day}T12:00:00+00:00"))


def test_a_transcript_is_kept_through_its_last_day_and_gone_the_day_after(team: Team, old: Call) -> None:
    quotes.highlight(team.rui, old.transcript_id, 1, 0, 1, 16)
    keep(team, Material.TRANSCRIPTS, 1)
    assert run("2024-02-29") == 0
    assert reader.reader_page(team.rui, old.session_id).turns
    assert run("2024-03-01") == 1
    with pytest.raises(NotFound):
        reader.reader_page(team.rui, old.session_id)
    assert (TurnRecord.objects.count(), QuoteRecord.objects.count()) == (0, 0)
    assert list(Path(settings.FIRSTHAND_MEDIA).iterdir()) == []
    row = sessions.session_page(team.rui, old.session_id).row
    assert ([person.name for person in row.people], row.transcript) == (["Dana Petrov"], None)


def test_the_original_file_goes_and_the_words_stay(team: Team, old: Call) -> None:
    keep(team, Material.ORIGINALS, 30, unit=Unit.DAYS)
    assert run("2024-03-01") == 0
    assert run("2024-03-02") == 1
    with pytest.raises(NotFound, match="A retention rule removed the original file on 2024-03-02"):
        transcripts.original(team.rui, old.transcript_id)
    assert len(reader.reader_page(team.rui, old.session_id).turns) == 6
    assert list(Path(settings.FIRSTHAND_MEDIA).iterdir()) == []
    assert run("2024-03-03") == 0


def test_a_file_that_another_conversation_still_needs_stays(team: Team, old: Call) -> None:
    from firsthand.services.imports import ImportForm, UploadedFile, import_transcript

    again = import_transcript(
        team.rui, UploadedFile("b.vtt", CALL.encode()), ImportForm("form", even_if_duplicate=True)
    )
    keep(team, Material.ORIGINALS, 1)
    run("2024-06-01")
    assert originals().has(transcripts.original(team.rui, again.transcript_id).sha256)
    with pytest.raises(NotFound):
        transcripts.original(team.rui, old.transcript_id)


def test_contact_data_goes_after_the_last_contact(team: Team, old: Call) -> None:
    version = participants.participant_page(team.rui, old.participant_id).version
    form = ParticipantForm("Dana Petrov", contact="@dana", notes="Likes tea")
    participants.edit_participant(team.rui, old.participant_id, form, version)
    ParticipantRecord.objects.update(email="dana@example.org")
    keep(team, Material.CONTACTS, 1)
    assert run("2024-02-29") == 0
    assert run("2024-03-01") == 1
    page = participants.participant_page(team.rui, old.participant_id).form
    assert (page.contact, page.name, page.notes) == ("", "Dana Petrov", "Likes tea")
    assert ParticipantRecord.objects.get().email == ""


def test_touchpoints_and_letters_go_by_their_own_day(team: Team, old: Call) -> None:
    for record, day in ((TouchpointRecord, "happened_at"), (MessageRecord, "sent_at")):
        make(record, team, old, day)
    keep(team, Material.TOUCHPOINTS, 1)
    keep(team, Material.LETTERS, 2)
    assert run("2024-03-01") == 1
    assert (TouchpointRecord.objects.count(), MessageRecord.objects.count()) == (0, 1)
    assert run("2024-04-01") == 1
    assert MessageRecord.objects.count() == 0


def make(record: type, team: Team, call: Call, day: str) -> None:
    from firsthand.storage.models import MemberRecord, WorkspaceRecord
    from planting import grow

    pool = {
        WorkspaceRecord: WorkspaceRecord.objects.get(id=team.rui.workspace_id),
        MemberRecord: MemberRecord.objects.get(id=team.rui.id),
        ParticipantRecord: ParticipantRecord.objects.get(id=call.participant_id),
    }
    made = grow(record, pool, "words")
    record._default_manager.filter(pk=made.pk).update(**{day: LONG_AGO, "created_at": LONG_AGO})  # type: ignore[attr-defined]
    if record is MessageRecord:
        MessageRecord.objects.update(status="sent")


def test_words_that_somebody_noted_go_with_the_conversation(team: Team) -> None:
    from firsthand.domain.evidence.notes import NoteKind

    session = sessions.create_session(team.rui, sessions.SessionForm("In the hall", date(2024, 1, 31)))
    for kind in (NoteKind.VERBATIM, NoteKind.ACTION):
        NoteRecord.objects.create(
            workspace_id=team.rui.workspace_id,
            session_id=session,
            member_id=team.rui.id,
            kind=kind,
            text="We waited",
            noted_at=LONG_AGO,
        )
    NoteRecord.objects.update(created_at=LONG_AGO)
    keep(team, Material.TRANSCRIPTS, 1)
    assert run("2024-03-01") == 1
    assert list(NoteRecord.objects.values_list("kind", flat=True)) == ["action"]


def test_a_study_s_own_rule_goes_before_the_workspace_s(team: Team) -> None:
    longer, shorter = (studies.create_study(team.rui, StudyForm(name)) for name in ("Longer", "Shorter"))
    calls = [
        hold_call(team.rui, CALL.replace("March", one), study_id=one, name=f"{one}.vtt") for one in (longer, shorter)
    ]
    for call in calls:
        age(call)
    keep(team, Material.TRANSCRIPTS, 6)
    keep(team, Material.TRANSCRIPTS, 12, longer)
    keep(team, Material.TRANSCRIPTS, 1, shorter)
    assert run("2024-03-01") == 1
    assert run("2024-08-01") == 0
    assert run("2025-02-01") == 1


def test_a_study_that_follows_again_is_told_first(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    age(hold_call(team.rui, study_id=study))
    keep(team, Material.TRANSCRIPTS, 1)
    keep(team, Material.TRANSCRIPTS, None, study)
    assert run("2026-01-01") == 0
    retention.set_rules(team.ana, [RuleForm(Material.TRANSCRIPTS, follows=True)], study)
    upcoming = retention.study_retention(team.ana, study).upcoming
    assert [(one.goes_on - one.notice_on).days for one in upcoming] == [14]
    assert upcoming[0].notice_on == timezone.localdate()


def test_on_hold_nothing_goes_and_afterwards_it_is_told_first(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    call = hold_call(team.rui, study_id=study)
    age(call)
    ParticipantRecord.objects.update(email="dana@example.org")
    for material in (Material.TRANSCRIPTS, Material.ORIGINALS, Material.CONTACTS):
        keep(team, material, 1)
    retention.hold_study(team.ana, study, "A complaint is under way")
    assert run("2026-01-01") == 0
    assert retention.study_retention(team.ana, study).hold is not None
    retention.lift_hold(team.ana, study)
    going = retention.retention_page(team.ana).upcoming
    assert {one.material for one in going} == {Material.TRANSCRIPTS, Material.ORIGINALS, Material.CONTACTS}
    assert {one.notice_on for one in going} == {timezone.localdate()}


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_hold_wants_a_reason(team: Team, reason: str) -> None:
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    with pytest.raises(Invalid):
        retention.hold_study(team.ana, study, reason)
    with pytest.raises(Conflict):
        retention.lift_hold(team.ana, study)


def test_a_study_is_not_held_twice(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    retention.hold_study(team.ana, study, "A complaint")
    with pytest.raises(Conflict):
        retention.hold_study(team.ana, study, "Another one")


def test_a_new_rule_removes_nothing_before_it_was_told(team: Team, old: Call) -> None:
    retention.set_rules(team.ana, [RuleForm(Material.TRANSCRIPTS, 1, notice_days=14)])
    today = timezone.localdate()
    assert retention_runs.run_retention() == 0
    assert [(one.notice_on, one.goes_on) for one in retention.announced(team.rui)] == [(today, today + timedelta(14))]
    assert retention_runs.run_retention(timezone.now() + timedelta(days=15)) == 1


def test_owners_are_told_once_by_letter(team: Team, old: Call) -> None:
    assert UserRecord.objects.filter(id=team.ana.user_id, email="ana@example.org").exists()
    keep(team, Material.TRANSCRIPTS, 1)
    for day in ("2024-02-10", "2024-02-20", "2024-02-21"):
        run(day)
    letters = outbox.letters(team.ana).items
    assert [(one.to_address, one.subject) for one in letters] == [
        ("ana@example.org", "Removed on 1 March, by your rules")
    ]
    text = outbox.letter_page(team.ana, letters[0].id).letter.text
    assert "- 1 conversation's transcript and quotes" in text
    assert "Dana" not in text


def test_what_went_is_in_the_log_with_its_number_and_on_the_page(team: Team, old: Call) -> None:
    keep(team, Material.TRANSCRIPTS, 1)
    run("2024-03-01")
    verbs = [event.verb for event in events.events(team.ana) if event.actor_kind == "system"]
    assert "removed 1 transcripts by retention" in verbs
    page = retention.retention_page(team.rui)
    assert [(one.files, one.finished_at) for one in page.runs] == [
        (1, None)
    ]  # in a test's transaction nothing is cleared
    assert {one.table: one.number for one in page.runs[0].counts}["turns"] == 6


def test_the_day_is_the_workspace_s(team: Team, old: Call) -> None:
    from firsthand.storage.models import WorkspaceRecord

    keep(team, Material.TRANSCRIPTS, 1)
    late = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
    assert retention_runs.run_retention(late) == 0
    WorkspaceRecord.objects.filter(id=team.ana.workspace_id).update(zone="Pacific/Auckland")
    assert retention_runs.run_retention(late) == 1


@pytest.mark.parametrize(
    "form",
    [
        RuleForm(Material.LETTERS, 0),
        RuleForm(Material.LETTERS, 1_201),
        RuleForm(Material.LETTERS, 36_501, Unit.DAYS),
        RuleForm(Material.LETTERS, 1, notice_days=91),
        RuleForm(Material.LETTERS, follows=True),
    ],
)
def test_a_time_out_of_bounds_is_refused(team: Team, form: RuleForm) -> None:
    with pytest.raises(Invalid) as refusal:
        retention.set_rules(team.ana, [form])
    assert refusal.value.where == "letters"


def test_saving_the_same_rules_again_begins_nothing_anew(team: Team) -> None:
    keep(team, Material.LETTERS, 3)
    before = len(events.events(team.ana))
    retention.set_rules(team.ana, [RuleForm(Material.LETTERS, 3), RuleForm(Material.CONTACTS)])
    assert len(events.events(team.ana)) == before


def test_researchers_see_the_rules_and_owners_set_them(team: Team) -> None:
    assert not retention.retention_page(team.rui).may_manage
    with pytest.raises(NotAllowed):
        retention.set_rules(team.rui, [RuleForm(Material.LETTERS, 3)])
    with pytest.raises(NotFound):
        retention.retention_page(team.vera)
    assert retention.announced(team.vera) == ()


def test_looking_costs_the_same_however_much_there_is(team: Team, old: Call, django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for material in Material:
        keep(team, material, 1)

    def look(actor: Actor) -> int:
        with CaptureQueriesContext(connection) as asked:
            retention.retention_page(actor)
            retention.announced(actor)
        return len(asked)

    before = look(team.rui)
    for month in ("April", "May"):
        age(hold_call(team.rui, CALL.replace("March", month), name=f"{month}.vtt"))
    assert look(team.rui) == before
    assert len(expiring.expiring(team.rui.workspace_id, expiring.rules_of(team.rui.workspace_id))) >= 6

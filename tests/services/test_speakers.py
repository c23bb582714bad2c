from __future__ import annotations

import pytest

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.consent import How, Scope
from firsthand.services import consents, imports, participants, reader, speakers
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.participants import ParticipantForm
from firsthand.services.speakers import RolesPage, SpeakerAnswer
from firsthand.storage.models import ConsentRecord
from people_at_work import CALL, Call, Team, hold_call


@pytest.fixture
def page(team: Team) -> RolesPage:
    imported = imports.import_transcript(team.rui, UploadedFile("a.vtt", CALL.encode()), ImportForm("email"))
    return speakers.roles_page(team.rui, imported.transcript_id)


def answers(page: RolesPage, dana: str | None = None, name: str = "Dana Petrov") -> list[SpeakerAnswer]:
    rui, other = page.speakers
    return [SpeakerAnswer(rui.id, Role.RESEARCHER), SpeakerAnswer(other.id, Role.PARTICIPANT, dana, name)]


def test_the_guess_comes_with_reasons(page: RolesPage) -> None:
    assert [row.guess.role for row in page.speakers] == [Role.RESEARCHER, Role.PARTICIPANT]
    assert all(row.guess.reasons for row in page.speakers)
    assert not page.is_confirmed


def test_a_new_participant_gets_the_consent_that_was_attested_at_import_and_no_more(
    team: Team, page: RolesPage
) -> None:
    speakers.confirm_roles(team.rui, page.transcript_id, answers(page))
    [consent] = ConsentRecord.objects.all()
    assert (consent.how, consent.is_attested, consent.logged_by_id) == (How.EMAIL, True, team.rui.id)
    agreed = consents.scopes_of([consent.participant_id])[consent.participant_id]
    assert agreed == {Scope.TRANSCRIBE, Scope.QUOTE_INSIDE}


def test_who_has_agreed_before_is_not_asked_for_again(team: Team, page: RolesPage) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana Petrov", company="Corner Deliveries"))
    consents.log_consent(team.rui, dana, [Scope.TRANSCRIBE, Scope.QUOTE_INSIDE, Scope.CLIP], How.FORM)
    speakers.confirm_roles(team.rui, page.transcript_id, answers(page, dana))
    assert ConsentRecord.objects.count() == 1
    assert speakers.roles_page(team.rui, page.transcript_id).seated[0].company == "Corner Deliveries"


def test_an_import_does_not_bring_back_a_consent_that_was_ended(team: Team, page: RolesPage) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana Petrov"))
    consents.log_consent(team.rui, dana, [Scope.TRANSCRIBE, Scope.QUOTE_INSIDE], How.FORM)
    consents.end_consent(team.rui, dana)
    speakers.confirm_roles(team.rui, page.transcript_id, answers(page, dana))
    assert consents.scopes_of([dana])[dana] == frozenset()


def test_two_spellings_of_one_new_name_are_one_person(team: Team) -> None:
    text = CALL.replace("Dana Petrov>It was", "Dana>It was")
    imported = imports.import_transcript(team.rui, UploadedFile("a.vtt", text.encode()), ImportForm("form"))
    page = speakers.roles_page(team.rui, imported.transcript_id)
    given = [
        SpeakerAnswer(row.id, Role.RESEARCHER)
        if row.guess.name == "Rui Alves"
        else SpeakerAnswer(row.id, Role.PARTICIPANT, new_participant="Dana  Petrov")
        for row in page.speakers
    ]
    speakers.confirm_roles(team.rui, imported.transcript_id, given)
    assert [person.name for person in participants.participants(team.rui).items] == ["Dana Petrov"]


def test_every_speaker_needs_an_answer(team: Team, page: RolesPage) -> None:
    with pytest.raises(Invalid, match="every speaker"):
        speakers.confirm_roles(team.rui, page.transcript_id, answers(page)[:1])
    unknown = [answers(page)[0], SpeakerAnswer(page.speakers[1].id, Role.UNKNOWN)]
    with pytest.raises(Invalid, match="who Dana Petrov was"):
        speakers.confirm_roles(team.rui, page.transcript_id, unknown)


def test_a_participant_is_a_person(team: Team, page: RolesPage) -> None:
    with pytest.raises(Invalid, match="which person"):
        speakers.confirm_roles(team.rui, page.transcript_id, answers(page, name="  "))


def test_a_participant_of_another_workspace_is_not_there(team: Team, page: RolesPage) -> None:
    stranger = participants.add_participant(team.otto, ParticipantForm("Olga"))
    with pytest.raises(NotFound):
        speakers.confirm_roles(team.rui, page.transcript_id, answers(page, stranger))


def test_the_second_of_two_who_answer_at_once_is_told(team: Team, page: RolesPage) -> None:
    speakers.confirm_roles(team.ana, page.transcript_id, answers(page), page.version)
    with pytest.raises(Conflict):
        speakers.confirm_roles(team.rui, page.transcript_id, answers(page), page.version)


def test_roles_can_be_set_again(team: Team, call: Call) -> None:
    page = speakers.roles_page(team.rui, call.transcript_id)
    given = [SpeakerAnswer(row.id, Role.OTHER) for row in page.speakers]
    speakers.confirm_roles(team.rui, call.transcript_id, given, page.version)
    assert "nobody to quote" in reader.reader_page(team.rui, call.session_id).closed_because


def test_without_consent_the_transcript_is_closed(team: Team) -> None:
    call = hold_call(team.rui)
    consents.end_consent(team.rui, call.participant_id)
    with pytest.raises(Exception, match="agreed to a transcript"):
        reader.reader_page(team.rui, call.session_id)

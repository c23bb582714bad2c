"""The private link: who asks, what is answered, what closes, and what a wrong link tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Ref, participant
from firsthand.domain.people.consent import EVERYTHING, How, Scope, Verdict
from firsthand.domain.people.consent_wordings import BUILT_IN, Wording
from firsthand.services import consent_answers, consent_links, consent_wordings, consents, events, reader
from firsthand.services.access import require
from firsthand.services.acting import acting
from firsthand.services.consent_answers import ANSWERS_A_DAY, asked
from firsthand.storage.models import ConsentLinkRecord, ConsentRecord, ConsentWordingRecord, ParticipantRecord
from people_at_work import Call, Team

YES = dict.fromkeys(Scope, True)


def reply(token: str, *no: Scope, language: str = "en") -> None:
    given = {scope: scope not in no for scope in Scope}
    consent_answers.answer(token, given, language=language, mark=asked(token, language).mark)


@pytest.fixture
def token(team: Team, call: Call) -> str:
    return consent_links.make_link(team.rui, call.participant_id)


def test_what_they_answer_is_an_event_of_their_own_and_counts_at_once(team: Team, call: Call, token: str) -> None:
    reply(token, Scope.QUOTE_OUTSIDE)
    assert consents.scopes_of([call.participant_id])[call.participant_id] == EVERYTHING - {Scope.QUOTE_OUTSIDE}
    assert consents.refusals_of([call.participant_id])[call.participant_id] == {Scope.QUOTE_OUTSIDE}
    event = events.events(team.ana)[0]
    assert (event.verb, event.actor_kind, event.actor_id) == ("answered consent", "participant", call.participant_id)
    assert event.actor_name == "Dana Petrov"
    assert events.chain(team.ana).first_break is None


def test_nothing_of_the_secret_is_kept_but_its_digest(team: Team, call: Call, token: str) -> None:
    link = ConsentLinkRecord.objects.get()
    assert token not in str(vars(link))
    assert link.digest == consent_links.digest_of(token)


def test_what_comes_out_is_a_first_name_and_who_asks(team: Team, token: str) -> None:
    page = asked(token)
    assert (page.workspace, page.study, page.first_name) == ("Parcel people", "", "Dana")
    assert "Petrov" not in str(page)
    assert page.wording == BUILT_IN["en"]
    assert page.answered_at is None


def test_a_link_can_be_made_inside_another_act(team: Team, call: Call) -> None:
    with acting(team.rui, "invited participant", Ref(Kind.PARTICIPANT, call.participant_id)):
        made = consent_links.new_link(team.rui, call.participant_id, language="de")
    assert asked(made).language == "de"
    assert events.events(team.ana)[0].verb == "invited participant"


def test_one_answer_is_missing_and_nothing_is_kept(token: str) -> None:
    before = ConsentRecord.objects.count()
    with pytest.raises(Invalid) as refused:
        consent_answers.answer(token, {Scope.RECORD: True}, language="en", mark=asked(token).mark)
    assert refused.value.where == Scope.TRANSCRIBE
    assert ConsentRecord.objects.count() == before


def test_the_exact_words_that_were_answered_stay_when_the_owner_writes_others(team: Team, token: str) -> None:
    reply(token, language="de")
    first = ConsentRecord.objects.latest("given_at")
    other = Wording("de", "Anders", "Ganz anders.", {Scope.RECORD: "Aufnehmen?"})
    consent_wordings.edit_wording(team.ana, other)
    assert first.wording is not None
    assert first.wording.wording() == BUILT_IN["de"]
    assert first.wording_version == "de 1"
    assert asked(token, "de").wording == other
    assert asked(token, "en").wording == BUILT_IN["en"]
    consent_answers.answer(token, {Scope.RECORD: False}, language="de", mark=asked(token, "de").mark)
    assert ConsentRecord.objects.latest("given_at").wording_version == "de 2"
    assert ConsentWordingRecord.objects.count() == 2


def test_an_answer_to_words_that_have_changed_meanwhile_is_not_kept(team: Team, token: str) -> None:
    mark = asked(token).mark
    consent_wordings.edit_wording(team.ana, Wording("en", "New", "New.", {Scope.RECORD: "Record everything?"}))
    with pytest.raises(Conflict, match="text was changed"):
        consent_answers.answer(token, YES, language="en", mark=mark)


def test_who_comes_back_can_change_what_they_said(call: Call, token: str) -> None:
    reply(token)
    reply(token, Scope.CLIP)
    assert asked(token).standings[Scope.CLIP].verdict is Verdict.NO
    assert Scope.CLIP not in consents.scopes_of([call.participant_id])[call.participant_id]


def test_a_link_runs_out_before_the_first_answer_and_never_after_it(token: str, team: Team, call: Call) -> None:
    answered = consent_links.make_link(team.rui, call.participant_id)
    reply(answered)
    ConsentLinkRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asked(answered).answered_at is not None
    with pytest.raises(NotFound):
        asked(token)


def test_a_revoked_an_unknown_and_an_overlong_link_and_one_of_a_deleted_person_look_the_same(
    team: Team, call: Call, token: str
) -> None:
    said = set()
    for wrong in ("x", "x" * 10_000, token[:-1]):
        with pytest.raises(NotFound) as refused:
            asked(wrong)
        said.add(refused.value.message)
    gone = consent_links.make_link(team.rui, call.participant_id)
    consent_links.revoke_link(team.rui, next(row for row in consent_links.links(team.rui, call.participant_id)).id)
    with pytest.raises(NotFound) as refused:
        asked(gone)
    said.add(refused.value.message)
    ParticipantRecord.objects.update(deleted_at=timezone.now())
    with pytest.raises(NotFound) as refused:
        asked(token)
    said.add(refused.value.message)
    assert said == {consent_links.NO_LINK}


def test_asking_for_removal_closes_everything_at_once_and_can_be_taken_back(team: Team, call: Call, token: str) -> None:
    assert reader.reader_page(team.rui, call.session_id).turns
    consent_answers.ask_removal(token)
    consent_answers.ask_removal(token)
    assert ConsentRecord.objects.filter(asks_removal=True).count() == 1
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    with pytest.raises(NotAllowed):
        reader.reader_page(team.rui, call.session_id)
    with pytest.raises(Conflict, match="take that back first"):
        reply(token)
    consent_answers.take_back_removal(token)
    with pytest.raises(NotAllowed):
        reader.reader_page(team.rui, call.session_id)
    reply(token)
    assert reader.reader_page(team.rui, call.session_id).turns
    verbs = [event.verb for event in events.events(team.ana)]
    assert verbs[:3] == ["answered consent", "took back removal", "logged consent"]
    assert "asked for removal" in verbs


def test_changing_ones_mind_all_day_is_stopped_but_saying_no_never_is(call: Call, token: str) -> None:
    for _ in range(ANSWERS_A_DAY):
        reply(token)
    with pytest.raises(Conflict, match="many times today"):
        reply(token, Scope.CLIP)
    reply(token, *Scope)
    consent_answers.ask_removal(token)
    assert consents.scopes_of([call.participant_id])[call.participant_id] == frozenset()


def test_a_participant_is_let_in_nowhere(team: Team, call: Call) -> None:
    dana = participant(call.participant_id, team.rui.workspace_id)
    for action in Action:
        with pytest.raises((NotFound, NotAllowed)):
            require(dana, action)
    with pytest.raises(NotFound):
        reader.reader_page(dana, call.session_id)


def test_the_built_in_words_are_kept_once_and_again_only_when_they_change(
    team: Team, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(token)
    reply(token)
    assert ConsentWordingRecord.objects.count() == 1
    newer = Wording("en", "Newer", "Newer.", {Scope.RECORD: "Record?"})
    monkeypatch.setattr(consent_wordings, "BUILT_IN", {**BUILT_IN, "en": newer})
    assert asked(token).wording == newer
    consent_answers.answer(token, {Scope.RECORD: True}, language="en", mark=asked(token).mark)
    assert [row.version for row in consent_wordings.wordings_page(team.rui).versions] == [2, 1]

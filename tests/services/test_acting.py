from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import events, studies
from firsthand.services.acting import acting
from firsthand.storage.models import EventRecord, ReasonRecord, StudyRecord
from people_at_work import Call, Team


def test_every_act_leaves_an_event_with_ids_and_no_words(team: Team, call: Call) -> None:
    said = {event.verb for event in events.events(team.ana)}
    assert {"imported transcript", "created session", "confirmed roles", "logged consent", "added participant"} <= said
    everything = str(list(EventRecord.objects.values()))
    assert "Dana" not in everything
    assert "waited" not in everything


def half_a_study(actor: Actor) -> None:
    with acting(actor, "created study", Ref(Kind.STUDY, new_id(Kind.STUDY))):
        StudyRecord.objects.create(workspace_id=actor.workspace_id, title="Half")
        raise ZeroDivisionError


def test_an_act_that_fails_leaves_neither_change_nor_event(team: Team) -> None:
    before = len(events.events(team.ana))
    with pytest.raises(ZeroDivisionError):
        half_a_study(team.ana)
    assert len(events.events(team.ana)) == before
    assert not StudyRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_acts_do_not_nest(transactional_team: Team) -> None:
    study = Ref(Kind.STUDY, new_id(Kind.STUDY))
    with pytest.raises(RuntimeError), acting(transactional_team.ana, "one", study):
        studies.create_study(transactional_team.ana, studies.StudyForm("Inside"))


def test_a_whole_chain_has_no_break(team: Team, call: Call) -> None:
    assert events.chain(team.ana).first_break is None


@pytest.mark.parametrize("change", [{"verb": "did nothing"}, {"actor_id": "mem_nobody"}, {"reason_digest": "0"}])
def test_a_changed_event_breaks_the_chain(team: Team, call: Call, change: dict[str, str]) -> None:
    EventRecord.objects.filter(workspace_id=team.ana.workspace_id, number=2).update(**change)
    assert events.chain(team.ana).first_break == 2


def test_a_removed_event_breaks_the_chain(team: Team, call: Call) -> None:
    EventRecord.objects.filter(workspace_id=team.ana.workspace_id, number=2).delete()
    assert events.chain(team.ana).first_break == 2


def test_an_erased_reason_leaves_no_words_and_no_break(team: Team) -> None:
    study_id = studies.create_study(team.ana, studies.StudyForm("Late parcels"))
    with acting(team.ana, "closed study", Ref(Kind.STUDY, study_id), reason="Dana asked us to stop"):
        pass
    number = events.events(team.ana)[0].number
    assert events.events(team.ana)[0].reason == "Dana asked us to stop"
    events.erase_reason(team.ana, number)
    assert events.events(team.ana)[0].reason == ""
    assert events.chain(team.ana).first_break is None
    assert not ReasonRecord.objects.exists()


def test_a_changed_reason_breaks_the_chain(team: Team) -> None:
    with acting(team.ana, "closed study", Ref(Kind.STUDY, new_id(Kind.STUDY)), reason="True words"):
        pass
    ReasonRecord.objects.update(text="Other words")
    assert events.chain(team.ana).first_break == events.events(team.ana)[0].number


def test_chains_of_two_workspaces_do_not_touch(team: Team, call: Call) -> None:
    assert events.chain(team.otto).first_break is None
    assert [event.number for event in events.events(team.otto)] == [1]


@pytest.mark.django_db(transaction=True)
def test_people_who_act_at_once_wait_for_one_another_and_the_chain_stays_whole(transactional_team: Team) -> None:
    team = transactional_team

    def create(number: int) -> None:
        try:
            studies.create_study(team.rui, studies.StudyForm(f"Study {number}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        list(people.map(create, range(24)))
    assert StudyRecord.objects.count() == 24
    assert events.chain(team.ana).first_break is None
    assert events.events(team.ana)[0].number == 27

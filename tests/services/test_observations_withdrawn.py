"""What a withdrawal leaves of observations, notes and snapshots: nothing of the person, and that it was there."""

from __future__ import annotations

import pytest

from firsthand.domain.errors import NotFound
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.withdrawal import unsaid
from firsthand.domain.synthesis.mentions import Measure
from firsthand.domain.synthesis.snapshots import Parts
from firsthand.services import jobs, notes, observations, snapshots, studies, withdrawals
from firsthand.services.notes import NoteForm
from firsthand.services.observations import CountForm, ObservationForm
from firsthand.services.studies import StudyForm
from firsthand.storage.models import NoteRecord, ObservationRecord, SnapshotRecord
from firsthand.worker.handlers import HANDLERS
from people_at_work import Team
from two_people import Shared, hold_both

SAID = ObservationKind.SAID


@pytest.fixture
def both(team: Team) -> Shared:
    return hold_both(team.rui, studies.create_study(team.rui, StudyForm("Lost requests")))


def withdraw_leila(team: Team, both: Shared) -> None:
    withdrawals.withdraw(team.ana, both.leila, "Leila Farouk")
    while jobs.work_once(HANDLERS):
        pass


def test_an_observation_of_two_stays_without_the_words_and_the_name_of_one_and_says_so(
    team: Team, both: Shared
) -> None:
    text = "Leila Farouk wrote it on a yellow note and the note fell; Owen drove there, as Leila had asked."
    seen = observations.new_observation(team.rui, ObservationForm(SAID, text, quote_ids=(both.of_leila, both.of_owen)))
    withdraw_leila(team, both)
    row = observations.observation_page(team.rui, seen).row
    assert row.text == "[withdrawn] [withdrawn]; Owen drove there, as [withdrawn] had asked."
    assert (row.lost, [one.name for one in row.people]) == (1, ["Owen Prys"])


def test_an_observation_that_cites_nothing_else_goes(team: Team, both: Shared) -> None:
    alone = observations.new_observation(team.rui, ObservationForm(SAID, "A note.", quote_ids=(both.of_leila,)))
    heard = NoteForm("Plumbers, all of them", NoteKind.VERBATIM, None, both.leila)
    note = notes.new_note(team.rui, both.session, heard)
    noted = observations.new_observation(team.rui, ObservationForm(SAID, "Calls.", note_ids=(note,)))
    withdraw_leila(team, both)
    assert not ObservationRecord.objects.filter(id__in=(alone, noted)).exists()
    assert not NoteRecord.objects.filter(id=note).exists()
    with pytest.raises(NotFound):
        observations.observation_page(team.rui, alone)


def test_one_that_counts_in_the_study_stays_with_its_count(team: Team, both: Shared) -> None:
    count = CountForm(Measure.PEOPLE, ("note", "notes"))
    form = ObservationForm(ObservationKind.COUNTED, "Notes.", quote_ids=(both.of_leila,), count=count)
    seen = observations.new_observation(team.rui, form)
    before = observations.observation_page(team.rui, seen).row.count
    assert before
    assert len(before.people) == 2
    withdraw_leila(team, both)
    row = observations.observation_page(team.rui, seen).row
    assert row.count
    assert (row.lost, row.count.people) == (1, (both.owen,))


def test_notes_of_nobody_by_name_stay_without_the_name_and_noted_words_of_nobody_go(team: Team, both: Shared) -> None:
    plain = notes.new_note(team.rui, both.session, NoteForm("Leila Farouk points at Owen."))
    words = notes.new_note(team.rui, both.session, NoteForm("So it fell behind it"))
    NoteRecord.objects.filter(id=words).update(kind=NoteKind.VERBATIM)
    withdraw_leila(team, both)
    assert [row.text for row in notes.notes(team.rui, both.session)] == ["[withdrawn] points at Owen."]
    assert [row.id for row in notes.notes(team.rui, both.session)] == [plain]


def test_what_was_written_into_the_snapshot_is_emptied(team: Team, both: Shared) -> None:
    snapshots.edit_snapshot(team.rui, both.session, Parts("The note fell behind the radiator."))
    withdraw_leila(team, both)
    assert SnapshotRecord.objects.get().parts == {}
    page = snapshots.snapshot_page(team.rui, both.session)
    assert (page.headline, "radiator" in str(page)) == ("", False)


def test_four_words_in_a_row_are_somebodys_own_and_three_are_anybodys() -> None:
    said = ["I wrote it on a yellow note."]
    assert unsaid("She wrote it on a yellow note, twice.", said) == "She [withdrawn], twice."
    assert unsaid("She has a yellow note.", said) == "She has a yellow note."

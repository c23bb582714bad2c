from __future__ import annotations

from coders_at_work import coded
from firsthand.services import code_exchange, codes, studies
from firsthand.services.code_exchange import Arrival
from firsthand.services.codes import CodeForm
from firsthand.services.studies import StudyForm
from firsthand.services.undo import undo
from firsthand.services.uploads import UploadedFile
from people_at_work import Team


def listed(team: Team, study_id: str) -> list[tuple[str, str, str, str, int, bool]]:
    rows = codes.codebook(team.rui, study_id).codes
    return [(one.path, one.description, one.use_when, one.not_when, one.colour, one.is_retired) for one in rows]


def written(team: Team) -> str:
    study_id = coded(team).study_id
    first = codes.codebook(team.rui, study_id).codes[0].id
    codes.edit_code(team.rui, first, CodeForm("Waiting", "They wait.", "A time is named.", "They plan to.", 3))
    codes.retire_code(team.rui, codes.new_code(team.rui, study_id, CodeForm("Fax", colour=7, parent_id=first)))
    return study_id


def test_a_codebook_goes_to_another_study_and_nothing_is_lost(team: Team) -> None:
    study_id = written(team)
    for number, give in enumerate((code_exchange.qdc_file, code_exchange.csv_file)):
        other = studies.create_study(team.rui, StudyForm(f"Lost parcels {number}"))
        done = code_exchange.import_codebook(team.rui, other, UploadedFile("codebook", give(team.rui, study_id)))
        assert done.new == 3
        assert listed(team, other) == listed(team, study_id)
        undo(team.rui, done.undo_id)
        assert listed(team, other) == []


def test_what_is_there_already_is_known_by_its_guid_even_under_another_name(team: Team) -> None:
    study_id = written(team)
    file = UploadedFile("codebook.qdc", code_exchange.qdc_file(team.rui, study_id))
    assert {one.arrival for one in code_exchange.preview_codebook(team.rui, study_id, file).codes} == {Arrival.SAME}
    before = listed(team, study_id)
    codes.rename_code(team.rui, codes.codebook(team.rui, study_id).codes[0].id, "Delay")
    preview = code_exchange.preview_codebook(team.rui, study_id, file)
    assert [(one.arrival, one.differs_in) for one in preview.codes] == [
        (Arrival.DIFFERS, ("name",)),
        (Arrival.SAME, ()),
        (Arrival.SAME, ()),
    ]
    code_exchange.import_codebook(team.rui, study_id, file)
    assert listed(team, study_id)[0][0] == "Delay"
    done = code_exchange.import_codebook(team.rui, study_id, file, takes_theirs=True)
    assert (done.new, done.changed, listed(team, study_id)) == (0, 1, before)
    undo(team.rui, done.undo_id)
    assert listed(team, study_id)[0][0] == "Delay"


def test_a_code_of_the_same_name_in_the_same_place_is_the_same_code(team: Team) -> None:
    study_id = written(team)
    table = UploadedFile("codes.csv", b"Code,Description\nwaiting,They stand\nWaiting > Late,\nTaxi,\n")
    preview = code_exchange.preview_codebook(team.rui, study_id, table)
    assert [(one.path, one.arrival) for one in preview.codes] == [
        ("waiting", Arrival.DIFFERS),
        ("Waiting › Late", Arrival.NEW),
        ("Taxi", Arrival.SAME),
    ]

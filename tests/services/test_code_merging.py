from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coders_at_work import Coded, coded
from firsthand.domain.errors import Conflict, Invalid
from firsthand.services import claims, code_examples, code_merging, codes, codings, quotes, studies
from firsthand.services.claims import ClaimForm
from firsthand.services.codes import CodeForm
from firsthand.services.studies import StudyForm
from firsthand.services.undo import undo
from firsthand.storage.models import CodeExampleRecord, CodeRecord, CodingRecord, ResolutionRecord, UndoRecord
from people_at_work import Team

MARKS = st.lists(
    st.tuples(st.sampled_from(("ana", "rui")), st.booleans(), st.sampled_from((1, 3, 5)), st.integers(0, 2)),
    max_size=8,
)
MARKED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def made(team: Team) -> Coded:
    return coded(team)


def state(study_id: str) -> dict[str, object]:
    """Everything that a merge or a split can change, but for versions."""
    tables = {
        "codes": ("id", "parent_id", "name", "description", "use_when", "not_when", "retired_at"),
        "codings": ("id", "code_id"),
    }
    return {
        "codes": sorted(CodeRecord.objects.filter(deleted_at=None).values_list(*tables["codes"]), key=str),
        "codings": sorted(CodingRecord.objects.filter(deleted_at=None).values_list(*tables["codings"])),
        "examples": sorted(CodeExampleRecord.objects.values_list("code_id", "quote_id")),
        "resolutions": sorted(ResolutionRecord.objects.values_list("id", "code_id")),
    }


def places() -> set[tuple[object, ...]]:
    rows = CodingRecord.objects.filter(deleted_at=None, code__deleted_at=None)
    return set(rows.values_list("member_id", "transcript_id", "first_turn", "begin", "last_turn", "finish"))


def marked(team: Team, made: Coded, rows: list[tuple[str, bool, int, int]]) -> None:
    CodingRecord.objects.all().delete()
    for who, is_taxi, turn, begin in rows:
        code = made.taxi if is_taxi else made.waiting
        codings.mark(getattr(team, who), made.call.transcript_id, code, turn, begin, turn, begin + 5)


def test_a_merge_moves_codings_and_counts_the_same_words_of_one_coder_once(team: Team, made: Coded) -> None:
    marked(team, made, [("rui", True, 1, 0), ("rui", False, 1, 0), ("ana", True, 1, 0), ("rui", True, 3, 0)])
    preview = code_merging.merge_preview(team.rui, made.taxi, made.waiting)
    assert (preview.moving, preview.doubled, preview.gone_name) == (2, 1, "Taxi")
    code_merging.merge_codes(team.rui, made.taxi, made.waiting)
    (row,) = codes.codebook(team.rui, made.study_id).codes
    assert (row.name, row.codings, row.people, row.coders) == ("Waiting", 3, 1, 2)


@MARKED
@given(MARKS)
def test_merging_preserves_people_places_and_coders_and_undo_brings_back_exactly_what_was(
    team: Team, made: Coded, rows: list[tuple[str, bool, int, int]]
) -> None:
    marked(team, made, rows)
    before, there = state(made.study_id), places()
    undo_id = code_merging.merge_codes(team.rui, made.taxi, made.waiting)
    assert places() == there
    undo(team.rui, undo_id)
    assert (state(made.study_id), places()) == (before, there)


@MARKED
@given(MARKS)
def test_what_is_split_off_and_merged_again_is_as_before(
    team: Team, made: Coded, rows: list[tuple[str, bool, int, int]]
) -> None:
    marked(team, made, rows)
    before = state(made.study_id)
    some = list(CodingRecord.objects.filter(code=made.taxi).values_list("id", flat=True))[::2]
    if some:
        new, _undo = code_merging.split_code(team.rui, made.taxi, "By night", some)
        assert set(CodingRecord.objects.filter(code=new).values_list("id", flat=True)) == set(some)
        code_merging.merge_codes(team.rui, new, made.taxi)
        assert state(made.study_id) == before


@MARKED
@given(MARKS)
def test_undoing_a_split_brings_back_exactly_what_was(
    team: Team, made: Coded, rows: list[tuple[str, bool, int, int]]
) -> None:
    marked(team, made, rows)
    before = state(made.study_id)
    some = list(CodingRecord.objects.filter(code=made.taxi).values_list("id", flat=True))[:1]
    if some:
        _new, undo_id = code_merging.split_code(team.rui, made.taxi, "By day", some)
        undo(team.rui, undo_id)
        assert state(made.study_id) == before


def test_what_stands_under_a_code_its_words_examples_and_topics_go_over_with_it(team: Team, made: Coded) -> None:
    codes.edit_code(team.rui, made.taxi, CodeForm("Taxi", "They take one.", "A car is named."))
    codes.edit_code(team.rui, made.waiting, CodeForm("Waiting", "They stand."))
    late = codes.new_code(team.rui, made.study_id, CodeForm("Late", parent_id=made.taxi))
    quote = quotes.highlight(team.rui, made.call.transcript_id, 1, 0, 1, 16)
    code_examples.add_example(team.rui, made.taxi, quote)
    claim = claims.write_claim(team.rui, ClaimForm("They wait.", code_ids=(made.taxi,)))
    before = state(made.study_id)
    undo_id = code_merging.merge_codes(team.rui, made.taxi, made.waiting)
    kept = CodeRecord.objects.get(id=made.waiting)
    assert (kept.description, kept.use_when) == ("They stand.\n\nThey take one.", "A car is named.")
    assert CodeRecord.objects.get(id=late).parent_id == made.waiting
    assert [row.id for row in code_examples.examples_of(team.rui, made.waiting)] == [quote]
    assert claims.claim_page(team.rui, claim).form.code_ids == (made.waiting,)
    undo(team.rui, undo_id)
    assert state(made.study_id) == before
    assert claims.claim_page(team.rui, claim).form.code_ids == (made.taxi,)


def test_a_code_can_be_merged_into_one_that_stands_under_it(team: Team, made: Coded) -> None:
    late = codes.new_code(team.rui, made.study_id, CodeForm("Late", parent_id=made.taxi))
    undo_id = code_merging.merge_codes(team.rui, made.taxi, late)
    assert [row.path for row in codes.codebook(team.rui, made.study_id).codes] == ["Waiting", "Late"]
    undo(team.rui, undo_id)
    assert [row.path for row in codes.codebook(team.rui, made.study_id).codes] == ["Waiting", "Taxi", "Taxi › Late"]


def test_a_merge_is_not_taken_back_once_the_kept_code_was_merged_on(team: Team, made: Coded) -> None:
    phone = codes.new_code(team.rui, made.study_id, CodeForm("Phone"))
    marked(team, made, [("rui", True, 1, 0)])
    first = code_merging.merge_codes(team.rui, made.taxi, made.waiting)
    second = code_merging.merge_codes(team.rui, made.waiting, phone)
    with pytest.raises(Conflict):
        undo(team.rui, first)
    undo(team.rui, second)
    undo(team.rui, first)
    assert CodingRecord.objects.get(deleted_at=None).code_id == made.taxi


def test_a_split_is_not_taken_back_once_something_new_is_marked_with_the_new_code(team: Team, made: Coded) -> None:
    marked(team, made, [("rui", True, 1, 0)])
    new, undo_id = code_merging.split_code(
        team.rui, made.taxi, "By night", list(CodingRecord.objects.values_list("id", flat=True))
    )
    codings.mark(team.rui, made.call.transcript_id, new, 3, 0, 3, 5)
    with pytest.raises(Conflict):
        undo(team.rui, undo_id)
    assert CodeRecord.objects.get(id=new).deleted_at is None


def test_a_code_of_another_study_or_the_same_one_is_not_merged(team: Team, made: Coded) -> None:
    study_id = studies.create_study(team.rui, StudyForm("Lost parcels"))
    elsewhere = codes.new_code(team.rui, study_id, CodeForm("Waiting"))
    with pytest.raises(Invalid, match="one code"):
        code_merging.merge_codes(team.rui, made.taxi, made.taxi)
    with pytest.raises(Invalid, match="two studies"):
        code_merging.merge_codes(team.rui, made.taxi, elsewhere)
    assert not UndoRecord.objects.exists()


def test_only_codings_of_the_code_are_split_off(team: Team, made: Coded) -> None:
    marked(team, made, [("rui", True, 1, 0)])
    (coding,) = CodingRecord.objects.values_list("id", flat=True)
    with pytest.raises(Invalid, match="not this code's"):
        code_merging.split_code(team.rui, made.waiting, "By night", [coding])
    with pytest.raises(Invalid, match="No coding"):
        code_merging.split_code(team.rui, made.taxi, "By night", [])
    with pytest.raises(Conflict, match="already"):
        code_merging.split_code(team.rui, made.taxi, "waiting", [coding])

"""The opportunity tree: what hangs where, what an opportunity cites, how a branch goes and comes back, what leaves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.opportunities import DEEPEST, NodeKind
from firsthand.services import exports, observations, quotes, studies, undo
from firsthand.services.observations import ObservationForm
from firsthand.services.opportunities import NodeForm, edit_node, move_node, new_node, node_page, rename_node, tree
from firsthand.services.studies import StudyForm
from firsthand.services.tree_files import TreeFormat, take_tree
from firsthand.services.tree_places import TreePlace, delete_branch
from people_at_work import Team, hold_call

SAID = "Waited until six, and nobody called."


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def seen(team: Team, study: str) -> str:
    call = hold_call(team.rui, study_id=study)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    return observations.new_observation(team.rui, ObservationForm(ObservationKind.SAID, SAID, quote_ids=(quote,)))


@pytest.fixture
def outcome(team: Team, study: str) -> str:
    return new_node(team.rui, study, NodeKind.OUTCOME, NodeForm("Fewer people wait in vain"))


def opportunity(team: Team, study: str, below: str, seen: str, text: str = "Nobody knows when it comes") -> str:
    return new_node(team.rui, study, NodeKind.OPPORTUNITY, NodeForm(text, observation_ids=(seen,)), below)


def shape(team: Team, study: str) -> list[tuple[int, str]]:
    return [(row.depth, row.text) for row in tree(team.rui, study).nodes]


def test_a_tree_grows_from_its_outcome(team: Team, study: str, outcome: str, seen: str) -> None:
    late = opportunity(team, study, outcome, seen)
    inner = opportunity(team, study, late, seen, "The shop knows no more than the customer")
    call = new_node(team.rui, study, NodeKind.SOLUTION, NodeForm("Call at four"), late)
    new_node(team.rui, study, NodeKind.TEST, NodeForm("They answer"), call)
    assert shape(team, study) == [
        (0, "Fewer people wait in vain"),
        (1, "Nobody knows when it comes"),
        (2, "The shop knows no more than the customer"),
        (2, "Call at four"),
        (3, "They answer"),
    ]
    page = node_page(team.rui, inner)
    assert [row.text for row in page.above] == ["Fewer people wait in vain", "Nobody knows when it comes"]
    assert [row.text for row in page.observations] == [SAID]
    assert (page.row.coverage.people, page.row.coverage.is_one_person) == (1, True)


def test_an_opportunity_cites_observations_or_is_refused(team: Team, study: str, outcome: str) -> None:
    with pytest.raises(Invalid, match="what you typed is still here"):
        new_node(team.rui, study, NodeKind.OPPORTUNITY, NodeForm("Nobody knows when it comes"), outcome)
    assert shape(team, study) == [(0, "Fewer people wait in vain")]


def test_an_opportunity_whose_observation_is_gone_says_so(team: Team, study: str, outcome: str, seen: str) -> None:
    late = opportunity(team, study, outcome, seen)
    undo_id = observations.delete_observation(team.rui, seen)
    assert node_page(team.rui, late).row.rests_on_nothing
    undo.undo(team.rui, undo_id)
    assert not node_page(team.rui, late).row.rests_on_nothing


def test_observations_of_another_study_are_not_there(team: Team, outcome: str, seen: str) -> None:
    other = studies.create_study(team.rui, StudyForm("Else"))
    top = new_node(team.rui, other, NodeKind.OUTCOME, NodeForm("Else"))
    with pytest.raises(NotFound):
        opportunity(team, other, top, seen)
    with pytest.raises(Invalid, match="its own study"):
        opportunity(team, other, outcome, seen)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (NodeKind.OUTCOME, "An outcome stands at the top"),
        (NodeKind.SOLUTION, "A solution hangs below an opportunity"),
        (NodeKind.TEST, "A test of an assumption hangs below a solution"),
    ],
)
def test_what_may_not_hang_below_an_outcome_is_refused(
    team: Team, study: str, outcome: str, kind: NodeKind, says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        new_node(team.rui, study, kind, NodeForm("Mine"), outcome)


def test_a_solution_in_disguise_is_flagged_and_kept(team: Team, study: str, outcome: str, seen: str) -> None:
    wanted = opportunity(team, study, outcome, seen, "Customers need an app that shows where the driver is")
    [found] = node_page(team.rui, wanted).row.disguises
    assert found.rewrite == "Can’t see where the driver is."
    assert node_page(team.rui, outcome).row.disguises == ()


def test_a_branch_moves_with_everything_below_it_and_never_below_itself(
    team: Team, study: str, outcome: str, seen: str
) -> None:
    late = opportunity(team, study, outcome, seen, "Late")
    inner = opportunity(team, study, late, seen, "Inner")
    other = opportunity(team, study, outcome, seen, "Other")
    with pytest.raises(Invalid, match="below itself"):
        move_node(team.rui, late, TreePlace(inner))
    move_node(team.rui, late, TreePlace(other), 1)
    assert shape(team, study)[1:] == [(1, "Other"), (2, "Late"), (3, "Inner")]
    with pytest.raises(Conflict):
        move_node(team.ana, late, TreePlace(outcome), 1)
    move_node(team.rui, late, TreePlace(outcome, before=other), 2)
    assert shape(team, study)[1:] == [(1, "Late"), (2, "Inner"), (1, "Other")]


def test_siblings_keep_the_order_they_are_put_in(team: Team, study: str, outcome: str, seen: str) -> None:
    one, two, three = (opportunity(team, study, outcome, seen, text) for text in ("One", "Two", "Three"))
    for _turn in range(40):
        move_node(team.rui, three, TreePlace(outcome, after=one, before=two))
        one, three = three, one
    assert {text for _, text in shape(team, study)[1:]} == {"One", "Two", "Three"}
    assert shape(team, study)[3] == (1, "Two")


def test_a_tree_does_not_grow_deeper_than_anybody_can_read(team: Team, study: str, outcome: str, seen: str) -> None:
    below = outcome
    for _level in range(DEEPEST - 1):
        below = opportunity(team, study, below, seen)
    with pytest.raises(Invalid, match="deep"):
        opportunity(team, study, below, seen)


def test_words_and_observations_are_changed_once(team: Team, study: str, outcome: str, seen: str) -> None:
    late = opportunity(team, study, outcome, seen)
    edit_node(team.rui, late, NodeForm("Later", "Why", (seen,)), 1)
    with pytest.raises(Conflict):
        rename_node(team.ana, late, "Hers", 1)
    rename_node(team.ana, late, "Hers", 2)
    row = node_page(team.rui, late).row
    assert (row.text, row.note, row.observation_ids, row.version) == ("Hers", "Why", (seen,), 3)
    with pytest.raises(Invalid):
        edit_node(team.rui, late, NodeForm("Nothing cited"), 3)


def test_a_deleted_branch_comes_back_as_a_whole(team: Team, study: str, outcome: str, seen: str) -> None:
    late = opportunity(team, study, outcome, seen)
    call = new_node(team.rui, study, NodeKind.SOLUTION, NodeForm("Call at four"), late)
    before = shape(team, study)
    undo_id = delete_branch(team.rui, late)
    assert shape(team, study) == [(0, "Fewer people wait in vain")]
    with pytest.raises(NotFound):
        node_page(team.rui, call)
    undo.undo(team.rui, undo_id)
    assert shape(team, study) == before


def test_a_branch_waits_for_what_it_hung_below(team: Team, study: str, outcome: str, seen: str) -> None:
    late = opportunity(team, study, outcome, seen)
    inner_undo = delete_branch(team.rui, late)
    outer_undo = delete_branch(team.rui, outcome)
    with pytest.raises(Conflict, match="Bring back the parent first"):
        undo.undo(team.rui, inner_undo)
    undo.undo(team.rui, outer_undo)
    undo.undo(team.rui, inner_undo)
    assert len(shape(team, study)) == 2


@pytest.mark.parametrize("wanted", TreeFormat)
def test_what_leaves_has_no_quote_and_no_name_and_is_listed(
    team: Team, study: str, outcome: str, seen: str, wanted: TreeFormat
) -> None:
    opportunity(team, study, outcome, seen)
    text = take_tree(team.rui, study, wanted).content.decode()
    assert "Nobody knows when it comes" in text
    assert "1 person" in text
    for inside in (SAID, "It was in March", "Dana"):
        assert inside not in text
    [listed] = exports.exports(team.rui).items
    assert (listed.kind, listed.study_id) == (ExportKind.TREE, study)
    assert {thing.is_person for thing in listed.about} == {True, False}


def test_a_tree_costs_the_same_queries_for_one_opportunity_and_for_many(
    team: Team, study: str, outcome: str, seen: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            tree(team.rui, study)
        return len(counted)

    late = opportunity(team, study, outcome, seen)
    cost()  # what a process looks up once
    few = cost()
    for _more in range(4):
        opportunity(team, study, late, seen)
    assert cost() == few

"""Sorting a study's observations into themes: moved by several people, suggested, taken back, counted by people."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.people.actors import Actor
from firsthand.services import observations, quotes, sessions, studies, suggested_groups, themes, undo
from firsthand.services.board import board, board_parts, board_state
from firsthand.services.cards import CardPlace, add_quotes, move_card, remove_quote
from firsthand.services.observations import ObservationForm
from firsthand.services.studies import StudyForm
from firsthand.services.themes import ThemeForm
from firsthand.storage.models import CardRecord
from people_at_work import CALL, Team, hold_call

TEXTS = (
    "Waited for the driver until six, and the driver did not come.",
    "Called the shop about the driver three times.",
    "Paid for a taxi to the depot.",
)


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def quote(team: Team, study: str) -> str:
    call = hold_call(team.rui, study_id=study)
    return quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)


@pytest.fixture
def seen(team: Team, quote: str) -> list[str]:
    return [write(team.rui, text, quote) for text in TEXTS]


def write(actor: Actor, text: str, quote: str) -> str:
    return observations.new_observation(actor, ObservationForm(ObservationKind.SAID, text, quote_ids=(quote,)))


def lying(actor: Actor, study: str) -> dict[str, list[str]]:
    """The texts of each theme by its name, and of the side under ""."""
    page = board(actor, study)
    return {"": [card.text for card in page.side], **{one.name: [c.text for c in one.cards] for one in page.themes}}


def test_every_observation_of_the_study_waits_at_the_side(team: Team, study: str, seen: list[str]) -> None:
    assert lying(team.rui, study) == {"": list(TEXTS)}


def test_a_theme_holds_its_cards_in_the_order_they_were_put(team: Team, study: str, seen: list[str]) -> None:
    first, second, third = seen
    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), [first])
    move_card(team.rui, study, third, CardPlace(theme, after=first))
    move_card(team.rui, study, second, CardPlace(theme, after=first, before=third), 0)
    assert lying(team.rui, study) == {"": [], "Nobody calls": list(TEXTS)}
    move_card(team.rui, study, first, CardPlace())
    assert lying(team.rui, study) == {"": [TEXTS[0]], "Nobody calls": [TEXTS[1], TEXTS[2]]}


def test_fifty_cards_between_the_same_two_keep_their_order(team: Team, study: str, seen: list[str]) -> None:
    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), seen[:2])
    front, back, third = seen
    themes.new_theme(team.ana, study, ThemeForm("Beside it"))
    for _turn in range(50):
        move_card(team.rui, study, third, CardPlace(theme, after=front, before=back))
        front, third = third, front  # each time into half of the room that was left
    assert lying(team.rui, study)["Nobody calls"] == [TEXTS[2], TEXTS[0], TEXTS[1]]
    assert len({card.position for card in CardRecord.objects.filter(theme=theme)}) == 3


def test_who_moves_a_card_that_somebody_else_moved_is_told_where_it_lies(
    team: Team, study: str, seen: list[str]
) -> None:
    mine = themes.new_theme(team.rui, study, ThemeForm("Phone"))
    hers = themes.new_theme(team.ana, study, ThemeForm("Drivers"))
    move_card(team.ana, study, seen[0], CardPlace(hers), 0)
    move_card(team.rui, study, seen[1], CardPlace(mine), 0)
    with pytest.raises(Conflict, match="Ana moved this card to “Drivers” since you saw it"):
        move_card(team.rui, study, seen[0], CardPlace(mine), 0)
    assert lying(team.rui, study) == {"": [TEXTS[2]], "Phone": [TEXTS[1]], "Drivers": [TEXTS[0]]}
    move_card(team.rui, study, seen[0], CardPlace(mine), 1)
    assert lying(team.rui, study)["Phone"] == [TEXTS[1], TEXTS[0]]


def test_the_state_tells_whether_anything_changed_and_holds_no_words(team: Team, study: str, seen: list[str]) -> None:
    before = board_state(team.rui, study)
    assert before == board_state(team.ana, study)
    assert board(team.rui, study).mark == before.mark
    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), seen[:1])
    after = board_state(team.ana, study)
    assert after.mark != before.mark
    assert after.themes == ((theme, 1),)
    assert after.cards == ((seen[0], theme, 1), (seen[1], "", 0), (seen[2], "", 0))


def test_parts_of_a_board_are_what_was_asked_for(team: Team, study: str, seen: list[str]) -> None:
    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), seen[:1])
    rows, cards = board_parts(team.rui, study, {theme}, {seen[2]})
    assert [(row.name, row.coverage.people) for row in rows] == [("Nobody calls", 1)]
    assert [card.text for card in cards] == [TEXTS[2]]


def test_two_sessions_of_one_person_are_one_person_behind_a_theme(team: Team, study: str, quote: str) -> None:
    again = hold_call(team.rui, CALL.replace("March", "April"), study_id=study, name="again.vtt")
    dana = board(team.rui, study)
    assert dana.side == ()
    other = quotes.highlight(team.rui, again.transcript_id, 1, 0, 1, 16)
    cards = [write(team.rui, TEXTS[0], quote), write(team.rui, TEXTS[1], other)]
    theme = themes.new_theme(team.rui, study, ThemeForm("Waiting"), cards)
    people = {one.id for card in board(team.rui, study).themes[0].cards for one in card.people}
    found = board(team.rui, study).themes[0].coverage
    assert (found.people, found.is_one_person) == (len(people), len(people) == 1)
    assert theme


def test_chosen_quotes_lie_on_the_board_until_they_are_taken_off(team: Team, study: str, quote: str) -> None:
    assert add_quotes(team.rui, study, [quote]) == 1
    assert add_quotes(team.rui, study, [quote]) == 0
    assert lying(team.rui, study) == {"": ["It was in March."]}
    theme = themes.new_theme(team.rui, study, ThemeForm("When"), [quote])
    assert board(team.rui, study).themes[0].id == theme
    remove_quote(team.rui, study, quote)
    assert lying(team.rui, study) == {"": [], "When": []}


def test_a_quote_that_was_deleted_is_no_card(team: Team, study: str, quote: str) -> None:
    add_quotes(team.rui, study, [quote])
    undo_id = quotes.delete_quote(team.rui, quote)
    assert board(team.rui, study).side == ()
    assert board_state(team.rui, study).cards == ()
    undo.undo(team.rui, undo_id)
    assert lying(team.rui, study) == {"": ["It was in March."]}


def test_a_card_of_another_study_is_not_there(team: Team, study: str, seen: list[str]) -> None:
    other = studies.create_study(team.rui, StudyForm("Else"))
    with pytest.raises(NotFound):
        move_card(team.rui, other, seen[0], CardPlace())
    theme = themes.new_theme(team.rui, other, ThemeForm("Theirs"))
    with pytest.raises(NotFound):
        move_card(team.rui, study, seen[0], CardPlace(theme))
    with pytest.raises(Invalid, match="Every observation"):
        remove_quote(team.rui, study, seen[0])


def test_a_deleted_theme_comes_back_with_the_cards_that_nobody_moved_since(
    team: Team, study: str, seen: list[str]
) -> None:
    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), seen)
    undo_id = themes.delete_theme(team.rui, theme)
    assert lying(team.rui, study) == {"": list(TEXTS)}
    other = themes.new_theme(team.ana, study, ThemeForm("Taxis"), [seen[2]])
    assert other
    undo.undo(team.rui, undo_id)
    assert lying(team.rui, study) == {"": [], "Nobody calls": list(TEXTS[:2]), "Taxis": [TEXTS[2]]}


def test_two_themes_become_one_and_can_be_parted_again(team: Team, study: str, seen: list[str]) -> None:
    kept = themes.new_theme(team.rui, study, ThemeForm("Phone"), seen[:1])
    other = themes.new_theme(team.rui, study, ThemeForm("Calls"), seen[1:])
    undo_id = themes.merge_themes(team.rui, kept, other)
    assert lying(team.rui, study) == {"": [], "Phone": list(TEXTS)}
    undo.undo(team.rui, undo_id)
    assert lying(team.rui, study) == {"": [], "Phone": [TEXTS[0]], "Calls": list(TEXTS[1:])}
    with pytest.raises(Conflict):
        themes.merge_themes(team.rui, kept, kept)


def test_themes_are_renamed_once_and_put_in_order(team: Team, study: str) -> None:
    one, two = (themes.new_theme(team.rui, study, ThemeForm(name)) for name in ("One", "Two"))
    themes.edit_theme(team.rui, one, ThemeForm("First", "Why"), 1)
    with pytest.raises(Conflict):
        themes.edit_theme(team.ana, one, ThemeForm("Other"), 1)
    themes.move_theme(team.rui, two, -1)
    assert themes.themes_known(team.rui, study) == ((two, "Two"), (one, "First"))
    with pytest.raises(Invalid):
        themes.new_theme(team.rui, study, ThemeForm("  "))


def test_a_suggested_group_is_taken_or_left_and_not_offered_again(team: Team, study: str, seen: list[str]) -> None:
    [group] = board(team.rui, study).groups
    assert group.cards == tuple(sorted(seen[:2]))
    suggested_groups.leave_group(team.rui, study, list(reversed(group.cards)))
    assert board(team.rui, study).groups == ()
    assert lying(team.rui, study) == {"": list(TEXTS)}


def test_a_taken_group_holds_only_cards_that_still_wait(team: Team, study: str, seen: list[str]) -> None:
    elsewhere = themes.new_theme(team.ana, study, ThemeForm("Hers"), [seen[1]])
    themes.new_theme(team.rui, study, ThemeForm("Drivers"), seen[:2])
    assert lying(team.rui, study) == {"": [TEXTS[2]], "Hers": [TEXTS[1]], "Drivers": [TEXTS[0]]}
    assert elsewhere


def test_the_board_is_closed_while_a_conversation_is_live(
    team: Team, study: str, seen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from firsthand.domain.interviews.sessions import SessionState
    from firsthand.services import live

    monkeypatch.setattr(live, "LIVE", frozenset({SessionState.HELD}))
    assert sessions.sessions(team.rui).items[0].state is SessionState.HELD
    with pytest.raises(Conflict, match="live"):
        move_card(team.rui, study, seen[0], CardPlace())
    with pytest.raises(Conflict, match="live"):
        themes.new_theme(team.rui, study, ThemeForm("Soon"))


def test_a_board_costs_the_same_queries_for_one_card_and_for_many(team: Team, study: str, quote: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            board(team.rui, study)
        return len(counted)

    theme = themes.new_theme(team.rui, study, ThemeForm("Nobody calls"), [write(team.rui, TEXTS[0], quote)])
    write(team.rui, TEXTS[1], quote)
    add_quotes(team.rui, study, [quote])
    cost()  # what a process looks up once
    few = cost()
    for place in range(6):
        card = write(team.rui, f"{TEXTS[2]} {place}", quote)
        if place % 2:
            move_card(team.rui, study, card, CardPlace(theme))
    themes.new_theme(team.rui, study, ThemeForm("More"))
    assert cost() == few

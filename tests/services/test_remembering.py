from __future__ import annotations

from collections.abc import Iterator

import pytest

from firsthand.domain.errors import NotAllowed
from firsthand.domain.interviews import craft as craft_domain
from firsthand.services import consents, craft, quotes, remembering, sessions, transcripts
from firsthand.services.remembering import KEPT_SECONDS, Remembered
from people_at_work import Call, Team, hold_call, make_team


@pytest.fixture
def clock() -> Iterator[list[float]]:
    before = list(remembering._all)
    yield [0.0]
    remembering._all[:] = before


def test_a_value_is_worked_out_once_and_again_after_its_time(clock: list[float]) -> None:
    numbers, kept = iter(range(9)), Remembered[int](2, lambda: clock[0])
    assert [kept.get("a", lambda: next(numbers)) for _ in range(3)] == [0, 0, 0]
    clock[0] += KEPT_SECONDS + 1
    assert kept.get("a", lambda: next(numbers)) == 1


def test_what_nobody_asks_for_again_goes_too(clock: list[float]) -> None:
    kept = Remembered[int](9, lambda: clock[0])
    kept.get("a", lambda: 1)
    clock[0] += KEPT_SECONDS + 1
    kept.get("b", lambda: 2)
    assert len(kept) == 1


def test_only_so_many_are_kept(clock: list[float]) -> None:
    kept = Remembered[int](3, lambda: clock[0])
    for number in range(20):
        kept.get(number, lambda: 0)
    assert len(kept) == 3


def test_what_is_being_worked_out_while_everything_is_forgotten_is_not_kept(clock: list[float]) -> None:
    kept = Remembered[int](3, lambda: clock[0])

    def meanwhile() -> int:
        kept.forget()
        return 1

    assert kept.get("a", meanwhile) == 1
    assert len(kept) == 0


@pytest.fixture
def held(transactional_db: None) -> tuple[Team, Call]:
    team = make_team()
    return team, hold_call(team.rui)


def test_a_craft_report_is_gone_through_once_per_version(
    held: tuple[Team, Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    team, call = held
    times: list[int] = []

    def counted(*given: object) -> craft_domain.CraftReport:
        times.append(1)
        return craft_domain.craft_report(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(craft, "craft_report", counted)
    first, again = craft.craft_page(team.rui, call.session_id), craft.craft_page(team.rui, call.session_id)
    assert (first.report, len(times)) == (again.report, 1)
    transcripts.correct_turn(team.rui, call.transcript_id, 1, "It was in May.", has_listened=True)
    craft.craft_page(team.rui, call.session_id)
    assert len(times) == 2


def test_when_consent_ends_or_words_are_deleted_nothing_of_them_is_remembered(held: tuple[Team, Call]) -> None:
    team, call = held
    for act in (
        lambda: consents.end_consent(team.rui, call.participant_id),
        lambda: sessions.delete_session(team.rui, call.session_id),
    ):
        quotes_and_craft(team, call)
        act()
        assert [len(kept) for kept in remembering._all] == [0] * len(remembering._all)


def quotes_and_craft(team: Team, call: Call) -> None:
    """Fill what is remembered, as far as consent still allows."""
    try:
        quotes.check_selection(team.rui, call.transcript_id, 1, 0, 1, 16)
        craft.craft_page(team.rui, call.session_id)
    except NotAllowed:
        return
    assert any(len(kept) for kept in remembering._all)

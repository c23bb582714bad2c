"""Boards of 125, 250 and 500 cards: the page, what watching it costs, one move, and the suggested groups.

Observations with a quote each, from one interview; half of them lie in themes of ten.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import workspace
from benchmarks.interviews import interview
from benchmarks.measuring import Row, exactly, processor

if TYPE_CHECKING:
    from django.test import Client

SIZES, SMALL_SIZES = (125, 250, 500), (12, 24)
IN_A_THEME, TURNS = 10, 1_500
RAW = """
    SELECT o.id, o.text, q.exact, c.theme_id, c.position FROM observations o
    LEFT JOIN citations i ON i.observation_id = o.id LEFT JOIN quotes q ON q.id = i.quote_id
    LEFT JOIN cards c ON c.observation_id = o.id WHERE o.study_id = ? ORDER BY c.position"""


@dataclass(frozen=True, slots=True)
class Laid:
    """A board that was laid out."""

    study_id: str
    cards: tuple[str, ...]
    texts: tuple[str, ...]


def rows(*, quick: bool) -> Iterator[Row]:
    client, rounds = workspace.browser(), 1 if quick else 5
    least: dict[str, int] = {}
    for cards in SMALL_SIZES if quick else SIZES:
        laid = _laid(cards, 40 if quick else TURNS)
        about, path = f"{cards} cards", f"/studies/{laid.study_id}/board/"
        _get(client, path)
        for name, address in (("page", path), ("state", f"{path}state/")):
            ours, raw = processor(lambda _, a=address: _get(client, a), lambda _, x=laid: _raw(x), rounds)
            yield Row("board", f"{name}, {about}", ours, "one join of the same rows", raw, "ms")
            asked = _queries(client, address)
            few = least.setdefault(name, asked)
            yield Row("board", f"queries: {name}, {about}", exactly(asked), "the smallest board", exactly(few), "")
        ours, raw = processor(lambda n, x=laid: _move(client, x, n), lambda _, x=laid: _raw(x), rounds)
        yield Row("board", f"one move, {about}", ours, "one join of the same rows", raw, "ms")
        ours, raw = processor(lambda _, x=laid: _group(x), lambda _, x=laid: _raw(x), rounds)
        yield Row("board", f"suggested groups among all, {about}", ours, "one join of the same rows", raw, "ms")


def _laid(cards: int, turns: int) -> Laid:
    """A study with so many observations, each citing a quote of its own."""
    actor = workspace.owner()
    from firsthand.domain.evidence.observations import ObservationKind
    from firsthand.services import observations, quotes, studies, themes
    from firsthand.services.studies import StudyForm

    study = studies.create_study(actor, StudyForm(f"Board of {cards}"))
    dice, held = (
        random.Random(cards),
        workspace.settle(workspace.keep(interview(turns=turns, seed=cards), f"board-{cards}.vtt")),
    )
    _into(held.session_id, study)
    places = _participants_turns(held.transcript_id)
    made, texts = [], []
    for _card in range(cards):
        turn, text = dice.choice(places)
        quote = quotes.highlight(actor, held.transcript_id, turn, 0, turn, len(text))
        said = " ".join(dice.sample(text.split(), min(len(text.split()), 14)))
        form = observations.ObservationForm(ObservationKind.SAID, f"Said {said}.", study, quote_ids=(quote,))
        made.append(observations.new_observation(actor, form))
        texts.append(said)
    for begin in range(0, cards // 2, IN_A_THEME):
        themes.new_theme(actor, study, themes.ThemeForm(f"Theme {begin}"), made[begin : begin + IN_A_THEME])
    return Laid(study, tuple(made), tuple(texts))


def _into(session_id: str, study_id: str) -> None:
    from firsthand.storage.sessions import SessionRecord

    SessionRecord.objects.filter(id=session_id).update(study_id=study_id)


def _participants_turns(transcript_id: str) -> list[tuple[int, str]]:
    from firsthand.domain.interviews.transcripts import Role
    from firsthand.storage.transcripts import TurnRecord

    turns = TurnRecord.objects.filter(transcript=transcript_id, speaker__role=Role.PARTICIPANT).order_by("index")
    return list(turns.values_list("index", "text"))


def _move(client: Client, laid: Laid, place: int) -> None:
    card = laid.cards[place % len(laid.cards)]
    path = f"/studies/{laid.study_id}/board/cards/{card}/move/"
    answer = client.post(path, {"theme": ""}, headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.content


def _group(laid: Laid) -> None:
    from firsthand.domain.synthesis.grouping import suggested_groups

    suggested_groups(zip(laid.cards, laid.texts, strict=True))


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _raw(laid: Laid) -> object:
    """The same rows straight from the tables."""
    from django.db import connection

    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    return database.execute(RAW, [laid.study_id]).fetchall()

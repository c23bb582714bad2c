"""The reader at 1,500 and 6,000 turns with 500 quotes: what the server works, how much it sends, how often it asks."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from benchmarks import workspace
from benchmarks.interviews import interview
from benchmarks.measuring import Row, exactly, processor
from benchmarks.workspace import Held

if TYPE_CHECKING:
    from django.test import Client

BARE = (
    "<!doctype html><title>{{ title }}</title>{% for index, speaker, start, text in turns %}"
    '<p id="t-{{ index }}"><b>{{ speaker }}</b> {{ start }} {{ text }}</p>{% endfor %}'
)


def rows(*, quick: bool) -> Iterator[Row]:
    for turns, quotes in ((200, 20),) if quick else ((1_500, 500), (6_000, 500)):
        yield from _at(turns, quotes, rounds=1 if quick else 5)


def _at(turns: int, quotes: int, rounds: int) -> Iterator[Row]:
    about = f"{turns:,} turns, {quotes} quotes"
    workspace.owner()
    held = [_filled(turns, quotes, seed) for seed in range(1 if rounds == 1 else 3)]
    small = _filled(4, 1, 1)
    client = workspace.browser()
    client.get(_address(small))
    bare = "query and bare template"
    figures = processor(lambda n: _get(client, held[n]), lambda n: _bare(held[n]), len(held))
    yield Row("reader", f"first look since the start, {about}", figures[0], bare, figures[1], "ms")
    figures = processor(lambda _: _get(client, held[0]), lambda _: _bare(held[0]), rounds)
    yield Row("reader", f"server time, {about}", figures[0], bare, figures[1], "ms")
    yield from _sizes(about, _get(client, held[0]), _bare(held[0]))
    asked, asked_small = _queries(client, held[0]), _queries(client, small)
    yield Row("reader", f"queries, {about}", exactly(asked), "4 turns, 1 quote", exactly(asked_small), "")
    yield from _selecting(client, held[0], about, rounds)


def _filled(turns: int, quotes: int, seed: int) -> Held:
    held = workspace.settle(workspace.keep(interview(turns=turns, seed=seed), f"reader-{turns}-{seed}.vtt"))
    _mark(held, quotes, random.Random(seed))
    return held


def _mark(held: Held, number: int, dice: random.Random) -> None:
    """Quotes of one to twelve words inside a participant's turn, kept as the service keeps them."""
    from firsthand.domain.ids import Kind, new_id
    from firsthand.domain.interviews.transcripts import Role
    from firsthand.services.transcripts import load
    from firsthand.storage.transcripts import TranscriptRecord

    talk = load(TranscriptRecord.objects.get(id=held.transcript_id)).transcript
    said = [turn.index for turn in talk.turns if turn.role is Role.PARTICIPANT]
    from firsthand.storage.quotes import QuoteRecord

    records = []
    for index in (dice.choice(said) for _ in range(number)):
        pin = _pin(talk, index, dice)
        records.append(
            QuoteRecord(
                id=new_id(Kind.QUOTE),
                workspace_id=workspace.owner().workspace_id,
                transcript_id=held.transcript_id,
                member_id=workspace.owner().id,
                media_start=pin.start,
                media_end=pin.end,
                **{name: getattr(pin, name) for name in PINNED},
            )
        )
    QuoteRecord.objects.bulk_create(records)


PINNED = (
    "first_turn",
    "begin",
    "last_turn",
    "finish",
    "exact",
    "prefix",
    "suffix",
    "start_position",
    "end_position",
    "timing",
)


def _pin(talk: Any, index: int, dice: random.Random) -> Any:
    from firsthand.domain.interviews.anchors import anchor

    words = talk.turns[index].text.split(" ")
    first = dice.randrange(len(words))
    chosen = words[first : first + dice.randint(3, 12)]
    begin = len(" ".join(words[:first])) + (first > 0)
    return anchor(talk, index, begin, index, begin + len(" ".join(chosen)))


def _address(held: Held) -> str:
    return f"/sessions/{held.session_id}/transcript/"


def _get(client: Client, held: Held) -> bytes:
    answer = client.get(_address(held))
    assert answer.status_code == 200, answer.status_code
    return answer.content


def _bare(held: Held) -> bytes:
    """The turns from the database through the smallest template that shows who said what when."""
    from django.template import engines

    from firsthand.storage.transcripts import TurnRecord

    found = TurnRecord.objects.filter(transcript_id=held.transcript_id).order_by("index")
    turns = found.values_list("index", "speaker__name", "start", "text")
    return engines["django"].from_string(BARE).render({"title": "Reader", "turns": turns}).encode()


def _sizes(about: str, page: bytes, bare: bytes) -> Iterator[Row]:
    for how, ours, baseline in (
        ("bytes", page, bare),
        ("bytes, gzip", gzip.compress(page, 6), gzip.compress(bare, 6)),
    ):
        sizes = exactly(len(ours) / 1_000), exactly(len(baseline) / 1_000)
        yield Row("reader", f"{how}, {about}", sizes[0], "bare template", sizes[1], "kB")


def _queries(client: Client, held: Held) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(_address(held))
    return len(queries)


def _selecting(client: Client, held: Held, about: str, rounds: int) -> Iterator[Row]:
    """What somebody waits for: the check of marked words, keeping them, and a turn's correction."""
    session = f"/sessions/{held.session_id}"

    def place(number: int) -> dict[str, int]:
        turn = 2 * number + 51  # a participant's
        return {"first": turn, "start": 0, "last": turn, "end": 3}

    def check(number: int) -> None:
        answer = client.get(f"{session}/transcript/check/", place(number), headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content[:500]

    def kept(number: int) -> None:
        answer = client.post(f"{session}/transcript/quote/", place(number), headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content[:500]

    def corrected(number: int) -> None:
        data = {"text": f"Corrected words, number {number}.", "listened": "yes"}
        address = f"{session}/turns/{place(number)['first']}/correct/"
        answer = client.post(address, data, headers={"HX-Request": "true"})
        assert b"Corrected;" in answer.content, answer.content[:500]

    small = "a small page: settings"
    for what, work in (("check a selection", check), ("keep a quote", kept), ("correct a turn", corrected)):
        figures = processor(work, lambda _: client.get("/workspace/"), rounds)
        yield Row("reader", f"{what}, {about}", figures[0], small, figures[1], "ms")

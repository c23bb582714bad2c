"""Proof that a redacted quote is verbatim: whoever holds the transcript can check it, and nobody else learns a name.

A proof says for each turn of the quote where its words stand, how they read with placeholders, and which stretch each
placeholder covers, with a digest of the words under it. A name is quickly guessed from an ordinary salted digest, salt
in hand; these digests are therefore keyed with the whole transcript (HMAC-SHA256, RFC 2104): without it they say
nothing, with it they can be made again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.evidence.redaction.covering import Cover, covered, inside
from firsthand.domain.evidence.redaction.kinds import placeholders
from firsthand.domain.interviews.transcripts import Transcript

_PURPOSE = b"firsthand redaction proof 1\n"


@dataclass(frozen=True, slots=True)
class CoveredSpan:
    """One covered stretch: offsets into the turn's own text, what stands for it, and the digest of what it covers."""

    begin: int
    finish: int
    placeholder: str
    digest: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a quote that stands in one turn."""

    turn: int  # index
    begin: int  # into the turn's own text
    finish: int
    shown: str  # as it reads with placeholders
    covered: tuple[CoveredSpan, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything a checker needs beside the transcript."""

    salt: str
    stretches: tuple[Stretch, ...]


Covers = Mapping[int, Sequence[Cover]]  # by turn, as `laid` gives them


def prove(transcript: Transcript, places: Sequence[tuple[int, int, int]], covers: Covers, salt: str) -> Proof:
    """The proof of a quote at these places (turn, begin, finish); one that ends inside a cover is widened."""
    texts, key = {turn.index: turn.text for turn in transcript.turns}, _key(transcript)
    return Proof(
        salt, tuple(_stretch(texts[turn], (turn, begin, finish), covers, salt, key) for turn, begin, finish in places)
    )


def faults(proof: Proof, transcript: Transcript) -> tuple[str, ...]:
    """What does not hold, in words that never hold a covered one; empty where the proof holds."""
    texts, key = {turn.index: turn.text for turn in transcript.turns}, _key(transcript)
    return tuple(
        fault for stretch in proof.stretches for fault in _faults(stretch, texts.get(stretch.turn), proof.salt, key)
    )


def span_of(transcript: Transcript, turn: int, cover: Cover, salt: str) -> CoveredSpan:
    """One cover with the digest of the words under it."""
    text = next(one.text for one in transcript.turns if one.index == turn)
    digest = _digest(_key(transcript), salt, turn, cover, text)
    return CoveredSpan(cover.begin, cover.finish, cover.placeholder, digest)


def is_span(transcript: Transcript, turn: int, span: CoveredSpan, salt: str) -> bool:
    """Whether a cover lies in its turn over the words that it covered then, and shows nothing but a placeholder."""
    text = next((one.text for one in transcript.turns if one.index == turn), "")
    whole = [(found.begin, found.finish) for found in placeholders(span.placeholder)]
    if not 0 <= span.begin < span.finish <= len(text) or whole != [(0, len(span.placeholder))]:
        return False
    cover = Cover(span.begin, span.finish, span.placeholder)
    return hmac.compare_digest(span.digest, _digest(_key(transcript), salt, turn, cover, text))


def _stretch(text: str, place: tuple[int, int, int], covers: Covers, salt: str, key: bytes) -> Stretch:
    turn, begin, finish = place
    touched = inside(covers.get(turn, ()), begin, finish)
    begin = min([begin, *(one.begin for one in touched)])
    finish = max([finish, *(one.finish for one in touched)])
    spans = tuple(
        CoveredSpan(one.begin, one.finish, one.placeholder, _digest(key, salt, turn, one, text)) for one in touched
    )
    return Stretch(turn, begin, finish, _shown(text, begin, finish, touched), spans)


def _faults(stretch: Stretch, text: str | None, salt: str, key: bytes) -> Iterator[str]:
    if text is None:
        yield f"There is no turn {stretch.turn} in this transcript."
        return
    spans = stretch.covered
    edges = [stretch.begin, *(edge for span in spans for edge in (span.begin, span.finish)), stretch.finish]
    if edges != sorted(edges) or not 0 <= stretch.begin < stretch.finish <= len(text):
        yield f"Turn {stretch.turn}: the places given are not places in it."
        return
    covers = [Cover(span.begin, span.finish, span.placeholder) for span in spans]
    if _shown(text, stretch.begin, stretch.finish, covers) != stretch.shown:
        yield f"Turn {stretch.turn}: the words shown are not the words said there."
    for span, cover in zip(spans, covers, strict=True):
        whole = [(found.begin, found.finish) for found in placeholders(span.placeholder)]
        if whole != [(0, len(span.placeholder))]:
            yield f"Turn {stretch.turn}: “{span.placeholder}” is no placeholder."
        if not hmac.compare_digest(span.digest, _digest(key, salt, stretch.turn, cover, text)):
            yield f"Turn {stretch.turn}: {span.placeholder} does not cover the words that it covered then."


def _shown(text: str, begin: int, finish: int, covers: Sequence[Cover]) -> str:
    shifted = [Cover(one.begin - begin, one.finish - begin, one.placeholder) for one in covers]
    return covered(text[begin:finish], shifted)


def _key(transcript: Transcript) -> bytes:
    """From every turn as it was imported, so that a correction elsewhere does not undo a proof."""
    said = [turn.text if turn.imported is None else turn.imported for turn in transcript.turns]
    return hashlib.sha256(_PURPOSE + json.dumps(said).encode()).digest()


def _digest(key: bytes, salt: str, turn: int, cover: Cover, text: str) -> str:
    message = json.dumps([salt, turn, cover.begin, cover.finish, text[cover.begin : cover.finish]])
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()

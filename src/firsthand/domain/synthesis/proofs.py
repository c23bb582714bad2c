"""What a proof file says: a claim down to the words it rests on, so that a sceptic with the originals can do it again.

People, companies, segments and sessions stand under made-up names; no name and no path is in it. Every offset is in
Unicode code points into a turn's text, end exclusive. docs/reference/proof-file.md describes each part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from firsthand.domain.evidence.edges import around, wider_selection
from firsthand.domain.evidence.redaction.covering import Cover, covered, moved
from firsthand.domain.evidence.redaction.kinds import with_brackets
from firsthand.domain.evidence.statuses import Mark
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.synthesis.support import Counts, Prompting, Side

SCHEMA, VERSION = "firsthand-proof", 1
NEAR = 4  # turns on each side of a quote that a covered sentence is taken from
CUT = frozenset({Mark.CROPPED, Mark.LEFT_OUT})
AS_IT_STANDS = frozenset(
    {Mark.CROPPED, Mark.LEFT_OUT, Mark.EDGE_UNREAD, Mark.CORRECTED}
)  # marks that depend on the words and their surroundings only


@dataclass(frozen=True, slots=True)
class Edit:
    """A part of an imported turn that a member replaced."""

    begin: int
    finish: int
    text: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction of a turn in which something quoted stands: the original with these parts replaced."""

    turn: int
    edits: tuple[Edit, ...]
    by: str
    at: str  # ISO 8601
    has_listened: bool


@dataclass(frozen=True, slots=True)
class ProvenSpeaker:
    """Who a speaker of the file was, as the team confirmed it; in the order of their first turn."""

    role: Role
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ProvenTranscript:
    """One original, found by its SHA-256."""

    id: str
    session: str
    sha256: str
    format: str  # the layout by which it is read
    language: str
    turns: int
    speakers: tuple[ProvenSpeaker, ...]
    roles_confirmed_on: str | None
    guide: tuple[str, ...]  # the questions of the guide that it followed
    corrections: tuple[Corrected, ...]
    has_other_corrections: bool  # of turns that nothing quoted stands in; these are not in this file


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of personal data, with a digest of the words under it that is keyed with the whole transcript."""

    turn: int
    begin: int
    finish: int
    placeholder: str
    digest: str


@dataclass(frozen=True, slots=True)
class ProvenQuote:
    """One quote: its place, and everything that must come out when it is looked up there again."""

    id: str
    transcript: str
    person: str
    first_turn: int
    begin: int
    last_turn: int
    finish: int
    status: str
    marks: tuple[str, ...]
    text: str | None  # None: the person did not agree to be quoted outside; the place can still be looked up
    whole_sentence: str
    caveat: str
    is_crop_confirmed: bool
    salt: str
    covers: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class ProvenAsk:
    """One time that the topic was asked about."""

    turn: int
    is_sound: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class ProvenMark:
    """A question on which a coder put a code of the topic, so that it asks about the matter."""

    turn: int
    begin: int  # code points into the turn
    finish: int  # end exclusive


@dataclass(frozen=True, slots=True)
class ProvenMention:
    """One piece of evidence of one person in a session."""

    quote: str | None  # None: noted without a transcript
    side: Side
    turn: int | None
    prompting: Prompting
    is_fit: bool
    observation: str | None  # what was written down about it, where it came by an observation


@dataclass(frozen=True, slots=True)
class ProvenSitting:
    """One person in one session, as far as the topic goes."""

    person: str
    session: str
    on: date
    company: str
    segment: str
    is_checked: bool  # a member confirmed what was asked and answered
    asks: tuple[ProvenAsk, ...]
    marked: tuple[ProvenMark, ...]
    mentions: tuple[ProvenMention, ...]


@dataclass(frozen=True, slots=True)
class ProvenStanding:
    """How one person was counted."""

    person: str
    asked: bool
    answered: bool
    said: bool
    said_when_asked: bool
    unprompted: bool
    contradicted: bool


@dataclass(frozen=True, slots=True)
class ProvenClaim:
    """One claim with its counts and everybody they are counted from."""

    id: str
    statement: str
    described: str
    questions: tuple[str, ...]
    terms: tuple[str, ...]
    sentence: str
    strict_sentence: str
    unchecked: str
    people: Counts
    strict: Counts
    companies: Counts
    standings: tuple[ProvenStanding, ...]
    sittings: tuple[ProvenSitting, ...]


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The whole file."""

    schema: str
    version: int
    rules: str  # the version of Firsthand whose rules found all this
    made_at: str
    title: str
    transcripts: tuple[ProvenTranscript, ...]
    quotes: tuple[ProvenQuote, ...]
    claims: tuple[ProvenClaim, ...]
    digest: str = ""  # SHA-256 of all of the above; against slips, not against forgers


@dataclass(frozen=True, slots=True)
class Shown:
    """What comes out when a quote is looked up at its place."""

    place: tuple[int, int, int, int]  # from its first to its last letter or mark
    status: str
    marks: tuple[str, ...]
    text: str
    whole_sentence: str


def shown_at(transcript: Transcript, place: tuple[int, int, int, int], covers: Mapping[int, Sequence[Cover]]) -> Shown:
    """A quote looked up at its place, as it is shown with these covers. Raises Invalid where there is no such place."""
    first, begin, last, finish = place
    found = wider_selection(_bare(around(transcript, first, last)), *place)
    marks = tuple(sorted(mark.value for mark in AS_IT_STANDS & set(found.marks)))
    text, sentence = found.text, found.sentence
    if any(covers.values()):
        close = around(transcript, first, last, NEAR)
        hidden = replace(
            close,
            turns=tuple(
                replace(turn, text=covered(turn.text, covers.get(turn.index, ())), words=(), imported=None)
                for turn in close.turns
            ),
        )
        begins = moved(begin, covers.get(first, ()), is_end=False)
        again = wider_selection(hidden, first, begins, last, moved(finish, covers.get(last, ()), is_end=True))
        text, sentence = with_brackets(again.text), again.sentence
    exact = found.anchor
    stands = (exact.first_turn, exact.begin, exact.last_turn, exact.finish) if exact else place
    return Shown(stands, found.status.value, marks, text, sentence if CUT & set(found.marks) else "")


def edited(text: str, edits: Sequence[Edit]) -> str | None:
    """A turn's text with the edits laid over it; None where they do not fit it."""
    parts, at = [], 0
    for one in edits:
        if not at <= one.begin <= one.finish <= len(text):
            return None
        parts += [text[at : one.begin], one.text]
        at = one.finish
    return "".join([*parts, text[at:]])


def _bare(near: Transcript) -> Transcript:
    return replace(near, turns=tuple(replace(turn, words=()) if turn.words else turn for turn in near.turns))

"""What lies over personal data in texts: findings, members' decisions and placeholders, for several sessions at once.

Everything that shows somebody's words to those without the right to the original goes through here, and fails closed:
what a rule finds and nobody looked at is covered.
"""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from firsthand.domain.evidence.redaction.covering import Cover, covered, laid
from firsthand.domain.evidence.redaction.deciding import Decided, Decision, State, Stretch, decided
from firsthand.domain.evidence.redaction.finding import find, mentioned
from firsthand.domain.evidence.redaction.findings import Finding
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.numbering import Numbers, drawn
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.services.known_names import KnownNames, known_names, regions_of
from firsthand.services.remembering import Remembered
from firsthand.services.transcripts import corrections_of
from firsthand.storage.redactions import PlaceholderRecord, RedactionRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord

_found: Remembered[tuple[Finding, ...]] = Remembered(8_192)
_heard: Remembered[tuple[str, ...]] = Remembered(512)


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of one session while its texts are covered."""

    session_id: str
    numbers: Numbers
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Covers:
    """Everything needed to cover the texts of some sessions."""

    names: KnownNames
    places: Mapping[str, Place]  # by session
    decisions: Mapping[str, Mapping[int, tuple[Decision, ...]]]  # by transcript and turn
    unlanded: Mapping[str, tuple[RedactionRecord, ...]]  # by transcript: decisions whose words are not in it

    def of_turn(self, session_id: str, transcript_id: str, turn: Turn, before: str) -> Decided:
        """What of one turn is covered, shown, or waits for a look; `before` is the text of the turn before it."""
        mine = self.decisions.get(transcript_id, {}).get(turn.index, ())
        return decided(turn.text, self.found(session_id, turn.text, before), mine)

    def found(self, session_id: str, text: str, before: str = "") -> tuple[Finding, ...]:
        """What the rules find in a text of a session."""
        place = self.places[session_id]
        key = (self.names.fingerprint, session_id, place.regions, before, text)
        names, heard = self.names.for_session(session_id), self.names.heard.get(session_id)
        return _found.get(key, lambda: find(text, *names, heard=heard, before=before, regions=place.regions))

    def laid_over(self, session_id: str, stretches: Iterable[Stretch | Finding]) -> tuple[Cover, ...]:
        """The covers of stretches, each with its placeholder."""
        numbers = self.places[session_id].numbers
        shown = [one for one in stretches if not isinstance(one, Stretch) or one.is_covered]
        return laid(Cover(one.begin, one.finish, numbers.shown(one.kind, one.subject, one.text)) for one in shown)

    def transcript(self, session_id: str, transcript_id: str, original: Transcript) -> Transcript:
        """The transcript as it is shown; all its turns lie in one row."""
        covers = self.of_transcript(session_id, transcript_id, original)
        return replace(original, turns=tuple(_covered_turn(turn, covers[turn.index]) for turn in original.turns))

    def of_transcript(self, session_id: str, transcript_id: str, original: Transcript) -> dict[int, tuple[Cover, ...]]:
        """The covers of each turn, by its index."""
        rows = self.stretches(session_id, transcript_id, original)
        return {index: self.laid_over(session_id, one.stretches) for index, one in rows.items()}

    def stretches(self, session_id: str, transcript_id: str, original: Transcript) -> dict[int, Decided]:
        """What of each turn is covered, shown, or waits, by its index."""
        before, rows = "", {}
        for turn in original.turns:
            rows[turn.index] = self.of_turn(session_id, transcript_id, turn, before)
            before = turn.text
        return rows

    def remark(self, session_id: str, text: str) -> str:
        """A member's own words about a session, with everything covered that the rules find."""
        return covered(text, self.laid_over(session_id, self.found(session_id, text))) if text else ""

    def loosely(self, session_id: str, text: str, near: Iterable[Stretch]) -> str:
        """Words taken out of turns, of which nobody knows any more where they stood: every covered string is covered.

        `near` are the stretches of the turns around them; what a member chose to show is shown, unless the same words
        are covered there as well.
        """
        if not text:
            return ""
        stretches = tuple(near)
        hidden = {one.text.casefold(): one for one in stretches if one.is_covered}
        shown = {one.text.casefold() for one in stretches if one.state is State.SHOWN} - set(hidden)
        found = [one for one in self.found(session_id, text) if one.text.casefold() not in shown]
        again = _again(text, hidden.values())
        return covered(text, laid([*self.laid_over(session_id, again), *self.laid_over(session_id, found)]))


def covers_of(
    workspace_id: str, sessions: Iterable[SessionRecord], transcripts: Iterable[TranscriptRecord] = ()
) -> Covers:
    """Fetch what is needed to cover texts of these sessions; at most nine queries however many there are."""
    known, files = {session.id: session for session in sessions}, {file.id: file for file in transcripts}
    regions, numbers = regions_of(known.values()), _numbers(known.values())
    decisions, unlanded = _decisions(list(files))
    places = {one.id: Place(one.id, numbers[one.study_id or one.id], regions[one.id]) for one in known.values()}
    covers = Covers(known_names(workspace_id, known), places, decisions, unlanded)
    return replace(covers, names=covers.names.with_heard(_heard_in(covers, list(files.values()))))


def _heard_in(covers: Covers, transcripts: Sequence[TranscriptRecord]) -> dict[str, tuple[str, ...]]:
    """The names of people that somebody mentions in each session; a long conversation is read once per version."""
    keys = {file.id: (file.id, file.version, covers.names.fingerprint) for file in transcripts}
    missing = [file.id for file in transcripts if not _heard.holds(keys[file.id])]
    texts = _texts(missing) if missing else {}
    heard: defaultdict[str, list[str]] = defaultdict(list)
    for file in transcripts:
        reading = partial(_mentions, covers, file.session_id, texts.get(file.id, ()))
        heard[file.session_id] += _heard.get(keys[file.id], reading)
    return {session: tuple(sorted(set(names))) for session, names in heard.items()}


def _texts(transcript_ids: Sequence[str]) -> dict[str, list[str]]:
    """All turns of these transcripts in order, as corrected; two queries."""
    corrections = corrections_of(transcript_ids)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    turns = TurnRecord.objects.filter(transcript_id__in=transcript_ids).order_by("transcript_id", "index")
    for transcript_id, index, text in turns.values_list("transcript_id", "index", "text"):
        correction = corrections.get(transcript_id, {}).get(index)
        texts[transcript_id].append(correction.text if correction else text)
    return texts


def _mentions(covers: Covers, session_id: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Names in a conversation that the records don't know, where a rule is fairly sure of them."""
    return mentioned(one for before, text in pairwise(("", *texts)) for one in covers.found(session_id, text, before))


def numbers_of(session: SessionRecord) -> Numbers:
    """The numbers given so far in the study of a session, or in the session itself where it has none."""
    return _numbers([session])[session.study_id or session.id]


def _numbers(sessions: Iterable[SessionRecord]) -> dict[str, Numbers]:
    sessions = list(sessions)
    studies = {session.study_id for session in sessions if session.study_id}
    alone = {session.id for session in sessions if not session.study_id}
    rows: defaultdict[str, list[PlaceholderRecord]] = defaultdict(list)
    query = PlaceholderRecord.objects.filter(study_id__in=studies) | PlaceholderRecord.objects.filter(
        session_id__in=alone
    )
    for row in query:
        rows[str(row.study_id or row.session_id)].append(row)
    return {place: _given(rows[place]) for place in (*studies, *alone)}


def _given(rows: Sequence[PlaceholderRecord]) -> Numbers:
    salt = rows[0].salt if rows else secrets.token_hex(16)
    return Numbers(salt, {(Personal(row.kind), row.subject): row.number for row in rows})


def _decisions(
    transcript_ids: Sequence[str],
) -> tuple[dict[str, dict[int, tuple[Decision, ...]]], dict[str, tuple[RedactionRecord, ...]]]:
    if not transcript_ids:
        return {}, {}
    landed: defaultdict[str, defaultdict[int, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    unlanded: defaultdict[str, list[RedactionRecord]] = defaultdict(list)
    rows = RedactionRecord.objects.filter(transcript_id__in=set(transcript_ids)).order_by("-created_at", "-id")
    for row in rows:
        if row.has_landed:
            landed[row.transcript_id][row.index].append(_decision(row))
        else:
            unlanded[row.transcript_id].append(row)
    turns = {one: {index: tuple(some) for index, some in by_turn.items()} for one, by_turn in landed.items()}
    return turns, {one: tuple(some) for one, some in unlanded.items()}


def _decision(row: RedactionRecord) -> Decision:
    return Decision(row.id, row.begin, row.finish, row.exact, Personal(row.kind), row.subject, row.is_covered)


def _covered_turn(turn: Turn, covers: Sequence[Cover]) -> Turn:
    """The turn as it is shown: word times are gone, and so is what was imported, of which nothing is covered."""
    return replace(turn, text=covered(turn.text, covers), words=(), imported=None)


def _again(text: str, hidden: Iterable[Stretch]) -> Iterator[Stretch]:
    """Every place in a text where covered words stand again, the longest first."""
    for one in sorted(hidden, key=lambda stretch: -len(stretch.text)):
        pattern = rf"(?<!\w){re.escape(one.text)}(?!\w)"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield replace(one, begin=found.start(), finish=found.end(), text=one.text)


def number_those(session: SessionRecord, things: Iterable[tuple[Personal, str, str]]) -> None:
    """Give numbers to kinds, subjects and texts that have none in the session's study, inside the caller's act."""
    numbers = numbers_of(session)
    wanted = [numbers.key(*thing) for thing in things]
    place = {"study_id": session.study_id} if session.study_id else {"session_id": session.id}
    PlaceholderRecord.objects.bulk_create(
        PlaceholderRecord(
            workspace_id=session.workspace_id, kind=kind, subject=subject, number=number, salt=numbers.salt, **place
        )
        for (kind, subject), number in drawn(numbers.taken, wanted).items()
    )


def number_again(session: SessionRecord) -> None:
    """Give what is covered in a session its numbers in the study that it moved to, inside the caller's act."""
    rows = RedactionRecord.objects.filter(transcript__session=session, is_covered=True)
    number_those(session, [(Personal(row.kind), row.subject, row.exact) for row in rows])

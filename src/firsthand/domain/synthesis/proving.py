"""Does a proof hold? Every quote is looked up in its original again, and every count is counted again.

Needs the file and the originals, nothing else. What the originals can't show is named as taken on trust: who the
speakers are, words noted without a transcript, what a member ruled, conversations without a transcript.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.caveats import answered, exchange_of
from firsthand.domain.evidence.edges import around
from firsthand.domain.evidence.redaction.covering import Cover, laid
from firsthand.domain.evidence.redaction.proofs import CoveredSpan, is_span
from firsthand.domain.evidence.statuses import Status, may_be_shown
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.synthesis.claim_sentences import claim_sentence, unchecked
from firsthand.domain.synthesis.proofs import (
    CUT,
    NEAR,
    ProofFile,
    ProvenClaim,
    ProvenMention,
    ProvenQuote,
    ProvenSitting,
    ProvenStanding,
    ProvenTranscript,
    Shown,
    edited,
    shown_at,
)
from firsthand.domain.synthesis.support import Ask, Mention, Prompting, Sitting, Standing, support
from firsthand.domain.synthesis.topics import Outline, Stretch, Topic, TopicHeard, listen, outline


class Finding(StrEnum):
    """What became of one thing."""

    PROVEN = "proven"
    FAILED = "failed"
    ON_TRUST = "on_trust"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at, in words."""

    finding: Finding
    about: str  # "T1", "Q3", "clm_…"
    words: str


@dataclass(frozen=True, slots=True)
class Original:
    """An original as it was read; `problem` says why it could not be."""

    transcript: Transcript | None
    problem: str = ""


def proven(proof: ProofFile, originals: Mapping[str, Original]) -> list[Line]:
    """Everything that the file says, looked at again; `originals` by the transcripts' ids in it."""
    seen = _Seen(proof, originals)
    return [*seen.transcripts(), *seen.quotes(), *(line for claim in proof.claims for line in seen.claim(claim))]


class _Seen:
    """The originals as the file says they are to be read."""

    def __init__(self, proof: ProofFile, originals: Mapping[str, Original]) -> None:
        self._proof = proof
        self._originals = originals
        self._read: dict[str, Transcript] = {}
        self._outlines: dict[str, Outline] = {}
        self._transcripts = {one.id: one for one in proof.transcripts}
        self._quotes = {one.id: one for one in proof.quotes}
        self._of_session = {one.session: one for one in proof.transcripts}

    def transcripts(self) -> Iterator[Line]:
        """Each original: is it there, and does it read as it did?"""
        names = [*(one.id for one in self._proof.transcripts), *(one.id for one in self._proof.quotes)]
        if len(set(names)) < len(names) or len(self._of_session) < len(self._transcripts):
            yield Line(Finding.FAILED, "file", "Two things in it go by one name.")
        for one in self._proof.transcripts:
            found = self._originals.get(one.id, Original(None, "It was not looked for."))
            problem = found.problem or self._unlike(one, found.transcript)
            if problem or found.transcript is None:
                yield Line(Finding.FAILED, one.id, problem)
                continue
            self._read[one.id] = self._laid_out(one, found.transcript)
            found_it = f"The original with SHA-256 {one.sha256[:12]}… is there: {one.turns} turns."
            yield Line(Finding.PROVEN, one.id, found_it)
        by_team = f"Who the speakers are is the team's word, in {len(self._proof.transcripts)} transcripts."
        yield Line(Finding.ON_TRUST, "roles", by_team)

    def _unlike(self, one: ProvenTranscript, found: Transcript | None) -> str:
        if found is None:
            return ""
        if len(found.turns) != one.turns:
            return f"It reads as {len(found.turns)} turns, and the file says {one.turns}."
        if len(found.speakers) != len(one.speakers):
            return f"It has {len(found.speakers)} speakers, and the file says {len(one.speakers)}."
        texts = {turn.index: turn.text for turn in found.turns}
        if any(edited(texts.get(fix.turn, ""), fix.edits) is None or fix.turn not in texts for fix in one.corrections):
            return "A correction does not fit the turn that it corrects."
        return ""

    def _laid_out(self, one: ProvenTranscript, found: Transcript) -> Transcript:
        roles = dict(zip(found.speakers, (speaker.role for speaker in one.speakers), strict=True))
        laid_out = replace(found.with_roles(roles), language=one.language)
        for fix in one.corrections:
            text = next(turn.text for turn in found.turns if turn.index == fix.turn)
            laid_out = laid_out.with_correction(fix.turn, edited(text, fix.edits) or "")
        return laid_out

    def quotes(self) -> Iterator[Line]:
        """Each quote: looked up at its place, with everything that is said of it."""
        for quote in self._proof.quotes:
            transcript = self._read.get(quote.transcript)
            if transcript is None:
                yield Line(Finding.FAILED, quote.id, "Its original is not there, or not as it was.")
                continue
            faults = list(self._faults(quote, transcript))
            yield from (Line(Finding.FAILED, quote.id, fault) for fault in faults)
            if not faults:
                yield Line(Finding.PROVEN, quote.id, self._told(quote))

    def _told(self, quote: ProvenQuote) -> str:
        words = "words that stay inside" if quote.text is None else f"“{quote.text}”"
        fixes = self._transcripts[quote.transcript].corrections
        fixed = next((one for one in fixes if quote.first_turn <= one.turn <= quote.last_turn), None)
        listened = ", after listening" if fixed and fixed.has_listened else ", without listening"
        corrected = f"; corrected by {fixed.by} on {fixed.at[:10]}{listened}" if fixed else ""
        return f"{words}: {quote.status.replace('_', ' ')} in turn {quote.first_turn} of {quote.transcript}{corrected}."

    def _faults(self, quote: ProvenQuote, transcript: Transcript) -> Iterator[str]:
        place = (quote.first_turn, quote.begin, quote.last_turn, quote.finish)
        if not 0 <= quote.first_turn <= quote.last_turn < len(transcript.turns) or quote.begin < 0 or quote.finish < 0:
            yield "There is no such place in its original."
            return
        covers, wrong = _covers(quote, transcript)
        yield from wrong
        try:
            shown = shown_at(transcript, place, covers)
        except Invalid:
            yield "There is no such place in its original."
            return
        if shown.place != place:
            yield "Its place begins or ends beside its words."
        yield from self._differences(quote, shown)
        yield from self._speaker_faults(quote, transcript)
        caveat = _caveat(transcript, quote.first_turn)
        if caveat != quote.caveat and not self._transcripts[quote.transcript].has_other_corrections:
            yield f"The question before it is {caveat or 'sound'}, and the file says {quote.caveat or 'sound'}."

    def _differences(self, quote: ProvenQuote, shown: Shown) -> Iterator[str]:
        if quote.text is not None and shown.text != quote.text:
            yield f"“{quote.text}” is not what was said there."
        if quote.text is not None and shown.whole_sentence != quote.whole_sentence:
            yield "The whole sentence around it is another one."
        if quote.text is None and quote.whole_sentence:
            yield "It stays inside, and yet its sentence is shown."
        if shown.status != quote.status or not may_be_shown(Status(shown.status)):
            yield f"It is {shown.status.replace('_', ' ')}, and the file says {quote.status.replace('_', ' ')}."
        if shown.marks != quote.marks:
            said = (", ".join(marks) or "nothing" for marks in (shown.marks, quote.marks))
            yield "Its marks are {}, and the file says {}.".format(*said)

    def _speaker_faults(self, quote: ProvenQuote, transcript: Transcript) -> Iterator[str]:
        who = dict(zip(transcript.speakers, self._transcripts[quote.transcript].speakers, strict=True))
        speaker = who[transcript.turns[quote.first_turn].speaker]
        if speaker.role is not Role.PARTICIPANT or speaker.person != quote.person:
            yield f"It was not said by {quote.person}, by what the file says of the speakers."

    def claim(self, claim: ProvenClaim) -> Iterator[Line]:
        """One claim: each sitting's questions and evidence, then the counts, the standings and the sentences."""
        lines = [line for sitting in claim.sittings for line in self._sitting(claim, sitting)]
        yield from lines
        yield from self._counts(claim)

    def _sitting(self, claim: ProvenClaim, sitting: ProvenSitting) -> Iterator[Line]:
        name = f"{sitting.person} in {sitting.session}"
        file = self._of_session.get(sitting.session)
        yield from self._evidence(name, sitting)
        if file is None:
            yield Line(Finding.ON_TRUST, name, "No transcript of it is here; that it took place is the team's word.")
            if sitting.asks and not sitting.is_checked:
                yield Line(Finding.FAILED, name, "Questions are counted without a transcript to find them in.")
            return
        transcript = self._read.get(file.id)
        if transcript is None:
            yield Line(Finding.FAILED, name, "What was asked can't be looked up: its original is not there.")
            return
        marked = [Stretch(one.turn, one.begin, one.turn, one.finish) for one in sitting.marked]
        heard = listen(_topic(claim), self._outline(file, transcript), _asking(transcript), marked=marked)
        faults = _ask_faults(sitting, transcript, heard, file)
        yield from (Line(Finding.FAILED, name, fault) for fault in faults)
        if file.has_other_corrections:
            yield Line(Finding.ON_TRUST, name, "Other turns were corrected, too: what was asked is the team's word.")
        else:
            yield from (Line(Finding.FAILED, name, fault) for fault in _prompt_faults(sitting, heard))
        if sitting.is_checked:
            yield Line(Finding.ON_TRUST, name, "What they were asked and answered is as a member checked it.")
        if sitting.marked:
            yield Line(Finding.ON_TRUST, name, "That a coder marked a question as one about the matter is their word.")

    def _outline(self, file: ProvenTranscript, transcript: Transcript) -> Outline:
        if file.id not in self._outlines:
            is_english = (file.language or "en").lower().split("-")[0] == "en"
            self._outlines[file.id] = outline(transcript, file.guide) if is_english else Outline()
        return self._outlines[file.id]

    def _evidence(self, name: str, sitting: ProvenSitting) -> Iterator[Line]:
        for mention in sitting.mentions:
            if mention.quote is None:
                yield from _noted(name, mention)
                continue
            quote = self._quotes.get(mention.quote)
            file = self._transcripts.get(quote.transcript) if quote else None
            if quote is None or file is None:
                yield Line(Finding.FAILED, name, f"{mention.quote} is counted, and is not in the file.")
            elif (quote.person, file.session, quote.first_turn) != (sitting.person, sitting.session, mention.turn):
                yield Line(Finding.FAILED, name, f"{mention.quote} was not said by this person in this session.")
            elif mention.is_fit != _is_fit(quote):
                yield Line(Finding.FAILED, name, f"Whether {mention.quote} may count strictly is said wrongly.")

    def _counts(self, claim: ProvenClaim) -> Iterator[Line]:
        sittings = [_sitting(one) for one in claim.sittings]
        everything, strict = support(sittings), support(sittings, strict=True)
        since = min((one.on for one in sittings), default=None)
        until = max((one.on for one in sittings), default=None)
        pairs = (
            ("The counts of people", everything.people, claim.people),
            ("The strict counts", strict.people, claim.strict),
            ("The counts of companies", everything.companies, claim.companies),
            ("The sentence", claim_sentence(everything, claim.described, since, until), claim.sentence),
            ("The strict sentence", claim_sentence(strict, claim.described, since, until), claim.strict_sentence),
            ("How much is by rule", unchecked(everything), claim.unchecked),
            ("How each person was counted", standings_of(everything.standings), claim.standings),
        )
        wrong = [what for what, counted, said in pairs if counted != said]
        yield from (Line(Finding.FAILED, claim.id, f"{what}: counted again, it comes out otherwise.") for what in wrong)
        if not wrong:
            yield Line(Finding.PROVEN, claim.id, claim.sentence)


def standings_of(standings: Sequence[Standing]) -> tuple[ProvenStanding, ...]:
    """How everybody was counted, as a file says it."""
    names = [field.name for field in fields(ProvenStanding)]
    return tuple(ProvenStanding(**{name: getattr(one, name) for name in names}) for one in standings)


def _caveat(transcript: Transcript, turn: int) -> str:
    """The fault of the question that a turn answers; "" where it is sound, or in a language that is not read."""
    if (transcript.language or "en").lower().split("-")[0] != "en":
        return ""
    found = answered(exchange_of(around(transcript, turn, turn), turn))
    return found.caveat.value if found and found.caveat else ""


def _covers(quote: ProvenQuote, transcript: Transcript) -> tuple[dict[int, tuple[Cover, ...]], list[str]]:
    by_turn: defaultdict[int, list[Cover]] = defaultdict(list)
    wrong: list[str] = []
    for one in quote.covers:
        span = CoveredSpan(one.begin, one.finish, one.placeholder, one.digest)
        is_near = quote.first_turn - NEAR <= one.turn <= quote.last_turn + NEAR
        if not is_near or not is_span(transcript, one.turn, span, quote.salt):
            wrong.append(f"{one.placeholder} does not cover the words that it covered then.")
        by_turn[one.turn].append(Cover(one.begin, one.finish, one.placeholder))
    return {turn: laid(some) for turn, some in by_turn.items()}, wrong


def _is_fit(quote: ProvenQuote) -> bool:
    is_open_crop = bool({mark.value for mark in CUT} & set(quote.marks)) and not quote.is_crop_confirmed
    return not (quote.caveat or is_open_crop)


def _noted(name: str, mention: ProvenMention) -> Iterator[Line]:
    yield Line(Finding.ON_TRUST, name, "Counted by words noted without a transcript; they never count strictly.")
    if mention.is_fit or mention.turn is not None or mention.prompting is not Prompting.UNKNOWN:
        yield Line(Finding.FAILED, name, "Noted words are counted as if there were a transcript of them.")


def _ask_faults(
    sitting: ProvenSitting, transcript: Transcript, heard: TopicHeard, file: ProvenTranscript
) -> Iterator[str]:
    roles = {turn.index: turn.role for turn in transcript.turns}
    if any(roles.get(ask.turn) is not Role.RESEARCHER for ask in sitting.asks):
        yield "A question is counted in a turn in which nobody of the team spoke."
    if sitting.is_checked or file.has_other_corrections:
        return
    said = {Ask(one.turn, one.is_sound, one.is_answered) for one in sitting.asks}
    found = set(heard.asks)
    if said != found:
        turns = ", ".join(str(one.turn) for one in sorted(said ^ found, key=lambda one: one.turn))
        yield f"By rule, other questions of the topic were asked or answered than the file says (turn {turns})."


def _prompt_faults(sitting: ProvenSitting, heard: TopicHeard) -> Iterator[str]:
    """What was prompted by the transcript can't be unprompted; what had been read before only makes it less so."""
    for mention in sitting.mentions:
        if mention.prompting is Prompting.UNPROMPTED and heard.prompting(mention.turn) is not Prompting.UNPROMPTED:
            yield f"{mention.quote} is called unprompted, and the topic had been brought up before."


def _asking(transcript: Transcript) -> dict[int, str]:
    return {turn.index: turn.text for turn in transcript.turns if turn.role is Role.RESEARCHER}


def _topic(claim: ProvenClaim) -> Topic:
    return Topic(claim.questions, claim.terms)


def _sitting(one: ProvenSitting) -> Sitting:
    return Sitting(
        person=one.person,
        session=one.session,
        on=one.on,
        asks=tuple(Ask(ask.turn, ask.is_sound, ask.is_answered) for ask in one.asks),
        mentions=tuple(
            Mention(mention.quote or "", mention.side, mention.turn, mention.prompting, mention.is_fit)
            for mention in one.mentions
        ),
        company=one.company,
        segment=one.segment,
        is_checked=one.is_checked,
    )

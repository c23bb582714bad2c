"""The proof file of claims: everything a sceptic needs beside the originals to look it all up and count it again.

It is written with the eyes of an outsider: no names, placeholders over personal data, and of people who did not agree
to be quoted outside only the places, never the words.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.text import slugify

from firsthand import __version__
from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.evidence.redaction.proofs import span_of
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, system
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.proofs import (
    SCHEMA,
    VERSION,
    Covered,
    ProofFile,
    ProvenAsk,
    ProvenClaim,
    ProvenMark,
    ProvenMention,
    ProvenQuote,
    ProvenSitting,
    ProvenSpeaker,
    ProvenTranscript,
    shown_at,
)
from firsthand.domain.synthesis.proving import standings_of
from firsthand.domain.synthesis.support import Mention, Sitting
from firsthand.domain.synthesis.topics import Stretch
from firsthand.formats.proof_files import write_proof
from firsthand.services.access import found, require
from firsthand.services.covers import Covers, covers_of
from firsthand.services.exports import note_export
from firsthand.services.outlines import questions_of_guide
from firsthand.services.proof_transcripts import Prepared, prepared
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.services.shared_pages import Gathered, gather
from firsthand.services.shares import opened
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.shares import SharedClaimRecord, ShareRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord

NOTHING = "None of these claims is there any more, so there is nothing to prove. Nothing was made."


def take_claim_proof(actor: Actor, claim_id: str) -> tuple[str, bytes]:
    """The proof file of one claim: its name and its bytes; that it left is listed."""
    claim = found(actor, Action.CHANGE, ClaimRecord, claim_id)
    return _taken(actor, claim.statement, gather(actor.workspace_id, [claim.id]))


def take_share_proof(actor: Actor, share_id: str) -> tuple[str, bytes]:
    """The proof file of everything on a shared page."""
    share = found(actor, Action.CHANGE, ShareRecord, share_id)
    return _taken(actor, share.title, _of_share(share))


def shared_proof(token: str) -> tuple[str, bytes]:
    """The same for whoever holds the link to the page; it left when the page was shared."""
    share = opened(token)
    return _named(share.title), _file(share.title, _of_share(share, is_kept_only=True))


def _taken(actor: Actor, title: str, gathered: Gathered) -> tuple[str, bytes]:
    require(actor, Action.CHANGE)
    content = _file(title, gathered)
    sessions = {one.session for support in gathered.supports.values() for one in support.sittings}
    note_export(actor, ExportKind.PROOF, sessions, content)
    return _named(title), content


def _of_share(share: ShareRecord, *, is_kept_only: bool = False) -> Gathered:
    kept = SharedClaimRecord.objects.filter(share=share).order_by("position", "id")
    counts = dict(kept.values_list("claim_id", "counts"))
    gathered = gather(share.workspace_id, list(counts))
    shown = frozenset(one for some in counts.values() for one in some.get("evidence", ()))
    return replace(gathered, shown=shown) if is_kept_only else gathered


def _named(title: str) -> str:
    return f"{slugify(title)[:60] or 'claims'}.proof.json"


def _file(title: str, gathered: Gathered) -> bytes:
    if not gathered.claims:
        raise Invalid(NOTHING)
    return write_proof(_Written.of(gathered).proof(title))


@dataclass(slots=True)
class _Names:
    """Made-up names, given in the order in which things come up."""

    given: dict[str, str] = field(default_factory=dict)
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def of(self, letter: str, key: str) -> str:
        """The name of a thing: "P3"; "" for none."""
        if not key:
            return ""
        if f"{letter} {key}" not in self.given:
            self.counts[letter] += 1
            self.given[f"{letter} {key}"] = f"{letter}{self.counts[letter]}"
        return self.given[f"{letter} {key}"]


@dataclass(slots=True)
class _Written:
    """A proof under way."""

    gathered: Gathered
    files: Mapping[str, Prepared]  # by transcript
    covers: Covers
    names: _Names
    rows: Mapping[str, QuoteRow]
    quotes: dict[str, ProvenQuote] = field(default_factory=dict)

    @classmethod
    def of(cls, gathered: Gathered) -> _Written:
        """Load the transcripts of record of all sessions that are counted, where they are not closed."""
        sessions = {one.session for support in gathered.supports.values() for one in support.sittings}
        records = TranscriptRecord.objects.filter(session__in=sessions, is_of_record=True, deleted_at=None)
        files: dict[str, Loaded] = {}
        for record in records.exclude(format="").select_related("session__guide").order_by("created_at", "id"):
            try:
                files[record.id] = load(record)
            except NotAllowed:
                continue
        held = {one.record.session_id: one.record.session for one in files.values()}
        workspace = gathered.claims[0].workspace_id
        covers = covers_of(workspace, held.values(), [one.record for one in files.values()])
        counted = (gathered.counted(claim) for claim in gathered.claims)
        wanted = {piece.quote.id for some in counted for piece in some if piece.quote}
        rows = quote_rows(system(workspace), wanted)  # with the offsets of the original
        return cls(gathered, prepared(files, covers, rows.values()), covers, _Names(), rows)

    def proof(self, title: str) -> ProofFile:
        """The whole file."""
        shuffled = sorted({one.person for each in self.gathered.supports.values() for one in each.sittings})
        for person in shuffled:  # their ids are random, so that the order says nothing
            self.names.of("P", person)
        claims = tuple(self._claim(claim) for claim in self.gathered.claims)
        quotes = tuple(self.quotes.values())
        transcripts = tuple(self._transcript(one) for one in self.files.values())
        made_at = timezone.now().isoformat(timespec="seconds")
        return ProofFile(SCHEMA, VERSION, __version__, made_at, title, transcripts, quotes, claims)

    def _claim(self, claim: ClaimRecord) -> ProvenClaim:
        counted = self.gathered.supports[claim.id]
        may_show = {row.id for _, row in self.gathered.leaving(claim)}
        for piece in self.gathered.counted(claim):
            if piece.quote and piece.quote.id in self.rows:
                self._quote(self.rows[piece.quote.id], is_shown=piece.quote.id in may_show)
        observed = self._observed(claim)
        sittings = tuple(self._sitting(one, observed, counted.marked) for one in counted.sittings)
        standings = (replace(one, person=self.names.of("P", one.person)) for one in counted.everything.standings)
        return ProvenClaim(
            id=claim.id,
            statement=claim.statement,
            described=claim.described,
            questions=tuple(claim.questions),
            terms=tuple(claim.terms),
            sentence=counted.sentence,
            strict_sentence=counted.strict_sentence,
            unchecked=counted.unchecked,
            people=counted.everything.people,
            strict=counted.strict.people,
            companies=counted.everything.companies,
            standings=standings_of(sorted(standings, key=lambda one: one.person)),
            sittings=sittings,
        )

    def _sitting(
        self, one: Sitting, observed: Mapping[str, str], marked: Mapping[str, Sequence[Stretch]]
    ) -> ProvenSitting:
        return ProvenSitting(
            person=self.names.of("P", one.person),
            session=self.names.of("S", one.session),
            on=one.on,
            company=self.names.of("C", one.company),
            segment=self.names.of("G", one.segment),
            is_checked=one.is_checked,
            asks=tuple(ProvenAsk(ask.turn, ask.is_sound, ask.is_answered) for ask in one.asks),
            marked=tuple(ProvenMark(mark.first_turn, mark.begin, mark.finish) for mark in marked.get(one.session, ())),
            mentions=tuple(self._mention(mention, observed) for mention in one.mentions),
        )

    def _mention(self, mention: Mention, observed: Mapping[str, str]) -> ProvenMention:
        known = self.quotes.get(mention.id)
        return ProvenMention(
            quote=known.id if known else None,
            side=mention.side,
            turn=mention.turn,
            prompting=mention.prompting,
            is_fit=mention.is_fit,
            observation=observed.get(mention.id),
        )

    def _quote(self, row: QuoteRow, *, is_shown: bool) -> None:
        file = self.files.get(row.transcript_id)
        if file is None or (row.id in self.quotes and (self.quotes[row.id].text is not None or not is_shown)):
            return
        place, covers = file.place(row), file.covers_near(row)
        salt = secrets.token_hex(16)
        shown = shown_at(file.transcript, place, covers)
        place = shown.place
        spans = [
            (turn, span_of(file.transcript, turn, one, salt)) for turn, some in sorted(covers.items()) for one in some
        ]
        proven = ProvenQuote(
            id=self.names.of("Q", row.id),
            transcript=self.names.of("T", row.transcript_id),
            person=self.names.of("P", row.person.id if row.person else ""),
            first_turn=place[0],
            begin=place[1],
            last_turn=place[2],
            finish=place[3],
            status=shown.status,
            marks=shown.marks,
            text=shown.text if is_shown else None,
            whole_sentence=shown.whole_sentence if is_shown else "",
            caveat=row.caveat,
            is_crop_confirmed=row.is_crop_confirmed,
            salt=salt,
            covers=tuple(Covered(turn, one.begin, one.finish, one.placeholder, one.digest) for turn, one in spans),
        )
        self.quotes[row.id] = proven

    def _observed(self, claim: ClaimRecord) -> dict[str, str]:
        """For each quote that came by an observation, the made-up name of that one."""
        pieces = (piece for piece in self.gathered.counted(claim) if piece.observation_id)
        return {
            (piece.quote.id if piece.quote else piece.note_id or ""): self.names.of("O", piece.observation_id or "")
            for piece in pieces
        }

    def _transcript(self, file: Prepared) -> ProvenTranscript:
        record = file.loaded.record
        return ProvenTranscript(
            id=self.names.of("T", record.id),
            session=self.names.of("S", record.session_id),
            sha256=record.sha256,
            format=record.format,
            language=record.language,
            turns=len(file.loaded.transcript.turns),
            speakers=tuple(self._speaker(one) for one in file.loaded.speakers),
            roles_confirmed_on=record.roles_confirmed_at.date().isoformat() if record.roles_confirmed_at else None,
            guide=questions_of_guide(record),
            corrections=tuple(file.corrections()),
            has_other_corrections=file.has_other_corrections,
        )

    def _speaker(self, speaker: SpeakerRecord) -> ProvenSpeaker:
        return ProvenSpeaker(Role(speaker.role), self.names.of("P", speaker.participant_id or "") or None)

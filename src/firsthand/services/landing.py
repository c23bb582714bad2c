"""Which quotes land when another transcript of the same conversation becomes the one of record.

What lands moves there, and its place in the old transcript is kept, so that going back restores it letter for letter.
What does not land stays behind. A quote outside the transcript of record is closed: its place says so, no flag does.
Everything here happens inside the caller's act.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q

from firsthand.domain.interviews.anchors import LEAST_ALIKE, Anchor, anchor, resolve
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.services.coding_places import bring_codings, codings_elsewhere
from firsthand.services.pins import columns as columns
from firsthand.services.pins import fields_of
from firsthand.services.pins import pinned as pinned
from firsthand.services.redaction_landing import carry_decisions
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.notes import NoteRecord
from firsthand.storage.quotes import PIN, QuotePlaceRecord, QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord

Place = tuple[str, int]  # transcript and turn


def hold(session_id: str) -> None:
    """Let nobody else choose this session's transcript of record before the act under way is done."""
    SessionRecord.objects.select_for_update(of=("self",)).get(id=session_id)


def current(session_id: str) -> TranscriptRecord | None:
    """The transcript of record, if the session has one that was read."""
    records = TranscriptRecord.objects.filter(session_id=session_id, deleted_at=None, is_of_record=True)
    return records.exclude(format="").first()


def make_of_record(record: TranscriptRecord) -> None:
    """Make this transcript the one of record and move every quote that lands in it.

    Raises NotAllowed where a participant does not agree to a transcript being kept.
    """
    before = current(record.session_id)
    TranscriptRecord.objects.filter(session_id=record.session_id, is_of_record=True).update(is_of_record=False)
    record.is_of_record = True
    record.save(update_fields=["is_of_record"])
    land(record)
    if before is None or before.id != record.id:
        NoteRecord.objects.filter(session_id=record.session_id).update(is_unmatched=False)  # look for them here anew
    if before and before.id != record.id:
        carry_decisions(before, record)


def land(record: TranscriptRecord) -> None:
    """Bring the session's quotes into its transcript of record as far as they stand there, said by the same person."""
    quotes = list(QuoteRecord.objects.filter(transcript__session_id=record.session_id))
    codings = codings_elsewhere(record)
    if not (quotes or codings):
        return
    loaded = load(record, with_words=True)
    bring_codings(codings, record.id, loaded.transcript)
    people = participants_at(quotes)
    _send_back(loaded, [quote for quote in quotes if quote.transcript_id == record.id])
    _bring(loaded, [quote for quote in quotes if quote.transcript_id != record.id], people)


def participants_at(pins: Iterable[QuoteRecord | QuotePlaceRecord]) -> dict[Place, str | None]:
    """Who is known to have spoken where each of these begins; one query."""
    wanted = Q(pk__in=[])
    for transcript_id, index in {(pin.transcript_id, pin.first_turn) for pin in pins}:
        wanted |= Q(transcript_id=transcript_id, index=index)
    turns = TurnRecord.objects.filter(wanted).values_list("transcript_id", "index", "speaker__participant_id")
    return {(transcript_id, index): participant_id for transcript_id, index, participant_id in turns}


def _bring(loaded: Loaded, quotes: Sequence[QuoteRecord], people: Mapping[Place, str | None]) -> None:
    """Move what lands; a quote that stood here before goes where it stood."""
    if not quotes:
        return
    record, corpus = loaded.record, Corpus.of(loaded.transcript)
    known = {place.quote_id: place for place in QuotePlaceRecord.objects.filter(transcript=record, quote__in=quotes)}
    moved = []
    for quote in quotes:
        pin = fields_of(known[quote.id]) if quote.id in known else _landed(quote, loaded.transcript, corpus)
        if pin and _is_same_person(loaded, pin, people.get((quote.transcript_id, quote.first_turn))):
            moved.append((quote, record.id, pin))
    _move(moved)


def _send_back(loaded: Loaded, quotes: Sequence[QuoteRecord]) -> None:
    """Return what landed on somebody else's words, as is known once the roles are."""
    places = QuotePlaceRecord.objects.filter(quote__in=quotes).order_by("created_at")
    earlier = {place.quote_id: place for place in places.exclude(transcript=loaded.record)}
    people = participants_at(earlier.values())
    strangers = []
    for quote in (quote for quote in quotes if quote.id in earlier):
        place = earlier[quote.id]
        if not _is_same_person(loaded, fields_of(quote), people.get((place.transcript_id, place.first_turn))):
            strangers.append((quote, place.transcript_id, fields_of(place)))
    _move(strangers, is_kept=False)


def _is_same_person(loaded: Loaded, pin: Mapping[str, object], was: str | None) -> bool:
    """Whether the words are still the same person's, as far as anybody has said who that is."""
    index = pin["first_turn"]
    if loaded.record.roles_confirmed_at is None or not isinstance(index, int):
        return True
    return index < len(loaded.speaker_of) and loaded.speaker_at(index).participant_id == was


def _move(moves: Sequence[tuple[QuoteRecord, str, Mapping[str, object]]], *, is_kept: bool = True) -> None:
    """Put each quote at its new place and, where wanted, remember the old one."""
    quotes = [quote for quote, _, _ in moves]
    for quote in quotes:
        QuotePlaceRecord.objects.filter(quote=quote, transcript_id=quote.transcript_id).delete()
    if is_kept:
        QuotePlaceRecord.objects.bulk_create([_place(quote) for quote in quotes])
    for quote, transcript_id, pin in moves:
        quote.transcript_id, quote.version = transcript_id, quote.version + 1
        for name, value in pin.items():
            setattr(quote, name, value)
    QuoteRecord.objects.bulk_update(quotes, ["transcript", "version", *PIN], batch_size=100)


def _place(quote: QuoteRecord) -> QuotePlaceRecord:
    owner = {"workspace_id": quote.workspace_id, "quote_id": quote.id, "transcript_id": quote.transcript_id}
    return QuotePlaceRecord(**owner, **fields_of(quote))


def _landed(quote: QuoteRecord, transcript: Transcript, corpus: Corpus) -> dict[str, object] | None:
    """Its new place, with the words as they were marked: what differs from them there is for the check to say."""
    landing = resolve(pinned(quote), transcript, corpus)
    if landing.anchor is None or landing.alike < LEAST_ALIKE:
        return None  # what stands between the same surroundings now has too little to do with it
    return {**columns(_with_edges(landing.anchor, quote.exact, transcript)), "exact": quote.exact}


def _with_edges(found: Anchor, exact: str, transcript: Transcript) -> Anchor:
    """The place with the marks at the edges of the quote, where it stands there letter for letter."""
    if found.first_turn != found.last_turn:
        return found
    begin = transcript.turns[found.first_turn].text.find(exact, max(0, found.begin - 8))
    if not 0 <= begin <= found.begin:
        return found
    return anchor(transcript, found.first_turn, begin, found.last_turn, begin + len(exact))

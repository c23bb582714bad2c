"""How each person was counted for a claim, with the turns and pieces that it comes from, for a member to check."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.support import Ask, Standing
from firsthand.services.access import visible
from firsthand.services.evidence import Piece
from firsthand.services.participants import Person, person
from firsthand.services.sight import sight
from firsthand.services.support import ClaimSupport
from firsthand.storage.claims import ClaimRecord, ClaimRulingRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionRecord


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One person in one session: what was asked of them, and what they said."""

    session_id: str
    session_title: str
    on: date
    asks: tuple[Ask, ...]
    pieces: tuple[Piece, ...]
    is_checked: bool
    checked_by: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How one person was counted."""

    person: Person
    standing: Standing
    strict: Standing
    sittings: tuple[SittingRow, ...]


def standings_of(actor: Actor, claim: ClaimRecord, counted: ClaimSupport) -> tuple[PersonStanding, ...]:
    """Everybody who was interviewed: who said it, who contradicted it, who was silent, each by name."""
    strict = {one.person: one for one in counted.strict.standings}
    people, rows = _people(actor, counted), _sittings(actor, claim, counted)
    found = [
        PersonStanding(people[one.person], one, strict[one.person], rows[one.person])
        for one in counted.everything.standings
        if one.person in people
    ]
    return tuple(sorted(found, key=_order))


def _order(one: PersonStanding) -> tuple[bool, bool, bool, str, str]:
    standing = one.standing
    return not standing.said, not standing.contradicted, not standing.asked, one.person.name.casefold(), one.person.id


def _people(actor: Actor, counted: ClaimSupport) -> dict[str, Person]:
    ids = [one.person for one in counted.everything.standings]
    records = visible(actor, ParticipantRecord).filter(id__in=ids).select_related("company", "segment")
    return {record.id: person(actor, record) for record in records}


def _sittings(actor: Actor, claim: ClaimRecord, counted: ClaimSupport) -> dict[str, tuple[SittingRow, ...]]:
    found = list(visible(actor, SessionRecord).filter(id__in={one.session for one in counted.sittings}))
    titles, seen = {session.id: session.title for session in found}, sight(actor, found)
    pieces: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in counted.pieces:
        pieces[piece.session_id, piece.participant_id].append(piece)
    records = ClaimRulingRecord.objects.filter(claim=claim).select_related("member__user")
    rulings = {(one.session_id, one.participant_id): one for one in records}
    rows: dict[str, tuple[SittingRow, ...]] = {}
    for sitting in sorted(counted.sittings, key=lambda one: (one.on, one.session)):
        ruling = rulings.get((sitting.session, sitting.person))
        row = SittingRow(
            session_id=sitting.session,
            session_title=seen.remark(sitting.session, titles.get(sitting.session, "")),
            on=sitting.on,
            asks=sitting.asks,
            pieces=tuple(pieces[sitting.session, sitting.person]),
            is_checked=sitting.is_checked,
            checked_by=ruling.member.user.name if ruling else "",
            note=seen.remark(sitting.session, ruling.note) if ruling else "",
        )
        rows[sitting.person] = (*rows.get(sitting.person, ()), row)
    return rows

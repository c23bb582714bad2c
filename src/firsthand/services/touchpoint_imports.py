"""Touchpoints from tables: each once, however often a file comes; senders whom nobody knows wait to be assigned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.touchpoints import Score, TouchpointKind, checked_link, checked_score
from firsthand.formats.moments import Moment, is_moment
from firsthand.formats.problems import shortened
from firsthand.formats.table_values import is_email
from firsthand.formats.vendor_tables import TOUCHPOINTS, VENDOR_TABLES
from firsthand.services.acting import Act
from firsthand.services.consents import closed
from firsthand.services.senders import Found, Sender, Senders
from firsthand.services.table_targets import (
    CellError,
    Change,
    Outcome,
    ParsedRow,
    Planned,
    Preset,
    Target,
    TargetField,
    text_field,
)
from firsthand.services.touchpoint_cells import (
    CHOICES,
    email_cell,
    kind_cell,
    moment_cell,
    score_cell,
    source_cell,
    text_cell,
    title_cell,
    zone_cell,
)
from firsthand.services.touchpoints import local_zone
from firsthand.services.withdrawn_addresses import WITHDREW, WithdrawnAddresses
from firsthand.storage.touchpoints import TouchpointRecord

FROM_FILE = "File"  # the source where nobody names one
OUR_SIDE = frozenset({"admin", "bot", "operator", "teammate", "agent", "fin"})  # of who wrote it, in a chat
COMPARED = {  # what an import may change, and the word for it
    "participant_id": "Person",
    "company_id": "Company",
    "kind": "What it was",
    "label": "What it was",
    "happened_at": "When",
    "title": "Title",
    "text": "Text",
    "link": "Link",
    "score": "Score",
    "author": "Written down by",
}
COLUMNS = (*COMPARED, "has_time", "text_cut", "score_best", "sender_name", "sender_email", "sender_company")


def touchpoints_target(actor: Actor) -> Target:
    """What tables of touchpoints are imported as."""
    zone = local_zone(actor)
    return Target(
        TOUCHPOINTS,
        "Touchpoints",
        "imported touchpoints",
        _fields(),
        lambda who: TouchpointPlanner(who, zone),
        needs=(("when",), ("email", "person", "company"), ("title", "text", "score")),
        presets=tuple(
            Preset(one.name, one.needed, one.further, one.values) for one in VENDOR_TABLES if one.target == TOUCHPOINTS
        ),
        after=f"A time without an offset is read as the clocks in {zone.key} show it, unless you say otherwise above. "
        "What was edited or deleted here since stays as it is.",
    )


def _fields() -> tuple[TargetField, ...]:
    return (
        TargetField(
            "when",
            "When",
            moment_cell,
            ("date", "created at", "created", "create date", "timestamp", "time", "activity date", "day", "sent at"),
            is_moment,
            is_date=True,
        ),
        TargetField(
            "email",
            "Person’s e-mail",
            email_cell,
            ("email", "e-mail", "requester email", "contact email", "customer email", "from", "mail"),
            is_email,
        ),
        text_field("person", "Person’s name", "name", "requester", "contact", "customer", "full name", "participant"),
        text_field("company", "Company", "organization", "organisation", "account", "account name", "company name"),
        TargetField("title", "Title", title_cell, ("subject", "summary", "ticket name", "name of the ticket")),
        TargetField(
            "text",
            "Text",
            text_cell,
            ("body", "description", "comment", "comments", "message", "note", "note body", "notes", "feedback"),
        ),
        TargetField("score", "Score", score_cell, ("nps", "nps score", "rating", "csat", "satisfaction score")),
        TargetField("kind", "What it was", kind_cell, ("type", "kind", "survey type"), for_file=True, choices=CHOICES),
        text_field("external_id", "Its id over there", "id", "ticket id", "conversation id", "external id", "number"),
        TargetField("link", "Link", lambda text, _: checked_link(text), ("url", "permalink", "address")),
        text_field("author", "Written down by", "author", "assignee", "agent", "owner", "assigned"),
        text_field("sender_type", "Whose side wrote it", "author type", "sender type", limit=60),
        TargetField("source", "Where it comes from", source_cell, ("source", "tool", "system"), for_file=True),
        TargetField("zone", "Time zone of times without one", zone_cell, ("time zone", "timezone"), for_file=True),
    )


class TouchpointPlanner:
    """Knows the touchpoints of the sources that the rows name, and who is there."""

    def __init__(self, actor: Actor, zone: ZoneInfo) -> None:
        self.actor = actor
        self.zone = zone
        self.senders = Senders(actor)
        self.closed = closed(self.senders.everybody)
        self.gone = WithdrawnAddresses(actor)
        self.there: dict[str, dict[str, TouchpointRecord]] = {}  # by source and id
        self.lines: dict[tuple[str, str], int] = {}  # of the rows so far, by source and id
        self.new: dict[int, TouchpointRecord] = {}
        self.changed: dict[int, TouchpointRecord] = {}

    def plan(self, row: ParsedRow) -> Planned:
        """What this row would do after the ones planned before it."""
        try:
            fields, found, sender = self._fields(row)
        except Invalid as refusal:
            return Planned(row.line, Outcome.ERROR, "", errors=(CellError(row.line, "", "", refusal.message),))
        label = " · ".join(filter(None, (str(fields["title"]) or str(fields["text"])[:60], found.name or sender.words)))
        if row.text("sender_type").casefold() in OUR_SIDE:
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · written by your own side, left out")
        if not found.participant_id and self.gone.hold(row.text("email").split(",")):
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · {WITHDREW}")
        if found.participant_id in self.closed:
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · agrees to nothing any more, left out")
        source, external_id = row.text("source") or FROM_FILE, row.text("external_id") or _fingerprint(fields, sender)
        first = self.lines.setdefault((source, external_id), row.line)
        if first != row.line:
            return self._again(row, label, first)
        record = self._source(source).get(external_id)
        if record is not None:
            return self._known(row, label, record, fields)
        self.new[row.line] = TouchpointRecord(
            id=new_id(Kind.TOUCHPOINT),
            workspace_id=self.actor.workspace_id,
            member_id=self.actor.member_id,
            source=source,
            external_id=external_id,
            **fields,
        )
        return Planned(row.line, Outcome.CREATE, label, changes=tuple(_told(fields, found, sender, self._zone(row))))

    def write(self, act: Act, planned: Sequence[Planned]) -> None:
        """Make and change what these rows are about."""
        lines = {one.line for one in planned}
        new = [record for at, record in self.new.items() if at in lines]
        changed = [record for at, record in self.changed.items() if at in lines]
        TouchpointRecord.objects.bulk_create(new, 500)
        TouchpointRecord.objects.bulk_update(changed, (*COLUMNS, "created_at", "version"), batch_size=100)
        for record in new:
            act.also("added touchpoint", Ref(Kind.TOUCHPOINT, record.id))
        for record in changed:
            act.also("edited touchpoint", Ref(Kind.TOUCHPOINT, record.id))

    def _source(self, source: str) -> dict[str, TouchpointRecord]:
        """What this source brought before, deleted or not."""
        if source not in self.there:
            rows = TouchpointRecord.objects.filter(workspace_id=self.actor.workspace_id, source=source)
            self.there[source] = {row.external_id: row for row in rows.exclude(external_id="")}
        return self.there[source]

    def _again(self, row: ParsedRow, label: str, first: int) -> Planned:
        """A second row with the same id: the first one counts."""
        if not row.text("external_id"):
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · the same as line {first}")
        message = f"Line {first} has this id, too. Give each row its own, or leave the column with the ids out."
        error = CellError(row.line, "", row.text("external_id"), message)
        return Planned(row.line, Outcome.ERROR, label, errors=(error,))

    def _known(self, row: ParsedRow, label: str, record: TouchpointRecord, fields: dict[str, object]) -> Planned:
        """What a row says of a touchpoint that is there: a member's edit, deletion and assignment stand."""
        if record.deleted_at is not None:
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · deleted here")
        if record.participant_id in self.closed:
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · agrees to nothing any more, left out")
        if record.is_edited:
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · edited here", record.id)
        if record.participant_id and not fields["participant_id"]:
            fields |= {name: getattr(record, name) for name in ("participant_id", "company_id")}
            fields |= {name: getattr(record, name) for name in ("sender_name", "sender_email", "sender_company")}
        changes = tuple(_changes(record, fields))
        if not changes:
            return Planned(row.line, Outcome.UNCHANGED, label, record.id)
        if fields["participant_id"] != record.participant_id:
            record.created_at = timezone.now()  # from now on it is known of them
        for name, value in fields.items():
            setattr(record, name, value)
        record.version += 1
        self.changed[row.line] = record
        return Planned(row.line, Outcome.UPDATE, label, record.id, changes)

    def _found(self, row: ParsedRow) -> tuple[Found, Sender]:
        """Whom a row is about: of several addresses the first that somebody here has."""
        addresses = row.text("email").split(",")
        senders = [Sender(row.text("person"), address, row.text("company")) for address in addresses]
        tried = [(self.senders.find(one), one) for one in senders]
        return next((pair for pair in tried if pair[0].participant_id), tried[0])

    def _zone(self, row: ParsedRow) -> ZoneInfo:
        named = row.text("zone")
        return ZoneInfo(named) if named else self.zone

    def _fields(self, row: ParsedRow) -> tuple[dict[str, object], Found, Sender]:
        """The columns of the record that a row makes, and who it is about. Raises Invalid for a score off its scale."""
        found, sender = self._found(row)
        moment, text = row.values["when"], row.values.get("text") or ("", 0)
        if not isinstance(moment, Moment) or not isinstance(text, tuple):
            raise Invalid("This row can't be read.")
        kind, label = _kind_of(row)
        given = row.values.get("score")
        score = checked_score(kind, given.value, given.best or None) if isinstance(given, Score) else None
        if not (score or text[0] or row.text("title")):
            raise Invalid("This row has no title, no text and no score. Fill one in, or take the row out.")
        known = bool(found.participant_id or (found.company_id and not sender.is_somebody))
        waiting = Sender(email=found.alias) if known else sender.waiting
        return (
            {
                "participant_id": found.participant_id,
                "company_id": found.company_id,
                "sender_name": waiting.name,
                "sender_email": waiting.email,
                "sender_company": waiting.company,
                "kind": kind,
                "label": label,
                "happened_at": moment.at(self._zone(row)),
                "has_time": moment.clock is not None,
                "title": row.text("title"),
                "text": text[0],
                "text_cut": text[1],
                "link": row.text("link"),
                "score": score.value if score else None,
                "score_best": score.best if score else None,
                "author": row.text("author"),
            },
            found,
            sender,
        )


def _kind_of(row: ParsedRow) -> tuple[TouchpointKind, str]:
    """What it was: as the row says, else an answer if it has a score and no title, else a ticket."""
    given = row.values.get("kind")
    if isinstance(given, tuple):
        return TouchpointKind(given[0]), str(given[1])
    is_answer = isinstance(row.values.get("score"), Score) and not row.text("title")
    return (TouchpointKind.NPS if is_answer else TouchpointKind.TICKET), ""


def _fingerprint(fields: Mapping[str, object], sender: Sender) -> str:
    """What stands for the id of a row that has none; assigning the touchpoint to somebody does not change it."""
    said = (sender, fields["kind"], fields["happened_at"], fields["title"], fields["text"], fields["score"])
    return "row-" + sha256(repr(said).encode()).hexdigest()[:32]


def _changes(record: TouchpointRecord, fields: Mapping[str, object]) -> list[Change]:
    differing = [name for name in COMPARED if getattr(record, name) != fields[name]]
    return [
        Change(
            COMPARED[name], shortened(str(getattr(record, name) or ""), 120), shortened(str(fields[name] or ""), 120)
        )
        if name not in ("participant_id", "company_id")
        else Change(COMPARED[name], "", "assigned" if fields[name] else "nobody any more")
        for name in differing
    ]


def _told(fields: Mapping[str, object], found: Found, sender: Sender, zone: ZoneInfo) -> list[Change]:
    """What a preview says of a new row: when, of whom, and what does not fit."""
    at, has_time = fields["happened_at"], fields["has_time"]
    local = at.astimezone(zone) if hasattr(at, "astimezone") else at
    told = [Change("When", "", f"{local:%Y-%m-%d %H:%M} ({zone.key})" if has_time else f"{local:%Y-%m-%d}")]
    if found.participant_id:
        told.append(Change("Person", "", found.name))
    elif fields["sender_name"] or fields["sender_email"]:
        told.append(Change("Person", "", f"{found.why_not or 'no such company here'}: to be assigned"))
    if fields["text_cut"]:
        told.append(Change("Text", "", f"{fields['text_cut']:,} characters at its end are left out"))
    return told

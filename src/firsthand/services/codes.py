"""The codebook of a study: its codes in a tree, with what they mean, and how often each was used.

Everything that changes it can be taken back for a day (`code_changes`). What moves codings (merging, splitting) is in
`code_merging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.codebook import COLOURS, Step, in_order, is_emergent, placed, stepped, would_circle
from firsthand.services.access import absent, found, require_version, visible
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.code_changes import Change
from firsthand.services.codings import visible_codings
from firsthand.services.fields import line, passage
from firsthand.services.undo import change_codes
from firsthand.storage.codes import CodeRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import TurnRecord

MOST = 2_000  # codes of a codebook
LONG = 4_000  # characters of a description
TEXTS = {"description": "description", "use_when": "use when", "not_when": "not when"}
COLUMNS = ("name", "description", "use_when", "not_when", "colour", "parent_id")


@dataclass(frozen=True, slots=True)
class CodeForm:
    """What a member can write about a code."""

    name: str
    description: str = ""
    use_when: str = ""
    not_when: str = ""
    colour: int = 0  # its place in the palette
    parent_id: str = ""  # none: at the top


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code in its codebook."""

    id: str
    name: str
    path: str  # with the names above it: "Waiting › Late"
    parent_id: str | None
    depth: int  # 0 at the top
    colour: int
    description: str
    use_when: str
    not_when: str
    registered_at: datetime
    is_emergent: bool  # registered after the study's first conversation had begun
    is_retired: bool
    codings: int
    people: int  # who speak in what is marked with it
    coders: int  # members and models
    version: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes of a study in the order of their tree, each after the one that it stands under."""

    study_id: str
    study_title: str
    codes: tuple[CodeRow, ...]
    began_at: datetime | None  # when the study's first conversation did; later codes are emergent
    may_change: bool


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a code was used."""

    codings: int = 0
    people: int = 0
    coders: int = 0


def codebook(actor: Actor, study_id: str) -> Codebook:
    """The codebook of a study with its counts; the same four queries however many codes and codings there are.

    Of conversations that are still coded blind, everybody's counts hold their own codings only.
    """
    study = found(actor, Action.READ, StudyRecord, study_id)
    records = {one.id: one for one in codes_of(actor, study.id)}
    uses = uses_of(actor, study.id)
    rows = []
    for place in in_order((one.id, one.parent_id, one.name) for one in records.values()):
        one, used = records[place.id], uses.get(place.id, Uses())
        rows.append(
            CodeRow(
                *(one.id, one.name, place.path, place.parent, place.depth, one.colour),
                *(one.description, one.use_when, one.not_when, one.registered_at),
                is_emergent=is_emergent(one.registered_at, study.locked_at),
                is_retired=one.retired_at is not None,
                codings=used.codings,
                people=used.people,
                coders=used.coders,
                version=one.version,
            )
        )
    return Codebook(study.id, study.title, tuple(rows), study.locked_at, may(actor, Action.CHANGE))


def found_code(actor: Actor, action: Action, code_id: str, *related: str) -> CodeRecord:
    """One code of a study that is there. Raises NotFound as `found` does."""
    record = found(actor, action, CodeRecord, code_id, "study", *related)
    if record.study.deleted_at:
        raise absent()
    return record


def codes_of(actor: Actor, study_id: str) -> list[CodeRecord]:
    """The codes of a study, siblings in their order."""
    return list(visible(actor, CodeRecord).filter(study=study_id).order_by("position", "created_at", "id"))


def uses_of(actor: Actor, study_id: str) -> dict[str, Uses]:
    """How often each code was used, by id; two queries, counted by the database."""
    codings = visible_codings(actor).filter(code__study=study_id)
    coders = Count("member", distinct=True) + Count("model", distinct=True, filter=~Q(model=""))
    counted = codings.order_by().values_list("code_id").annotate(n=Count("id"), coders=coders)
    spoken = TurnRecord.objects.filter(
        transcript__codings__in=codings.values("id"),
        index__gte=F("transcript__codings__first_turn"),
        index__lte=F("transcript__codings__last_turn"),
        speaker__participant__isnull=False,
    )
    people = spoken.values_list("transcript__codings__code_id").annotate(
        n=Count("speaker__participant_id", distinct=True)
    )
    heard = dict(people.order_by())
    return {code_id: Uses(n, heard.get(code_id, 0), coders) for code_id, n, coders in counted}


def new_code(actor: Actor, study_id: str, form: CodeForm, *, registered_at: datetime | None = None) -> str:
    """Register a code at the end of its siblings; gives its id. Raises Invalid for a form that won't do.

    `registered_at` is for what was written elsewhere before; no door lets a member choose it.
    """
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    code_id = new_id(Kind.CODE)
    subject = Ref(Kind.CODE, code_id)
    with acting(actor, "registered code", subject):
        hold_workspace(actor.workspace_id)
        fields = _checked(actor, study.id, form)
        if visible(actor, CodeRecord).filter(study=study).count() >= MOST:
            raise Conflict(
                f"A codebook holds {MOST} codes at most. Nothing was saved; merge some, or delete unused ones."
            )
        _require_free(actor, study.id, form.name, form.parent_id or None)
        CodeRecord.objects.create(
            id=code_id,
            workspace_id=actor.workspace_id,
            study=study,
            position=next_position(study.id, form.parent_id or None),
            registered_at=registered_at or timezone.now(),
            member_id=actor.member_id,
            **fields,
        )
    return code_id


def rename_code(actor: Actor, code_id: str, name: str, version: int | None = None) -> str:
    """Give a code another name, its codings stay; gives the id by which it can be undone for a day."""
    record = found_code(actor, Action.CHANGE, code_id)
    return _save(actor, "renamed code", record, {"name": _name(name)}, version)


def edit_code(actor: Actor, code_id: str, form: CodeForm, version: int | None = None) -> str:
    """Save what a member changed about a code; gives the id that undoes it.

    Raises Conflict where somebody saved since `version`, Invalid where it would stand under itself.
    """
    record = found_code(actor, Action.CHANGE, code_id)
    return _save(actor, "edited code", record, _checked(actor, record.study_id, form, record.id), version)


def retire_code(actor: Actor, code_id: str, *, is_retired: bool = True) -> str:
    """Close a code for new codings, or open it again; what it marked stays. Gives the id that undoes it."""
    record = found_code(actor, Action.CHANGE, code_id)
    retired_at = (record.retired_at or timezone.now()) if is_retired else None
    return _save(actor, "retired code" if is_retired else "brought code back", record, {"retired_at": retired_at})


def move_code(actor: Actor, code_id: str, parent_id: str = "", before_id: str = "", version: int | None = None) -> str:
    """Put a code, with all that stands under it, under another one (none: at the top), in front of `before_id`.

    Gives the id that undoes it. Raises Invalid where it would come to stand under itself.
    """
    record = found_code(actor, Action.CHANGE, code_id)
    require_version(version, record.version, "code")
    subject = Ref(Kind.CODE, record.id)
    with acting(actor, "moved code", subject):
        hold_workspace(actor.workspace_id)
        parent = _parent(actor, record.study_id, parent_id, record.id)
        if parent != record.parent_id:
            _require_free(actor, record.study_id, record.name, parent, record.id)
        there = [one for one in codes_of(actor, record.study_id) if one.parent_id == parent or one.id == record.id]
        order = placed([one.id for one in there], record.id, before_id or None)
        changes = [Change("codes", "parent_id", record.parent_id, parent, (record.id,))]
        changes += [
            Change("codes", "position", one.position, order.index(one.id), (one.id,))
            for one in there
            if one.position != order.index(one.id)
        ]
        return change_codes(actor, "moved code", subject, changes)


def step_code(actor: Actor, code_id: str, step: Step) -> str:
    """Take a code one step up, down, in or out; gives the id that undoes it. Raises Conflict where it leads nowhere."""
    record = found_code(actor, Action.CHANGE, code_id)
    tree = in_order((one.id, one.parent_id, one.name) for one in codes_of(actor, record.study_id))
    place = stepped(tree, record.id, step)
    if place is None:
        raise Conflict("The code can't go any further that way. Nothing was moved.")
    return move_code(actor, record.id, place[0] or "", place[1] or "")


def delete_code(actor: Actor, code_id: str) -> str:
    """Take a code away that marks nothing; what stood under it goes one up. Gives the id that undoes it.

    Raises Conflict where it has codings: merging or retiring it loses none of them.
    """
    record = found_code(actor, Action.CHANGE, code_id)
    subject = Ref(Kind.CODE, record.id)
    with acting(actor, "deleted code", subject):
        hold_workspace(actor.workspace_id)
        used = record.codings.filter(deleted_at=None, transcript__deleted_at=None).count()
        if used:
            raise Conflict(
                f"This code marks {used} places, and they would be lost with it. Nothing was deleted: merge it into "
                "another code, or retire it."
            )
        below = visible(actor, CodeRecord).filter(parent=record).values_list("id", flat=True)
        changes = [
            Change("codes", "parent_id", record.id, record.parent_id, tuple(below)),
            Change("codes", "deleted_at", None, timezone.now().isoformat(), (record.id,)),
        ]
        return change_codes(actor, "deleted code", subject, changes)


def next_position(study_id: str, parent_id: str | None) -> int:
    """The place after the last sibling."""
    siblings = CodeRecord.objects.filter(study=study_id, parent=parent_id, deleted_at=None)
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _save(actor: Actor, verb: str, record: CodeRecord, fields: Mapping[str, object], version: int | None = None) -> str:
    require_version(version, record.version, "code")
    subject = Ref(Kind.CODE, record.id)
    with acting(actor, verb, subject):
        hold_workspace(actor.workspace_id)
        now = CodeRecord.objects.get(id=record.id)
        require_version(record.version, now.version, "code")
        if "name" in fields:
            parent = str(fields.get("parent_id", record.parent_id) or "") or None
            _require_free(actor, record.study_id, str(fields["name"]), parent, record.id)
        changes = [
            Change("codes", column, _plain(getattr(record, column)), _plain(value), (record.id,))
            for column, value in fields.items()
            if getattr(record, column) != value
        ]
        return change_codes(actor, verb, subject, changes)


def _plain(value: object) -> str | int | None:
    if isinstance(value, datetime):
        return value.isoformat()
    assert value is None or isinstance(value, str | int)
    return value


def _checked(actor: Actor, study_id: str, form: CodeForm, code_id: str = "") -> dict[str, object]:
    """The columns of a code from a form."""
    if not 0 <= form.colour < len(COLOURS):
        raise Invalid(f"There are {len(COLOURS)} colours, from 0. Nothing was saved.", where="colour")
    texts = {column: passage(getattr(form, column), label, LONG) for column, label in TEXTS.items()}
    parent = _parent(actor, study_id, form.parent_id, code_id)
    return {"name": _name(form.name), **texts, "colour": form.colour, "parent_id": parent}


def _name(name: str) -> str:
    return line(name, "name", is_required=True)


def _parent(actor: Actor, study_id: str, parent_id: str, code_id: str) -> str | None:
    if not parent_id:
        return None
    codes = {one.id: one.parent_id for one in codes_of(actor, study_id)}
    if parent_id not in codes:
        raise Invalid(
            "The code above it is not in this codebook (any more). Nothing was saved; choose another.",
            where="parent_id",
        )
    if code_id and would_circle(codes, code_id, parent_id):
        raise Invalid("A code can't stand under itself. Nothing was moved; choose another place.", where="parent_id")
    return parent_id


def _require_free(actor: Actor, study_id: str, name: str, parent_id: str | None, code_id: str = "") -> None:
    """Refuse a second code of the same name in the same place: nobody could tell which one to use."""
    same = visible(actor, CodeRecord).filter(study=study_id, parent=parent_id, name__iexact=" ".join(name.split()))
    if same.exclude(id=code_id).exists():
        raise Conflict(
            f"A code “{name}” stands in this place already. Nothing was saved: use it, or choose another name."
        )

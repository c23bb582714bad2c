"""Two codes become one, or one becomes two: codings move, none is lost, and for a day it can be taken back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.codebook import Span, merge_plan, would_circle
from firsthand.services.access import visible
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.code_changes import Change
from firsthand.services.codes import LONG, found_code, next_position
from firsthand.services.codings import MODEL, visible_codings
from firsthand.services.fields import line, passage
from firsthand.services.undo import change_codes
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.codes import CodeExampleRecord, CodeRecord, CodingRecord, ResolutionRecord

BETWEEN = "\n\n"  # between two descriptions that become one
PLACE = ("transcript_id", "first_turn", "begin", "last_turn", "finish")


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging one code into another would do."""

    gone_id: str
    gone_name: str
    kept_id: str
    kept_name: str
    moving: int  # codings that get the other code
    doubled: int  # of which the same coder marked the same words with the other code, too: they count once
    below: int  # codes that stand under the one that goes, and come to stand under the other
    examples: int
    claims: int  # whose topic names it


def merge_preview(actor: Actor, gone_id: str, kept_id: str) -> MergePreview:
    """What merging `gone` into `kept` would do; changes nothing. Codings that the actor may not see yet move, too."""
    gone, kept = _two(actor, gone_id, kept_id)
    changes = _merging(gone, kept)
    return MergePreview(
        *(gone.id, gone.name, kept.id, kept.name),
        moving=_count(changes, "codings", "code_id"),
        doubled=_count(changes, "codings", "deleted_at"),
        below=_count(changes, "codes", "parent_id"),
        examples=_count(changes, "examples", "code_id"),
        claims=_count(changes, "claims", "codes"),
    )


def merge_codes(actor: Actor, gone_id: str, kept_id: str) -> str:
    """Merge one code into another: its codings, examples, settled differences and what stands under it go over.

    Where the same coder marked the same words with both, one coding stays. What the one that goes says about itself is
    put under what the other says. Gives the id with which it can be undone for a day.
    """
    _two(actor, gone_id, kept_id)
    subject = Ref(Kind.CODE, kept_id)
    with acting(actor, "merged codes", subject) as act:
        act.also("was merged into another code", Ref(Kind.CODE, gone_id))
        hold_workspace(actor.workspace_id)
        gone, kept = _two(actor, gone_id, kept_id)  # as they are, now that nobody else can change them
        return change_codes(actor, "merged codes", subject, _merging(gone, kept))


def split_code(actor: Actor, code_id: str, name: str, coding_ids: Sequence[str]) -> tuple[str, str]:
    """Register a code beside this one and move the chosen codings over; gives its id and the id that undoes it.

    Raises Invalid where none or a foreign coding is chosen, Conflict where the name is taken.
    """
    code = found_code(actor, Action.CHANGE, code_id)
    name, chosen = line(name, "name", is_required=True), list(dict.fromkeys(coding_ids))
    if not chosen:
        raise Invalid("No coding was chosen. Nothing was changed; tick those that go to the new code.", where="codings")
    new, subject = new_id(Kind.CODE), Ref(Kind.CODE, code.id)
    with acting(actor, "split code", subject) as act:
        act.also("was split off another code", Ref(Kind.CODE, new))
        hold_workspace(actor.workspace_id)
        there = set(visible_codings(actor).filter(code=code).values_list("id", flat=True))
        if not set(chosen) <= there:
            raise Invalid("A chosen coding is not this code's (any more). Nothing was changed; choose again.")
        _register(actor, code, new, name)
        changes = [
            Change("codes", "deleted_at", timezone.now().isoformat(), None, (new,)),  # as if it had been deleted before
            Change("codings", "code_id", code.id, new, tuple(chosen)),
        ]
        return new, change_codes(actor, "split code", subject, changes)


def _register(actor: Actor, code: CodeRecord, new: str, name: str) -> None:
    siblings = visible(actor, CodeRecord).filter(study=code.study_id, parent=code.parent_id)
    if siblings.filter(name__iexact=name).exists():
        raise Conflict(f"A code “{name}” stands in this place already. Nothing was changed; choose another name.")
    CodeRecord.objects.create(
        id=new,
        workspace_id=actor.workspace_id,
        study_id=code.study_id,
        parent_id=code.parent_id,
        name=name,
        colour=code.colour,
        position=next_position(code.study_id, code.parent_id),
        registered_at=timezone.now(),
        member_id=actor.member_id,
    )


def _two(actor: Actor, gone_id: str, kept_id: str) -> tuple[CodeRecord, CodeRecord]:
    gone = found_code(actor, Action.CHANGE, gone_id)
    kept = found_code(actor, Action.CHANGE, kept_id)
    if gone == kept:
        raise Invalid("That is one code, so there is nothing to merge. Nothing was changed; choose another one.")
    if gone.study_id != kept.study_id:
        raise Invalid("These codes are of two studies. Nothing was changed; choose one of the same codebook.")
    return gone, kept


def _merging(gone: CodeRecord, kept: CodeRecord) -> list[Change]:
    """Everything that merging changes; what merging undoes is put back from the same list."""
    plan = merge_plan(_spans(gone), _spans(kept))
    now = timezone.now().isoformat()
    deleted = CodingRecord.objects.filter(code=gone, deleted_at__isnull=False).values_list("id", flat=True)
    return [
        Change("codings", "code_id", gone.id, kept.id, (*plan.moving, *deleted)),
        Change("codings", "deleted_at", None, now, plan.doubled),
        *_places(gone, kept),
        Change("examples", "code_id", gone.id, kept.id, _new(CodeExampleRecord, ("quote_id",), gone, kept)),
        Change(
            "resolutions", "code_id", gone.id, kept.id, _new(ResolutionRecord, ("transcript_id", "turn"), gone, kept)
        ),
        *_topics(gone, kept),
        *_texts(gone, kept),
        Change("codes", "deleted_at", None, now, (gone.id,)),
    ]


def _spans(code: CodeRecord) -> list[Span]:
    rows = CodingRecord.objects.filter(code=code, deleted_at=None).order_by("created_at", "id")
    columns = ("id", "member_id", "model", *PLACE)
    return [Span(row[0], row[1] or MODEL + row[2], *row[3:]) for row in rows.values_list(*columns)]


def _places(gone: CodeRecord, kept: CodeRecord) -> list[Change]:
    """What stands under the one that goes comes to stand under the other, which itself never stands under itself."""
    tree = CodeRecord.objects.filter(study=gone.study_id, deleted_at=None)
    parents = dict(tree.values_list("id", "parent_id"))
    changes = []
    if would_circle(parents, gone.id, kept.id):  # the one that stays stands below: it takes the place above
        changes.append(Change("codes", "parent_id", kept.parent_id, gone.parent_id, (kept.id,)))
        changes.append(Change("codes", "position", kept.position, gone.position, (kept.id,)))
    below = tuple(one for one, parent in parents.items() if parent == gone.id and one != kept.id)
    return [*changes, Change("codes", "parent_id", gone.id, kept.id, below)]


def _new(
    record: type[CodeExampleRecord] | type[ResolutionRecord],
    columns: tuple[str, ...],
    gone: CodeRecord,
    kept: CodeRecord,
) -> tuple[str | int, ...]:
    """The rows of the one that goes of which the other has none."""
    rows = record._default_manager.filter(code__in=(gone, kept))
    there = {row[2:] for row in rows.values_list("pk", "code_id", *columns) if row[1] == kept.id}
    wanted = rows.filter(code=gone).order_by("created_at", "pk").values_list("pk", "code_id", *columns)
    return tuple(row[0] for row in wanted if row[2:] not in there)


def _topics(gone: CodeRecord, kept: CodeRecord) -> Iterable[Change]:
    """Claims whose topic names the one that goes name the other."""
    for claim in ClaimRecord.objects.filter(workspace_id=gone.workspace_id).exclude(codes=[]).only("codes"):
        if gone.id in claim.codes:
            named = list(dict.fromkeys(kept.id if one == gone.id else one for one in claim.codes))
            yield Change("claims", "codes", list(claim.codes), named, (claim.id,))


def _texts(gone: CodeRecord, kept: CodeRecord) -> Iterable[Change]:
    for column in ("description", "use_when", "not_when"):
        before, more = getattr(kept, column), getattr(gone, column)
        if more and more not in before:
            text = passage(f"{before}{BETWEEN}{more}" if before else more, column, 2 * LONG + len(BETWEEN))
            yield Change("codes", column, before, text, (kept.id,))


def _count(changes: Iterable[Change], rows: str, column: str) -> int:
    return sum(len(one.ids) for one in changes if one.rows == rows and one.column == column)

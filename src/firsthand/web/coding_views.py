"""Coding beside a transcript, ready to print: the palette, the codes used, whose they are, and one's own task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from firsthand.services.coding_reader import CodeChoice, CodingBeside
from firsthand.services.coding_tasks import TaskRow
from firsthand.services.codings import CodingRow
from firsthand.web.coding_labels import COLOURS, coder_key, labels_by_turn


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code in the list beside the text."""

    id: str
    name: str
    path: str
    colour: int
    times: int
    first: int  # the turn in which it comes first


@dataclass(frozen=True, slots=True)
class CodingView:
    """Coding beside a transcript, ready to print."""

    study_id: str
    is_open: bool  # something can be marked
    why_not: str
    codes: tuple[CodeLine, ...]  # that are used here, in the order of the codebook
    coders: tuple[tuple[str, str], ...]  # key and name
    palette: list[dict[str, object]]  # for the script
    mine: TaskRow | None
    tasks: tuple[TaskRow, ...]
    is_closed: bool
    total: int
    mark_url: str
    unmark_url: str
    reach_url: str
    find_url: str
    task_url: str
    reader_url: str
    transcript: str  # named in the address; "" for the one of record
    turns: int
    labels: dict[int, SafeString]


def coding_view(beside: CodingBeside, session_id: str, query: str = "") -> CodingView:
    """Coding as the reader shows it."""
    coders = {coder_key(row): _("You") if row.is_mine else row.coder_name for row in beside.codings}
    return CodingView(
        study_id=beside.study_id,
        is_open=not beside.why_not,
        why_not=beside.why_not,
        codes=tuple(_lines(beside)),
        coders=tuple(coders.items()),
        palette=[_choice(code) for code in beside.codes if not code.is_retired],
        mine=beside.mine,
        tasks=beside.tasks,
        is_closed=beside.is_closed,
        total=len(beside.codings),
        mark_url=reverse("mark_words", args=[session_id]) + query,
        unmark_url=reverse("unmark_words", args=[session_id]) + query,
        reach_url=reverse("reach_turn", args=[session_id]),
        find_url=reverse("find_turn", args=[session_id]),
        task_url=reverse("coding_task", args=[session_id]),
        reader_url=reverse("reader", args=[session_id]) + query,
        transcript=query.partition("transcript=")[2],
        turns=beside.turns,
        labels=labels_by_turn(beside),
    )


def _lines(beside: CodingBeside) -> Iterable[CodeLine]:
    used: dict[str, list[CodingRow]] = {}
    for row in beside.codings:
        used.setdefault(row.code_id, []).append(row)
    for code in beside.codes:
        if rows := used.get(code.id):
            yield CodeLine(code.id, code.name, code.path, code.colour % COLOURS, len(rows), rows[0].first_turn)


def _choice(code: CodeChoice) -> dict[str, object]:
    return {
        "id": code.id,
        "name": code.name,
        "path": code.path,
        "colour": code.colour % COLOURS,
        "about": code.about[:140],
        "recent": code.recent,
    }

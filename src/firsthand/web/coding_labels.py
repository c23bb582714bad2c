"""The codes of a turn as labels in its margin, written by hand as the turns are: a reader may show hundreds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from firsthand.services.coding_reader import CodeChoice, CodingBeside
from firsthand.services.codings import CodingRow

COLOURS = 10  # that the style sheet knows


def labels_by_turn(beside: CodingBeside) -> dict[int, SafeString]:
    """For each turn with codings, its labels: one for each code, with who marked it."""
    by_turn: defaultdict[int, dict[str, list[CodingRow]]] = defaultdict(dict)
    known = beside.by_code
    for row in beside.codings:
        for turn in range(row.first_turn, row.last_turn + 1):
            if row.code_id in known:
                by_turn[turn].setdefault(row.code_id, []).append(row)
    may_remove = not beside.why_not
    return {
        turn: mark_safe(  # noqa: S308  (every part is escaped below)
            "".join(_label(known[code], rows, turn, may_remove=may_remove) for code, rows in codes.items())
        )
        for turn, codes in by_turn.items()
    }


def coded_html(turn: int, labels: Mapping[int, str], *, is_beside: bool = False) -> SafeString:
    """The list of a turn's labels; `is_beside` for one that takes the place of the list on a page."""
    swap = ' hx-swap-oob="true"' if is_beside else ""
    return mark_safe(f'<ul class="coded" id="codes-{turn}"{swap}>{labels.get(turn, "")}</ul>')  # noqa: S308


def _label(code: CodeChoice, rows: Sequence[CodingRow], turn: int, *, may_remove: bool) -> str:
    mine = [row for row in rows if row.is_mine]
    goes_on = all(row.first_turn < turn for row in rows)
    spans = " ".join(map(_span, rows))
    coders = " ".join(dict.fromkeys(escape(coder_key(row)) for row in rows))
    by = ", ".join(dict.fromkeys(_("you") if row.is_mine else row.coder_name for row in rows))
    title = escape(f"{code.path}: {by}")
    remove = _remove(code, mine) if mine and may_remove else ""
    flags = (" data-mine" if mine else "") + (" data-goes-on" if goes_on else "")
    return (
        f'<li class="code-label colour-{code.colour % COLOURS}" data-code="{code.id}" data-coders="{coders}"'
        f' data-spans="{spans}"{flags}><button type="button" title="{title}" data-show-code>{escape(code.name)}'
        f" <small>{escape(_initials(rows))}</small></button>{remove}</li>"
    )


def coder_key(row: CodingRow) -> str:
    """A coder's key as one word, for a list in an attribute."""
    return row.coder.replace(" ", "_")


def _span(row: CodingRow) -> str:
    """Where a coding stands: "12:0-12:41", with its id behind where it is one's own."""
    place = f"{row.first_turn}:{row.begin}-{row.last_turn}:{row.finish}"
    return f"{place}={row.id}" if row.is_mine else place


def _initials(rows: Sequence[CodingRow]) -> str:
    """Who marked it, in letters: "you, HS"."""
    others = dict.fromkeys(row.coder_name for row in rows if not row.is_mine)
    letters = ["".join(word[:1] for word in name.split()[:2]).upper() for name in others]
    return ", ".join([*([_("you")] if any(row.is_mine for row in rows) else []), *letters])


def _remove(code: CodeChoice, mine: Sequence[CodingRow]) -> str:
    says = escape(_("Take “%s” away here") % code.name)
    ids = " ".join(row.id for row in mine)
    return (
        f'<button class="gone" form="unmark-form" name="codings" value="{ids}" title="{says}" aria-label="{says}">×'
        "</button>"
    )

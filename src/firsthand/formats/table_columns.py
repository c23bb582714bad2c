"""Which column of a table means what: by its heading, then by what stands in it; every guess comes with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

LOOKED_AT = 200  # rows whose cells are looked at
SURE_SHARE = 0.8  # of the filled cells that have to look like a value


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a column can mean."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()  # other headings for it, in any language and spelling
    looks_like: Callable[[str], bool] | None = None  # for columns whose headings say nothing


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column seems to mean, and why."""

    key: str  # "" where nothing fits
    reason: str


NOTHING = ColumnGuess("", "")


def folded(text: str) -> str:
    """A heading without case, accents and punctuation: "E-Mail (work)" is "e mail work"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return " ".join(re.findall(r"[^\W_]+", spaced.casefold()))


def signature(headers: Sequence[str]) -> str:
    """The same for every file with these headings in this order, whatever their case."""
    return sha256("\n".join(map(folded, headers)).encode()).hexdigest()


def guess_columns(
    headers: Sequence[str], rows: Sequence[Sequence[str]], wanted: Sequence[Wanted]
) -> tuple[ColumnGuess, ...]:
    """For each column what it seems to mean; nothing is meant by two columns. The surest signs choose first."""
    guesses: list[ColumnGuess] = [NOTHING] * len(headers)
    for sign in (_same, _contained, _by_cells):
        taken = {guess.key for guess in guesses}
        for place, header in enumerate(headers):
            if guesses[place].key:
                continue
            free = [one for one in wanted if one.key not in taken]
            cells = [row[place] for row in rows[:LOOKED_AT] if row[place]]
            guesses[place] = sign(header, cells, free)
            taken.add(guesses[place].key)
    return tuple(guesses)


def guess_by_names(
    headers: Sequence[str], columns: Mapping[str, str], reason: str, further: Mapping[str, str] | None = None
) -> tuple[ColumnGuess, ...] | None:
    """The columns as another tool names them, None where one of its headings is missing. `columns`: heading to key.

    The headings of `further` are taken along where the file has them.
    Of two columns that mean the same the first counts.
    """
    needed = {folded(header): key for header, key in columns.items()}
    if not set(needed) <= set(map(folded, headers)):
        return None
    known = {**{folded(header): key for header, key in (further or {}).items()}, **needed}
    found: list[ColumnGuess] = []
    taken = {""}
    for header in headers:
        key = known.get(folded(header), "")
        is_free = key not in taken and (folded(header) in needed or key not in needed.values())
        found.append(ColumnGuess(key, reason) if is_free else NOTHING)
        taken.add(key if is_free else "")
    return tuple(found)


def _same(header: str, _: Sequence[str], free: Sequence[Wanted]) -> ColumnGuess:
    name = folded(header)
    for one in free:
        if name and name in map(folded, (one.label, one.key, *one.synonyms)):
            return ColumnGuess(one.key, f"the heading says “{header}”")
    return NOTHING


def _contained(header: str, _: Sequence[str], free: Sequence[Wanted]) -> ColumnGuess:
    """The longest known name that stands in the heading as whole words: "Primary e-mail" holds "e-mail"."""
    name = f" {folded(header)} "
    names = [(known, one.key) for one in free for known in map(folded, (one.label, *one.synonyms))]
    inside = [(len(known), key) for known, key in names if len(known) > 3 and f" {known} " in name]
    return ColumnGuess(max(inside)[1], f"the heading holds it: “{header}”") if inside else NOTHING


def _by_cells(_: str, cells: Sequence[str], free: Sequence[Wanted]) -> ColumnGuess:
    for one in free:
        if one.looks_like and cells and sum(map(one.looks_like, cells)) >= SURE_SHARE * len(cells):
            return ColumnGuess(one.key, f"its cells look like it: “{cells[0][:40]}”")
    return NOTHING

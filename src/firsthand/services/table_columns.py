"""What the columns of one file mean for a target: as a member said, as they said before, or as they seem to mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.formats.problems import shortened
from firsthand.formats.table_columns import ColumnGuess, guess_by_names, guess_columns
from firsthand.formats.table_files import Table, read_table
from firsthand.formats.table_values import DateOrder, Habits, habits_of
from firsthand.services.table_mappings import mapping_for
from firsthand.services.table_targets import Preset, Target

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class TableWish:
    """What a member says about a file; None leaves it to the guess."""

    columns: tuple[str, ...] | None = None  # the meaning of each column in order, "" for none
    sheet: int | None = None
    date_order: DateOrder | None = None
    values: Mapping[str, str] | None = None  # what holds for the whole file, by field key


@dataclass(frozen=True, slots=True)
class Column:
    """One column with what it means."""

    header: str
    key: str  # of the target's field; "" where it is not imported
    reason: str  # of the guess; "" where a member chose
    samples: tuple[str, ...]  # what stands in it


@dataclass(frozen=True, slots=True)
class Understood:
    """A table whose columns have a meaning."""

    table: Table
    columns: tuple[Column, ...]
    habits: Habits
    mapping: str  # the name of the saved mapping that was used, "" for none
    missing: tuple[str, ...]  # what no column gives yet, in words
    values: Mapping[str, str]  # what holds for the whole file, by field key
    known_as: str  # the export that its headings are those of, "" for none


def understood(actor: Actor, target: Target, data: bytes, wish: TableWish) -> Understood:
    """The table with its columns' meaning. Raises Unusable, or Invalid where two columns are to mean the same."""
    table = read_table(data, wish.sheet)
    preset = _preset(target, table)
    guesses, mapping = _guesses(actor, target, table, wish, preset)
    values = wish.values if wish.values is not None else preset.values if preset else {}
    keys = [guess.key if target.field(guess.key) else "" for guess in guesses]
    _require_once(target, keys)
    columns = tuple(
        Column(header, key, guess.reason if key else "", _samples(table, place))
        for place, (header, key, guess) in enumerate(zip(table.headers, keys, guesses, strict=True))
    )
    habits, missing = (
        _habits(target, table, keys, wish),
        _missing(target, [*keys, *(key for key in values if values[key])]),
    )
    return Understood(table, columns, habits, mapping, missing, dict(values), preset.name if preset else "")


def require_columns(seen: Understood) -> None:
    """Refuse to import while a column that is needed has no meaning. Raises Invalid."""
    if seen.missing:
        raise Invalid(f"{' '.join(seen.missing)} Nothing was imported.", where="columns")


def _preset(target: Target, table: Table) -> Preset | None:
    """The export whose headings these are: of several the one that says most about them."""
    fitting = [(guesses, one) for one in target.presets if (guesses := _named(one, table)) is not None]
    best = max(fitting, key=lambda pair: sum(bool(guess.key) for guess in pair[0]), default=None)
    return best[1] if best else None


def _named(preset: Preset, table: Table) -> tuple[ColumnGuess, ...] | None:
    return guess_by_names(table.headers, preset.columns, f"as in {preset.name}", preset.further)


def _guesses(
    actor: Actor, target: Target, table: Table, wish: TableWish, preset: Preset | None
) -> tuple[Sequence[ColumnGuess], str]:
    """A guess for each column, and the name of the saved mapping that it comes from."""
    if wish.columns is not None:
        return _chosen(table, wish.columns), ""
    saved = mapping_for(actor, target.name, table.headers)
    if saved and len(saved.columns) == len(table.headers):
        return [ColumnGuess(key, f"as saved under “{saved.name}”") for key in saved.columns], saved.name
    known = _named(preset, table) if preset else None
    if known:
        return known, ""
    cells = [row.cells for row in table.rows]
    return guess_columns(table.headers, cells, [one.wanted for one in target.fields]), ""


def _chosen(table: Table, columns: Sequence[str]) -> list[ColumnGuess]:
    if len(columns) != len(table.headers):
        raise Invalid(
            f"This table has {len(table.headers)} columns, and {len(columns)} meanings were given. Nothing was "
            "imported; give one for each column, empty for those to leave out.",
            where="columns",
        )
    return [ColumnGuess(key, "") for key in columns]


def _require_once(target: Target, keys: Sequence[str]) -> None:
    for key, times in Counter(filter(None, keys)).items():
        meant = target.field(key)
        if times > 1 and meant:
            raise Invalid(
                f"{times} columns are to be “{meant.label}”. Nothing was imported; choose one, leave out the others.",
                where="columns",
            )


def _samples(table: Table, place: int) -> tuple[str, ...]:
    filled = (row.cells[place] for row in table.rows[:50] if row.cells[place])
    return tuple(shortened(text, 60) for text in list(dict.fromkeys(filled))[:SAMPLES])


def _habits(target: Target, table: Table, keys: Sequence[str], wish: TableWish) -> Habits:
    dates = [place for place, key in enumerate(keys) if (meant := target.field(key)) and meant.is_date]
    return habits_of((row.cells[place] for place in dates for row in table.rows), wish.date_order)


def _missing(target: Target, keys: Sequence[str]) -> tuple[str, ...]:
    groups = [group for group in target.needs if not set(group) & set(keys)]
    labels = [" or ".join(meant.label for key in group if (meant := target.field(key))) for group in groups]
    return tuple(f"No column gives the {label.lower()} yet: choose the one that does." for label in labels)

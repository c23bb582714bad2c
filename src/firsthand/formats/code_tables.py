"""Codebooks as tables (CSV, Excel): a row for each code, its place as a path such as "Waiting > Late"."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.domain.errors import Invalid
from firsthand.formats.codebook_qdc import MOST_CODES, ExchangedCode, ExchangedCodebook
from firsthand.formats.problems import Problem
from firsthand.formats.table_files import Table, read_table
from firsthand.formats.table_writing import write_csv

HEAD = ("Code", "Description", "Use when", "Not when", "Colour", "Retired", "Guid")
BETWEEN = " > "
NAMES = {  # the headings that are understood, in small letters
    "path": "code path name label tag codename",
    "parent": "parent under category parentcode",
    "description": "description definition meaning memo comment",
    "use_when": "usewhen use include inclusion inclusioncriteria",
    "not_when": "notwhen exclude exclusion exclusioncriteria dontuse",
    "colour": "colour color",
    "retired": "retired",
    "guid": "guid id uuid",
}
_FIELD_OF = {name: field for field, names in NAMES.items() for name in names.split()}


def read_code_table(data: bytes) -> ExchangedCodebook:
    """The codebook in a table. Raises Invalid where no column names the codes."""
    table = read_table(data)
    places = _places(table)
    if "path" not in places:
        raise Invalid(
            "No column of this table is called “Code” or “Name”. Nothing was imported; name the column that holds the "
            "codes, as “Waiting > Late” or with a second column “Parent”.",
            where="file",
        )
    found: dict[tuple[str, ...], ExchangedCode] = {}
    problems: list[Problem] = []
    for row in table.rows:
        cells = {field: row.cells[place] for field, place in places.items()}
        _add(cells, row.line, found, problems)
        if len(found) > MOST_CODES:
            raise Invalid(f"This table holds more than {MOST_CODES} codes. Nothing was imported.", where="file")
    return ExchangedCodebook(tuple(found.values()), (*table.problems, *problems))


def write_code_table(codes: Sequence[ExchangedCode]) -> str:
    """A codebook as CSV, which comes back as it was."""
    paths: dict[str, str] = {}
    rows: list[Sequence[str]] = [HEAD]
    for code in codes:
        above = paths.get(code.parent, "")
        name = code.name.replace(">", "›")
        paths[code.key] = f"{above}{BETWEEN}{name}" if above else name
        retired = "yes" if code.is_retired else ""
        texts = (code.description, code.use_when, code.not_when, code.colour, retired, code.key)
        rows.append((paths[code.key], *texts))
    return write_csv(rows)


def _places(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, header in enumerate(table.headers):
        field = _FIELD_OF.get("".join(one for one in header.casefold() if one.isalnum()))
        if field and field not in found:
            found[field] = place
    return found


def _add(
    cells: dict[str, str], line: int, found: dict[tuple[str, ...], ExchangedCode], problems: list[Problem]
) -> None:
    names = [" ".join(one.split()) for one in f"{cells.get('parent', '')}>{cells['path']}".split(">")]
    names = [one for one in names if one]
    path = tuple(one.casefold() for one in names)
    if not path:
        problems.append(Problem("This row names no code and was left out", line))
        return
    parent = ""
    for depth in range(1, len(path)):
        above = path[:depth]
        if above not in found:
            found[above] = ExchangedCode(BETWEEN.join(above), names[depth - 1], parent)
        parent = found[above].key
    if path in found and (found[path].description or found[path].use_when):
        problems.append(Problem("This code stands in the table twice; the second row was left out", line, names[-1]))
        return
    found[path] = ExchangedCode(
        found[path].key if path in found else cells.get("guid", "").lower() or BETWEEN.join(path),
        *(names[-1], parent, cells.get("description", ""), cells.get("use_when", ""), cells.get("not_when", "")),
        colour=cells.get("colour", ""),
        is_retired=cells.get("retired", "").casefold() in ("yes", "true", "1", "x"),
    )

"""Tables from other tools, from the tidy to the hostile."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from firsthand.formats.raw_tables import MOST_COLUMNS, MOST_ROWS, Unusable
from firsthand.formats.table_files import Table, read_table
from firsthand.formats.table_writing import safe_cell, write_csv


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def lines(table: Table) -> list[int]:
    return [row.line for row in table.rows]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_whatever_parts_the_cells_and_however_it_is_encoded(mark: str, encoding: str, end: str) -> None:
    text = end.join([mark.join(["Name", "Firma"]), mark.join(["Jörg Groß", "Öko & Söhne"]), ""])
    table = read_table(text.encode(encoding))
    assert (table.headers, cells(table)) == (("Name", "Firma"), [("Jörg Groß", "Öko & Söhne")])


def test_a_cell_may_hold_lines_quotation_marks_and_delimiters() -> None:
    table = read_table(b'Name,Note\nAna,"said ""no"", twice\nand left"\nBo,fine\n')
    assert cells(table) == [("Ana", 'said "no", twice\nand left'), ("Bo", "fine")]
    assert lines(table) == [2, 4]


def test_headings_are_found_below_a_title_and_the_title_is_told() -> None:
    table = read_table(b"Export of 27 November\n\nName;Mail;City\nAna;a@x.org;Porto\nBo;b@x.org;Oslo\n")
    assert (table.headers, table.header_line, lines(table)) == (("Name", "Mail", "City"), 3, [4, 5])
    assert [(p.line, p.text) for p in table.problems] == [(1, "Export of 27 November")]


def test_a_table_without_headings_keeps_its_first_row() -> None:
    table = read_table(b"ana@x.org,Ana\nbo@x.org,Bo\n")
    assert (table.headers, table.header_line, len(table.rows)) == (("Column 1", "Column 2"), 0, 2)


def test_a_row_that_is_too_long_is_kept_and_told_with_its_line() -> None:
    table = read_table(b"Name,City\nAna,Porto,extra\nBo\n")
    assert cells(table) == [("Ana", "Porto", "extra"), ("Bo", "", "")]
    assert table.headers == ("Name", "City", "Column 3")
    assert [p.line for p in table.problems] == [2]


def test_a_quotation_mark_left_open_loses_nothing_but_itself() -> None:
    table = read_table(b'Name,City\n"Ana,Porto\nBo,Oslo\nCy,Rome\n')
    assert cells(table) == [("Ana", "Porto"), ("Bo", "Oslo"), ("Cy", "Rome")]
    assert [p.line for p in table.problems] == [2]


def test_two_columns_of_one_name_stay_apart() -> None:
    assert read_table(b"Note,Note,\na,b,c\n").headers == ("Note", "Note (2)", "Column 3")


def test_excel_says_what_parts_the_cells_in_its_first_line() -> None:
    assert cells(read_table(b"sep=|\nName|City\nAna|Porto, North\n")) == [("Ana", "Porto, North")]


def test_zeros_and_controls_go_and_are_told() -> None:
    table = read_table(b"Name,City\nA\0na,Po\x07rto\n")
    assert cells(table) == [("Ana", "Porto")]
    assert table.problems


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "nothing"),
        (b"\n\n,,\n", "nothing"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "compressed"),
        (bytes(range(1, 9)) * 400, "no text"),
        (b"PK\x03\x04 nothing", "damaged"),
        (("a," * (MOST_COLUMNS + 1)).encode() + b"b\n", "columns"),
        (("a," * 1_000_000).encode(), "columns"),
        (b"Name\n" + b"a\n" * (MOST_ROWS + 100), "rows"),
        (b"a" * (20 * 1024 * 1024 + 1), "MB"),
    ],
    ids=["empty", "blank", "pdf", "xls", "png", "gzip", "binary", "no zip", "wide", "a million columns", "long", "big"],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, word: str) -> None:
    with pytest.raises(Unusable, match=word):
        read_table(data)


def workbook(*rows: list[object], title: str = "People") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_dates_as_dates_and_numbers_without_points() -> None:
    data = workbook(
        ["Name", "Since", "Seats", "Share", "Paid", "Called"],
        ["Ana", date(2024, 2, 29), 12, 0.5, True, datetime(2024, 3, 1, 14, 30)],  # noqa: DTZ001  (Excel knows no zones)
    )
    assert cells(read_table(data)) == [("Ana", "2024-02-29", "12", "0.5", "yes", "2024-03-01 14:30")]


def test_formulas_are_not_worked_out_and_excels_errors_are_empty_cells() -> None:
    data = workbook(["Name", "Sum"], ["Ana", "=1+1"], ["Bo", "#REF!"])
    table = read_table(data)
    assert cells(table) == [("Ana", ""), ("Bo", "")]
    assert [p.line for p in table.problems] == [3]


def test_a_sheet_is_chosen_and_hidden_or_empty_ones_are_passed_over() -> None:
    book = Workbook()
    book.active.title = "Empty"
    for name, state in (("Secret", "hidden"), ("People", "visible"), ("Firms", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["Name"])
        sheet.append([name])
    table = read_table(saved(book))
    assert (table.sheets, table.sheet, cells(table)) == (("Empty", "Secret", "People", "Firms"), 2, [("People",)])
    assert cells(read_table(saved(book), 3)) == [("Firms",)]
    with pytest.raises(Unusable, match="no such sheet"):
        read_table(saved(book), 4)


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.pop(name, None) or old.read(name))
        for name, more in changes.items():
            new.writestr(name, more)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook(["Name"], ["Ana"])
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    bomb = repacked(SMALL, {SHEET: HEAD + b" " * 120_000_000})
    assert len(bomb) < 1_000_000
    with pytest.raises(Unusable, match="unpacks to more"):
        read_table(bomb)


def test_a_workbook_that_lies_about_its_sizes_is_refused() -> None:
    bomb = bytearray(repacked(SMALL, {SHEET: HEAD + b" " * 120_000_000}))
    size = (len(HEAD) + 120_000_000).to_bytes(4, "little")
    assert size in bomb
    with pytest.raises(Unusable):
        read_table(bytes(bomb).replace(size, (2_000).to_bytes(4, "little")))


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + HEAD + b"<sheetData/></worksheet>"
    with pytest.raises(Unusable, match="entities"):
        read_table(repacked(SMALL, {SHEET: laughs}))


@pytest.mark.parametrize(
    "inside",
    [
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c t="str"><v>Name</v></c></row></sheetData>',
        b'<sheetData><row r="1"><c r="A1" t="str"><v>Name</v></c></row><row r="900000"><c r="A900000" t="str"><v>Ana'
        b"</v></c></row></sheetData>",
    ],
    ids=["claims a million rows", "skips to row 900,000"],
)
def test_a_sheet_is_not_believed_about_its_size(inside: bytes) -> None:
    assert read_table(repacked(SMALL, {SHEET: HEAD + inside + b"</worksheet>"})).headers == ("Name",)


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        (b'<sheetData><row r="1"><c r="XFD1" t="str"><v>far</v></c></row></sheetData>', "columns"),
        (b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>', "damaged"),
        (b'<sheetData><row r="1"><c r="0A" t="n"><v>x</v></c></row></sheetData>', "damaged"),
        (b"<sheetData><row>", "damaged"),
    ],
    ids=["far to the right", "string out of range", "no place", "cut off"],
)
def test_damaged_sheets_are_refused_in_words(inside: bytes, word: str) -> None:
    with pytest.raises(Unusable, match=word):
        read_table(repacked(SMALL, {SHEET: HEAD + inside + b"</worksheet>"}))


def test_an_archive_without_a_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Unusable, match="without an Excel workbook"):
        read_table(out.getvalue())


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    for begin in (b"", b"Name,City\n", b"PK\x03\x04"):
        try:
            table = read_table(begin + data)
        except Unusable:
            continue
        assert {len(row.cells) for row in table.rows} <= {len(table.headers)}


WORDS = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    table = read_table(write_csv([("Name", "Some words"), *rows]).encode("utf-8-sig"))
    assert cells(table) == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    "text", ["=1+1", "'=1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=", "+", "--5", "-1-1"]
)
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1,234.5", "-2%", "1e-5", "Ana", "a=b", "", "'tis", " =1"])
def test_numbers_and_harmless_words_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text

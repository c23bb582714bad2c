from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.domain.errors import Invalid
from firsthand.formats.code_tables import read_code_table, write_code_table
from firsthand.formats.codebook_qdc import ExchangedCode, read_qdc, write_qdc
from shared_data import SHARED_DATA, needs_shared_data

WAITING = "11111111-1111-4111-8111-111111111111"
LATE = "22222222-2222-4222-8222-222222222222"
BOOK = (
    ExchangedCode(WAITING, "Waiting", "", "They wait.", "A time is named.", "They plan to.", "#2F6FB3"),
    ExchangedCode(LATE, "Late & “last”", WAITING, "", "", "", "#B33A3A", is_retired=True),
)
OTHERS = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Another tool">
  <Codes>
    <Code guid="{11111111-1111-4111-8111-111111111111}" name="Barriers" isCodable="false" color="reddish">
      <Code guid="22222222-2222-4222-8222-222222222222" name="Time" isCodable="true">
        <Description>None</Description></Code>
    </Code>
  </Codes>
  <Sets><Set guid="33333333-3333-4333-8333-333333333333" name="Round one">
    <MemberCode targetGUID="22222222-2222-4222-8222-222222222222"/></Set></Sets>
</CodeBook>"""
WORDS = st.text("abz é<&\"'ü›", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
CODES = st.lists(st.tuples(st.uuids(version=4), WORDS, st.integers(0, 9), st.booleans()), max_size=8, unique_by=(
    lambda one: one[0],
    lambda one: one[1].casefold(),
))  # fmt: skip


def test_a_codebook_comes_back_as_it_went() -> None:
    assert read_qdc(write_qdc(BOOK, "Firsthand").encode()).codes == BOOK


@given(CODES)
def test_any_tree_comes_back_as_it_went(rows: list[tuple[object, str, int, bool]]) -> None:
    codes: list[ExchangedCode] = []
    for key, name, above, is_retired in rows:
        parent = codes[above].key if above < len(codes) else ""
        codes.append(ExchangedCode(str(key), name, parent, f"About {name}", is_retired=is_retired))
    if codes:
        back = read_qdc(write_qdc(codes, "Firsthand").encode()).codes
        assert sorted(back, key=lambda one: one.key) == sorted(codes, key=lambda one: one.key)


def test_what_is_written_has_the_published_structure() -> None:
    root = ElementTree.fromstring(write_qdc(BOOK, "Firsthand 1"))
    space = "{urn:QDA-XML:codebook:1.0}"
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes", f"{space}Sets"]
    (waiting,) = root[0]
    assert waiting.attrib == {"guid": WAITING, "name": "Waiting", "isCodable": "true", "color": "#2F6FB3"}
    assert [child.tag for child in waiting] == [f"{space}Description", f"{space}Code"]
    assert [one.attrib for one in root[1][0].iter(f"{space}MemberCode")] == [{"guid": LATE}]


def test_files_of_other_tools_are_read_and_what_has_no_place_here_is_said() -> None:
    book = read_qdc(OTHERS)
    assert [(one.name, one.parent, one.description) for one in book.codes] == [
        ("Barriers", "", ""),
        ("Time", WAITING, "None\nSet: Round one"),
    ]
    assert [problem.message.split(";")[0] for problem in book.problems] == [
        "“reddish” is no colour",
        "This is only a heading there",
        "The set “Round one” is named in the description of its codes",
    ]


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB, "declares a document type"),
        (BOMB.decode().encode("utf-16"), "declares a document type"),
        (b"<CodeBook><Codes>", r"no well-formed XML \(line 1\)"),
        (b"<Project/>", "“Project”, not “CodeBook”"),
        (b"<CodeBook><Codes/></CodeBook>", "holds no code"),
        (b"<CodeBook>" + b" " * (5 * 1024 * 1024), "more than 5 MB"),
        (b'<?xml version="1.0" encoding="nonsense"?><CodeBook/>', "no well-formed XML"),
        (b"<CodeBook><Codes>" + b'<Code name="a">' * 51 + b"</Code>" * 51 + b"</Codes></CodeBook>", "levels deep"),
    ],
)
def test_what_is_no_codebook_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(Invalid, match=says):
        read_qdc(data)


def test_two_codes_of_one_guid_are_two_codes() -> None:
    data = f'<CodeBook><Codes><Code guid="{LATE}" name="A"/><Code guid="{LATE}" name="B"/></Codes></CodeBook>'
    book = read_qdc(data.encode())
    assert len({one.key for one in book.codes}) == 2
    assert "same guid" in book.problems[0].message


def test_a_table_comes_back_as_it_went() -> None:
    back = read_code_table(write_code_table(BOOK).encode()).codes
    assert [(one.name, one.description, one.use_when, one.not_when) for one in back] == [
        (one.name, one.description, one.use_when, one.not_when) for one in BOOK
    ]
    assert [(one.key, one.parent, one.is_retired, one.colour) for one in back] == [
        (one.key, one.parent, one.is_retired, one.colour) for one in BOOK
    ]


def test_a_table_puts_codes_under_others_by_a_path_or_a_second_column() -> None:
    by_path = read_code_table(b"Code,Definition\nWaiting > Late,They are late\n").codes
    by_column = read_code_table(b"Parent,Name,Definition\nWaiting,Late,They are late\n").codes
    assert [(one.name, one.description) for one in by_path] == [("Waiting", ""), ("Late", "They are late")]
    assert by_path == by_column


def test_a_table_without_a_column_of_codes_is_refused() -> None:
    with pytest.raises(Invalid, match="“Code” or “Name”"):
        read_code_table(b"City,Street\nPorto,Rua Nova\n")


@needs_shared_data
@pytest.mark.parametrize("codes", [BOOK, BOOK[:1]])
def test_what_is_written_holds_against_the_published_schema(codes: tuple[ExchangedCode, ...]) -> None:
    assert SHARED_DATA
    schema = etree.XMLSchema(etree.parse(SHARED_DATA / "refi" / "Codebook-1.0.xsd"))
    written = etree.fromstring(write_qdc(codes, "Firsthand").encode())
    assert schema.validate(written), schema.error_log


@needs_shared_data
def test_another_tools_codebook_is_read_whole_and_written_as_the_schema_wants() -> None:
    assert SHARED_DATA
    data = (SHARED_DATA / "refi" / "taguette152_bench.qdc").read_bytes()
    names = [one.get("name") for one in etree.fromstring(data).iter("{*}Code")]
    read = read_qdc(data)
    assert [code.name for code in read.codes] == names
    schema = etree.XMLSchema(etree.parse(SHARED_DATA / "refi" / "Codebook-1.0.xsd"))
    assert schema.validate(etree.fromstring(write_qdc(read.codes, "Firsthand").encode())), schema.error_log

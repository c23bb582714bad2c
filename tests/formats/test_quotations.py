from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.attributions import Attribution
from firsthand.formats.quotations import quotations


def texts(report: str) -> list[str]:
    return [one.text for one in quotations(report)]


@pytest.mark.parametrize(
    ("report", "found"),
    [
        ('He said "it never works here" to us.', ["it never works here"]),
        ("He said “it never\nworks here” to us.", ["it never works here"]),
        ("Er sagte: „Das geht nie so“, und »das auch nicht so«.", ["Das geht nie so", "das auch nicht so"]),
        ("Il dit « ça ne marche pas » ici.", ["ça ne marche pas"]),
        ("‘It isn’t working here’ was heard.", ["It isn’t working here"]),
        ("They said 'it isn't working here' twice.", ["it isn't working here"]),
        ("「これは本当です」と言った。", ["これは本当です"]),
        ("“He said ‘no way at all’ to me”", ["He said ‘no way at all’ to me"]),
        ('A 5" nail and a 6" nail.', []),
        ("It's the users' view, isn't it.", []),
        ("Say **“it *never* works `here`”** now.", ["it never works"]),
        ('“see [the board](http://b.example/x "t") every day”', ["see the board every day"]),
        ("“see […] the [tool] now”", ["see […] the [tool] now"]),
        (r"\"escaped marks are marks\"", ["escaped marks are marks"]),
        (
            "&ldquo;entities are marks too&rdquo; &quot;and these are too&quot;",
            ["entities are marks too", "and these are too"],
        ),
        ("> plain words in a block\n> over two lines", ["plain words in a block over two lines"]),
        ("> “words in marks in a block”", ["words in marks in a block"]),
        ("> “It never worked,” she said, “not once.”", ["It never worked,", "not once."]),
        ("> Maria: “It never worked for us.”", ["It never worked for us."]),
        ("> lazy lines go\non in Markdown", ["lazy lines go on in Markdown"]),
        ("> one paragraph here\n>\n> and another one", ["one paragraph here", "and another one"]),
        ("- “first item is here”\n- “second item is here”", ["first item is here", "second item is here"]),
        ("| “a cell of a table” | “another cell there” |", ["a cell of a table", "another cell there"]),
        ("> [!NOTE]\n> GitHub's callout is no quote", []),
        ("```\n“code is no quote”\n```", []),
        ("> ```\n> code in a block\n> ```", []),
        ("`“nor is this one here”`", []),
        ("<!-- “nor is a comment here” -->", []),
        ("---\ntitle: “nor front matter here”\n---\nText", []),
        ("“unclosed marks are nothing", []),
        ("", []),
    ],
)
def test_what_is_a_quotation(report: str, found: list[str]) -> None:
    assert texts(report) == found


@pytest.mark.parametrize(
    ("report", "attribution"),
    [
        ("“It never works here” — Maria", Attribution("Maria")),
        ("“It never works here” (Maria Ortiz, 12:40).", Attribution("Maria Ortiz", 760.0)),
        ("“It never works here” [P7, 01:02:03]", Attribution("P7", 3723.0)),
        ("“It never works here” (12:40)", Attribution("", 760.0)),
        ("“It never works here” – Maria Ortiz, Head of Sales, Acme", Attribution("Maria Ortiz")),
        ("“It never works here” -- participant 3", Attribution("participant 3")),
        ("“It never works here” — Ana de la Cruz (Acme)", Attribution("Ana de la Cruz")),
        ("“It never works here”\n— Maria", Attribution("Maria")),
        ("“It never works here”\n\n— Maria", Attribution("Maria")),
        ("> It never works here.\n> — Maria, Acme, 3:05", Attribution("Maria", 185.0)),
        ("> It never works here. — Maria", Attribution("Maria")),
        ("> It never works here.\n\n— Maria", Attribution("Maria")),
        ("> It never works here.\n>\n> And it won't.\n>\n> — Maria", Attribution("Maria")),
        ("“It never works here” — which surprised us all.", None),
        ("“It never works here” — a product manager", None),
        ("“It never works here” (see above)", None),
        ("“It never works here”, Maria said.", Attribution("Maria", is_told=True)),
        ("“It never works here”, said Maria Ortiz.", Attribution("Maria", is_told=True)),
        ('As Maria (Acme) put it, "it never works here".', Attribution("Maria", is_told=True)),
        ('- Maria: "it never works here"', Attribution("Maria", is_told=True)),
        ("According to Maria, “it never works here”.", Attribution("Maria", is_told=True)),
        ("Maria said that Tom told her: “it never works here”.", None),
        ("We asked Maria. “It never works here” was the answer.", None),
        ("> It never works here.\n<cite>Maria</cite>", Attribution("Maria")),
        ("> We went home - it was late", None),
    ],
)
def test_the_name_and_time_beside_it(report: str, attribution: Attribution | None) -> None:
    assert quotations(report)[0].attribution == attribution


def test_each_quotation_has_its_line() -> None:
    report = "# Head\n\nText “first one is here”\nand “second one\nis here”.\n\n> third one is here\n> — Maria\n"

    assert [(one.line, one.is_block) for one in quotations(report)] == [(3, False), (4, False), (7, True)]


def test_windows_line_ends_change_nothing() -> None:
    assert texts("> one line\r\n> and another\r\n\r\n“more of it here”") == ["one line and another", "more of it here"]


@given(st.text(alphabet="ab \n>\"'“”‘’«»„—-()[]`*_#\\&;:.1|~", max_size=120))
def test_any_report_is_read(report: str) -> None:
    for one in quotations(report):
        assert one.line >= 1
        assert "\n" not in one.text


@pytest.mark.parametrize("mark", ["“", '"', "'", ' "a b c', "` ``", "<!-- ", "[a](", "<a ", "> “"])
def test_thousands_of_marks_that_nobody_closes_come_to_an_end(mark: str) -> None:
    assert all(one.line == 1 for one in quotations(mark * 20_000))

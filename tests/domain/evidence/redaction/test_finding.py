"""What the rules find and leave alone, in sentences written for it; with the figures of precision and recall."""

from __future__ import annotations

import pytest

from firsthand.domain.evidence.redaction.finding import find, find_all
from firsthand.domain.evidence.redaction.findings import Sureness
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.known_names import Known, Names
from firsthand.domain.evidence.redaction.numbers import is_card, is_iban
from labelled_names import KNOWN_COMPANIES, KNOWN_PEOPLE, labelled

NAMES = Names.of(
    [
        *(Known(name, Personal.PERSON, "a participant", name) for name in KNOWN_PEOPLE),
        *(Known(name, Personal.COMPANY, "a company you know", name) for name in KNOWN_COMPANIES),
    ]
)
SENTENCES = labelled()


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.kind.value) for one in find(text, NAMES, regions=("GB",))]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[:40] for text, _ in SENTENCES])
def test_what_is_labelled_is_found_and_nothing_else(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


def test_precision_and_recall_on_the_labelled_sentences() -> None:
    wanted = [(text, *one) for text, labels in SENTENCES for one in labels]
    given = [(text, *one) for text, _ in SENTENCES for one in found(text)]
    right = len(set(wanted) & set(given))
    assert (right / len(set(given)), right / len(set(wanted))) == (1.0, 1.0)


def test_offsets_are_code_points() -> None:
    text = "👩‍🚒🏽 é́ Marta 😀 a@b.example"
    for one in find(text, NAMES):
        assert text[one.begin : one.finish] == one.text
    assert [one.text for one in find(text, NAMES)] == ["Marta", "a@b.example"]


def test_a_name_composed_or_not_is_the_same() -> None:
    assert [one.subject for one in find("Zoe\u0308 and Zoë and ZOE", NAMES)] == ["Zoë O'Brien"] * 3


def test_a_misheard_name_of_somebody_who_was_there_is_possible() -> None:
    near = Names.of([Known("Rosalind Achebe", Personal.PERSON, "a participant", "par", is_near=True)])
    (one,) = find("So I asked if Rosalynd could come.", near)
    assert (one.text, one.sureness, one.subject) == ("Rosalynd", Sureness.POSSIBLE, "par")
    assert find("So I asked if rosters could come.", near) == ()


def test_of_two_people_with_one_name_the_one_who_was_there_is_meant() -> None:
    away = Names.of([Known("Anna Klein", Personal.PERSON, "x", "a"), Known("Anna Groß", Personal.PERSON, "x", "b")])
    near = Names.of([Known("Anna Groß", Personal.PERSON, "x", "b", is_near=True)])
    assert [one.subject for one in find("and Anna agreed", near, away)] == ["b"]
    assert [one.subject for one in find("and Anna agreed", away)] == [""]


def test_a_name_introduced_once_is_known_in_every_turn() -> None:
    texts = ["I work with Ottokar.", "My colleague Ottokar Wunderlich knows it.", "So Wunderlich called."]
    assert [[one.text for one in some] for some in find_all(texts)] == [
        ["Ottokar"],
        ["Ottokar Wunderlich"],
        ["Wunderlich"],
    ]


def test_the_answer_to_a_question_for_a_name_or_a_date_is_found() -> None:
    assert [one.text for one in find("Beata Kranz.", before="What's your name, please?")] == ["Beata Kranz"]
    assert [one.kind for one in find("3 May 1987.", before="And your date of birth?")] == [Personal.BIRTH]


def test_what_files_call_speakers_they_do_not_know_is_no_name() -> None:
    names = Names.of([Known(name, Personal.PERSON, "x") for name in ("Speaker 1", "RESEARCHER", "You", "P1", "JS")])
    assert find("The speaker asked the researcher: do you use JS?", names) == ()


@pytest.mark.parametrize("number", ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19"])
def test_an_iban_is_one_by_its_check_digits(number: str) -> None:
    assert is_iban(number)
    assert not is_iban(number[:-1] + str((int(number[-1]) + 1) % 10))


@pytest.mark.parametrize("number", ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"])
def test_a_card_is_one_by_its_check_digit(number: str) -> None:
    assert is_card(number)
    assert not is_card(number[:-1] + str((int(number[-1]) + 1) % 10))

"""Who may be here twice: a small set with verdicts, measured; reasons in words; quick for thousands of people."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people import duplicates
from firsthand.domain.people.duplicates import (
    KnownCompany,
    KnownPerson,
    duplicate_companies,
    duplicate_people,
)
from firsthand.domain.people.names import Likeness, company_words, likeness, name_words

SAME = [  # name, e-mail, company: twice
    (("Dana Petrov", "dana@ferry.example", "Ferry"), ("Dana Petrov", "", "Ferry & Co")),
    (("Dana Petrov", "dana.petrov@ferry.example", ""), ("Petrov, Dana", "", "Ferry GmbH")),
    (("Dana Petrov", "d.petrov@ferry.example", "Ferry"), ("dana petrov", "D.Petrov+news@ferry.example", "")),
    (("Jörg Groß", "", "Öko AG"), ("Joerg Gross", "", "Oeko AG")),
    (("José García", "", "Aceites"), ("Jose Garcia", "", "Aceites S.L.")),
    (("Dr. Ana Lima", "", "Praxis"), ("Ana Lima", "", "Praxis")),
    (("D. Petrov", "", "Ferry"), ("Dana Petrov", "dana@ferry.example", "Ferry")),
    (("Dana Maria Petrov", "", "Ferry"), ("Dana Petrov", "", "Ferry")),
    (("Katharina Schneider", "", "Ferry"), ("Katharina Schnieder", "", "Ferry")),
    (("Tom Berg", "", "Ferry"), ("Thomas Berg", "", "Ferry")),
    (("Bob Stone", "", "Quarry"), ("Robert Stone", "", "Quarry")),
    (("Dana", "dana.petrov@ferry.example", ""), ("Dana Petrov", "", "Ferry")),
    (("Dana", "", "Ferry"), ("Dana Petrov", "", "Ferry")),
    (("Ana Lima", "ana@lima.example", "Lima"), ("Ana Souza", "ana@lima.example", "Lima")),
    (("Siobhán O’Neill", "", "Harbour"), ("Siobhan ONeill", "", "Harbour")),
    (("Ola Berg", "ola.berg@gmail.com", ""), ("Ola Berg", "olaberg@gmail.com", "")),
]
OTHERS = [  # alike, and two
    (("John Smith", "john@north.example", "North"), ("John Smith", "john@south.example", "South")),
    (("John Smith", "j1@gmail.com", ""), ("John Smith", "j2@gmail.com", "")),
    (("Anna Berg", "", "Ferry"), ("Hanna Berg", "", "Ferry")),
    (("Anna Berg", "", "Ferry"), ("Anne Berg", "", "Ferry")),
    (("Jan Berg", "", "Ferry"), ("Jon Berg", "", "Ferry")),
    (("Maria Garcia", "", "Ferry"), ("Mario Garcia", "", "Ferry")),
    (("Dana Petrov", "", "Ferry"), ("Dora Petrov", "", "Ferry")),
    (("Dana Petrov", "", "Ferry"), ("Dana Berg", "", "Ferry")),
    (("Dana", "", ""), ("Dana", "", "")),
    (("Dana", "", ""), ("Dana Petrov", "", "Ferry")),
    (("D. Petrov", "", "Ferry"), ("Dana Petrov", "", "Trains")),
    (("Ana Lima", "info@lima.example", "Lima"), ("Rui Costa", "info@lima.example", "Lima")),
    (("Lee Kim", "", "Ferry"), ("Kim Park", "", "Ferry")),
    (("Tom Berg", "", "Ferry"), ("Tomas Lind", "", "Ferry")),
    (("Katharina Schneider", "k1@ferry.example", "Ferry"), ("Katharina Schnieder", "k2@ferry.example", "Ferry")),
    (("Wei Li", "", "Ferry"), ("Wei Liu", "", "Ferry")),
]
Told = tuple[str, str, str]


def people(*told: Told) -> list[KnownPerson]:
    return [KnownPerson(str(n), *one) for n, one in enumerate(told)]


@pytest.mark.parametrize("pair", SAME, ids=lambda pair: f"{pair[0][0]} = {pair[1][0]}")
def test_who_is_here_twice_is_found(pair: tuple[Told, Told]) -> None:
    [found] = duplicate_people(people(*pair))
    assert {found.first, found.second} == {"0", "1"}
    assert found.reasons
    assert duplicates.SUGGESTED <= found.score < 1


@pytest.mark.parametrize("pair", OTHERS, ids=lambda pair: f"{pair[0][0]} is not {pair[1][0]}")
def test_who_is_only_alike_is_left_alone(pair: tuple[Told, Told]) -> None:
    assert duplicate_people(people(*pair)) == []


def test_the_reasons_say_what_speaks_for_it_and_what_against() -> None:
    [found] = duplicate_people(
        people(("Dana Petrov", "dana@ferry.example", "Ferry"), ("Petrov Dana", "petrov@ferry.example", "Ferry"))
    )
    assert found.reasons == (
        "The same name in another order",
        "The same company",
        "Their e-mail addresses differ",
    )


def test_a_part_of_a_name_that_fits_two_people_is_nobody() -> None:
    three = people(("D. Petrov", "", "Ferry"), ("Dana Petrov", "", "Ferry"), ("Dora Petrov", "", "Ferry"))
    assert duplicate_people(three) == []


def test_of_whom_somebody_said_that_they_are_two_is_not_suggested_again() -> None:
    two = people(("Dana Petrov", "", "Ferry"), ("Dana Petrov", "", "Ferry"))
    assert len(duplicate_people(two)) == 1
    assert duplicate_people(two, frozenset({frozenset({"0", "1"})})) == []


@dataclass(frozen=True)
class Counted:
    compared: int
    found: int


def counted(monkeypatch: pytest.MonkeyPatch, told: list[KnownPerson]) -> Counted:
    compared = 0
    original = duplicates._people_pair

    def counting(one: KnownPerson, other: KnownPerson) -> object:
        nonlocal compared
        compared += 1
        return original(one, other)

    monkeypatch.setattr(duplicates, "_people_pair", counting)
    return Counted(compared, len(duplicate_people(told)))


FIRST = ("Ana", "Bruno", "Carla", "Dana", "Emil", "Freya", "Goran", "Hana", "Ivo", "Jana", "Kurt", "Lena", "Marta")
LAST = ("Petrov", "Berg", "Lima", "Costa", "Schneider", "Novak", "Larsen", "Moreau", "Rossi", "Kowalski", "Weber")


def test_five_thousand_people_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [
        KnownPerson(
            f"p{n}", f"{FIRST[n % 13]} {LAST[n % 11]}{n // 143}", f"p{n}@firm{n % 500}.example", f"Firm {n % 500}"
        )
        for n in range(5_000)
    ]
    twins = [KnownPerson(f"t{n}", one.name.upper(), "", one.company) for n, one in enumerate(crowd[:50])]
    seen = counted(monkeypatch, crowd + twins)
    assert seen.found == 50
    assert seen.compared < 20_000  # of 12.7 million


def test_a_crowd_of_one_name_is_no_sign_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = [KnownPerson(f"p{n}", "Participant", "", "Firm") for n in range(3_000)]
    assert counted(monkeypatch, crowd) == Counted(0, 0)


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)), max_size=8))
def test_any_words_are_compared_and_each_pair_is_told_once(told: list[Told]) -> None:
    found = duplicate_people(people(*told))
    pairs = [frozenset((pair.first, pair.second)) for pair in found]
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_does_not_depend_on_who_comes_first(one: str, other: str) -> None:
    a, b = name_words(one), name_words(other)
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) == (Likeness.SAME if a else Likeness.NONE)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ferry & Co", "FERRY GmbH"), ("The Öko-Bank AG", "Oko Bank"), ("Northmoor", "Nortmoor")],
)
def test_companies_of_one_name_are_found(one: str, other: str) -> None:
    assert len(duplicate_companies([KnownCompany("a", one), KnownCompany("b", other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferry", "Ferry Trains"),
        ("Post", "Past"),
        ("Bank North", "Bank South"),
        ("Company", "Group"),
        ("Acme 1", "Acme 2"),
    ],
)
def test_companies_that_are_only_alike_are_left_alone(one: str, other: str) -> None:
    assert duplicate_companies([KnownCompany("a", one), KnownCompany("b", other)]) == []


def test_one_domain_joins_a_name_and_its_longer_form() -> None:
    two = [
        KnownCompany("a", "Northmoor", frozenset({"northmoor.example"})),
        KnownCompany("b", "Northmoor Hospital", frozenset({"northmoor.example"})),
    ]
    [found] = duplicate_companies(two)
    assert found.reasons == ("The name of one is a part of the other’s", "People at both write from the same domain")
    free = [KnownCompany(one.id, one.name, frozenset({"gmail.com"})) for one in two]
    assert duplicate_companies(free) == []


def test_legal_forms_are_left_out_unless_nothing_else_is_there() -> None:
    assert company_words("The Ferry Co. Ltd.") == ("ferry",)
    assert company_words("Group AG") == ("group", "ag")

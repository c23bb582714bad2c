from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from firsthand.domain.interviews.craft import FORMULAS, craft_report
from firsthand.domain.interviews.craft_measures import Formula, Measure
from firsthand.domain.interviews.moments import things_to_try
from firsthand.domain.interviews.speakers import RoleGuess, guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.formats.craft_page import as_page
from firsthand.formats.craft_reports import CraftDocument, as_data, as_text, basis, worth
from firsthand.formats.languages import language_of
from interviews_held import INTERVIEW, talk


def document(transcript: Transcript | None = None, guesses: tuple[RoleGuess, ...] = ()) -> CraftDocument:
    held = transcript or talk(INTERVIEW)
    report = craft_report(held)
    return CraftDocument("interview.vtt", held, report, things_to_try(report, held), guesses)


def test_the_data_has_the_documented_keys() -> None:
    data = as_data(document())
    assert list(data) == [
        "measures", "questions", "things_to_try", "look_first", "roles", "left_out", "language", "notes"
    ]  # fmt: skip
    measures = data["measures"]
    assert isinstance(measures, dict)
    assert list(measures) == [formula.name for formula in FORMULAS]
    assert set(measures["probing"]) >= {"value", "unit", "n", "missing", "turns", "counts", "formula", "source"}
    assert json.loads(json.dumps(data)) == data


def test_a_question_is_turn_text_type_and_names_of_faults() -> None:
    questions = as_data(document())["questions"]
    assert isinstance(questions, list)
    assert set(questions[0]) == {"turn", "text", "type", "faults"}
    assert any(q["faults"] for q in questions)


def test_the_text_fits_eighty_columns_and_starts_with_what_to_look_at() -> None:
    text = as_text(document())
    assert max(map(len, text.splitlines())) <= 80
    assert text.index("Look here first") < text.index("One thing to try") < text.index("Measures")


def test_every_formula_stands_next_to_its_number() -> None:
    flat = re.sub(r"\s+", " ", as_text(document())).replace("- ", "-")
    page = as_page(document())
    for formula in FORMULAS:
        assert formula.title in page
        assert re.sub(r"\s+", " ", formula.text).replace("- ", "-") in flat


def test_a_sure_guess_is_said_and_an_unsure_one_is_loud() -> None:
    held = talk(INTERVIEW, roles={})
    guesses = guess_roles(held)
    sure = document(held.with_roles(roles_of(guesses)), guesses)
    unsure = document(held, tuple(RoleGuess(g.speaker, Role.UNKNOWN, 0.5, ("nobody asks",)) for g in guesses))
    assert "Roles are guessed, not confirmed" in as_text(sure)
    assert "NOT CERTAIN" in as_text(unsure)
    assert "not certain" in as_page(unsure)
    assert "guessed" not in as_text(document())


def test_what_cannot_be_measured_says_why() -> None:
    assert "not measurable from this file: it needs the time of every word" in re.sub(r"\s+", " ", as_text(document()))


def test_the_page_is_complete_in_itself() -> None:
    page = as_page(document())
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_links_only_to_turns_that_it_shows() -> None:
    page = as_page(document())
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert len(ids) == len(re.findall(r' id="([^"]+)"', page))


def test_the_page_is_balanced_and_escapes_what_people_said() -> None:
    held = talk(INTERVIEW.replace("A bit.", "A <script>alert(1)</script> & \x07 more."))
    page = as_page(document(held))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    checker = _Balance()
    checker.feed(page)
    assert checker.open == []


class _Balance(HTMLParser):
    """Collects the elements that are opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "rect", "path", "circle"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


def test_nothing_said_twice_over_is_still_a_report() -> None:
    empty = CraftDocument("empty", Transcript(()), craft_report(Transcript(())), ())
    assert "Look here first" in as_text(empty)
    assert "</html>" in as_page(empty)


def test_the_language_is_told_from_the_whole_conversation() -> None:
    german = "Mira: Was ist beim letzten Mal passiert, als du den Monat abgeschlossen hast?\nJonas: Das war im März.\n"
    assert language_of(talk(german * 5)) == "de"
    assert language_of(talk(INTERVIEW)) == "en"
    assert language_of(talk("Mira: Ja?")) == "en"


def test_the_manual_has_every_formula_word_for_word() -> None:
    manual = " ".join((Path(__file__).parents[2] / "docs" / "method" / "craft.md").read_text(encoding="utf-8").split())
    for formula in FORMULAS:
        assert f"### {formula.title} (`{formula.name}`) {formula.text} Unit: {formula.unit}." in manual
        assert formula.source in manual


def test_the_manual_of_the_command_names_every_key() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "coach.md").read_text(encoding="utf-8")
    data = as_data(document())
    measures, roles = data["measures"], data["roles"]
    assert isinstance(measures, dict)
    assert isinstance(roles, list)
    for key in (*data, *measures, *measures["probing"], *roles[0]):
        assert key in manual


@pytest.mark.parametrize(("n", "shown", "rests"), [(8, "1 of 8", "answers"), (40, "12 %", "of 40 answers")])
def test_a_share_of_fewer_than_ten_is_shown_as_a_count(n: int, shown: str, rests: str) -> None:
    measure = Measure(Formula("x", "X", "share", "a ÷ b", "Our own."), value=0.125, n=n, n_of="answers")
    assert (worth(measure), basis(measure)) == (shown, rests)

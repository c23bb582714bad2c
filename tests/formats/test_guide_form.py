"""Form and Markdown are two views of one guide: going through the form changes nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.built_in import BUILT_IN
from firsthand.domain.planning.guides import Guide
from firsthand.formats.guide_form import as_form, form_text, guide_of_form
from firsthand.formats.guide_markdown import read_guide, render_guide
from shared_data import SHARED_DATA, needs_shared_data
from written_guides import GUIDES, TEXTS


def through_the_form(guide: Guide) -> str:
    return form_text(json.loads(json.dumps(as_form(guide))))


def question(text: str, **more: object) -> dict[str, object]:
    return {"kind": "question", "text": text, **more}


def written(*items: object) -> str:
    return form_text({"template": "blank", "sections": [{"title": "Work", "items": list(items)}]})


@settings(deadline=None, max_examples=10)
@given(GUIDES)
def test_a_guide_comes_back_from_the_form_as_the_same_text(guide: Guide):
    assert_kept_by_the_form(guide)


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(GUIDES)
def test_any_guide_comes_back_from_the_form_as_the_same_text(guide: Guide):
    assert_kept_by_the_form(guide)


def assert_kept_by_the_form(guide: Guide) -> None:
    assert through_the_form(guide) == render_guide(guide)
    assert guide_of_form(as_form(guide)) == guide


@settings(deadline=None)
@given(TEXTS)
def test_whatever_people_write_comes_back_from_the_form_as_the_same_text(text: str):
    canonical = render_guide(read_guide(text)[0])
    assert through_the_form(read_guide(canonical)[0]) == canonical


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.key)
def test_the_built_in_guides_come_back_to_the_letter(template):
    assert through_the_form(read_guide(template.guide_text)[0]) == template.guide_text


@needs_shared_data
def test_real_guides_come_back_as_the_same_text():
    for file in sorted((SHARED_DATA / "guides").glob("*.md")):
        canonical = render_guide(read_guide(file.read_text(encoding="utf-8"))[0])
        assert through_the_form(read_guide(canonical)[0]) == canonical, file.name


TYPED = st.text(alphabet=st.sampled_from(list("ab?#>-*|`<!1.) \n\r\t")), max_size=40)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["question", "note", "prose"]), TYPED), max_size=4))
def test_whatever_is_typed_into_the_fields_gives_text_that_settles(items: list[tuple[str, str]]):
    form = [{"kind": kind, "text": text} for kind, text in items if text.strip()]
    text = written(*form)
    assert render_guide(read_guide(text)[0]) == text


def test_empty_lines_typed_into_a_question_close_up():
    assert written(question("What happened?\r\n\r\nAnd then?")) == (
        "---\ntemplate: blank\n---\n\n## Work\n\n1. What happened?\n    And then?\n"
    )


def test_a_script_pasted_into_a_question_stays_text():
    text = written(question("Why?<script>alert(1)</script>"))
    assert text.endswith("1. Why?<script>alert(1)</script>\n")


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ([], "guide"),
        ({"sections": [{"title": "A", "items": [question(" ")]}]}, "sections.0.items.0.text"),
        ({"sections": [{"title": "A", "minutes": "ten"}]}, "sections.0.minutes"),
        ({"sections": "A"}, "sections"),
        ({"sections": [{"items": [{"kind": "song", "text": "la"}]}]}, "sections.0.items.0"),
        ({"glossary": [5]}, "glossary.0"),
        ({"title": 5}, "title"),
        ({"sections": [{"title": "A"}] * 5_001}, "sections"),
    ],
)
def test_a_form_that_is_no_guide_is_refused_with_the_fields_name(form: object, where: str):
    with pytest.raises(Invalid) as refused:
        form_text(form)
    assert refused.value.where == where


def test_probes_nested_without_end_are_refused():
    deep = question("Why?")
    for _ in range(40):
        deep = question("Why?", probes=[deep])
    with pytest.raises(Invalid, match="deep at most"):
        written(deep)


def test_two_thousand_questions_go_through_the_form():
    guide, _ = read_guide("---\ntemplate: blank\n---\n" + "\n".join(f"{n}. What about {n}?" for n in range(2_000)))
    assert read_guide(through_the_form(guide))[0] == guide
    assert len(guide.preface) == 2_000

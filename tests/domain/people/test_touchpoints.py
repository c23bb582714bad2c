from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid
from firsthand.domain.people.touchpoints import (
    Score,
    Standing,
    TouchpointKind,
    bounded,
    checked_link,
    checked_score,
    is_web_link,
    standing,
)

NPS, CSAT, TICKET = TouchpointKind.NPS, TouchpointKind.CSAT, TouchpointKind.TICKET


@pytest.mark.parametrize(
    ("value", "counts_as"),
    [(0, "detractor"), (6, "detractor"), (7, "passive"), (8, "passive"), (9, "promoter"), (10, "promoter")],
)
def test_an_nps_answer_counts_as_its_scale_says(value: int, counts_as: str) -> None:
    assert standing(NPS, Score(value, 10)) == Standing(counts_as)


def test_only_nps_answers_make_promoters() -> None:
    assert standing(CSAT, Score(5, 5)) is None
    assert standing(NPS, None) is None


@pytest.mark.parametrize(
    ("kind", "value", "best", "score"),
    [
        (NPS, 9.0, None, Score(9.0, 10)),
        (NPS, 9.0, 5, Score(9.0, 10)),
        (CSAT, 4.0, None, Score(4.0, 5)),
        (CSAT, 1.0, 1, Score(1.0, 1)),
        (TICKET, None, 5, None),
        (TICKET, 6.5, 7, Score(6.5, 7)),
    ],
)
def test_a_score_has_the_scale_of_its_kind(
    kind: TouchpointKind, value: float | None, best: int | None, score: Score | None
) -> None:
    assert checked_score(kind, value, best) == score


@pytest.mark.parametrize(
    ("kind", "value", "best"),
    [(NPS, 11, None), (NPS, 6.5, None), (CSAT, 6, None), (CSAT, -1, 5), (TICKET, float("nan"), 10), (CSAT, 1, 0.5)],
)
def test_a_score_off_its_scale_is_refused(kind: TouchpointKind, value: float, best: int | None) -> None:
    with pytest.raises(Invalid, match="Nothing was saved"):
        checked_score(kind, value, best)


@pytest.mark.parametrize(
    "link", ["https://support.example.org/tickets/7", "http://localhost:8000/a?b=c#d", "https://bücher.example/ä", ""]
)
def test_an_address_on_the_web_may_stand_here(link: str) -> None:
    assert checked_link(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://a.example",
        "data:text/html,<script>alert(1)</script>",
        "ftp://example.org/a",
        "//example.org",
        "https://",
        'https://a.example/" onclick=alert(1)',
        "https://user:secret@a.example/",
        "https://a.example\\@b.example",
        "https://a.example/\nb",
        " https://a.example",
        "https://a.example/" + "x" * 500,
    ],
)
def test_every_other_link_is_refused(link: str) -> None:
    with pytest.raises(Invalid):
        checked_link(link)


@given(st.text())
def test_whatever_passes_as_a_link_begins_with_http_and_can_end_no_attribute(text: str) -> None:
    if is_web_link(text):
        assert text.lower().startswith(("http://", "https://"))
        assert not set(text) & set("\"'<>`\\ \n\t")


@given(st.text(alphabet="ab \n", max_size=300), st.integers(1, 200))
def test_what_is_kept_of_a_text_and_what_was_left_out_add_up(text: str, limit: int) -> None:
    kept, cut = bounded(text, limit)
    assert (len(kept) <= limit, len(kept) + cut) == (True, len(text))
    assert text.startswith(kept)

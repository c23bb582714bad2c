from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.formats.pictures import COLOURS, Bar, Cell, Part, Picture, bars, grid, line, plain, standalone
from firsthand.formats.timeline_picture import clock, talk_timeline
from interviews_held import INTERVIEW, talk, timed

SVG = "{http://www.w3.org/2000/svg}"


def pictures() -> list[Picture]:
    return [
        bars([Bar("wh", (Part("", 12),), "12"), Bar("closed", (Part("", 3),), "3")], title="Questions", key="q"),
        bars([Bar("May", (Part("said", 2), Part("asked", 1, "researcher")), "3")], title="Stacked", key="s"),
        line([("May", 1), ("June", 4.5)], title="Conversations", key="l"),
        grid([("What broke?", [Cell(1, "asked"), Cell(0, "not asked")])], ["Pia", "Jonas"], title="Coverage", key="g"),
        talk_timeline(talk(INTERVIEW), questions=[2, 4], quotes=[3], left_out=[0, 1]),
    ]


def parsed(picture: Picture) -> etree._Element:
    return etree.fromstring(picture.svg.encode())


@pytest.mark.parametrize("picture", pictures(), ids=lambda p: p.title)
def test_every_picture_is_named_described_and_has_its_facts_as_a_table(picture: Picture) -> None:
    root = parsed(picture)
    labelled = {e.get("id") for e in root.iter() if e.get("id")}
    assert root.get("role") == "img"
    assert set((root.get("aria-labelledby") or "").split()) == labelled
    assert root.findtext(f"{SVG}title") == picture.title
    assert root.findtext(f"{SVG}desc")
    assert etree.fromstring(picture.table).findall(".//td")


@pytest.mark.parametrize("picture", pictures(), ids=lambda p: p.title)
def test_colours_are_properties_with_a_fallback_and_nothing_is_external(picture: Picture) -> None:
    fills = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture.svg)) - {"none"}
    assert fills <= {f"var(--picture-{name}, {shades[0]})" for name, shades in COLOURS.items()}
    assert "style=" not in picture.svg
    assert "url(" not in picture.svg


def test_a_picture_alone_carries_light_and_dark() -> None:
    alone = standalone(pictures()[0].svg)
    assert "prefers-color-scheme:dark" in alone
    assert etree.fromstring(alone.encode()) is not None


def test_a_plain_picture_has_no_properties_left() -> None:
    assert "var(" not in plain(pictures()[0].svg)
    assert COLOURS["participant"][0] in plain(pictures()[0].svg)


def test_bars_are_as_long_as_their_values() -> None:
    root = parsed(bars([Bar("a", (Part("", 10),)), Bar("b", (Part("", 5),))], title="t", key="k"))
    first, second = (float(r.get("width") or 0) for r in root.iter(f"{SVG}rect"))
    assert first == pytest.approx(2 * second, abs=0.2)


def test_the_timeline_goes_by_time_where_there_is_one() -> None:
    held = timed(("Mira", 0, 10, "What happened?"), ("Jonas", 10, 40, "It was slow."), ("Mira", 40, 50, "And then?"))
    picture = talk_timeline(held, questions=[0])
    assert picture.title == "Who spoke when"
    assert dict(picture.rows) == {"Jonas": "60%", "Mira": "40%"}
    assert "0:50" in picture.svg


def test_the_timeline_goes_by_words_where_there_are_no_times_and_says_so() -> None:
    assert "no times" in talk_timeline(talk(INTERVIEW)).title


def test_stretches_lead_to_their_turns() -> None:
    assert 'href="#t-2"' in talk_timeline(talk(INTERVIEW), links=True).svg


def test_ten_hours_stay_a_small_picture() -> None:
    turns = tuple(Turn(i, "AB"[i % 2], "word " * 9, i * 3.0, i * 3.0 + 3, role=Role.UNKNOWN) for i in range(12_000))
    assert len(talk_timeline(Transcript(turns)).svg) < 300_000


def test_many_speakers_share_a_line() -> None:
    crowd = Transcript(tuple(Turn(i, f"Person {i}", "Hello there.") for i in range(30)))
    assert "others" in talk_timeline(crowd).svg


def test_nobody_speaking_is_an_empty_picture() -> None:
    assert parsed(talk_timeline(Transcript(()))) is not None


@given(st.lists(st.tuples(st.text(max_size=50), st.floats(0, 1e6)), max_size=6), st.sampled_from([340, 720]))
def test_any_labels_and_values_give_well_formed_svg(rows: list[tuple[str, float]], width: int) -> None:
    drawn = bars([Bar(label, (Part("", value),), label[:9]) for label, value in rows], title="t", key="k", width=width)
    assert parsed(drawn) is not None


def test_a_clock_reads_as_people_write_it() -> None:
    assert [clock(s) for s in (5, 65, 3723)] == ["0:05", "1:05", "1:02:03"]

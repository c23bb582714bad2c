"""What is written reads back the same."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn, Word
from firsthand.formats.problems import Problem
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind, Reading
from firsthand.formats.writing import LAYOUTS, layout_ending, write

ANA, BO = "Ana Ruiz", "Bo Lind"
TALK = Transcript(
    (
        Turn(0, ANA, "Where do you look first?", 0.5, 2.0, Timing.CUE),
        Turn(1, BO, "At the board -- it says: <b>late</b> & red.\nThen I ask.", 2.5, 6.25, Timing.CUE),
        Turn(2, ANA, "- Always?", 6.5, 7.0, Timing.CUE),
        Turn(3, BO, "00:00:01.000 --> 00:00:02.000", 7.0, 9.0, Timing.CUE),
    ),
    title="Planning a week",
    language="en",
)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n:<>&-[]*_#é👩🏽‍💻"), min_size=1)
SPOKEN = ANY_TEXT.map(str.strip).filter(bool)
VALUES = st.floats(0, 100_000).map(lambda value: round(value, 3))


@st.composite
def spans(draw: st.DrawFn) -> tuple[float | None, float | None]:
    start = draw(st.none() | VALUES)
    return start, None if start is None or draw(st.booleans()) else start + draw(VALUES)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    turns = []
    for index in range(draw(st.integers(1, 6))):
        start, end = draw(spans())
        timing = Timing.NONE if start is None else Timing.CUE if end is not None else Timing.INTERPOLATED
        text = draw(SPOKEN)
        words = (Word(0, len(text), start, end, 0.5),) if start is not None and end is not None else ()
        speaker = draw(st.just("") | ANY_TEXT.map(lambda name: " ".join(name.split())))
        turns.append(Turn(index, speaker, text, start, end, timing, draw(st.sampled_from(Role)), words))
    return Transcript(tuple(turns), draw(SPOKEN), draw(st.sampled_from(["", "en", "pt-BR"])))


def back(transcript: Transcript, to: str) -> Reading:
    return read(write(transcript, to).encode(), f"file.{to}")


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(" ".join(turn.speaker.split()), " ".join(turn.text.split())) for turn in transcript.turns]


@settings(deadline=None, max_examples=60)
@given(transcripts())
def test_json_reads_back_as_the_very_same_transcript(transcript: Transcript) -> None:
    reading = back(transcript, "json")
    assert (reading.format, reading.problems) == ("firsthand-json", ())
    assert reading.transcript == transcript


@settings(deadline=None, max_examples=60)
@given(transcripts())
def test_json_keeps_what_was_imported_where_a_correction_lies_over_it(transcript: Transcript) -> None:
    corrected = transcript.with_correction(0, "As corrected")
    assert back(corrected, "json").transcript == corrected


@settings(deadline=None, max_examples=60)
@given(transcripts().filter(lambda t: any(turn.start is not None for turn in t.turns)))
def test_webvtt_reads_back_with_the_same_turns_speakers_and_times(transcript: Transcript) -> None:
    reading = back(transcript, "vtt")
    assert (reading.format, said(reading.transcript)) == ("firsthand-vtt", said(transcript))
    for turn, again in zip(transcript.turns, reading.transcript.turns, strict=True):
        assert turn.start is None or again.start == pytest.approx(turn.start, abs=0.0011)
        assert turn.end is None or again.end == pytest.approx(turn.end, abs=0.0021)
        assert (again.timing is Timing.CUE) == (turn.timing is Timing.CUE)


TOKENS = ("board", "late", "<i>x</i>", "&", "maybe:", "--", "café", "二", "why?", "so.", "[sic]")
WORDS = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=9)


@st.composite
def conversations(draw: st.DrawFn) -> Transcript:
    """Two people who take turns, as SRT and text can tell apart: neither has another way to mark a speaker."""
    texts = draw(st.lists(WORDS.map(" ".join), min_size=4, max_size=9))
    turns = [
        Turn(n, (ANA, BO)[n % 2], f"So {text}", 10.0 * n, 10.0 * n + 5, Timing.CUE) for n, text in enumerate(texts)
    ]
    return Transcript(tuple(turns), "Planning a week")


@settings(deadline=None, max_examples=60)
@given(transcripts().filter(lambda t: len({bool(turn.speaker) for turn in t.turns}) == 1))
def test_markdown_reads_back_with_the_same_turns_speakers_and_seconds(transcript: Transcript) -> None:
    reading = back(transcript, "md")
    assert (reading.format, said(reading.transcript)) == ("firsthand-md", said(transcript))
    starts = [None if turn.start is None else int(turn.start) for turn in transcript.turns]
    assert [turn.start for turn in reading.transcript.turns] == starts


@settings(deadline=None, max_examples=60)
@given(conversations())
def test_text_reads_back_with_the_same_turns_speakers_and_seconds(transcript: Transcript) -> None:
    reading = back(transcript, "txt")
    assert said(reading.transcript) == said(transcript)
    assert [turn.start for turn in reading.transcript.turns] == [turn.start for turn in transcript.turns]


@settings(deadline=None, max_examples=60)
@given(
    conversations().map(
        lambda t: dataclasses.replace(
            t, turns=tuple(dataclasses.replace(turn, text=turn.text.replace("<i>x</i>", "x")) for turn in t.turns)
        )
    )
)
def test_srt_reads_back_with_the_same_turns_speakers_and_times(transcript: Transcript) -> None:
    reading = back(transcript, "srt")
    assert said(reading.transcript) == said(transcript)
    assert [(t.start, t.end) for t in reading.transcript.turns] == [(t.start, t.end) for t in transcript.turns]


def test_json_has_the_documented_shape_with_one_turn_on_each_line() -> None:
    problems = [Problem("This line is odd", 3, "odd")]
    text = write(TALK, "json", format="zoom-vtt", sha256="ab" * 32, problems=problems)
    document = json.loads(text)
    assert list(document) == ["format", "sha256", "kind", "title", "language", "problems", "turns"]
    assert document["problems"] == [{"line": 3, "message": "This line is odd", "text": "odd"}]
    assert document["turns"][0] == {
        "index": 0,
        "speaker": ANA,
        "role": "unknown",
        "start": 0.5,
        "end": 2.0,
        "text": "Where do you look first?",
        "timing": "cue",
    }
    assert sum(line.startswith('    {"index"') for line in text.splitlines()) == len(TALK.turns)


def test_webvtt_escapes_what_would_be_markup() -> None:
    assert write(TALK, "vtt").split("\n\n")[3] == (
        "t-1\n00:00:02.500 --> 00:00:06.250\n"
        "<v Bo Lind>At the board -- it says: &lt;b&gt;late&lt;/b&gt; &amp; red. Then I ask.</v>"
    )


def test_srt_gives_the_name_before_the_words() -> None:
    assert write(TALK, "srt").startswith("1\n00:00:00,500 --> 00:00:02,000\nAna Ruiz: Where do you look first?\n\n2\n")


def test_markdown_shows_the_title_the_name_in_bold_and_the_time() -> None:
    assert write(TALK, "md").split("\n\n")[1:4] == [
        "# Planning a week",
        "**Ana Ruiz** (0:00:00): Where do you look first?",
        "**Bo Lind** (0:00:02): At the board -- it says: \\<b>late\\</b> & red.",
    ]


def test_a_turn_without_a_name_among_named_ones_is_not_given_to_the_one_before() -> None:
    mixed = Transcript((*TALK.turns[:2], Turn(2, "", "Who is that?", 7.0, 8.0, Timing.CUE)))
    assert "Unknown speaker: Who is that?" in write(mixed, "srt")
    assert "**Unknown speaker** (0:00:07): Who is that?" in write(mixed, "md")
    assert [turn.speaker for turn in back(mixed, "vtt").transcript.turns] == [ANA, BO, ""]


@pytest.mark.parametrize("to", ["vtt", "srt"])
def test_captions_without_any_time_are_refused_with_what_to_do(to: str) -> None:
    with pytest.raises(Invalid, match="has no times, and captions need them"):
        write(Transcript((Turn(0, ANA, "Hello"),)), to)


@pytest.mark.parametrize("to", ["vtt", "srt"])
def test_a_chat_is_not_written_as_captions(to: str) -> None:
    with pytest.raises(Invalid, match="typed messages, not speech"):
        write(TALK, to, kind=Kind.CHAT)


def test_a_chat_says_in_every_other_layout_that_it_is_one() -> None:
    assert json.loads(write(TALK, "json", kind=Kind.CHAT))["kind"] == "chat"
    assert "These are typed messages, not speech." in write(TALK, "md", kind=Kind.CHAT)
    assert "These are typed messages, not speech." in write(TALK, "txt", kind=Kind.CHAT)


def test_missing_times_are_estimated_between_known_ones_and_marked() -> None:
    gaps = Transcript(
        (
            Turn(0, ANA, "one two three four five", 0.0, None, Timing.INTERPOLATED),
            Turn(1, BO, "one two three four five"),
            Turn(2, ANA, "one two three four five", 3.0, 5.0, Timing.CUE),
            Turn(3, BO, "one two three four five"),
        )
    )
    text = write(gaps, "vtt")
    assert "Every cue is one turn; the times of 3 of 4 are estimated." in text
    assert [(t.start, t.end, t.timing.value) for t in back(gaps, "vtt").transcript.turns] == [
        (0.0, 1.5, "interpolated"),
        (1.5, 3.0, "interpolated"),
        (3.0, 5.0, "cue"),
        (5.0, 7.0, "interpolated"),
    ]


def test_an_ending_names_its_layout() -> None:
    assert [layout_ending(each) and layout_ending(each).name for each in (".MD", "srt", "docx")] == ["md", "srt", None]


def test_a_layout_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(Invalid, match="Known are: json, vtt, srt, md, txt"):
        write(TALK, "pdf")
    assert [layout.name for layout in LAYOUTS] == ["json", "vtt", "srt", "md", "txt"]

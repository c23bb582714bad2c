"""WebVTT, SRT, SBV and TTML: odd files keep every word, times are honest, speakers are found and not invented."""

from __future__ import annotations

import pytest

from firsthand.domain.interviews.transcripts import Timing
from firsthand.formats.reading import read
from firsthand.formats.readings import Reading, Unreadable


def said(text: str, name: str = "call.vtt") -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in reading(text, name).transcript.turns]


def reading(text: str, name: str = "call.vtt") -> Reading:
    return read(text.encode(), name)


def messages(text: str, name: str = "call.vtt") -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message.split(";")[0][:40]) for problem in reading(text, name).problems]


VOICES = """WEBVTT - Call with Ada
Language: en-GB

NOTE made by hand
over two lines

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.000 align:start position:0%
<v.loud Ada Lovelace>We tried the <i>new</i> one &amp; it

00:03.000 --> 00:04.500
<v Ada Lovelace>broke.</v>

00:05.000 --> 00:06.000
<v Ben>When?
"""


def test_voices_notes_styles_settings_and_entities_are_understood() -> None:
    read_ = reading(VOICES)
    assert said(VOICES) == [("Ada Lovelace", "We tried the new one & it broke."), ("Ben", "When?")]
    assert (read_.transcript.title, read_.transcript.language, read_.problems) == ("Call with Ada", "en-GB", ())


def test_the_time_of_every_caption_stays_within_reach_of_its_words() -> None:
    turn = reading(VOICES).transcript.turns[0]
    spans = [(turn.text[w.begin : w.finish], w.start, w.end) for w in turn.words]
    assert (turn.start, turn.end, turn.timing) == (1.0, 4.5, Timing.CUE)
    assert spans == [("We tried the new one & it", 1.0, 3.0), ("broke.", 3.0, 4.5)]


def test_a_silence_begins_a_new_turn_of_the_same_speaker() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Well.\n\n00:09.000 --> 00:10.000\n<v Ada>Yes.\n"
    assert said(text) == [("Ada", "Well."), ("Ada", "Yes.")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    assert said("\ufeff" + VOICES.replace("\n", end))[1] == ("Ben", "When?")


def test_teams_times_without_leading_zeros_count_milliseconds() -> None:
    text = (
        "WEBVTT\n\n0:0:2.90 --> 0:0:4.480\n<v Jan de Wit>Hallo.</v>\n\n0:10:12.5 --> 0:10:13.0\n<v Jan de Wit>Ja.</v>\n"
    )
    turns = reading(text).transcript.turns
    assert reading(text).format == "teams-vtt"
    assert [(turn.start, turn.end) for turn in turns] == [(2.09, 4.48), (612.005, 613.0)]


def test_teams_identifiers_and_voices_over_several_lines_are_understood() -> None:
    ident = "3f1c2f6e-5b1a-4c8e-9a2d-0d6f3f1c2f6e"
    text = (
        f"WEBVTT\n\n{ident}/12-0\n00:00:01.000 --> 00:00:02.000\n<v Ida>One\ntwo</v>\n\n"
        f"{ident}/12-1\n00:00:02.000 --> 00:00:03.000\n<v Ida>three.</v>\n"
    )
    assert (reading(text).format, said(text)) == ("teams-vtt", [("Ida", "One two three.")])


def test_webex_names_the_speaker_beside_the_number() -> None:
    text = (
        'WEBVTT\n\n1 "Ada King" (345)\n00:01.000 --> 00:02.000\nHi.\n\n2 "Ben" (346)\n00:02.000 --> 00:03.000\nYes.\n'
    )
    assert said(text) == [("Ada King", "Hi."), ("Ben", "Yes.")]


def test_two_voices_in_one_caption_share_its_time() -> None:
    turns = reading("WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ada>Yes.</v><v Ben>No..</v>\n").transcript.turns
    assert [(t.speaker, t.start, t.end, t.timing) for t in turns] == [
        ("Ada", 0.0, 2.0, Timing.INTERPOLATED),
        ("Ben", 2.0, 4.0, Timing.INTERPOLATED),
    ]


ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:02.000
maya | Acme: One thing: it was slow.

2
00:00:02.500 --> 00:00:04.000
The thing is: we left.

3
00:00:04.000 --> 00:00:05.000
O'Neil (she/her): Why?

4
00:00:05.000 --> 00:00:06.000
maya | Acme: Money.
"""


def test_zoom_names_are_taken_off_and_missing_ones_go_on() -> None:
    assert reading(ZOOM).format == "zoom-vtt"
    assert said(ZOOM) == [
        ("maya | Acme", "One thing: it was slow. The thing is: we left."),
        ("O'Neil (she/her)", "Why?"),
        ("maya | Acme", "Money."),
    ]


def test_no_speaker_is_made_of_words_before_a_colon() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nThe thing is: it broke.\n\n2\n00:00:02,000 --> 00:00:03,000\nNote: it did.\n"
    )
    assert {speaker for speaker, _ in said(text, "a.srt")} == {""}


def test_names_only_where_the_speaker_changes_are_found_by_their_return() -> None:
    rows = ["Tove: So how", "did it go?", "Lars: It", "went", "well.", "Tove: And then?", "Lars: Then", "we left."]
    text = "".join(f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n{row}\n\n" for i, row in enumerate(rows, start=1))
    assert said(text, "a.srt") == [
        ("Tove", "So how did it go?"),
        ("Lars", "It went well."),
        ("Tove", "And then?"),
        ("Lars", "Then we left."),
    ]


def test_live_captions_announce_each_change_of_speaker() -> None:
    rows = [">> ADA: Hi.", "how are you", ">> BEN: Fine.", ">> Who is there?"]
    text = "".join(f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n{row}\n\n" for i, row in enumerate(rows, start=1))
    assert said(text, "a.srt") == [("ADA", "Hi. how are you"), ("BEN", "Fine."), ("", "Who is there?")]


def test_rolling_captions_say_every_word_once() -> None:
    shown = [("we were", ""), ("we were", "looking for"), ("looking for", "it all"), ("it all", "day long")]
    text = "WEBVTT\n\n" + "".join(
        f"00:00:0{i}.000 --> 00:00:0{i + 1}.000 align:start\n{a}\n{b or ' '}\n\n" for i, (a, b) in enumerate(shown)
    )
    assert said(text) == [("", "we were looking for it all day long")]


def test_a_person_may_say_the_same_twice() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.\n\n00:03.000 --> 00:04.000\nNo.\n"
    assert [words for _, words in said(text)] == ["Yes.", "Yes.", "No."]


def test_captions_without_names_become_sentences() -> None:
    rows = ["I looked", "for it.", "Twice."]
    text = "WEBVTT\n\n" + "".join(f"00:0{i}.000 --> 00:0{i + 1}.000\n{row}\n\n" for i, row in enumerate(rows))
    assert said(text) == [("", "I looked for it."), ("", "Twice.")]


def test_words_without_a_time_are_kept_and_said() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\ntwo\n\n00:03.000 --> 00:04.000\nthree.\n"
    assert said(text) == [("", "One two three.")]
    assert messages(text) == [(6, "These words have no time of their own an")]


def test_times_that_cannot_be_read_lose_no_words() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:0x --> 00:00:03,000\ntwo.\n"
    assert said(text, "a.srt") == [("", "One two.")]
    assert messages(text, "a.srt") == [(6, "The times of this caption can't be read")]


def test_an_end_before_the_start_is_left_out() -> None:
    turn = reading("0:00:17.484,0:00:16.543\nBackwards.\n", "a.sbv").transcript.turns[0]
    assert (turn.start, turn.end, turn.timing) == (17.484, None, Timing.INTERPOLATED)


def test_a_missing_empty_line_between_captions_is_forgiven() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03.000\nIn 2024\n2025\n\n"
        "3\n00:00:09,000 --> 00:00:09,500\nTwo.\n"
    )
    assert [words for _, words in said(text, "a.srt")] == ["One.", "In 2024 2025", "Two."]


def test_angle_brackets_that_are_no_tags_are_words() -> None:
    assert said("WEBVTT\n\n00:01.000 --> 00:02.000\na < b and <inaudible> c\n")[0][1] == "a < b and <inaudible> c"


def test_a_missing_header_is_said_and_forgiven() -> None:
    text = "00:01.000 --> 00:02.000\nHello there.\n"
    assert [turn.text for turn in read(text.encode(), "a.vtt", format="webvtt").transcript.turns] == ["Hello there."]


def test_captions_without_words_are_refused() -> None:
    with pytest.raises(Unreadable, match="none of its"):
        reading("WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xml:lang="de">
<head><metadata><ttm:agent xml:id="a1"><ttm:name type="full">Jürgen</ttm:name></ttm:agent></metadata></head>
<body><div>
<p begin="00:00:01.000" end="00:00:02.500" ttm:agent="a1">Das <span>war</span><br/>schwer.</p>
<p begin="3.5s" dur="500ms" ttm:agent="a1">Ja.</p>
</div></body></tt>"""


def test_ttml_gives_names_times_and_language() -> None:
    transcript = reading(TTML, "a.ttml").transcript
    assert [(t.speaker, t.text, t.start, t.end) for t in transcript.turns] == [
        ("Jürgen", "Das war schwer. Ja.", 1.0, 4.0)
    ]
    assert transcript.language == "de"

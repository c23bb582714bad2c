"""Every vendor's documented shape, read through the front door."""

from __future__ import annotations

import json

import pytest

from firsthand.domain.interviews.transcripts import Timing
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind, Reading, Unreadable
from firsthand.formats.sniffing import sniff
from json_specimens import (
    ASSEMBLYAI,
    DEEPGRAM,
    FIREFLIES,
    GENERIC,
    GOOGLE_DIARISED,
    READINGS,
    REV_AI,
    SLACK,
    WHISPER,
    WHISPERX,
)


def reading_of(document: object) -> Reading:
    return read(json.dumps(document).encode(), "file.json")


def turns_of(document: object) -> list[tuple[str, float | None, float | None, str]]:
    return [(t.speaker, t.start, t.end, t.text) for t in reading_of(document).transcript.turns]


@pytest.mark.parametrize("name", READINGS)
def test_a_documented_shape_is_recognised_and_read_whole(name: str) -> None:
    format_name, document, expected = READINGS[name]
    reading = reading_of(document)
    assert (reading.format, reading.problems) == (format_name, ())
    assert turns_of(document) == expected


@pytest.mark.parametrize("name", READINGS)
def test_every_timed_word_stands_where_its_offsets_say(name: str) -> None:
    for turn in reading_of(READINGS[name][1]).transcript.turns:
        places = [(word.begin, word.finish) for word in turn.words]
        assert places == sorted(places)
        assert all(turn.text[begin:finish].strip() == turn.text[begin:finish] != "" for begin, finish in places)
        assert all(turn.start <= word.start <= word.end <= turn.end for word in turn.words)


def test_the_words_keep_their_times_and_the_engines_probability() -> None:
    first = reading_of(DEEPGRAM).transcript.turns[0]
    said = [(first.text[w.begin : w.finish], w.start, w.end, w.probability) for w in first.words]
    assert said == [("Where", 0.5, 0.8, 0.9), ("next?", 0.8, 1.2, 0.8)]
    assert first.timing is Timing.WORD


def test_a_turn_with_a_word_that_the_engine_could_not_align_does_not_claim_word_times() -> None:
    first, second = reading_of(WHISPERX).transcript.turns
    assert (first.timing, second.timing) == (Timing.CUE, Timing.WORD)
    assert [first.text[w.begin : w.finish] for w in first.words] == ["We", "began", "in"]


def test_sentences_of_one_speaker_are_one_turn_and_keep_each_sentences_time() -> None:
    bo = reading_of(FIREFLIES).transcript.turns[1]
    assert [(bo.text[w.begin : w.finish], w.start) for w in bo.words] == [("On paper.", 3.0), ("Every Monday.", 4.5)]
    assert (bo.timing, reading_of(FIREFLIES).transcript.title) == (Timing.CUE, "Weekly planning")


def test_a_sentence_that_a_segment_breaks_is_one_turn_again() -> None:
    assert turns_of(WHISPER)[0] == ("", 0.0, 2.0, "Where do we go next?")


def test_the_repeated_words_of_a_diarised_result_that_breaks_off_are_not_said_twice() -> None:
    text = json.dumps(GOOGLE_DIARISED)
    reading = read(text[: text.rindex('"Home."')].encode(), "file.json")
    turns = reading.transcript.turns
    assert [(t.speaker, t.text) for t in turns] == [("Speaker 1", "Where next?"), ("", "Home.")]
    assert "breaks off" in reading.problems[0].message


def test_chat_messages_are_a_chat_and_not_a_transcript() -> None:
    assert reading_of(SLACK).kind is Kind.CHAT


def test_chinese_words_of_an_engine_are_joined_without_spaces() -> None:
    words = [{"word": w, "start": n, "end": n + 1, "confidence": 0.9} for n, w in enumerate("我们在纸上计划。")]
    document = {"results": {"channels": [{"alternatives": [{"transcript": "我们在纸上计划。", "words": words}]}]}}
    assert [text for *_, text in turns_of(document)] == ["我们在纸上计划。"]


def test_milliseconds_in_a_list_without_a_vendor_are_known_by_the_speed_of_speech() -> None:
    rows = [
        {"speaker": "Ana", "text": "One two three four five", "start": 1000 * n, "end": 1000 * n + 900}
        for n in range(9)
    ]
    reading = reading_of(rows)
    assert (reading.transcript.turns[2].start, reading.transcript.turns[2].end) == (2.0, 2.9)
    assert reading.problems == ()


def test_milliseconds_in_a_field_that_should_hold_seconds_are_noticed_and_said() -> None:
    segments = [
        {**each, "start": 1000 * each["start"], "end": 1000 * each["end"], "words": []} for each in WHISPER["segments"]
    ]
    reading = reading_of({**WHISPER, "segments": segments})
    assert [(turn.start, turn.end) for turn in reading.transcript.turns] == [(0.0, 2.0), (3.0, 3.5)]
    assert reading.problems[0].message.startswith("By the speed of speech the times in this file are milliseconds")


def test_milliseconds_of_a_long_meeting_are_no_time_too_far_away() -> None:
    hour = 3_600_000
    rows = [
        {"speaker": "Ana", "text": "One two three four", "start": hour + 2000 * n, "end": hour + 2000 * (n + 1)}
        for n in range(3)
    ]
    assert [start for _, start, _, _ in turns_of(rows)] == [3600.0, 3602.0, 3604.0]


def test_utterances_alone_are_known_for_assemblyais_by_the_fields_beside_them() -> None:
    utterances = [{"speaker": "A", "start": 100, "end": 900, "text": "Hi there."}]
    assert turns_of({"id": "x", "audio_duration": 3, "utterances": utterances}) == [
        ("Speaker A", 0.1, 0.9, "Hi there.")
    ]


def test_turns_whose_words_stand_in_lists_of_their_own_are_read_whole() -> None:
    turns = [
        {
            "speakerId": "7",
            "sentences": [{"start": 0, "end": 2, "text": "Where next?"}, {"start": 2, "end": 3, "text": "Home?"}],
        },
        {"speakerId": "8", "sentences": [{"start": 3, "end": 4, "text": "No."}]},
    ]
    document = {"callTranscripts": [{"callId": "1", "transcript": turns}]}
    assert turns_of(document) == [("Speaker 7", 0.0, 3.0, "Where next? Home?"), ("Speaker 8", 3.0, 4.0, "No.")]


def _sentence(start: int, end: int, text: str) -> dict[str, object]:
    return {"start": start, "end": end, "text": text}


def test_a_second_conversation_in_the_file_is_not_left_out_in_silence() -> None:
    other = [{"speaker": "Eva", "text": "Something else."}]
    reading = reading_of({"monday": GENERIC, "tuesday": other})
    assert len(reading.transcript.turns) == 2
    assert [p.message for p in reading.problems] == [
        "“tuesday” looks like turns too and was left out; “monday” was read"
    ]


def test_seconds_where_the_vendor_says_milliseconds_are_noticed_too() -> None:
    words = [{"text": "word", "start": n, "end": n + 1, "confidence": 0.9, "speaker": "A"} for n in range(50)]
    reading = reading_of({**ASSEMBLYAI, "words": words, "utterances": None})
    assert reading.transcript.duration == 50.0


def test_a_bad_entry_is_a_problem_and_the_others_are_read() -> None:
    bad = [GENERIC[0], None, {"speaker": "Bo Lind", "start": 1.5}, {**GENERIC[1], "start": "soon", "end": -1}]
    reading = reading_of(bad)
    assert turns_of(bad) == [("Ana Ruiz", 0.5, 1.2, "Where next?"), ("Bo Lind", None, None, "Home.")]
    assert [p.message for p in reading.problems] == [
        "Entry 2 of the list is not an object and was left out",
        "Entry 3 of the list has no text and was left out",
    ]


def test_a_file_that_breaks_off_is_read_up_to_the_break_with_the_place_named() -> None:
    data = json.dumps(REV_AI, indent=1).encode()
    reading = read(data[: data.index(b'"Home"') + 3], "file.json")
    assert [turn.text for turn in reading.transcript.turns] == ["Where next?"]
    assert (reading.problems[0].line, "breaks off" in reading.problems[0].message) == (35, True)


def test_lines_of_json_are_turns() -> None:
    data = "\n".join(json.dumps(each) for each in GENERIC).encode() + b'\n{"speaker": "Bo Li'
    reading = read(data, "file.jsonl")
    assert (reading.format, len(reading.transcript.turns)) == ("turns-json", 2)
    assert [problem.line for problem in reading.problems] == [3]


@pytest.mark.parametrize(
    ("document", "seen"),
    [
        ([{"labelId": "x", "start": 1, "end": 2, "note": ""}], "1 annotations of a transcript"),
        ([{"title": "Cut", "elements": [{"type": "paper-cut", "words": []}]}], "1 paper edits"),
        ({"0": {"candidates": [], "class": "YEAR"}}, "a list of 1 numbers and abbreviations"),
        ({"id": "x", "status": "queued", "text": None}, "the status of a transcription job (“queued”)"),
        ({"name": "left-pad", "version": "1.0"}, "an object with the fields “name”, “version”"),
        (["Ana", "Bo"], "a list of 2 entries"),
        ({**ASSEMBLYAI, "words": [], "utterances": [], "text": ""}, "an object with the fields"),
    ],
)
def test_json_that_is_no_transcript_is_refused_with_what_was_seen(document: object, seen: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading_of(document)
    assert seen in refused.value.message


def test_the_sniffer_shows_the_lines_that_gave_the_layout_away() -> None:
    best = sniff(json.dumps(DEEPGRAM, indent=2).encode(), "file.json")[0]
    assert (best.format, best.evidence[0].line, best.evidence[0].text) == ("deepgram-json", 4, '"channels": 1')

"""Engines that keep a channel for each speaker, and the JSON of Azure and YouTube."""

from __future__ import annotations

import json

from firsthand.domain.interviews.transcripts import Timing
from firsthand.formats.reading import read
from firsthand.formats.readings import Reading

HEARD = {
    "0": [("So", 1.0), ("why?", 1.4), ("Go", 9.0), ("on.", 9.3)],
    "1": [("Because", 3.0), ("it", 3.5), ("broke.", 3.8), ("Twice.", 12.0)],
}
SAID = [("0", "So why?"), ("1", "Because it broke."), ("0", "Go on."), ("1", "Twice.")]


def reading(document: object, name: str = "call.json") -> Reading:
    return read(json.dumps(document).encode(), name)


def test_what_deepgram_heard_on_two_channels_is_one_conversation() -> None:
    channels = [
        {"alternatives": [{"transcript": "", "words": [{"word": w, "start": t, "end": t + 0.3} for w, t in heard]}]}
        for heard in HEARD.values()
    ]
    turns = reading({"results": {"channels": channels}}).transcript.turns
    assert [(turn.speaker, turn.text) for turn in turns] == [(f"Channel {who}", text) for who, text in SAID]


def test_what_amazon_heard_on_two_channels_is_one_conversation() -> None:
    def item(word: str, start: float) -> dict[str, object]:
        alternatives = [{"content": word, "confidence": "0.9"}]
        return {
            "type": "pronunciation",
            "start_time": f"{start}",
            "end_time": f"{start + 0.3}",
            "alternatives": alternatives,
        }

    channels = [
        {"channel_label": f"ch_{who}", "items": [item(*each) for each in heard]} for who, heard in HEARD.items()
    ]
    turns = reading(
        {"jobName": "a", "results": {"channel_labels": {"channels": channels}, "items": []}}
    ).transcript.turns
    assert [(turn.speaker, turn.text) for turn in turns] == [(f"ch_{who}", text) for who, text in SAID]


def test_azure_phrases_are_read_with_speakers_and_ticks() -> None:
    phrases = [
        {
            "speaker": 1,
            "channel": 0,
            "offsetInTicks": 10_000_000,
            "durationInTicks": 5_000_000,
            "nBest": [{"display": "Why?"}],
        },
        {"speaker": 2, "channel": 0, "offset": "PT1M2.5S", "duration": "PT1S", "nBest": [{"display": "It broke."}]},
        {"speaker": 2, "channel": 0, "offset": "PT1M4S", "duration": "PT1S", "nBest": []},
    ]
    read_ = reading({"source": "x", "recognizedPhrases": phrases})
    assert [(t.speaker, t.text, t.start, t.end) for t in read_.transcript.turns] == [
        ("Speaker 1", "Why?", 1.0, 1.5),
        ("Speaker 2", "It broke.", 62.5, 63.5),
    ]
    assert (read_.format, [problem.message for problem in read_.problems]) == (
        "azure-json",
        ["Phrase 3 has no text and was left out"],
    )


def test_youtube_events_become_sentences_and_end_where_the_next_begins() -> None:
    events = [
        {"tStartMs": 0, "dDurationMs": 9000, "id": 1},
        {"tStartMs": 1000, "dDurationMs": 4000, "segs": [{"utf8": "So"}, {"utf8": " last", "tOffsetMs": 300}]},
        {"tStartMs": 3000, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 3000, "dDurationMs": 2000, "segs": [{"utf8": "week it broke."}]},
    ]
    turn = reading({"wireMagic": "pb3", "events": events}, "a.json3").transcript.turns[0]
    assert (turn.text, turn.start, turn.end, turn.timing) == ("So last week it broke.", 1.0, 5.0, Timing.CUE)
    assert [(word.start, word.end) for word in turn.words] == [(1.0, 3.0), (3.0, 5.0)]

"""Small documents in the shapes that vendors document, with words of our own; each with what it must read as."""

from __future__ import annotations

from typing import Any

JSON = Any


def _whisper_word(word: str, start: float, end: float) -> JSON:
    return {"word": f" {word}", "start": start, "end": end, "probability": 0.9}


FIREFLIES = {
    "data": {
        "transcript": {
            "title": "Weekly planning",
            "speakers": [{"id": 0, "name": "Ana Ruiz"}, {"id": 1, "name": "Bo Lind"}],
            "sentences": [
                {
                    "index": 0,
                    "speaker_id": 0,
                    "speaker_name": "Ana Ruiz",
                    "text": "How do you plan a week?",
                    "raw_text": "how do you plan a week",
                    "start_time": "0.5",
                    "end_time": "2.25",
                    "ai_filters": {"sentiment": "neutral"},
                },
                {
                    "index": 1,
                    "speaker_id": 1,
                    "speaker_name": None,
                    "text": "On paper.",
                    "raw_text": "on paper",
                    "start_time": "3.0",
                    "end_time": "4.0",
                },
                {
                    "index": 2,
                    "speaker_id": 1,
                    "speaker_name": "Bo Lind",
                    "text": "Every Monday.",
                    "raw_text": "every monday",
                    "start_time": "4.5",
                    "end_time": "6",
                },
            ],
        }
    }
}
GRAIN = [
    {"speaker": "Ana Ruiz", "participant_id": "a1", "start": 500, "end": 2250, "text": "How do you plan a week?"},
    {"speaker": "Bo Lind", "participant_id": None, "start": 3000, "end": 6000, "text": "On paper. Every Monday."},
]
GRANOLA = {
    "title": "Weekly planning",
    "transcript": [
        {
            "speaker": {"source": "microphone"},
            "text": "How do you plan a week?",
            "start_time": "2026-03-02T09:00:10.500Z",
            "end_time": "2026-03-02T09:00:12.250Z",
        },
        {
            "speaker": {"source": "speaker"},
            "text": "On paper. Every Monday.",
            "start_time": "2026-03-02T09:00:13.000Z",
            "end_time": "2026-03-02T09:00:16.000Z",
        },
    ],
}
REV_AI = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "Where", "ts": 0.5, "end_ts": 0.8, "confidence": 0.9},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "next", "ts": 0.8, "end_ts": 1.2, "confidence": 0.8},
                {"type": "punct", "value": "?"},
            ],
        },
        {"speaker": 1, "elements": [{"type": "text", "value": "Home", "ts": 2.0, "end_ts": 2.4, "confidence": 0.7}]},
    ]
}
REV_PEOPLE = {
    "speakers": [{"id": 0, "name": "Ana Ruiz"}, {"id": 1, "name": "Bo Lind"}],
    "monologues": [
        {
            "speaker": 0,
            "speaker_name": "Ana Ruiz",
            "elements": [
                {"type": "text", "value": "Where next?", "timestamp": "00:00:00,500", "end_timestamp": "00:00:01,200"}
            ],
        },
        {
            "speaker": 1,
            "elements": [
                {"type": "text", "value": "Home", "timestamp": "00:00:02,000", "end_timestamp": "00:00:02,400"}
            ],
        },
    ],
}
WHISPER = {
    "text": " Where do we go next? Home.",
    "language": "en",
    "segments": [
        {
            "id": 0,
            "seek": 0,
            "start": 0.0,
            "end": 1.0,
            "text": " Where do we",
            "avg_logprob": -0.2,
            "words": [_whisper_word("Where", 0.0, 0.4), _whisper_word("do", 0.4, 0.6), _whisper_word("we", 0.6, 1.0)],
        },
        {
            "id": 1,
            "seek": 0,
            "start": 1.0,
            "end": 2.0,
            "text": " go next?",
            "avg_logprob": -0.2,
            "words": [_whisper_word("go", 1.0, 1.5), _whisper_word("next?", 1.5, 2.0)],
        },
        {
            "id": 2,
            "seek": 0,
            "start": 3.0,
            "end": 3.5,
            "text": " Home.",
            "avg_logprob": -0.2,
            "words": [_whisper_word("Home.", 3.0, 3.5)],
        },
    ],
}
WHISPERX = {
    "segments": [
        {
            "start": 0.0,
            "end": 2.0,
            "text": " We began in 2014.",
            "speaker": "SPEAKER_00",
            "words": [
                {"word": "We", "start": 0.0, "end": 0.3, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "began", "start": 0.4, "end": 0.8, "score": 0.8, "speaker": "SPEAKER_00"},
                {"word": "in", "start": 0.8, "end": 0.9, "score": 0.8, "speaker": "SPEAKER_00"},
                {"word": "2014."},
            ],
        },
        {
            "start": 2.5,
            "end": 3.0,
            "text": " Why?",
            "speaker": "SPEAKER_01",
            "words": [{"word": "Why?", "start": 2.5, "end": 3.0, "score": 0.7, "speaker": "SPEAKER_01"}],
        },
    ],
    "word_segments": [],
}
WHISPER_TIMESTAMPED = {
    "text": " Where next?",
    "segments": [
        {
            "id": 0,
            "start": 0.5,
            "end": 1.2,
            "text": " Where next?",
            "confidence": 0.8,
            "tokens": [1],
            "words": [
                {"text": "Where", "start": 0.5, "end": 0.8, "confidence": 0.9},
                {"text": "next?", "start": 0.8, "end": 1.2, "confidence": 0.6},
            ],
        }
    ],
    "language": "en",
}
WHISPER_CPP = {
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,500", "to": "00:00:01,200"},
            "offsets": {"from": 500, "to": 1200},
            "text": " Where next?",
        }
    ],
}
OPENAI_WORDS = {
    "task": "transcribe",
    "language": "english",
    "duration": 1.2,
    "text": "Where next?",
    "words": [{"word": "Where", "start": 0.5, "end": 0.8}, {"word": "next", "start": 0.8, "end": 1.2}],
}
TRANSFORMERS = {
    "text": " Where next? Home.",
    "chunks": [{"timestamp": [0.5, 1.2], "text": " Where next?"}, {"timestamp": [2.0, None], "text": " Home."}],
}
_DEEPGRAM_WORDS = [
    {"word": "where", "start": 0.5, "end": 0.8, "confidence": 0.9, "speaker": 0, "punctuated_word": "Where"},
    {"word": "next", "start": 0.8, "end": 1.2, "confidence": 0.8, "speaker": 0, "punctuated_word": "next?"},
    {"word": "home", "start": 2.0, "end": 2.4, "confidence": 0.7, "speaker": 1, "punctuated_word": "Home."},
]
DEEPGRAM = {
    "metadata": {"duration": 2.5, "channels": 1},
    "results": {
        "channels": [{"alternatives": [{"transcript": "Where next? Home.", "words": _DEEPGRAM_WORDS}]}],
    },
}
DEEPGRAM_UTTERANCES = {
    "results": {
        "channels": [{"alternatives": [{"transcript": "Where next? Home.", "words": _DEEPGRAM_WORDS}]}],
        "utterances": [
            {"start": 0.5, "end": 1.2, "transcript": "Where next?", "speaker": 0, "words": _DEEPGRAM_WORDS[:2]},
            {"start": 2.0, "end": 2.4, "transcript": "Home.", "speaker": 1, "words": _DEEPGRAM_WORDS[2:]},
        ],
    },
}
DEEPGRAM_TWO_CHANNELS = {
    "results": {
        "channels": [
            {
                "alternatives": [
                    {"words": [{"word": "where", "start": 0.5, "end": 0.8}, {"word": "next", "start": 0.8, "end": 1.2}]}
                ]
            },
            {"alternatives": [{"words": [{"word": "home", "start": 2.0, "end": 2.4}]}]},
        ],
    },
}
_ASSEMBLY_WORDS = [
    {"text": "Where", "start": 500, "end": 800, "confidence": 0.9, "speaker": "A"},
    {"text": "next?", "start": 800, "end": 1200, "confidence": 0.8, "speaker": "A"},
    {"text": "Home.", "start": 2000, "end": 2400, "confidence": 0.7, "speaker": "B"},
]
ASSEMBLYAI = {
    "id": "x",
    "status": "completed",
    "audio_url": "https://example.org/a.mp3",
    "audio_duration": 3,
    "language_code": "en_us",
    "text": "Where next? Home.",
    "words": _ASSEMBLY_WORDS,
    "utterances": [
        {"speaker": "A", "start": 500, "end": 1200, "text": "Where next?", "words": _ASSEMBLY_WORDS[:2]},
        {"speaker": "B", "start": 2000, "end": 2400, "text": "Home.", "words": _ASSEMBLY_WORDS[2:]},
    ],
}
ASSEMBLYAI_WORDS = {**ASSEMBLYAI, "utterances": None}


def _aws(content: str, kind: str, start: str = "", end: str = "", **more: str) -> JSON:
    times = {"start_time": start, "end_time": end} if start else {}
    return {**times, **more, "type": kind, "alternatives": [{"confidence": "0.9", "content": content}]}


_AWS_ITEMS = [
    _aws("Where", "pronunciation", "0.5", "0.8"),
    _aws("next", "pronunciation", "0.8", "1.2"),
    _aws("?", "punctuation"),
    _aws("Home", "pronunciation", "2.0", "2.4"),
    _aws(".", "punctuation"),
]
AWS = {
    "jobName": "planning",
    "results": {
        "transcripts": [{"transcript": "Where next? Home."}],
        "items": _AWS_ITEMS,
        "speaker_labels": {
            "speakers": 2,
            "segments": [
                {
                    "speaker_label": "spk_0",
                    "start_time": "0.5",
                    "end_time": "1.2",
                    "items": [
                        {"speaker_label": "spk_0", "start_time": "0.5", "end_time": "0.8"},
                        {"speaker_label": "spk_0", "start_time": "0.8", "end_time": "1.2"},
                    ],
                },
                {
                    "speaker_label": "spk_1",
                    "start_time": "2.0",
                    "end_time": "2.4",
                    "items": [{"speaker_label": "spk_1", "start_time": "2.0", "end_time": "2.4"}],
                },
            ],
        },
    },
    "status": "COMPLETED",
}
AWS_CHANNELS = {
    "jobName": "planning",
    "results": {
        "items": _AWS_ITEMS,
        "channel_labels": {
            "number_of_channels": 2,
            "channels": [
                {"channel_label": "ch_0", "items": _AWS_ITEMS[:3]},
                {"channel_label": "ch_1", "items": _AWS_ITEMS[3:]},
            ],
        },
    },
}
_GOOGLE_WORDS = [
    {"startTime": "0.500s", "endTime": "0.800s", "word": "Where"},
    {"startTime": "0.800s", "endTime": "1.200s", "word": "next?"},
    {"startTime": "2s", "endTime": "2.400s", "word": "Home."},
]
GOOGLE = {
    "results": [
        {"alternatives": [{"transcript": "Where next?", "confidence": 0.9, "words": _GOOGLE_WORDS[:2]}]},
        {"alternatives": [{"transcript": " Home.", "confidence": 0.9, "words": _GOOGLE_WORDS[2:]}]},
    ]
}
GOOGLE_DIARISED = {
    "results": [
        *GOOGLE["results"],
        {
            "alternatives": [
                {"words": [{**word, "speakerTag": tag} for word, tag in zip(_GOOGLE_WORDS, (1, 1, 2), strict=True)]}
            ]
        },
    ]
}
GOOGLE_V2_BATCH = {
    "results": {
        "gs://bucket/a.wav": {
            "transcript": {
                "results": [
                    {
                        "alternatives": [
                            {
                                "transcript": "Where next?",
                                "words": [
                                    {
                                        "startOffset": "0.500s",
                                        "endOffset": "0.800s",
                                        "word": "Where",
                                        "speakerLabel": "1",
                                    },
                                    {
                                        "startOffset": "0.800s",
                                        "endOffset": "1.200s",
                                        "word": "next?",
                                        "speakerLabel": "1",
                                    },
                                    {"startOffset": "2s", "endOffset": "2.4s", "word": "Home.", "speakerLabel": "2"},
                                ],
                            }
                        ],
                        "languageCode": "en-us",
                    }
                ]
            }
        }
    }
}
IBM = {
    "result_index": 0,
    "results": [
        {
            "final": True,
            "alternatives": [
                {
                    "transcript": "where next ",
                    "timestamps": [["where", 0.5, 0.8], ["next", 0.8, 1.2]],
                    "word_confidence": [["where", 0.9], ["next", 0.8]],
                }
            ],
        },
        {"final": True, "alternatives": [{"transcript": "home ", "timestamps": [["home", 2.0, 2.4]]}]},
    ],
    "speaker_labels": [
        {"from": 0.5, "to": 0.8, "speaker": 0, "confidence": 0.5, "final": False},
        {"from": 0.8, "to": 1.2, "speaker": 0, "confidence": 0.5, "final": False},
        {"from": 2.0, "to": 2.4, "speaker": 1, "confidence": 0.5, "final": True},
    ],
}


def _sm(content: str, kind: str, start: float, end: float, speaker: str, **more: object) -> JSON:
    best = {"content": content, "confidence": 0.9, "language": "en", "speaker": speaker}
    return {"type": kind, "start_time": start, "end_time": end, "alternatives": [best], **more}


SPEECHMATICS = {
    "format": "2.9",
    "metadata": {"transcription_config": {"language": "en", "diarization": "speaker"}},
    "job": {"data_name": "planning.wav"},
    "results": [
        _sm("Where", "word", 0.5, 0.8, "S1"),
        _sm("next", "word", 0.8, 1.2, "S1"),
        _sm("?", "punctuation", 1.2, 1.2, "S1", attaches_to="previous", is_eos=True),
        _sm("Home", "word", 2.0, 2.4, "S2"),
        _sm(".", "punctuation", 2.4, 2.4, "S2", attaches_to="previous", is_eos=True),
    ],
}
SPEECHMATICS_1 = {
    "format": "1.0",
    "job": {"lang": "en", "name": "planning.wav"},
    "speakers": [
        {"duration": "1.0", "confidence": None, "name": "F1", "time": "0.50"},
        {"duration": "0.5", "confidence": None, "name": "M2", "time": "2.00"},
    ],
    "words": [
        {"duration": "0.30", "confidence": "0.900", "name": "Where", "time": "0.50"},
        {"duration": "0.40", "confidence": "0.900", "name": "next", "time": "0.80"},
        {"duration": "0.10", "confidence": "0.900", "name": "?", "time": "1.90"},
        {"duration": "0.40", "confidence": "0.900", "name": "Home", "time": "2.00"},
    ],
}
KALDI = {
    "action": "audio-transcribe",
    "retval": {
        "status": True,
        "punct": "Where next? Home.",
        "words": [
            {"start": 0.5, "end": 0.8, "confidence": 0.9, "word": "where", "punct": "Where", "index": 0},
            {"start": 0.8, "end": 1.2, "confidence": 0.9, "word": "next", "punct": "next?", "index": 1},
            {"start": 2.0, "end": 2.4, "confidence": 0.9, "word": "home", "punct": "Home.", "index": 2},
        ],
        "segmentation": {
            "segments": [
                {"@type": "Segment", "start": 0, "duration": 1.5, "speaker": {"@id": "S0", "gender": "F"}},
                {"@type": "Segment", "start": 1.9, "duration": 1.0, "speaker": {"@id": "S1", "gender": "M"}},
            ]
        },
    },
}
AMBERSCRIPT = {
    "filename": "planning.wav",
    "speakers": [{"spkid": "spk1", "name": "Ana Ruiz"}, {"spkid": "spk2", "name": ""}],
    "segments": [
        {
            "speaker": "spk1",
            "words": [
                {"start": 0.5, "end": 0.8, "duration": 0.3, "text": "Where", "conf": 1, "pristine": True},
                {"start": 0.8, "end": 1.2, "duration": 0.4, "text": "next?", "conf": 0.4, "pristine": True},
            ],
        },
        {"speaker": "spk2", "words": [{"start": 2.0, "end": 2.4, "duration": 0.4, "text": "Home.", "conf": 1}]},
    ],
}
PODCAST = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Ana Ruiz", "startTime": 0.5, "endTime": 1.2, "body": "Where next?"},
        {"speaker": "Bo Lind", "startTime": 2, "endTime": 2.4, "body": "Home."},
    ],
}
GENERIC = [
    {"speaker": "Ana Ruiz", "text": "Where next?", "start": 0.5, "end": 1.2},
    {"speaker": "Bo Lind", "text": "Home.", "start": 2.0, "end": 2.4},
]
PAPER_EDIT = {
    "title": "Planning",
    "paragraphs": [
        {"id": 0, "start": 0.5, "end": 1.2, "speaker": "Ana Ruiz"},
        {"id": 1, "start": 2.0, "end": 2.4, "speaker": "Bo Lind"},
    ],
    "words": [
        {"id": 0, "start": 0.5, "end": 0.8, "text": "Where"},
        {"id": 1, "start": 0.8, "end": 1.2, "text": "next?"},
        {"id": 2, "start": 2.0, "end": 2.4, "text": "Home."},
    ],
}
OWN = {
    "format": "zoom-vtt",
    "sha256": "0" * 64,
    "kind": "transcript",
    "title": "Planning",
    "language": "en",
    "problems": [],
    "turns": [
        {
            "index": 0,
            "speaker": "Ana Ruiz",
            "role": "researcher",
            "start": 0.5,
            "end": 1.2,
            "text": "Where next?",
            "timing": "word",
            "imported": "Where text?",
            "words": [
                {"begin": 0, "finish": 5, "start": 0.5, "end": 0.8, "probability": 0.9},
                {"begin": 6, "finish": 11, "start": 0.8, "end": 1.2},
            ],
        },
        {"index": 1, "speaker": "Bo Lind", "role": "participant", "start": 2.0, "end": 2.4, "text": "Home."},
    ],
}
SLACK = [
    {"type": "message", "user": "U1", "text": "Where next?", "ts": "1700000000.000100"},
    {"type": "message", "user": "U2", "text": "Home.", "ts": "1700000002.000100"},
]


def _two(
    first: str, second: str, texts: tuple[str, str] = ("Where next?", "Home.")
) -> list[tuple[str, float, float, str]]:
    return [(first, 0.5, 1.2, texts[0]), (second, 2.0, 2.4, texts[1])]


_PLANNING = [("How do you plan a week?", 0.5, 2.25), ("On paper. Every Monday.", 3.0, 6.0)]
_PEOPLE = ("Ana Ruiz", "Bo Lind")
READINGS: dict[str, tuple[str, JSON, list[tuple[str, float | None, float | None, str]]]] = {
    "fireflies": ("fireflies-json", FIREFLIES, [(n, s, e, t) for n, (t, s, e) in zip(_PEOPLE, _PLANNING, strict=True)]),
    "grain": ("grain-json", GRAIN, [(n, s, e, t) for n, (t, s, e) in zip(_PEOPLE, _PLANNING, strict=True)]),
    "granola": (
        "granola-json",
        GRANOLA,
        [(n, s - 0.5, e - 0.5, t) for n, (t, s, e) in zip(("microphone", "speaker"), _PLANNING, strict=True)],
    ),
    "rev.ai": ("rev-json", REV_AI, _two("Speaker 0", "Speaker 1", ("Where next?", "Home"))),
    "rev by people": ("rev-json", REV_PEOPLE, _two(*_PEOPLE, ("Where next?", "Home"))),
    "whisper": ("whisper-json", WHISPER, [("", 0.0, 2.0, "Where do we go next?"), ("", 3.0, 3.5, "Home.")]),
    "whisperx": (
        "whisper-json",
        WHISPERX,
        [("SPEAKER_00", 0.0, 2.0, "We began in 2014."), ("SPEAKER_01", 2.5, 3.0, "Why?")],
    ),
    "whisper-timestamped": ("whisper-json", WHISPER_TIMESTAMPED, [("", 0.5, 1.2, "Where next?")]),
    "whisper.cpp": ("whisper-json", WHISPER_CPP, [("", 0.5, 1.2, "Where next?")]),
    "openai words": ("whisper-json", OPENAI_WORDS, [("", 0.5, 1.2, "Where next?")]),
    "transformers": ("whisper-json", TRANSFORMERS, [("", 0.5, 1.2, "Where next?"), ("", 2.0, None, "Home.")]),
    "deepgram words": ("deepgram-json", DEEPGRAM, _two("Speaker 0", "Speaker 1")),
    "deepgram utterances": ("deepgram-json", DEEPGRAM_UTTERANCES, _two("Speaker 0", "Speaker 1")),
    "deepgram channels": (
        "deepgram-json",
        DEEPGRAM_TWO_CHANNELS,
        _two("Channel 0", "Channel 1", ("where next", "home")),
    ),
    "assemblyai": ("assemblyai-json", ASSEMBLYAI, _two("Speaker A", "Speaker B")),
    "assemblyai words": ("assemblyai-json", ASSEMBLYAI_WORDS, _two("Speaker A", "Speaker B")),
    "aws": ("aws-transcribe-json", AWS, _two("spk_0", "spk_1")),
    "aws channels": ("aws-transcribe-json", AWS_CHANNELS, _two("ch_0", "ch_1")),
    "google": ("google-speech-json", GOOGLE, _two("", "")),
    "google diarised": ("google-speech-json", GOOGLE_DIARISED, _two("Speaker 1", "Speaker 2")),
    "google v2": ("google-speech-json", GOOGLE_V2_BATCH, _two("Speaker 1", "Speaker 2")),
    "ibm": ("ibm-watson-json", IBM, _two("Speaker 0", "Speaker 1", ("where next", "home"))),
    "speechmatics": ("speechmatics-json", SPEECHMATICS, _two("S1", "S2")),
    "speechmatics 1": ("speechmatics-json", SPEECHMATICS_1, _two("F1", "M2", ("Where next?", "Home"))),
    "bbc kaldi": ("bbc-kaldi-json", KALDI, _two("S0", "S1")),
    "amberscript": ("amberscript-json", AMBERSCRIPT, _two("Ana Ruiz", "spk2")),
    "podcast": ("podcast-json", PODCAST, _two(*_PEOPLE)),
    "a list of turns": ("turns-json", GENERIC, _two(*_PEOPLE)),
    "turns": ("turns-json", {"turns": GENERIC}, _two(*_PEOPLE)),
    "segments": ("turns-json", {"segments": GENERIC, "id": 7}, _two(*_PEOPLE)),
    "transcript": ("turns-json", {"meeting": {"transcript": GENERIC}}, _two(*_PEOPLE)),
    "firsthand": ("firsthand-json", OWN, _two(*_PEOPLE)),
    "paper edit": ("paragraphs-json", PAPER_EDIT, _two(*_PEOPLE)),
    "slack": ("chat-json", SLACK, [("U1", None, None, "Where next?"), ("U2", None, None, "Home.")]),
}

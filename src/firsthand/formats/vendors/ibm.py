"""IBM Watson Speech to Text: phrases with arrays of [word, start, end], and speaker labels by start time.

https://cloud.ibm.com/apidocs/speech-to-text — seconds; no punctuation, hesitations as %HESITATION. The answer of an
asynchronous job holds one more `results` around the phrases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, turn_of, turns_of_words
from firsthand.formats.vendors.values import entries, fields, label_of, probability_of, rows, seconds_of, text_of


def _looks(document: object) -> float:
    answers = list(_answers(document))
    best = [
        fields(next(iter(entries(fields(phrase).get("alternatives"))), None))
        for answer in answers
        for phrase in entries(answer.get("results"))[:3]
    ]
    if any("timestamps" in each for each in best):
        return 0.95
    has_own = any({"result_index", "speaker_labels"} & answer.keys() for answer in answers)
    return 0.9 if has_own and any("transcript" in each for each in best) else 0.0


def _answers(document: object) -> Iterator[Mapping[str, object]]:
    """The objects that hold a list of phrases: the document itself, or the entries of its `results`."""
    inner = [fields(each) for each in entries(fields(document).get("results"))]
    nested = [each for each in inner if isinstance(each.get("results"), list)]
    yield from nested or [fields(document)]


def _draft(document: object, problems: list[Problem]) -> Draft:
    turns: list[Turn] = []
    for answer in _answers(document):
        speakers = _speakers(answer)
        phrases = [phrase for _, phrase in rows(answer.get("results"), "the results", problems)]
        final = [phrase for phrase in phrases if phrase.get("final") is not False] or phrases[-1:]
        words = [word for n, phrase in enumerate(final, 1) for word in _phrase(n, phrase, speakers, problems)]
        turns += turns_of_words(words) or [turn_of("", _transcript(phrase)) for phrase in final]
    return Draft(turns)


def _speakers(answer: Mapping[str, object]) -> dict[float | None, str]:
    labels = [fields(each) for each in entries(answer.get("speaker_labels"))]
    return {seconds_of(label.get("from")): label_of(label.get("speaker")) for label in labels}


def _transcript(phrase: Mapping[str, object]) -> str:
    return text_of(_best(phrase).get("transcript"))


def _best(phrase: Mapping[str, object]) -> Mapping[str, object]:
    return fields(next(iter(entries(phrase.get("alternatives"))), None))


def _phrase(
    number: int, phrase: Mapping[str, object], speakers: Mapping[float | None, str], problems: list[Problem]
) -> list[Spoken]:
    best = _best(phrase)
    sure = [entries(pair) for pair in entries(best.get("word_confidence"))]
    words: list[Spoken] = []
    for place, stamp in enumerate(entries(best.get("timestamps"))):
        parts = [*entries(stamp), None, None, None]
        text = text_of(parts[0])
        if not text.strip():
            problems.append(Problem(f"Word {place + 1} of result {number} has no text and was left out"))
            continue
        start = seconds_of(parts[1])
        pair = sure[place] if place < len(sure) else ()
        probability = probability_of(pair[1]) if len(pair) > 1 and pair[0] == parts[0] else None
        words.append(Spoken(text, speakers.get(start, ""), start, seconds_of(parts[2]), probability))
    return [*words[:-1], replace(words[-1], ends_sentence=True)] if words else []


FORMAT = json_format(
    "ibm-watson-json",
    "IBM Watson Speech to Text (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("result_index", "speaker_labels", "timestamps", "alternatives"),
)

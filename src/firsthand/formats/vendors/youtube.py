"""YouTube's own captions as JSON ("json3"): events with pieces of text, times in milliseconds."""

from __future__ import annotations

from dataclasses import replace

from firsthand.formats.captions import Caption, turns_of_captions
from firsthand.formats.cue_text import with_names
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.values import entries, fields, rows, seconds_of, text_of


def _looks(document: object) -> float:
    events = entries(fields(document).get("events"))[:50]
    return 0.95 if any({"tStartMs", "segs"} <= fields(event).keys() for event in events) else 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    captions: list[Caption] = []
    for number, event in rows(fields(document).get("events"), "the events", problems):
        text = " ".join("".join(text_of(fields(piece).get("utf8")) for piece in entries(event.get("segs"))).split())
        start, length = seconds_of(event.get("tStartMs"), 0.001), seconds_of(event.get("dDurationMs"), 0.001)
        if text:
            end = None if start is None or length is None else round(start + length, 6)
            captions.append(Caption("", text, start, end, number))
    return Draft(turns_of_captions(with_names(_without_overlap(captions))))


def _without_overlap(captions: list[Caption]) -> list[Caption]:
    """Each caption stays on the screen while the next is spoken, so it ends where that one starts."""
    made = captions[:1]
    for caption in captions[1:]:
        last = made[-1]
        if last.start is not None and last.end is not None and caption.start is not None:
            made[-1] = replace(last, end=max(last.start, min(last.end, caption.start)))
        made.append(caption)
    return made


FORMAT = json_format(
    "youtube-json", "YouTube captions (JSON)", looks=_looks, draft=_draft, shown_by=("tStartMs", "segs", "utf8")
)

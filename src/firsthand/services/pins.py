"""Anchors as columns: what quotes and codings keep of the place that they are pinned to."""

from __future__ import annotations

from dataclasses import asdict

from firsthand.domain.interviews.anchors import Anchor
from firsthand.domain.interviews.transcripts import Timing
from firsthand.storage.codes import CodingRecord
from firsthand.storage.quotes import PIN, Pinned, QuoteRecord


def fields_of(pin: Pinned) -> dict[str, object]:
    """The columns of a place by name."""
    return {name: getattr(pin, name) for name in PIN}


def pinned(record: QuoteRecord | CodingRecord) -> Anchor:
    """The anchor as it was kept."""
    fields = fields_of(record)
    times = {"start": fields.pop("media_start"), "end": fields.pop("media_end")}
    return Anchor(**{**fields, **times, "timing": Timing(record.timing)}, source=record.transcript_id)  # type: ignore[arg-type]


def columns(pin: Anchor) -> dict[str, object]:
    """An anchor as columns."""
    fields = asdict(pin)
    fields |= {"media_start": fields.pop("start"), "media_end": fields.pop("end")}
    return {name: fields[name] for name in PIN}

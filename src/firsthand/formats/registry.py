"""Every layout that Firsthand can read, in the order in which ties are broken: the more particular first."""

from __future__ import annotations

from firsthand.formats.json_formats import JSON_FORMATS
from firsthand.formats.own_captions import OWN_CAPTIONS
from firsthand.formats.own_markdown import OWN_MARKDOWN
from firsthand.formats.readings import Format
from firsthand.formats.text_formats import TEXT_FORMATS

FORMATS: tuple[Format, ...] = (*JSON_FORMATS, OWN_CAPTIONS, OWN_MARKDOWN, *TEXT_FORMATS)


def format_named(name: str) -> Format | None:
    """The format with this name, such as "zoom-vtt"; None where there is none."""
    return next((f for f in FORMATS if f.name == name), None)

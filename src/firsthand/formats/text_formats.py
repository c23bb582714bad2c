"""The layouts of plain text, captions and documents."""

from __future__ import annotations

from firsthand.formats.caption_formats import CAPTION_FORMATS
from firsthand.formats.dialogue_formats import DIALOGUE_FORMATS
from firsthand.formats.readings import Format

TEXT_FORMATS: tuple[Format, ...] = (*CAPTION_FORMATS, *DIALOGUE_FORMATS)

"""The layouts of plain text, captions and documents."""

from __future__ import annotations

from firsthand.formats.readings import Format

TEXT_FORMATS: tuple[Format, ...] = ()

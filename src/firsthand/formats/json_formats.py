"""The layouts that speech engines and meeting tools export as JSON."""

from __future__ import annotations

from firsthand.formats.readings import Format

JSON_FORMATS: tuple[Format, ...] = ()

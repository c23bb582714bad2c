"""The layouts of plain text, captions and documents, the more particular first."""

from __future__ import annotations

from firsthand.formats.caption_formats import CAPTION_FORMATS
from firsthand.formats.dated_chat import DATED_CHAT
from firsthand.formats.dialogue_formats import DIALOGUE_FORMATS
from firsthand.formats.document_formats import DOCUMENT_FORMATS
from firsthand.formats.irc import IRC_FORMATS
from firsthand.formats.markup import MARKUP_FORMATS
from firsthand.formats.readings import Format
from firsthand.formats.tables import TABLE_FORMATS
from firsthand.formats.timed_lines import PLAIN_TEXT, TEAMS_TEXT_OLD, TIMED_FORMATS
from firsthand.formats.zoom_chat import CHAT_FORMATS

TEXT_FORMATS: tuple[Format, ...] = (
    *CHAT_FORMATS,
    DATED_CHAT,
    *IRC_FORMATS,
    TEAMS_TEXT_OLD,
    *CAPTION_FORMATS,
    *TABLE_FORMATS,
    *DIALOGUE_FORMATS,
    *TIMED_FORMATS,
    *DOCUMENT_FORMATS,
    *MARKUP_FORMATS,
    PLAIN_TEXT,
)

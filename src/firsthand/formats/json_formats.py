"""The layouts that speech engines and meeting tools export as JSON; of two that fit equally the first is meant."""

from __future__ import annotations

from firsthand.formats.readings import Format
from firsthand.formats.vendors import (
    amberscript,
    assemblyai,
    aws,
    azure,
    deepgram,
    google,
    ibm,
    kaldi,
    not_transcripts,
    own,
    plain,
    rev,
    speechmatics,
    whisper,
    youtube,
)
from firsthand.formats.vendors.meetings import MEETING_FORMATS

JSON_FORMATS: tuple[Format, ...] = (
    own.FORMAT,
    *MEETING_FORMATS,
    rev.FORMAT,
    deepgram.FORMAT,
    assemblyai.FORMAT,
    aws.FORMAT,
    azure.FORMAT,
    youtube.FORMAT,
    speechmatics.FORMAT,
    ibm.FORMAT,
    google.FORMAT,
    amberscript.FORMAT,
    amberscript.LINES_FORMAT,
    kaldi.FORMAT,
    whisper.FORMAT,
    plain.PARAGRAPHS_FORMAT,
    plain.CHAT_FORMAT,
    plain.TURNS_FORMAT,
    not_transcripts.FORMAT,
)

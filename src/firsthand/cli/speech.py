"""What was said in a file, and who asked: shared by the commands that listen to a transcript."""

from __future__ import annotations

import sys
from pathlib import Path

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.interviews.speakers import RoleGuess, guess_roles
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.formats.reading import read
from firsthand.formats.readings import Kind

STDIN, STANDARD_INPUT = "-", "standard input"


def content_of(file: str) -> bytes:
    """The file's content; raises NotFound or Invalid where it can't be had."""
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except FileNotFoundError:
        raise NotFound("There is no such file. Check the name and the folder.", where=file) from None
    except OSError as error:
        raise Invalid(f"The file could not be read ({error.strerror}).", where=file) from error


def spoken(data: bytes, name: str) -> Transcript:
    """The transcript in the file; a chat is refused, as typed messages show nothing of how somebody interviews."""
    reading = read(data, "" if name == STANDARD_INPUT else name)
    if reading.kind is Kind.CHAT:
        raise Invalid(
            "These are typed chat messages, not speech, so there is nothing to hear in them. Give the transcript of "
            "the call.",
            where=name,
        )
    if not any(turn.text.strip() for turn in reading.transcript.turns):
        raise Invalid(
            "Nobody says anything in this file. Check that the export was complete and try again.", where=name
        )
    return reading.transcript


def settled(transcript: Transcript, researchers: tuple[str, ...]) -> dict[str, Role]:
    """The named speakers as researchers, guessed colleagues as other, everybody else as participants.

    Raises Invalid for a name that no speaker has, naming the speakers.
    """
    named = {_find(name, transcript.speakers) for name in researchers}
    told = transcript.with_roles(dict.fromkeys(named, Role.RESEARCHER))
    return {guess.speaker: _role(guess, named) for guess in guess_roles(told)}


def _role(guess: RoleGuess, named: set[str]) -> Role:
    if guess.speaker in named:
        return Role.RESEARCHER
    return guess.role if guess.role is Role.OTHER or not guess.speaker else Role.PARTICIPANT


def _find(name: str, speakers: tuple[str, ...]) -> str:
    """The speaker of that name, in any case; a part of one name is enough where it fits only one."""
    wanted = name.strip().casefold()
    same = [s for s in speakers if s.casefold() == wanted]
    alike = same or [s for s in speakers if wanted and wanted in s.casefold()]
    if len(alike) == 1:
        return alike[0]
    heard = ", ".join(f"“{s}”" for s in speakers if s) or "nobody by name"
    problem = f"“{name}” fits several speakers" if alike else f"Nobody called “{name}” speaks in this file"
    raise Invalid(f"{problem}. It has: {heard}. Give one of these names to --researcher.", where="--researcher")

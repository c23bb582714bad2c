"""The words of a transcript found by other means than ours: one small rule per layout, or somebody else's parser.

Every oracle gives the words of the speech in order. None of them shares code with `firsthand.formats`.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import pysubs2
import webvtt

CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"


def words(text: str) -> list[str]:
    return text.split()


def webvtt_words(text: str) -> list[str]:
    """webvtt-py's captions, one after another."""
    captions = webvtt.from_buffer(io.StringIO(text), format="vtt").captions
    return words(html.unescape(" ".join(caption.text for caption in captions)))


def zoom_words(text: str) -> list[str]:
    """webvtt-py's captions without the name that Zoom writes before the words."""
    captions = [c.text for c in webvtt.from_buffer(io.StringIO(text), format="vtt").captions]
    return words(" ".join(re.sub(r"^[^:.?!,]{1,50}: ", "", caption) for caption in captions))


def srt_words(text: str) -> list[str]:
    """pysubs2's events; names before the words (one capital word and a colon) taken off."""
    events = pysubs2.SSAFile.from_string(text, format_="srt")
    lines = [event.plaintext.replace("\n", " ") for event in events]
    return words(" ".join(re.sub(r"^[A-Z]\w+: ", "", line) for line in lines))


def sbv_words(text: str) -> list[str]:
    """Everything but the lines of two times."""
    return words("\n".join(x for x in text.split("\n") if not re.match(r"[\d:.]+,[\d:.]+$", x.strip())))


def tsv_words(text: str) -> list[str]:
    """The third column."""
    return words("\n".join(row.split("\t")[2] for row in text.splitlines()[1:] if row.count("\t") >= 2))


def timed_line_words(text: str) -> list[str]:
    """Everything behind the time that opens each line."""
    return words("\n".join(re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in text.splitlines()))


def otter_words(text: str) -> list[str]:
    """From the first line of a name and a time on; such lines left out, and Otter's own last line."""
    lines = text.splitlines()
    heads = [i for i, line in enumerate(lines) if re.match(rf"\S.{{0,50}}  {CLOCK}\s*$", line)]
    kept = [x for i, x in enumerate(lines) if i > heads[0] and i not in heads and "Transcribed by" not in x]
    return words("\n".join(kept))


def bold_words(text: str) -> list[str]:
    """Without the bold name that opens a paragraph, and without times in brackets."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    body = "\n".join(re.sub(r"^\*\*[^*:]{1,40}:\*\*", "", line) for line in lines)
    body = re.sub(r"^\*\*Break:\*\*", "", body.replace("\\[", "[").replace("\\]", "]"), flags=re.MULTILINE)
    return words(re.sub(r"\[\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\]", " ", body))


def meet_words(text: str) -> list[str]:
    """From the first paragraph that a name opens, without these names (capitalised words and a colon)."""
    name = r"^\**[A-Z][\w'’]+(?: [A-Z][\w'’]*)*:\**\s"
    body = text[re.search(name, text, re.MULTILINE).start() :]
    body = re.sub(r"(?s)\n\W*(?:Meeting|Transcription) ended after.*$", "", body)
    lines = [x for x in body.split("\n") if not re.match(r"\d\d:\d\d:\d\d$", x.strip("*# "))]
    return words("\n".join(re.sub(name[:-2], "", line) for line in lines))


def interview_words(text: str) -> list[str]:
    """From the first time on, without the lines of a time and a speaker in capitals or "Participant n"."""
    head = rf"\s*\[?{CLOCK}[\]}}]?\s*(?:[A-Z ]+\d*|Participant \d+)?\s*[:.?]?\s*(?=\s|$)"
    body = text[re.search(rf"\[?{CLOCK}", text).start() :]
    return words("\n".join(re.sub(head + r":?", "", line) for line in body.split("\n")))


def initials_words(text: str) -> list[str]:
    """Paragraphs that open with initials, and those below until a heading; lists below a heading are summaries."""
    body, is_speech = [], False
    for line in text.splitlines():
        head = re.match(r"[A-Z]{2,4}(?:(?:, ?|/)[A-Z]{2,4})*:\s?", line)
        if line.startswith(("#", "|")) or re.match(r"-{3,}$|\*\*[^*]+\*\*$", line.strip()):
            is_speech = is_speech and not line.startswith("#")
            continue
        is_speech = is_speech or head is not None
        if is_speech:
            body.append(line[head.end() :] if head else re.sub(r"^>\s?", "", line.strip()))
    return words(re.sub(r"\\([\[\]().*_#!+-])", r"\1", "\n".join(body)))


def irc_words(text: str) -> list[str]:
    """What the scribes (the nicks that relay most) type after one word and a colon, commands aside."""
    rows = [m.groups() for line in text.splitlines() if (m := re.match(r"\[[^\]]+\]\s*<([^>]+)>[\t ]?(.*)", line))]
    relays = [(nick, m[1], m[2]) for nick, said in rows if (m := re.match(r"\s*([^\s:]+): ?(?!//)(.*)", said))]
    commands = {"topic", "scribe", "agenda", "meeting", "chair", "https", "http", "proposal", "note", "action"}
    spoken = [(nick, said) for nick, name, said in relays if name.lower() not in commands]
    scribes = {nick for nick, _ in spoken if sum(n == nick for n, _ in spoken) >= 5}
    return words("\n".join(said for nick, said in spoken if nick in scribes))


def fireflies_words(text: str) -> list[str]:
    """Below the heading, without the bold names."""
    return words(re.sub(r"\*\*[^*]+\*\*:", "", text.split("## Transcript")[1]))


def teams_words(text: str) -> list[str]:
    """From the first line of a name, three spaces and a time on, without such lines."""
    lines = text.splitlines()
    heads = [i for i, line in enumerate(lines) if re.match(r".+ {3}\d+:\d\d$", line)]
    return words("\n".join(line for i, line in enumerate(lines) if i > heads[0] and i not in heads))


def older_teams_words(text: str) -> list[str]:
    """Every third line: times, name, words."""
    return words("\n".join(text.splitlines()[2::3]))


def page_words(text: str) -> list[str]:
    """What stands in <p>."""
    return words(html.unescape(" ".join(re.findall(r"<p>(.*?)</p>", text, re.DOTALL))))


def chat_words(text: str) -> list[str]:
    """Everything but the time and the name between tabs."""
    return words("\n".join(re.sub(r"^\d\d:\d\d:\d\d\t[^\t]*:\t", "", line) for line in re.split(r"\r?\n", text)))


ORACLES: dict[str, Callable[[str], list[str]]] = {
    "webvtt": webvtt_words,
    "zoom-vtt": zoom_words,
    "srt": srt_words,
    "sbv": sbv_words,
    "whisper-tsv": tsv_words,
    "timed-text": timed_line_words,
    "otter": otter_words,
    "bold-names-md": bold_words,
    "google-meet": meet_words,
    "timed-names": interview_words,
    "podcast-html": page_words,
    "zoom-chat": chat_words,
    "initials-md": initials_words,
    "irc-minutes": irc_words,
    "fireflies-md": fireflies_words,
    "teams-text": teams_words,
    "teams-text-old": older_teams_words,
    "teams-vtt": webvtt_words,
}

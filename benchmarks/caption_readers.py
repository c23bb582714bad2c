"""Our caption and document readers beside webvtt-py, pysubs2 and python-docx: odd files read right, and time taken.

Run: python benchmarks/caption_readers.py
"""

from __future__ import annotations

import html
import io
import statistics
import time
from collections.abc import Callable

import docx
import pysubs2
import webvtt

from firsthand.formats.documents import document_text
from firsthand.formats.reading import read

ODD = {
    "no hours": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha beta\n",
    "no leading zeros": "WEBVTT\n\n0:0:1.0 --> 0:0:2.320\n<v A>alpha beta</v>\n",
    "CR only": "WEBVTT\r\r00:01.000 --> 00:02.000\ralpha beta\r",
    "BOM": "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nalpha beta\n",
    "cue settings": "WEBVTT\n\n00:01.000 --> 00:02.000 align:start position:0%\nalpha beta\n",
    "NOTE and STYLE": "WEBVTT\n\nNOTE x\ny\n\nSTYLE\n::cue{}\n\n00:01.000 --> 00:02.000\nalpha beta\n",
    "voice with a class": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud A B>alpha beta\n",
    "words without a time": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha\n\nbeta\n",
    "unreadable time": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha\n\n00:0x --> 00:03.000\nbeta\n",
    "no empty line": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha\n00:02.000 --> 00:03.000\nbeta\n",
    "comma for point": "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nalpha beta\n",
    "entity": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha&#32;beta\n",
    "angle brackets": "WEBVTT\n\n00:01.000 --> 00:02.000\nalpha <inaudible> beta\n",
    "header metadata": "WEBVTT\nKind: captions\nLanguage: en\n\n00:01.000 --> 00:02.000\nalpha beta\n",
    "no header": "00:01.000 --> 00:02.000\nalpha beta\n",
    "white space in empty lines": "WEBVTT\n \n1\n00:01.000 --> 00:02.000\nalpha\n \n2\n00:02.000 --> 00:03.000\nbeta\n",
}
PEOPLE = ("Ada King", "Ben Oduya", "Ida")
WORDS = "so that is what we did last week and then it broke again when nobody looked"


def ours(text: str) -> str:
    return " ".join(turn.text for turn in read(text.encode(), "a.vtt").transcript.turns)


def by_webvtt_py(text: str) -> str:
    return " ".join(caption.text for caption in webvtt.from_buffer(io.StringIO(text), format="vtt").captions)


def by_pysubs2(text: str) -> str:
    return " ".join(event.plaintext for event in pysubs2.SSAFile.from_string(text, format_="vtt"))


def wrong(reader: Callable[[str], str]) -> list[str]:
    return [case for case, text in ODD.items() if not reads(reader, text, case)]


def reads(reader: Callable[[str], str], text: str, case: str) -> bool:
    expected = ["alpha", "<inaudible>", "beta"] if case == "angle brackets" else ["alpha", "beta"]
    try:
        return html.unescape(reader(text)).split() == expected
    except Exception:
        return False


def clock(tenths: int) -> str:
    seconds = tenths // 10
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{tenths % 10}00"


def ten_hours() -> str:
    rows = (
        f"{i + 1}\n{clock(i * 43)} --> {clock(i * 43 + 40)}\n{PEOPLE[i // 4 % 3]}: {WORDS}\n\n" for i in range(8_400)
    )
    return "WEBVTT\n\n" + "".join(rows)


def document() -> bytes:
    made = docx.Document()
    for i in range(6_000):
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{PEOPLE[i % 3]}: ").bold = True
        paragraph.add_run(WORDS)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def main() -> None:
    captions, written = ten_hours(), document()
    for name, reader in (("ours", ours), ("webvtt-py", by_webvtt_py), ("pysubs2", by_pysubs2)):
        missed = wrong(reader)
        print(f"{name:12} {len(ODD) - len(missed)} of {len(ODD)} odd files; wrong: {', '.join(missed) or 'none'}")
        print(f"{'':12} {milliseconds(lambda reader=reader: reader(captions)):.0f} ms for 8,400 cues")
    print(f"DOCX ours        {milliseconds(lambda: document_text(written)):.0f} ms for 6,000 paragraphs")
    theirs = milliseconds(lambda: [p.text for p in docx.Document(io.BytesIO(written)).paragraphs])
    print(f"DOCX python-docx {theirs:.0f} ms")


if __name__ == "__main__":
    main()

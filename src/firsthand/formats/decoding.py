"""From the bytes of a file to its text: what encoding it is in, and what had to be replaced.

`decode` never raises. Lines end in \\n afterwards, whatever they ended in before, so line numbers agree everywhere.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from firsthand.formats.problems import Problem, shortened

SHOWN_LINES = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)?")


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, and what had to be guessed, replaced or taken out to get it."""
    encoding, body = _encoding_and_body(data)
    if encoding == "utf-8":
        text, problems = _eight_bit(body)
    else:
        text, problems = _wide(body, encoding)
    text, control_problems = _without_controls(_with_newlines(text))
    return text, (*problems, *control_problems)


def _encoding_and_body(data: bytes) -> tuple[str, bytes]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, data[len(bom) :]
    return _wide_by_its_zeros(data[:4096]) or "utf-8", data


def _wide_by_its_zeros(head: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of Western text is zero, the others hardly ever."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 4:
        return ""
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else ""


def _wide(body: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    text = body.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - body.count("\ufffd".encode(encoding))
    if lost <= 0:
        return text, ()
    return text, (Problem(f"{lost} characters of this {encoding.upper()} file were broken and are shown as \ufffd"),)


def _eight_bit(body: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _line_by_line(body)


def _line_by_line(body: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Files glued together from several tools change their encoding from line to line."""
    lines: list[str] = []
    odd: list[int] = []
    has_utf8 = False
    for number, raw in enumerate((m.group() for m in _LINE.finditer(body) if m.group()), start=1):
        try:
            line = raw.decode("utf-8")
            has_utf8 = has_utf8 or not raw.isascii()
        except UnicodeDecodeError:
            line = raw.decode("cp1252", errors="replace")
            odd.append(number)
        lines.append(line)
    return "".join(lines), _said_of_odd_lines(lines, odd, has_utf8)


def _said_of_odd_lines(lines: list[str], odd: list[int], has_utf8: bool) -> tuple[Problem, ...]:
    if not has_utf8 and "\ufffd" not in "".join(lines[n - 1] for n in odd):
        first = odd[0]
        return (
            Problem(
                f"The file is not UTF-8: {len(odd)} lines, the first shown here, were read as Windows-1252. "
                "If letters look wrong, save the file as UTF-8 and import it again",
                first,
                shortened(lines[first - 1]),
            ),
        )
    shown = [
        Problem("This line is not UTF-8 and was read as Windows-1252; check its letters", n, shortened(lines[n - 1]))
        for n in islice(odd, SHOWN_LINES)
    ]
    if len(odd) > SHOWN_LINES:
        shown.append(Problem(f"{len(odd) - SHOWN_LINES} more lines are not UTF-8 and were read as Windows-1252"))
    return tuple(shown)


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _without_controls(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Page breaks become spaces; zeros and other control characters go, since no page can show them."""
    first = _CONTROL.search(text)
    if first is None:
        return text, ()
    text = text.replace("\x0b", " ").replace("\x0c", " ")
    cleaned, count = _CONTROL.subn("", text)
    if not count:
        return text, ()
    begin = _CONTROL.search(text)
    line = text.count("\n", 0, begin.start()) + 1 if begin else 1
    what = "zero bytes or other control characters"
    return cleaned, (Problem(f"{count} {what} were taken out; the first stood on this line", line),)

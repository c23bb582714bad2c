"""The words of a caption and who says them: voice tags, "Name: " before the words, and markup that nobody spoke."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from firsthand.formats.captions import Caption
from firsthand.formats.cues import Cue
from firsthand.formats.names import cleaned, is_role, looks_like_a_person, speakers_among

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t\n]+([^>]*))?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|i|b|u|v|ruby|rt|lang|font|span|p)(?:[.\s][^>]*)?>|<(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d+)?>|"
    r"\{\\[a-z]+\d*[^}]*\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PREFIX = re.compile(r"\s*(?:>>+|[-–—]|&gt;&gt;+)?\s*([^\n:：<>]{1,60}?)\s?[:：](?=\s|$|(?<=：))\s*")
_BRACKETED = re.compile(
    r"\s*\[([^\]]{1,60})\]\s*[:：]\s*|\s*\(([^)]{1,60})\)\s*[:：]\s*|\s*\[((?:speaker|spk)[ _]?\w{1,3})\]:?\s+",
    re.IGNORECASE,
)
_BARE_BRACKET = re.compile(r"\s*(?:\[([^\]:]{1,60})\]|\(([^):]{1,60})\))\s+(?=\S)")  # or a sound: "[laughs] Well"
_NAMED_CUE = re.compile(r'\d*\s*"([^"]{1,80})"(?:\s*\(\d+\))?$')  # Webex: 12 "Ada King" (3456789)
_ANEW = re.compile(r"\s*(?:>>+|&gt;&gt;+)\s*")


def plain(text: str) -> str:
    """The words without tags and entities, on one line."""
    bare = _TAG.sub("", _BREAK.sub(" ", text))
    return " ".join((html.unescape(bare) if "&" in bare else bare).replace("\u200b", "").split())


def captions_of(cues: Iterable[Cue]) -> tuple[tuple[Caption, tuple[str, ...]], ...]:
    """Each cue's captions with their lines; one cue holds several where several voices speak in it."""
    made: list[tuple[Caption, tuple[str, ...]]] = []
    for cue in cues:
        text = "\n".join(cue.lines)
        if "<v" in text or "<V" in text:
            made.extend(_by_voice(cue, text))
            continue
        lines = tuple(line for line in (plain(each) for each in cue.lines) if line)
        if lines:
            named = _NAMED_CUE.match(cue.identifier)
            made.append(
                (Caption(cleaned(named[1]) if named else "", " ".join(lines), cue.start, cue.end, cue.line), lines)
            )
    return tuple(made)


def _by_voice(cue: Cue, text: str) -> list[tuple[Caption, tuple[str, ...]]]:
    parts = _VOICE.split(text)
    spoken = [("", plain(parts[0]))]
    spoken += [(cleaned(plain(name or "")), plain(words)) for name, words in zip(parts[1::2], parts[2::2], strict=True)]
    spoken = [(name, words) for name, words in spoken if words]
    total = sum(len(words) for _, words in spoken)
    made: list[tuple[Caption, tuple[str, ...]]] = []
    said = 0
    for name, words in spoken:
        start, end = _share(cue, said / total, (said + len(words)) / total)
        said += len(words)
        made.append((Caption(name, words, start, end, cue.line, is_divided=len(spoken) > 1), (words,)))
    return made


def _share(cue: Cue, begin: float, finish: float) -> tuple[float | None, float | None]:
    if cue.start is None or cue.end is None:
        return cue.start, cue.end
    span = cue.end - cue.start
    return round(cue.start + span * begin, 3), round(cue.start + span * finish, 3)


def divided(pairs: Sequence[tuple[Caption, tuple[str, ...]]]) -> tuple[tuple[Caption, tuple[str, ...]], ...]:
    """Captions in which a second speaker is named on a line of their own, cut there; the time is divided by length."""
    inner = [line for _, lines in pairs for line in lines[1:] if looks_like_a_person(_label(line) or "a")]
    if not inner:
        return tuple(pairs)
    known = names_before_words([*(caption.text for caption, _ in pairs), *inner])
    made: list[tuple[Caption, tuple[str, ...]]] = []
    for caption, lines in pairs:
        begins = [n for n, line in enumerate(lines) if n and _split(line, known)[0]]
        groups = [lines[a:b] for a, b in pairwise([0, *begins, len(lines)])] if begins else [lines]
        made.extend(_shared_out(caption, groups))
    return tuple(made)


def _shared_out(caption: Caption, groups: Sequence[tuple[str, ...]]) -> list[tuple[Caption, tuple[str, ...]]]:
    if len(groups) < 2:
        return [(caption, groups[0])]
    cue = Cue(caption.line, caption.start, caption.end)
    total, said = sum(len(" ".join(lines)) for lines in groups), 0
    made = []
    for lines in groups:
        text = " ".join(lines)
        start, end = _share(cue, said / total, (said + len(text)) / total)
        said += len(text)
        made.append((replace(caption, text=text, start=start, end=end, is_divided=True), lines))
    return made


def with_names(captions: Sequence[Caption]) -> tuple[Caption, ...]:
    """Names before the words ("Ada: Hello") taken as speakers where the whole file shows that they are.

    A caption without a name goes on for the speaker before it, as Zoom and others write it.
    """
    known = names_before_words([caption.text for caption in captions])
    named: list[Caption] = []
    speaker = ""
    for caption in captions:
        name, words, anew = _split(caption.text, known)
        speaker = name or ("" if anew else speaker)
        named.append(replace(caption, speaker=speaker, text=words, begins_anew=anew))
    return tuple(named)


def names_before_words(texts: Sequence[str]) -> frozenset[str]:
    """The labels at the start of captions that are speakers' names."""
    labels = Counter(cleaned(label) for text in texts if (label := _label(text)))
    announced = [text for text in texts if _ANEW.match(text)]
    if len(announced) >= 2:  # live captions mark each change of speaker with >>
        changes = Counter(cleaned(label) for text in announced if (label := _label(text)))
        return speakers_among(changes, len(announced), timed=True)
    roles = frozenset(label for label in labels if len(label) > 2 and is_role(label))
    spoken = speakers_among(labels, len(texts)) or (roles if len(roles) > 1 else frozenset())
    if spoken:
        return spoken
    return (_named_at_changes(labels) if sum(labels.values()) >= 4 else frozenset()) or _named_in_brackets(texts)


def _named_in_brackets(texts: Sequence[str]) -> frozenset[str]:
    """Names in brackets without a colon: "[Ada] Hello" on most captions, while sounds ("[laughs]") are few."""
    labels = Counter(cleaned(found[1] or found[2]) for text in texts if (found := _BARE_BRACKET.match(text[:100])))
    names = speakers_among(labels, len(texts), marked=True)
    return names if sum(labels[name] for name in names) >= 0.6 * len(texts) else frozenset()


def _named_at_changes(labels: Counter[str]) -> frozenset[str]:
    """Captions often name a speaker only where it changes: then few carry a label, and the same ones come back."""
    found = speakers_among(labels, sum(labels.values()))
    back = {label for label in found if labels[label] >= 2}
    rest = sum(n for label, n in labels.items() if label not in back)
    return frozenset(found) if len(back) >= 2 and rest <= sum(labels[label] for label in back) / 4 else frozenset()


def _label(text: str) -> str:
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return next(group for group in bracketed.groups() if group)
    found = _PREFIX.match(text[:100])
    return found[1] if found else ""


def _split(text: str, known: frozenset[str]) -> tuple[str, str, bool]:
    """Name, words, and whether someone else speaks from here without being named."""
    for pattern in (_BRACKETED, _PREFIX, _BARE_BRACKET):
        found = pattern.match(text[:100])
        if found and cleaned(next(g for g in found.groups() if g)) in known:
            return cleaned(next(g for g in found.groups() if g)), text[found.end() :].strip(), False
    anew = _ANEW.match(text)
    return ("", text[anew.end() :], True) if anew else ("", text, False)


def going_on(captions: Sequence[Caption]) -> tuple[tuple[Caption, ...], int]:
    """Captions after a named voice that name nobody, read as that voice going on; and how many these were."""
    made: list[Caption] = []
    speaker, count = "", 0
    for caption in captions:
        if caption.speaker:
            speaker = caption.speaker
        elif speaker:
            caption = replace(caption, speaker=speaker)
            count += 1
        made.append(caption)
    return tuple(made), count

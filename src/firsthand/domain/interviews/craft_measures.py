"""One craft measure: a number with its formula, its source, how many it rests on, and the turns behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NOT_IN_FILE = "not measurable from this file"
ROLES_NEEDED = "not measurable until it is known who the researcher is"


class Verdict(StrEnum):
    """A word only where a goal exists."""

    WITHIN = "within the goal"
    NEAR = "a little over the goal"
    OVER = "well over the goal"


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a measure's breakdown, with the turns behind it."""

    label: str
    value: float
    turns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """What a measure is, apart from any transcript: the same words in the report, the JSON and the manual."""

    name: str  # the key in JSON
    title: str
    unit: str  # "share" (0 to 1), "seconds", "words", "per 100 words", "turns", or what is counted
    text: str  # the formula in words
    source: str  # where it comes from
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A formula applied to one transcript; `value` is None exactly where `missing` says why."""

    formula: Formula
    value: float | None = None
    n: int = 0  # how many it rests on
    n_of: str = ""  # of what: "answers", "words of the researcher"
    turns: tuple[int, ...] = ()
    counts: tuple[Count, ...] = ()
    verdict: Verdict | None = None
    missing: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The key in JSON."""
        return self.formula.name

    @property
    def is_measured(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


def missing(formula: Formula, why: str) -> Measure:
    """The measure without a value, and why."""
    return Measure(formula, missing=why)


def not_in_language(language: str) -> str:
    """What a measure says where its rules know only English."""
    return f"not available in {language_name(language)}"


def language_name(code: str) -> str:
    """The English name of a common language, else its code."""
    return _names.get(code.split("-")[0], code)


_names = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}

"""Who was the researcher? A guess with its reasons, for a person to confirm; never applied silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp

from firsthand.domain.interviews.speaker_habits import SMALL_SHARE, Habits, habits_of
from firsthand.domain.interviews.transcripts import Role, Transcript

SURE = 0.75  # a guess below this is shown as unsure
LIKELY = 0.6  # below this nothing is guessed
MOST_RESEARCHERS = 3
MOST_IN_A_GROUP = 12  # with more people speaking it is a meeting rather than an interview, and no guess is sure
ENOUGH_WORDS = 30  # a speaker with fewer words and nothing else to go by is left unknown


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """What one speaker seems to have been, how sure that is (0 to 1), and why."""

    speaker: str
    role: Role
    confidence: float
    reasons: tuple[str, ...]
    share: float = 0.0  # of all words: how much hangs on this guess

    @property
    def is_sure(self) -> bool:
        """Whether the guess is good enough to be offered without a warning."""
        return self.role is not Role.UNKNOWN and self.confidence >= SURE


def guess_roles(transcript: Transcript) -> tuple[RoleGuess, ...]:
    """A guess for every speaker, in the order of their first turn; roles that are set already are kept as they are.

    Several researchers, participants and others are possible. Where the file doesn't show who asks, the role is unknown
    and the reason says so.
    """
    settled = {t.speaker: t.role for t in transcript.turns if t.role is not Role.UNKNOWN}
    habits = habits_of(transcript)
    guesses = _guessed(habits)
    return tuple(_kept(g.speaker, settled[g.speaker]) if g.speaker in settled else g for g in guesses)


def roles_of(guesses: tuple[RoleGuess, ...]) -> Mapping[str, Role]:
    """The guesses as a mapping for `Transcript.with_roles`, for the caller who has shown them to a person."""
    return {guess.speaker: guess.role for guess in guesses}


def _kept(speaker: str, role: Role) -> RoleGuess:
    return RoleGuess(speaker, role, 1.0, ("set before",))


def _guessed(habits: list[Habits]) -> tuple[RoleGuess, ...]:
    speaking = [h for h in habits if h.speaker]
    if len(speaking) < 2:
        reason = "the file names only one speaker" if speaking else "the file names no speakers"
        return tuple(RoleGuess(h.speaker, Role.UNKNOWN, 0.0, (reason,), h.share) for h in habits)
    asking, sure = _who_asks(speaking)
    return tuple(replace(_one_guess(h, asking, sure, len(habits)), share=h.share) for h in habits)


def _who_asks(speaking: list[Habits]) -> tuple[frozenset[str], float]:
    """The speakers above the widest gap in leading, and how sure that is; below the first only those who do ask."""
    ordered = sorted(speaking, key=_lead, reverse=True)
    best, widest = 1, _lead(ordered[0]) - _lead(ordered[1])
    for place in range(1, min(MOST_RESEARCHERS, len(ordered) - 1)):
        gap = _lead(ordered[place]) - _lead(ordered[place + 1])
        if not _also_asks(ordered[place]):
            break
        if gap > widest:
            best, widest = place + 1, gap
    sure = _confidence(widest)
    is_meeting = sum(h.words >= ENOUGH_WORDS for h in speaking) > MOST_IN_A_GROUP
    return frozenset(h.speaker for h in ordered[:best]), min(sure, SURE - 0.01) if is_meeting else sure


def _also_asks(h: Habits) -> bool:
    """Whether a second or third person could be a researcher too: ends a good part of the turns with a question."""
    return h.asking >= 0.2 and h.asked_share >= 0.15 and h.replies < 0.5


def _one_guess(h: Habits, asking: frozenset[str], sure: float, speakers: int) -> RoleGuess:
    if not h.speaker:
        return RoleGuess("", Role.UNKNOWN, 0.0, ("these turns carry no name",))
    if h.label is Role.UNKNOWN:
        return RoleGuess(h.speaker, Role.UNKNOWN, 0.0, ("the name stands for nobody in particular",))
    if h.label is Role.OTHER or (h.observing and h.label is None):
        return RoleGuess(h.speaker, Role.OTHER, 0.85, _reasons_for_other(h))
    if h.label is not None:
        return RoleGuess(h.speaker, h.label, 0.95, (f"the name reads as {h.label.value}", *_reasons(h)))
    if h.words < ENOUGH_WORDS and h.share < SMALL_SHARE and speakers > 2:
        return RoleGuess(h.speaker, Role.UNKNOWN, 0.0, (f"says only {h.words} words, too little to tell",))
    if sure < LIKELY:
        return RoleGuess(h.speaker, Role.UNKNOWN, round(1 - sure, 2), ("nobody clearly does the asking", *_reasons(h)))
    role = Role.RESEARCHER if h.speaker in asking else Role.PARTICIPANT
    return RoleGuess(h.speaker, role, round(sure, 2), _reasons(h))


def _lead(h: Habits) -> float:
    """How much a speaker leads: asks, hosts, isn't the one who replies, and leaves the talking to others."""
    if h.label is not None:
        return {Role.RESEARCHER: 8.0, Role.PARTICIPANT: -8.0}.get(h.label, -4.0)
    if h.observing or (h.words < ENOUGH_WORDS // 3 and h.share < SMALL_SHARE):
        return -4.0
    return 2.5 * h.asking + 2.5 * h.asked_share + 0.7 * min(h.hosting, 4) - 1.5 * h.replies - 1.2 * h.share


def _confidence(gap: float) -> float:
    """0.5 where those who may lead and those who may not score the same, near 1 where they are far apart."""
    return 1 / (1 + exp(-1.3 * gap))


def _reasons(h: Habits) -> tuple[str, ...]:
    asks = f"ends {h.asking:.0%} of the longer turns with a question ({h.asked_share:.0%} of all such turns)"
    hosts = (f"opens, thanks or explains the conversation {h.hosting} times",) if h.hosting else ()
    return asks, f"says {h.share:.0%} of the words", *hosts


def _reasons_for_other(h: Habits) -> tuple[str, ...]:
    said = ("the name reads as a colleague or observer",) if h.label is Role.OTHER else ()
    seen = ("introduced as observing or taking notes",) if h.observing else ()
    return (*said, *seen, f"says {h.share:.0%} of the words")

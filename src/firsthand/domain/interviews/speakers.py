"""Who was the researcher? A guess with its reasons, for a person to confirm; never applied silently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp

from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel, word_count

SURE = 0.75  # a guess below this is shown as unsure
LIKELY = 0.6  # below this nothing is guessed
MOST_RESEARCHERS = 3
MOST_IN_A_GROUP = 12  # with more people speaking it is a meeting rather than an interview, and no guess is sure
FEW = 3  # turns added to every count, so that a short file can't look sure
SMALL_SHARE = 0.1  # of all words
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


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the transcript shows of one speaker, as shares and counts."""

    speaker: str
    words: int
    share: float  # of all words
    asking: float  # share of the speaker's longer turns that end by asking something
    asked_share: float  # of all turns that end so, in the whole file
    replies: float  # share of the speaker's turns that come straight after somebody else's question
    hosting: int  # "thanks for joining", "may I record", "my next question"
    observing: bool
    label: Role | None


def guess_roles(transcript: Transcript) -> tuple[RoleGuess, ...]:
    """A guess for every speaker, in the order of their first turn; roles that are set already are kept as they are.

    Several researchers, participants and others are possible. Where the file doesn't show who asks, the role is unknown
    and the reason says so.
    """
    settled = {t.speaker: t.role for t in transcript.turns if t.role is not Role.UNKNOWN}
    total = sum(word_count(t.text) for t in transcript.turns) or 1
    every = sum(_hands_over(t.text) for t in transcript.turns)
    habits = [_habits(name, transcript, total, every) for name in transcript.speakers]
    guesses = _guessed(habits)
    return tuple(_kept(g.speaker, settled[g.speaker]) if g.speaker in settled else g for g in guesses)


def roles_of(guesses: tuple[RoleGuess, ...]) -> Mapping[str, Role]:
    """The guesses as a mapping for `Transcript.with_roles`, for the caller who has shown them to a person."""
    return {guess.speaker: guess.role for guess in guesses}


def _kept(speaker: str, role: Role) -> RoleGuess:
    return RoleGuess(speaker, role, 1.0, ("set before",))


def _guessed(habits: list[_Habits]) -> tuple[RoleGuess, ...]:
    speaking = [h for h in habits if h.speaker]
    if len(speaking) < 2:
        reason = "the file names only one speaker" if speaking else "the file names no speakers"
        return tuple(RoleGuess(h.speaker, Role.UNKNOWN, 0.0, (reason,), h.share) for h in habits)
    asking, sure = _who_asks(speaking)
    return tuple(replace(_one_guess(h, asking, sure, len(habits)), share=h.share) for h in habits)


def _who_asks(speaking: list[_Habits]) -> tuple[frozenset[str], float]:
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


def _also_asks(h: _Habits) -> bool:
    """Whether a second or third person could be a researcher too: ends a good part of the turns with a question."""
    return h.asking >= 0.2 and h.asked_share >= 0.15 and h.replies < 0.5


def _one_guess(h: _Habits, asking: frozenset[str], sure: float, speakers: int) -> RoleGuess:
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


def _lead(h: _Habits) -> float:
    """How much a speaker leads: asks, hosts, isn't the one who replies, and leaves the talking to others."""
    if h.label is not None:
        return {Role.RESEARCHER: 8.0, Role.PARTICIPANT: -8.0}.get(h.label, -4.0)
    if h.observing or (h.words < ENOUGH_WORDS // 3 and h.share < SMALL_SHARE):
        return -4.0
    return 2.5 * h.asking + 2.5 * h.asked_share + 0.7 * min(h.hosting, 4) - 1.5 * h.replies - 1.2 * h.share


def _confidence(gap: float) -> float:
    """0.5 where those who may lead and those who may not score the same, near 1 where they are far apart."""
    return 1 / (1 + exp(-1.3 * gap))


def _reasons(h: _Habits) -> tuple[str, ...]:
    asks = f"ends {h.asking:.0%} of the longer turns with a question ({h.asked_share:.0%} of all such turns)"
    hosts = (f"opens, thanks or explains the conversation {h.hosting} times",) if h.hosting else ()
    return asks, f"says {h.share:.0%} of the words", *hosts


def _reasons_for_other(h: _Habits) -> tuple[str, ...]:
    said = ("the name reads as a colleague or observer",) if h.label is Role.OTHER else ()
    seen = ("introduced as observing or taking notes",) if h.observing else ()
    return (*said, *seen, f"says {h.share:.0%} of the words")


def _habits(name: str, transcript: Transcript, total: int, every: int) -> _Habits:
    turns = transcript.turns
    own = [t for t in turns if t.speaker == name]
    spoken = sum(word_count(t.text) for t in own)
    longer = [t for t in own if not is_backchannel(t.text)]
    handing_over = sum(_hands_over(t.text) for t in own)
    return _Habits(
        speaker=name,
        words=spoken,
        share=spoken / total,
        asking=handing_over / (len(longer) + FEW),
        asked_share=(handing_over + FEW / len(transcript.speakers)) / (every + FEW),
        replies=_replies(name, turns),
        hosting=sum(bool(_hosting.search(t.text)) for t in own),
        observing=spoken <= SMALL_SHARE * total and _is_introduced_as_observer(name, own, turns),
        label=role_in_name(name, transcript.speakers),
    )


def _replies(name: str, turns: tuple[Turn, ...]) -> float:
    pairs = [(a, b) for a, b in pairwise(turns) if b.speaker == name and a.speaker != name]
    return sum(_hands_over(a.text) for a, _ in pairs) / (len(pairs) + FEW)


def _hands_over(text: str) -> bool:
    """Whether a turn ends by asking something; cheap on purpose, as it runs over every speaker's words."""
    end = text[-160:]
    return "?" in end or ("?" not in text and len(text) < 600 and _asking.search(end) is not None)


_asking = re.compile(
    r"(?:^|[.!,;] |\b(?:so|and|okay|ok|but|now)[, ]+)"
    r"(?:what|how|why|when|where|who|which|(?:can|could|would|do|did|have|are|is|was|were|does) (?:you|your|it|there"
    r"|that)|"
    r"tell (?:me|us)|walk (?:me|us)|describe)\b",
    re.IGNORECASE,
)
_hosting = re.compile(
    r"\b(?:thank(?:s| you)(?: so much| very much)? for (?:joining|taking (?:the )?time|coming|being here|agreeing"
    r"|your time)"
    r"|(?:may|can|could) (?:i|we) (?:record|start)|(?:i am|i'm|we are|we're|is) (?:going to |now )?recording"
    r"|record (?:this|the|our)"
    r"|(?:my|the|our) (?:next|first|last|final|other) question|i(?:'ll| will| am going to|'m going to| would like to"
    r"|'d like to)"
    r" (?:be asking|ask you|be interviewing|share my screen|start)|let(?:'s| us) (?:start with|move on|move to"
    r"|talk about|get started)"
    r"|before we (?:start|begin|wrap up|finish)|consent|confidential|anonymi[sz]ed?|no right or wrong answers"
    r"|(?:we|i)(?:'re| are|'m| am) (?:doing|conducting|running) (?:a|some|this) (?:study|interviews?|research)"
    r"|welcome (?:to|back)|my guest|on the show|joining us)\b",
    re.IGNORECASE,
)


def role_in_name(name: str, others: tuple[str, ...] = ()) -> Role | None:
    """The role that a speaker's label states ("Interviewer", "P3"), or None; "A" answers only where a "Q" asks."""
    plain = _plain(name)
    if plain == "a":
        return Role.PARTICIPANT if "q" in map(_plain, others) else None
    for role, pattern in _labels:
        if pattern.search(plain):
            return role
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-#.:()\[\]]+", " ", name).strip().lower()


_labels = (
    (
        Role.UNKNOWN,
        re.compile(r"^(?:unknown|unidentified|multiple|several|all|various)\b|^(?:speakers|participants|everyone)$"),
    ),
    (
        Role.OTHER,
        re.compile(r"\b(?:note ?taker|observers?|interpreter|translator|transcriber|producer|announcer|narrator)\b"),
    ),
    (
        Role.RESEARCHER,
        re.compile(
            r"\b(?:(?:user |ux |lead )?researchers?|interviewers?|interviewr|moderators?|facilitators?|hosts?|cohost|"
            r"investigator|questioner|ethnographer)\b|^(?:q|int|intv|mod|iv)\s?\d?$"
        ),
    ),
    (
        Role.PARTICIPANT,
        re.compile(
            r"\b(?:part+icipants?|interviewees?|respondents?|informants?|customers?|guests?|testers?|subject)\b|"
            r"^(?:p|par|pt|resp|ppt|usr|user)\s?\d{0,3}$"
        ),
    ),
)


def _is_introduced_as_observer(name: str, own: list[Turn], turns: tuple[Turn, ...]) -> bool:
    if any(_observing_myself.search(t.text) for t in own):
        return True
    first = re.escape(name.split()[0]) if name.split() else ""
    return bool(first) and any(
        re.search(_observing_other.format(name=first), t.text, re.IGNORECASE) for t in turns if t.speaker != name
    )


_observing_myself = re.compile(
    r"\bI(?:'m| am|'ll| will)(?: be| just| going to be)* (?:taking notes|observing|listening in|the note ?taker)\b",
    re.IGNORECASE,
)
_observing_other = (
    r"\b{name}\b[^.?!]{{0,40}}\b(?:taking notes|take notes|observing|listening in|note ?taker|"
    r"interpret|translat|shadowing)"
)

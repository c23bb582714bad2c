"""How each speaker behaves in a conversation: who ends turns with questions, who welcomes, who only observes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel, word_count

FEW = 3  # turns added to every count, so that a short file can't look sure
JUST_BEFORE = 60  # code points in which a name may stand before "taking notes"
SMALL_SHARE = 0.1  # of all words; who says more is no observer


@dataclass(frozen=True, slots=True)
class Habits:
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


def habits_of(transcript: Transcript) -> list[Habits]:
    """The habits of every speaker, in the order of their first turn; one pass over the turns."""
    own: dict[str, list[Turn]] = {}
    replying: dict[str, list[bool]] = {}
    for turn in transcript.turns:
        own.setdefault(turn.speaker, []).append(turn)
    for before, after in pairwise(transcript.turns):
        if before.speaker != after.speaker:
            replying.setdefault(after.speaker, []).append(_hands_over(before.text))
    total = sum(word_count(t.text) for t in transcript.turns) or 1
    every = sum(_hands_over(t.text) for t in transcript.turns)
    introduced = _introductions(transcript)
    return [
        _habits(name, turns, replying.get(name, []), total, every, introduced, tuple(own))
        for name, turns in own.items()
    ]


def _habits(
    name: str, own: list[Turn], replying: list[bool], total: int, every: int, introduced: str, names: tuple[str, ...]
) -> Habits:
    spoken = sum(word_count(t.text) for t in own)
    longer = [t for t in own if not is_backchannel(t.text)]
    handing_over = sum(_hands_over(t.text) for t in own)
    return Habits(
        speaker=name,
        words=spoken,
        share=spoken / total,
        asking=handing_over / (len(longer) + FEW),
        asked_share=(handing_over + FEW / len(names)) / (every + FEW),
        replies=sum(replying) / (len(replying) + FEW),
        hosting=sum(bool(_hosting.search(t.text)) for t in own),
        observing=spoken <= SMALL_SHARE * total and _is_observer(name, own, introduced),
        label=role_in_name(name, names),
    )


def _introductions(transcript: Transcript) -> str:
    """What is said just before words of observing ("Olu is here too, taking notes"), joined, in lower case."""
    found: list[str] = []
    for turn in transcript.turns:
        for match in _observing_other.finditer(turn.text):
            before = turn.text[max(match.start() - JUST_BEFORE, 0) : match.start()]
            found.append(re.split(r"[.?!]", before)[-1].lower())
    return " | ".join(found)


def _is_observer(name: str, own: list[Turn], introduced: str) -> bool:
    if any(_observing_myself.search(t.text) for t in own):
        return True
    first = name.split()[0].lower() if name.split() else ""
    return bool(first) and re.search(rf"\b{re.escape(first)}\b", introduced) is not None


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
_observing_myself = re.compile(
    r"\bI(?:'m| am|'ll| will)(?: be| just| going to be)* (?:taking notes|observing|listening in|the note ?taker)\b",
    re.IGNORECASE,
)
_observing_other = re.compile(
    r"\b(?:taking notes|take notes|observing|listening in|note ?taker|interpreting|translating|shadowing)\b",
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

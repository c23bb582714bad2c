"""Who held the floor: talk share, the longest researcher stretch, gaps after answers, interruptions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median

from firsthand.domain.interviews.conversation import Conversation
from firsthand.domain.interviews.craft_measures import NOT_IN_FILE, Count, Formula, Measure, Verdict, missing
from firsthand.domain.interviews.transcripts import Role, Timing, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel, word_count

GOAL, AMBER = 0.20, 0.30  # talk share of the researcher
LONG_GAP = 3.0  # seconds of silence after an answer
OVERLAP = 0.3  # seconds; a smaller overlap is how people take turns
GOOD_TIMES = 0.9  # share of the words that must stand in turns with real start and end

TALK_SHARE = Formula(
    "talk_share",
    "Talk share",
    "share",
    "Researchers' speaking time ÷ researchers' and participants' speaking time, from each turn's start and end; by "
    "words where "
    "turns lack real times.",
    "The customer-interview template's rule: 80 % listening, 20 % talking.",
    goal="20 % or less; up to 30 % is a little over",
)
LONGEST_STRETCH = Formula(
    "longest_stretch",
    "Longest researcher stretch",
    "words",
    "The most words a researcher says before a participant says more than “mm-hmm”; the seconds beside it where "
    "times are real.",
    "Our own; it finds the moments in which the talk share is lost.",
)
RESPONSE_GAP = Formula(
    "response_gap",
    "Response gap after an answer",
    "seconds",
    "Median over all changes from participant to researcher of (start of the researcher's first word − end of the "
    "participant's last "
    "word), overlaps counted as 0, back-channels left out; beside it how many gaps last 3 s or more.",
    "Wait time after an answer: Rowe 1974 (3 s). It needs word times.",
)
INTERRUPTIONS = Formula(
    "interruptions",
    "Interruptions",
    "interruptions",
    "Researcher turns, back-channels left out, that begin more than 0.3 s before the participant's last word has "
    "ended.",
    "Back-channels are no interruptions: Yngve 1970. It needs word times in which turns can overlap.",
)


def talk_share(conversation: Conversation) -> Measure:
    """The researchers' share of the talk (0 to 1), by time where times are real, else by words, and saying so."""
    speech = [t for t in conversation.turns if t.role in (Role.RESEARCHER, Role.PARTICIPANT) and t.text.strip()]
    by_time = has_real_times(speech)
    lengths = [(t, _seconds(t) if by_time else float(word_count(t.text))) for t in speech]
    own = sum(length for turn, length in lengths if turn.role is Role.RESEARCHER)
    total = sum(length for _, length in lengths)
    if not total:
        return missing(TALK_SHARE, NOT_IN_FILE)
    note = "by time" if by_time else "by words, as this file does not say when each turn ends"
    share = own / total
    longest = sorted((t for t, _ in lengths if t.role is Role.RESEARCHER), key=lambda t: -word_count(t.text))[:5]
    return Measure(
        TALK_SHARE,
        value=round(share, 4),
        n=round(total),
        n_of="seconds of speech" if by_time else "words of speech",
        turns=tuple(sorted(t.index for t in longest)),
        counts=_by_speaker(lengths, total),
        verdict=Verdict.WITHIN if share <= GOAL else Verdict.NEAR if share <= AMBER else Verdict.OVER,
        note=note,
    )


def _by_speaker(lengths: list[tuple[Turn, float]], total: float) -> tuple[Count, ...]:
    sums: dict[str, float] = {}
    for turn, length in lengths:
        sums[turn.speaker] = sums.get(turn.speaker, 0) + length
    return tuple(Count(speaker or "(no name)", round(length / total, 4)) for speaker, length in sums.items())


def has_real_times(turns: Iterable[Turn]) -> bool:
    """Whether nearly all words stand in turns that carry their own start and end."""
    good = every = 0
    for turn in turns:
        weight = word_count(turn.text)
        every += weight
        good += weight if _is_timed(turn) else 0
    return every > 0 and good >= GOOD_TIMES * every


def _is_timed(turn: Turn) -> bool:
    real = turn.timing in (Timing.WORD, Timing.CUE)
    return real and turn.start is not None and turn.end is not None and turn.end > turn.start


def _seconds(turn: Turn) -> float:
    """How long a turn speaks; a welcome blanked in front of it doesn't count."""
    if turn.start is None or turn.end is None:
        return 0.0
    blanked = (len(turn.text) - len(turn.text.lstrip())) / max(len(turn.text), 1)
    return max(turn.end - turn.start, 0.0) * (1 - blanked)


def longest_stretch(conversation: Conversation) -> Measure:
    """The most words said by researchers in one go, with the seconds where they are known."""
    stretches = _stretches(conversation.turns)
    if not stretches:
        return missing(LONGEST_STRETCH, NOT_IN_FILE)
    longest = max(stretches, key=lambda turns: sum(word_count(t.text) for t in turns))
    timed = has_real_times(longest)
    seconds = round(sum(_seconds(t) for t in longest), 1) if timed else None
    return Measure(
        LONGEST_STRETCH,
        value=sum(word_count(t.text) for t in longest),
        n=len(stretches),
        n_of="stretches",
        turns=tuple(t.index for t in longest),
        counts=(Count("seconds", seconds),) if seconds is not None else (),
    )


def _stretches(turns: tuple[Turn, ...]) -> list[list[Turn]]:
    found: list[list[Turn]] = []
    is_open = False
    for turn in turns:
        if turn.role is Role.RESEARCHER and word_count(turn.text):
            if not is_open:
                found.append([])
            found[-1].append(turn)
            is_open = True
        elif turn.role is Role.PARTICIPANT and not is_backchannel(turn.text):
            is_open = False
    return found


def response_gap(conversation: Conversation) -> Measure:
    """Median silence in seconds between an answer and the researcher's next words, and how many last 3 s or more."""
    gaps = [(after.index, gap) for after, gap in _changes(conversation.turns)]
    if not gaps:
        return missing(RESPONSE_GAP, f"{NOT_IN_FILE}: it needs the time of every word")
    long = tuple(index for index, gap in gaps if gap >= LONG_GAP)
    return Measure(
        RESPONSE_GAP,
        value=round(median(max(gap, 0.0) for _, gap in gaps), 2),
        n=len(gaps),
        n_of="changes from participant to researcher",
        turns=long,
        counts=(Count("3 s or longer", len(long), long),),
    )


def interruptions(conversation: Conversation) -> Measure:
    """How often a researcher begins before the participant's last word has ended, back-channels left out."""
    gaps = list(_changes(conversation.turns))
    if not gaps:
        return missing(INTERRUPTIONS, f"{NOT_IN_FILE}: it needs the time of every word")
    if not _shows_overlap(conversation.turns):
        return missing(INTERRUPTIONS, f"{NOT_IN_FILE}: no two turns overlap in it, as in a recording on one track")
    found = tuple(after.index for after, gap in gaps if gap < -OVERLAP)
    return Measure(INTERRUPTIONS, len(found), len(gaps), "changes from participant to researcher", found)


def _changes(turns: tuple[Turn, ...]) -> Iterable[tuple[Turn, float]]:
    """Each researcher turn that follows a participant's, with the seconds between them; only where words are timed."""
    spoken = [
        t for t in turns if t.words and t.role in (Role.RESEARCHER, Role.PARTICIPANT) and not is_backchannel(t.text)
    ]
    for before, after in pairwise(spoken):
        if before.role is Role.PARTICIPANT and after.role is Role.RESEARCHER:
            yield after, after.words[0].start - before.words[-1].end


def _shows_overlap(turns: tuple[Turn, ...]) -> bool:
    timed = [t for t in turns if t.words]
    return any(b.words[0].start < a.words[-1].end - 0.05 for a, b in pairwise(timed) if a.speaker != b.speaker)

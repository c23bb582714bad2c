"""Listening or telling: how often the researcher reflects back, advises, pitches, defends or concludes."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.domain.interviews.conversation import Conversation
from firsthand.domain.interviews.craft_measures import NOT_IN_FILE, Count, Formula, Measure, missing
from firsthand.domain.interviews.reflections import Reflection, ReflectionKind, find_reflections, puts_into_mouth
from firsthand.domain.interviews.telling import Telling, TellingKind, find_tellings
from firsthand.domain.interviews.vocabulary import content, words

CALL = 10  # words; a sentence up to this long with a speaker's name in it gives the floor
Told = tuple[int, Telling]  # the turn's index and the sentence
Reflected = tuple[int, Reflection]

PITCHING_AND_ADVICE = Formula(
    "pitching_and_advice",
    "Pitching, advice and explaining",
    "per 100 words",
    "Researchers' sentences that advise (“you should …”), pitch (“we are building …”) or explain (a longer statement "
    "about the matter in words that are not the participant's) ÷ researchers' words × 100.",
    "The customer-interview template: resist the urge to pitch, explain or defend. In labelled counselling sessions "
    "(AnnoMI, Wu et al. 2022) little of it told good from bad interviews.",
)
REFLECT_BACK = Formula(
    "reflect_back",
    "Plain reflect-back",
    "share",
    "Researcher turns that say something back mostly in the participant's own words (at least half of the content "
    "words) ÷ researcher "
    "turns after an answer; a turn that also advises or explains doesn't count. Reflections that add meaning are "
    "counted beside it as a leading risk.",
    "Simple and complex reflections: Miller & Rollnick; in an interview only the simple kind is safe, as the other "
    "puts words into a mouth.",
)
PITCHING_AND_DEFENDING = Formula(
    "pitching_and_defending",
    "Pitching and defending",
    "sentences",
    "Researchers' sentences that put a solution forward or defend the present one.",
    "The customer-interview template: resist the urge to pitch, explain or defend.",
)
SYNTHESIS = Formula(
    "synthesis",
    "Synthesis during the call",
    "sentences",
    "Researchers' sentences that conclude, sum up for the participant, or compare with what others said.",
    "The customer-interview template: keep observation and interpretation apart; conclusions wait until after the "
    "call.",
)


def tellings(conversation: Conversation) -> tuple[Told, ...]:
    """Every sentence of the researchers that tells, with its turn."""
    heard = conversation.heard_before
    return tuple(
        (t.index, told) for t in conversation.researcher_turns for told in find_tellings(t.text, heard.get(t.index, ""))
    )


def reflections(conversation: Conversation, told: tuple[Told, ...]) -> tuple[Reflected, ...]:
    """Every reflection in a turn that follows an answer, with its turn.

    A turn that also tells doesn't reflect back; what it puts into the participant's mouth still counts as adding.
    """
    tells = {index for index, _ in told}
    names = frozenset(w for name in conversation.transcript.speakers for w in words(name))
    found: list[Reflected] = []
    earlier: set[str] = set()
    for exchange in conversation.exchanges:
        for turn in exchange.asking:
            heard = conversation.heard_before[turn.index]
            if heard:
                said = find_reflections(turn.text, heard, earlier)
                kept = (r for r in said if turn.index not in tells or puts_into_mouth(r))
                found.extend((turn.index, r) for r in kept if not _calls(r.text, names))
        earlier.update(content(exchange.answered))
    return tuple(found)


def _calls(text: str, names: frozenset[str]) -> bool:
    """Whether a short sentence only calls on somebody: "Mira?", "Jonas, you wanted to say something?"."""
    said = words(text)
    return len(said) <= CALL and bool(names.intersection(said))


def pitching_and_advice(conversation: Conversation, told: tuple[Told, ...]) -> Measure:
    """Sentences that advise, pitch or explain per 100 words of the researchers."""
    words_said = conversation.researcher_words
    if not words_said:
        return missing(PITCHING_AND_ADVICE, NOT_IN_FILE)
    kinds = (TellingKind.ADVICE, TellingKind.PITCH, TellingKind.EXPLAINING)
    counts = _counts(told, kinds)
    value = round(100 * sum(count.value for count in counts) / words_said, 2)
    turns = _turns_of(told, set(kinds))
    return Measure(PITCHING_AND_ADVICE, value, words_said, "words of the researcher", turns, counts)


def reflect_back(conversation: Conversation, found: tuple[Reflected, ...]) -> Measure:
    """The share of turns after an answer that say it back plainly; adding meaning is counted apart."""
    after_answer = sum(bool(conversation.heard_before.get(t.index)) for t in conversation.researcher_turns)
    if not after_answer:
        return missing(REFLECT_BACK, f"{NOT_IN_FILE}: no researcher turn follows an answer")
    plain = _distinct(i for i, r in found if r.kind is ReflectionKind.PLAIN)
    adding = _distinct(i for i, r in found if r.kind is ReflectionKind.ADDING)
    counts = (Count("plain", len(plain), plain), Count("adding meaning (a leading risk)", len(adding), adding))
    return Measure(
        REFLECT_BACK,
        round(len(plain) / after_answer, 4),
        after_answer,
        "researcher turns after an answer",
        plain,
        counts,
    )


def pitching_and_defending(conversation: Conversation, told: tuple[Told, ...]) -> Measure:
    """How many sentences pitch or defend."""
    counts = _counts(told, (TellingKind.PITCH, TellingKind.DEFENCE))
    turns = _turns_of(told, {TellingKind.PITCH, TellingKind.DEFENCE})
    number = counts[0].value + counts[1].value
    return Measure(
        PITCHING_AND_DEFENDING, number, len(conversation.researcher_turns), "researcher turns", turns, counts
    )


def synthesis(conversation: Conversation, told: tuple[Told, ...]) -> Measure:
    """How many sentences conclude while the call runs."""
    turns = _turns_of(told, {TellingKind.SYNTHESIS})
    number = sum(t.kind is TellingKind.SYNTHESIS for _, t in told)
    return Measure(SYNTHESIS, number, len(conversation.researcher_turns), "researcher turns", turns)


def _counts(told: tuple[Told, ...], kinds: tuple[TellingKind, ...]) -> tuple[Count, ...]:
    return tuple(Count(kind.value, sum(t.kind is kind for _, t in told), _turns_of(told, {kind})) for kind in kinds)


def _turns_of(told: tuple[Told, ...], kinds: set[TellingKind]) -> tuple[int, ...]:
    return _distinct(index for index, t in told if t.kind in kinds)


def _distinct(turns: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(turns))

"""A second, independent generator of mutated quotes: every verdict is read off section 4's text, not off the code."""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.evidence.quotes import Check, check
from firsthand.domain.interviews.anchors import Fate, anchor, resolve
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.text.words import keys
from firsthand.formats.reading import read
from shared_data import SHARED_DATA, needs_shared_data
from spoken import CONVERSATIONS

FILLERS = {"um", "uh", "er", "ah"}
CUTS = ("…", " … ", "... ", " ... ", " […] ", " [...] ", " . . . ")
Words = list[str]
Mutation = Callable[[random.Random, Words], str | None]


def bare(word: str) -> str:
    return re.sub(r"[^\w']", "", word.lower().replace("’", "'"))


def plain(words: Words, first: int = 1) -> Words:
    """The words that stand alone: no filler, not said twice near, no mark inside, no question."""
    bares = [bare(word) for word in words]
    near = [{*bares[max(0, i - 2) : i], *bares[i + 1 : i + 3]} for i in range(len(words))]
    return [
        word
        for i, word in enumerate(words)
        if first <= i < len(words) - 1
        and re.fullmatch(r"[A-Za-z]+[,.]?", word)
        and bares[i] not in FILLERS | near[i]
        and bares.count(bares[i]) == 1
    ]


def at_one(rng: random.Random, words: Words, chosen: Sequence[str], instead: Callable[[str], str]) -> str | None:
    if not chosen:
        return None
    word = rng.choice(chosen)
    at = words.index(word)
    return " ".join(filter(None, [*words[:at], instead(word), *words[at + 1 :]]))


def where(words: Words, pattern: str) -> Words:
    return [word for word in words[1:-1] if re.search(pattern, word)]


def a_filler_left_out(rng: random.Random, words: Words) -> str | None:
    return at_one(rng, words, [w for w in words[1:-1] if bare(w) in FILLERS and words.count(w) == 1], lambda _: "")


def a_repetition_left_out(rng: random.Random, words: Words) -> str | None:
    twice = [i for i in range(1, len(words) - 2) if words[i].isalpha() and bare(words[i]) == bare(words[i + 1])]
    if not twice:
        return None
    at = rng.choice(twice)
    return " ".join(words[:at] + words[at + 1 :])


def a_marked_cut(rng: random.Random, words: Words) -> str | None:
    if len(words) < 12:
        return None
    begin = rng.randint(4, len(words) - 6)
    end = rng.randint(begin + 1, len(words) - 4)
    return " ".join(words[:begin]).rstrip(".,") + rng.choice(CUTS) + " ".join(words[end:])


def two_swapped(rng: random.Random, words: Words) -> str | None:
    pairs = [i for i in range(len(words) - 1) if words[i].isalpha() and words[i + 1].isalpha()]
    pairs = [i for i in pairs if words[i].lower() != words[i + 1].lower()]
    if not pairs:
        return None
    i = rng.choice(pairs)
    return " ".join([*words[:i], words[i + 1], words[i], *words[i + 2 :]])


def a_hedge_left_out(_: random.Random, words: Words) -> str | None:
    text = " ".join(words)
    found = re.search(r"(?<= )(?:I think|I guess|kind of|sort of|maybe|probably|like|you know|actually),? (?=\w)", text)
    return text[: found.start()] + text[found.end() :] if found else None


def a_word_in_brackets(rng: random.Random, words: Words) -> str | None:
    return at_one(rng, words, plain(words, 2), lambda _: rng.choice(["[the team]", "[our product]"]))


def fragments_reordered(_: random.Random, words: Words) -> str | None:
    half = len(words) // 2
    return f"{' '.join(words[half:])} … {' '.join(words[:half])}" if half > 6 else None


MUTATIONS: dict[str, tuple[set[str], Mutation]] = {
    "a word dropped": ({"altered"}, lambda r, w: at_one(r, w, plain(w), lambda _: "")),
    "a word added": ({"altered"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"definitely {x}")),
    "a filler added": ({"altered"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"uh, {x}")),
    "a word said twice": ({"altered"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"{x} {x}")),
    "a word changed": ({"altered"}, lambda r, w: at_one(r, w, plain(w), lambda _: "zebra")),
    "two words swapped": ({"altered"}, two_swapped),
    "not left out": ({"altered"}, lambda r, w: at_one(r, w, where(w, r"^(?:not|never)$"), lambda _: "")),
    "n't left out": ({"altered"}, lambda r, w: at_one(r, w, where(w, r"n['’]t\b"), lambda x: x[:-3])),
    "a hedge left out": ({"altered"}, a_hedge_left_out),
    "an apostrophe lost": (
        {"altered"},
        lambda r, w: at_one(r, w, where(w, r"\w['’]\w"), lambda x: re.sub("['’]", "", x)),
    ),
    "a hyphen lost": ({"altered"}, lambda r, w: at_one(r, w, where(w, r"[a-z]-[a-z]"), lambda x: x.replace("-", " "))),
    "a number grown": (
        {"altered"},
        lambda r, w: at_one(
            r, w, where(w, r"^\d+$"), lambda x: r.choice([f"-{x}", f"{x}%", f"${x}", f"{x}.5", f"{x}0"])
        ),
    ),
    "a sign lost": (
        {"altered"},
        lambda r, w: at_one(r, w, where(w, r"[$%]\d|\d%|^-\d|\d\.\d"), lambda x: re.sub(r"[$%]|^-|\.(?=\d)", "", x)),
    ),
    "a question no more": ({"altered"}, lambda r, w: at_one(r, w, where(w, r"\?$"), lambda x: x[:-1] + ".")),
    "a question made": ({"altered"}, lambda r, w: at_one(r, w, where(w, r"\w\.$"), lambda x: x[:-1] + "?")),
    "a filler left out": ({"cleaned"}, a_filler_left_out),
    "a repetition left out": ({"cleaned"}, a_repetition_left_out),
    "a marked cut": ({"elided"}, a_marked_cut),
    "own words in brackets": ({"elided"}, a_word_in_brackets),
    "dots without a cut": ({"same_words"}, lambda r, w: f"{' '.join(w[:4])}{r.choice(CUTS)}{' '.join(w[4:])}"),
    "fragments reordered": ({"stitched"}, fragments_reordered),
    "capitals": ({"same_words"}, lambda r, w: " ".join(w).upper()),
    "no-break spaces": ({"same_words"}, lambda r, w: "\u00a0".join(w)),
    "line ends": ({"same_words"}, lambda r, w: "\r\n".join(w)),
    "an invisible space": ({"same_words"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"{x[:1]}\u200b{x[1:]}")),
    "a soft hyphen": ({"same_words"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"{x[:1]}\u00ad{x[1:]}")),
    "quotation marks inside": ({"same_words"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"“{x}”")),
    "emphasis": ({"same_words"}, lambda r, w: at_one(r, w, plain(w), lambda x: f"**{x}**")),
    "decomposed accents": ({"same_words", "exact"}, lambda r, w: unicodedata.normalize("NFD", " ".join(w))),
    "untouched": ({"exact"}, lambda r, w: " ".join(w)),
}


def quotes(rng: random.Random, conversations: Sequence[Transcript]) -> Iterator[tuple[int, Words]]:
    """Eight to forty words in a row of one participant's turn that stand nowhere else, with the conversation."""
    while True:
        number = rng.randrange(len(conversations))
        turn = rng.choice(conversations[number].turns)
        words = turn.text.split(" ")
        if turn.role is not Role.PARTICIPANT or len(words) < 9 or "" in words:
            continue
        size = rng.randint(8, min(40, len(words)))
        begin = rng.randint(0, len(words) - size)
        chosen = words[begin : begin + size]
        if not re.search(r"[{}\[\]…\n]|\.\.", " ".join(chosen)) and bare(chosen[0]) and bare(chosen[-1]):
            yield number, chosen


def disagreements(conversations: Sequence[Transcript], each: int, seed: int) -> tuple[Counter[str], list[str]]:
    rng, corpora = random.Random(seed), [Corpus.of(one) for one in conversations]
    tried: Counter[str] = Counter()
    wrong = []
    for kind, (expected, mutate) in MUTATIONS.items():
        picked = quotes(rng, conversations)
        for _ in range(each * 40):
            number, words = next(picked)
            quote = mutate(rng, words)
            if quote is None:
                continue
            tried[kind] += 1
            status = check(quote, corpora[number]).status.value
            if status not in expected:
                wrong.append(f"{kind}: {status} for {quote!r}")
            if tried[kind] == each:
                break
    return tried, wrong


def test_every_mutated_quote_of_a_made_up_conversation_gets_its_status() -> None:
    tried, wrong = disagreements(CONVERSATIONS, 5, seed=3)

    assert wrong == []
    assert len(tried) == len(MUTATIONS)


@pytest.mark.slow
@needs_shared_data
def test_nearly_every_mutated_quote_of_a_real_conversation_gets_its_status() -> None:
    tried, wrong = disagreements(list(real_conversations()), 200, seed=11)

    assert sum(tried.values()) > 4_000
    assert len(wrong) <= 0.005 * sum(tried.values()), wrong


def real_conversations() -> Iterator[Transcript]:
    assert SHARED_DATA is not None
    for path in sorted((SHARED_DATA / "interviews" / "scrum_quality").glob("*.txt")):
        found = read(path.read_bytes(), path.name).transcript
        roles = {who: Role.RESEARCHER if "RES" in who.upper() else Role.PARTICIPANT for who in found.speakers}
        yield found.with_roles(roles)
    with gzip.open(SHARED_DATA / "meetings" / "qmsum_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in list(lines)[::10]:
            said = json.loads(line)["turns"]
            yield Transcript(tuple(Turn(i, who, text, role=Role.PARTICIPANT) for i, (who, text) in enumerate(said)))


def talk(*lines: str) -> Transcript:
    """Turns from "R: a question" (researcher), "A: an answer", "B: another's answer"."""
    turns = (Turn(i, line[0], line[3:], role=Role.RESEARCHER if line[0] == "R" else Role.PARTICIPANT)
             for i, line in enumerate(lines))  # fmt: skip
    return Transcript(tuple(turns))


@pytest.mark.parametrize(("gap", "status"), [(59, "elided"), (60, "elided"), (61, "stitched")])
def test_a_gap_has_at_most_sixty_words(gap: int, status: str) -> None:
    said = " ".join(f"word{i}" for i in range(gap))
    here = talk(f"A: We opened the shop at nine {said} then the customers came in at once.")

    assert check("We opened the shop at nine … then the customers came in at once.", here).status.value == status


SHOP = talk(
    "R: How was it?",
    "A: We opened the shop at nine in the morning.",
    "R: Mm-hm.",
    "A: Then the customers came in all at once.",
    "R: Did they buy anything?",
    "A: They bought bread and left again quickly.",
    "A: Nobody stayed for coffee that day at all.",
    "B: I disagree with her about that day.",
)


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("We opened the shop at nine in the morning. Then the customers came in all at once.", "elided"),
        ("Then the customers came in all at once. They bought bread and left again quickly.", "stitched"),
        ("Then the customers came in all at once … They bought bread and left again quickly.", "stitched"),
        ("They bought bread and left again quickly. Nobody stayed for coffee that day at all.", "exact"),
        ("Nobody stayed for coffee that day at all. I disagree with her about that day.", "stitched"),
        ("Nobody stayed for coffee … I disagree with her about that day.", "stitched"),
    ],
)
def test_turns_put_together(quote: str, status: str) -> None:
    assert check(quote, SHOP).status.value == status


def test_a_word_changed_at_the_end_is_altered_though_it_stands_again_far_off() -> None:
    far = " ".join(f"word{i}" for i in range(80))
    here = talk(f"A: It was never the printer that we had to blame for it, it's {far} and so it is.")

    assert check("It was never the printer that we had to blame for it, it is", here).status.value == "altered"


def test_a_short_cleaned_quote_is_found_among_many_alike() -> None:
    others = [f"A: So you know what if that is how we number {i}." for i in range(300)]
    here = talk(*others, "A: So, um, you know, if we go there now.")

    assert check("So, you know, if we go", here).status.value == "cleaned"


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("yeah … " * 200, marks=pytest.mark.slow),
        "yeah yeah … " * 8,
        pytest.param("yeah yeah … " * 30, marks=pytest.mark.slow),
        pytest.param("yeah " * 4_000, marks=pytest.mark.slow),
        "yeah " * 2_000 + "no",
        "yeah um yeah " * 700,
    ],
)
def test_a_page_of_yeah_comes_to_an_end(quote: str) -> None:
    here = Transcript(tuple(Turn(i, "AB"[i % 2], "yeah yeah", role=Role.PARTICIPANT) for i in range(5_000)))

    assert not check(quote, here).may_be_shown or "…" in quote


def test_a_quote_of_five_thousand_words_is_laid_beside_what_was_said_part_by_part() -> None:
    rng = random.Random(1)
    said = [f"w{int(rng.expovariate(1 / 300))}" for _ in range(20_000)]
    quoted = said[8_000:13_000]
    quoted[2_500] = "zebra"

    found = check(" ".join(quoted), talk(f"A: {' '.join(said)}"))

    assert found.status.value == "altered"
    assert [change.quoted for change in found.changes] == ["zebra"]


pieces = st.sampled_from(
    ["I", "don't", "um", "…", "[…]", "[", "]", "?", ".", "“", "”", '"', "'", "5", "%", "$", "-5", "1,000", "\u200b",
     "\u200d", "\u00ad", "é", "e\u0301", "你", "好", "👍🏽", "שלום", "\u202e", "\r\n", "\u2028", "ﬁ", "—", "-", "yes",
     "\x00", "\ud800", " "]
)  # fmt: skip
texts = st.lists(pieces, max_size=25).map(" ".join) | st.lists(pieces, max_size=12).map("".join) | st.text(max_size=60)


@settings(max_examples=250, deadline=None)
@given(turns=st.lists(texts, max_size=6), quote=texts, name=st.none() | st.sampled_from(["A", "", "B c"]))
def test_no_text_breaks_the_check_and_offsets_hold_what_they_claim(
    turns: list[str], quote: str, name: str | None
) -> None:
    roles = [Role.RESEARCHER, Role.PARTICIPANT, Role.UNKNOWN]
    here = Transcript(tuple(Turn(i, "AB"[i % 2], text, role=roles[i % 3]) for i, text in enumerate(turns)))

    found = check(quote, here, said_by=name)

    if found.anchor is None:
        assert not found.may_be_shown
        return
    joined = "\n".join(turns)
    assert joined[found.anchor.start_position : found.anchor.end_position] == found.anchor.exact
    for match in found.matches:
        last = turns[match.place.last_turn]
        assert keys(turns[match.place.first_turn][match.place.begin :])
        assert 0 <= match.place.finish <= len(last)
    if found.status.value in ("exact", "same_words"):
        assert _covers(found)


def _covers(found: Check) -> bool:
    quoted, said = list(keys(found.text)), list(keys(found.anchor.exact if found.anchor else ""))
    return quoted == said or found.anchor is None or "[" in found.text or "…" in found.text


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_anchor_that_lands_holds_its_text_and_is_never_the_same_when_its_words_changed(data: st.DataObject) -> None:
    here = data.draw(st.sampled_from(CONVERSATIONS))
    turn = data.draw(st.sampled_from([one for one in here.turns if len(one.text) > 30]))
    begin = data.draw(st.integers(0, len(turn.text) - 10))
    finish = data.draw(st.integers(begin + 5, len(turn.text)))
    pinned = anchor(here, turn.index, begin, turn.index, finish)
    changed = here
    for _ in range(data.draw(st.integers(1, 4))):
        one = data.draw(st.sampled_from([turn, *here.turns]))
        words = changed.turns[one.index].text.split(" ")
        at = data.draw(st.integers(0, len(words) - 1))
        words[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.lists(st.sampled_from(["not", "the", "xyz"]), max_size=2)
        )
        changed = changed.with_correction(one.index, " ".join(words))

    landing = resolve(pinned, changed)

    if landing.anchor is not None:
        there = landing.anchor
        joined = "\n".join(one.text for one in changed.turns)
        assert joined[there.start_position : there.end_position] == there.exact
        assert changed.turns[there.first_turn].text[there.begin :].startswith(there.exact.split("\n")[0][:5])
        if landing.fate is Fate.SAME:
            assert there.exact == pinned.exact
        if landing.fate is Fate.MOVED:
            assert keys(there.exact) == keys(pinned.exact)

"""What can be counted of a matter: mentions, people, minutes, the first time, and whether it was asked before."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.mentions import Counted, Heard, Measure, Said, count, in_words

PAD = ("pad", "paper list*")


def said(index: int, text: str, person: str = "", seconds: float = 10.0) -> Said:
    return Said(index, text, person, index * 10.0, index * 10.0 + seconds)


ONE = Heard(
    "one",
    (
        said(0, "What do you use?"),
        said(1, "A pad. The pad is from August.", "ana"),
        said(2, "And the paper lists?"),
        said(3, "Those too, paper lists.", "ben"),
        said(4, "Nothing.", "ana"),
    ),
)
ASKED = Heard("two", (said(0, "Do you keep a pad?"), said(1, "No.", "cleo"), said(2, "Well, a pad, yes.", "cleo")))


def test_participants_are_counted_once_and_researchers_never() -> None:
    found = count(PAD, [ONE, replace(ONE, session="again")])
    assert (found.mentions, found.people, found.seconds) == (6, {"ana", "ben"}, 40.0)


def test_a_first_mention_names_the_question_before_it() -> None:
    (first,) = count(PAD, [ASKED]).first
    assert (first.turn, first.person, first.prompt, first.start) == (2, "cleo", 0, 20.0)
    assert count(PAD, [ASKED]).is_not_mentioned_until_asked is True


def test_what_comes_up_by_itself_is_not_unmentioned_until_asked() -> None:
    found = count(PAD, [ASKED, ONE])
    assert found.is_not_mentioned_until_asked is False
    assert "no longer what the transcript shows" in in_words(Measure.UNASKED, PAD, found)


def test_a_word_of_the_invitation_is_a_prompt() -> None:
    told = replace(ONE, turns=ONE.turns[1:2], told="We would like to see your pad.")
    assert count(PAD, [told]).is_not_mentioned_until_asked is True


def test_what_nobody_mentioned_is_said_to_be_so() -> None:
    silent = replace(ASKED, turns=ASKED.turns[:2])
    found = count(PAD, [silent])
    assert (found.is_not_mentioned_until_asked, found.prompted_only) == (False, ("two",))
    assert in_words(Measure.UNASKED, PAD, found).startswith("Not mentioned, though it was asked")


def test_a_conversation_that_cannot_be_counted_is_named_and_alone_says_nothing() -> None:
    shut = replace(ONE, session="shut", is_known=False)
    assert count(PAD, [shut]).is_not_mentioned_until_asked is None
    assert "could not be counted" in in_words(Measure.PEOPLE, PAD, count(PAD, [ONE, shut]))
    assert in_words(Measure.PEOPLE, PAD, count(PAD, [shut])).startswith("Nothing could be counted")


def test_minutes_without_times_are_not_measurable() -> None:
    timeless = replace(ONE, turns=tuple(replace(turn, start=None, end=None) for turn in ONE.turns))
    assert "can't be measured" in in_words(Measure.MINUTES, PAD, count(PAD, [timeless]))


def test_the_sentences_of_the_manual() -> None:
    found = count(PAD, [ONE])
    assert in_words(Measure.MENTIONS, PAD, found).startswith("Mentioned 3 times by 2 people (")
    assert in_words(Measure.PEOPLE, PAD, found, 2).startswith("Mentioned by 2 people (at 2 companies) (")
    assert in_words(Measure.MINUTES, PAD, found).startswith("Spoken of for 0 min 20 s, counting the turns")
    assert in_words(Measure.FIRST, PAD, found).startswith("First mentioned at 0:10 (turn 1) (")
    assert in_words(Measure.UNASKED, PAD, count(PAD, [ASKED])).startswith(
        "Not mentioned until 0:20 (turn 2), asked in turn 0 ("
    )


TEXTS = st.sampled_from(["a pad", "the pads", "nothing", "paper list", "pad and pad"])
HEARD = st.builds(
    lambda rows: tuple(said(i, text, who) for i, (text, who) in enumerate(rows)),
    st.lists(st.tuples(TEXTS, st.sampled_from(["", "ana", "ben"])), max_size=8),
)


@given(HEARD, HEARD)
def test_another_conversation_only_ever_adds(one: tuple[Said, ...], two: tuple[Said, ...]) -> None:
    alone: Counted = count(PAD, [Heard("a", one)])
    both: Counted = count(PAD, [Heard("a", one), Heard("b", two)])
    assert both.mentions == alone.mentions + count(PAD, [Heard("b", two)]).mentions
    assert alone.people <= both.people
    assert both.first[: len(alone.first)] == alone.first

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.interviews.reflections import ReflectionKind, find_reflections
from firsthand.domain.interviews.telling import TellingKind, find_tellings
from firsthand.domain.interviews.vocabulary import content, is_backchannel, words

HEARD = "The export was slow on Monday, so I copied the numbers by hand and lost the whole morning."


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("So you copied the numbers by hand.", ReflectionKind.PLAIN),
        ("You lost the whole morning?", ReflectionKind.PLAIN),
        ("Slow on Monday.", ReflectionKind.PLAIN),
        ("It sounds like the export was slow.", ReflectionKind.PLAIN),
        ("So you don't trust the vendor any more.", ReflectionKind.ADDING),
        ("It sounds like leadership ignores security concerns.", ReflectionKind.ADDING),
    ],
)
def test_a_reflection_is_plain_or_adds_meaning(said: str, kind: ReflectionKind) -> None:
    assert [r.kind for r in find_reflections(said, HEARD)] == [kind]


@pytest.mark.parametrize(
    "said",
    [
        "What did you do then?",
        "Did you copy the numbers by hand?",
        "You should ask for a faster machine.",
        "Thank you very much.",
        "Okay, great.",
        "I would like to hear more about the export.",
        "If you don't mind, let's go on.",
        "That's a really good point.",
        "[inaudible]",
        "The next question is about the export.",
    ],
)
def test_questions_advice_thanks_and_praise_are_no_reflections(said: str) -> None:
    assert find_reflections(said, HEARD) == ()


def test_a_word_from_long_ago_is_the_participants_too() -> None:
    said, earlier = "You mentioned the auditor.", frozenset(content("Our auditor came in spring."))
    assert find_reflections(said, HEARD)[0].added == tuple(content("auditor"))
    assert find_reflections(said, HEARD, earlier)[0].added == ()


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("You should switch that setting off.", TellingKind.ADVICE),
        ("Have you considered hiring somebody for that?", TellingKind.ADVICE),
        ("Why don't you just ask the bank?", TellingKind.ADVICE),
        ("We are building an import that does this.", TellingKind.PITCH),
        ("Imagine you could press one button.", TellingKind.PITCH),
        ("Actually, you can do that already in the menu.", TellingKind.DEFENCE),
        ("That was by design.", TellingKind.DEFENCE),
        ("So the main problem is the bank file.", TellingKind.SYNTHESIS),
        ("We have heard that from other teams too.", TellingKind.SYNTHESIS),
        ("Import files arrive through a gateway operated by another department.", TellingKind.EXPLAINING),
    ],
)
def test_each_kind_of_telling_is_named(said: str, kind: TellingKind) -> None:
    assert [t.kind for t in find_tellings(said)] == [kind]


@pytest.mark.parametrize(
    "said",
    [
        "What do you think you should do about that?",
        "You said you need to retype everything?",
        "Tell me about the last time you used it.",
        "You can use an example from your last job.",
        "Why don't you start, Pia?",
        "Don't worry about it.",
        "Is it okay if we record this for our notes?",
        "Mm-hmm, okay.",
        "You must have had a long day.",
    ],
)
def test_asking_and_running_the_interview_is_no_telling(said: str) -> None:
    assert find_tellings(said, HEARD) == ()


@given(st.text(max_size=200), st.text(max_size=80))
def test_what_is_found_is_verbatim_at_its_place(said: str, heard: str) -> None:
    for found in (*find_reflections(said, heard), *find_tellings(said, heard)):
        assert said[found.begin : found.finish] == found.text


def test_a_backchannel_is_short_and_says_nothing() -> None:
    assert all(is_backchannel(text) for text in ("Mm-hmm.", "Okay, great.", "Yeah, I see.", "", "Uh-huh"))
    assert not any(is_backchannel(text) for text in ("Okay, why?", "Yes, in March.", "Right, the export."))


def test_a_stammer_counts_once_and_stems_meet() -> None:
    assert words("I-I-I tried") == ("i", "tried")
    assert set(content("releases")) == set(content("released")) == set(content("Releasing"))


def test_a_short_remark_in_other_words_is_no_leading_risk() -> None:
    assert [r.kind for r in find_reflections("A proper storm.", HEARD)] == [ReflectionKind.REMARK]


def test_a_bare_echo_asks_back_and_says_nothing_back() -> None:
    assert find_reflections("On Monday?", HEARD) == ()


def test_a_you_in_passing_does_not_make_a_long_explanation_a_reflection() -> None:
    long = (
        "The bank sends one file each night. It is checked twice by a colleague there. Some of it is meant for you too."
    )
    assert find_reflections(long, HEARD) == ()


def test_what_is_heard_is_a_reflection_though_it_begins_with_what() -> None:
    assert find_reflections("What I'm hearing is that the export was slow.", HEARD) != ()

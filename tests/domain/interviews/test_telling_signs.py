"""Pitching, defending, concluding and advising in our own words, each kind with near misses."""

from __future__ import annotations

import pytest

from firsthand.domain.interviews.telling import TellingKind, find_tellings

HEARD = "We keep the keys in a drawer, and when a lock breaks I write it on the board, which saves me an hour a week."
LOUD = {TellingKind.ADVICE, TellingKind.PITCH, TellingKind.DEFENCE, TellingKind.SYNTHESIS}

PITCHES = [
    "We're bringing out an importer in the spring.",
    "We've actually got a whole planner for shift work.",
    "Our sorter does exactly that, by the way.",
    "It's one of our newest tools and hardly anybody has found it.",
    "Did you know that you can export the lot as a spreadsheet?",
    "If we could take that off your hands, how much would that be worth?",
    "What we'd do is merge the two lists overnight.",
    "With the autopilot you'd never have to retype a number again.",
    "It'll save you at least two hours every Friday.",
    "You'd get everything in one inbox, sorted by urgency.",
    "Half of our clients in retail have switched it on.",
    "Teams that use it never go back.",
    "We've seen returns drop by a fifth at two shops.",
    "I could give you a quick tour of the new calendar.",
    "Let me show you how the planner handles that.",
    "I'll send you the brochure this afternoon.",
    "Would you pay for something like that?",
    "What if the planner could order the parts by itself?",
    "That's on our roadmap for the summer.",
    "A sensor would solve that.",
    "Could I get you on the waitlist? Or rather, I'll sign you up for our pilot.",
    "It pays for itself within a month.",
    "That'd be a game changer for a shop like yours.",
    "You can really see how it'd save the drivers a trip.",
    "It's super easy to set up.",
]
DEFENCES = [
    "That's a known limitation, I'm afraid.",
    "It's by design.",
    "It's probably a settings problem.",
    "That only happens when the browser is old.",
    "We built it like that for security reasons.",
    "Nobody else has had to complain about that so far.",
    "Most users actually prefer the dark one.",
    "I'm sure it's just something small.",
    "The manual explains it on the second page.",
    "They'll get used to it after a week.",
    "Sure, but paper gets lost in the end.",
    "Of course. But lists don't scale.",
]
ADVICE = [
    "You should definitely switch the reminders on.",
    "You'd be better off with the weekly plan.",
    "If you go to the profile page and tick the second box, it will stop.",
    "A better way to do that is with a shared list.",
    "Get them to install the other version.",
]
SYNTHESES = [
    "So basically what I'm hearing is that you need a lock calendar.",
    "That's great validation for the concept.",
    "You've confirmed a lot of what we suspected.",
    "It's a pattern we're seeing everywhere.",
    "What we're hearing in other calls is that the handover fails.",
    "So your biggest pain point is the handover.",
    "I think the root cause of all this is the shift change.",
    "That's a really good insight.",
    "I'll put you down as interested.",
    "Everyone we talk to says that.",
]
NEAR_MISSES = [
    "What are you building at the moment?",
    "Which of your customers asked for that?",
    "You said that they should build an export.",
    "Who on your team built the dashboard?",
    "That would be really helpful, thank you.",
    "If you could give me an example, that would be great.",
    "Could you show me how you do that?",
    "So it saves you an hour a week.",
    "You mentioned that the board saves you time.",
    "We've got about ten minutes left.",
    "I have two more questions about the drawer.",
    "I'll send you the consent form and the voucher.",
    "How did the vendor explain that?",
    "What made you think that it should be faster?",
    "So your team is building its own tool.",
    "When did you last turn it on?",
    "Did it help you in the end?",
    "Would you be willing to tell me more about that?",
    "Would you use the word reliable for that list?",
    "If you go back to that Monday, what did you see first?",
    "He told you it should work fine now?",
    "In the last release, how many locks did you replace?",
    "Right, but then you still wrote it on the board?",
    "Okay, but how did you find the key?",
    "What did most people in your shop like about it?",
    "How would the drivers have fixed that without you?",
    "Tell me about the problem with the board.",
    "What, in your view, is the biggest problem with the keys?",
    "You've told me about the drawer; where do the other keys go?",
    "Who told you that there is a setting for that?",
    "How does a new colleague learn from you where things are?",
    "What did they say when you showed them the demo?",
    "Where would you look if nobody answered?",
    "Is there anything that I should have asked?",
]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((said, TellingKind.PITCH) for said in PITCHES),
        *((said, TellingKind.DEFENCE) for said in DEFENCES),
        *((said, TellingKind.ADVICE) for said in ADVICE),
        *((said, TellingKind.SYNTHESIS) for said in SYNTHESES),
    ],
)
def test_a_turn_that_tells_is_caught_with_its_kind(said: str, kind: TellingKind) -> None:
    assert kind in {t.kind for t in find_tellings(said, HEARD)}


@pytest.mark.parametrize("said", NEAR_MISSES)
def test_a_turn_that_only_sounds_like_telling_is_left_alone(said: str) -> None:
    assert LOUD.isdisjoint(t.kind for t in find_tellings(said, HEARD))


def test_a_concession_and_a_but_in_two_sentences_point_at_the_second() -> None:
    (told,) = find_tellings("Right. But a note leaves a trail.", HEARD)
    assert (told.kind, told.text) == (TellingKind.DEFENCE, "But a note leaves a trail.")


def test_a_benefit_in_the_participants_own_words_is_no_pitch() -> None:
    said = "It would save you time in the shop."
    assert [t.kind for t in find_tellings(said, "")] == [TellingKind.PITCH]
    assert find_tellings(said, "A second key would save me time in the shop.") == ()

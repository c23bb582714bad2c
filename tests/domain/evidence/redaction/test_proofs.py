"""A redacted quote verifies against the original, a tampered one does not, and nobody else learns a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.domain.evidence.redacted import check_redacted, has_placeholders
from firsthand.domain.evidence.redaction.covering import Cover
from firsthand.domain.evidence.redaction.proofs import Proof, faults, prove
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn

SAID = (
    "I called Graham three times. And then Marta Oyelaran, from Northmoor, rang me on 020 7946 0958. "
    "I do not like Graham's team. Write to anna@example.org, please. Northmoor lost it."
)
TRANSCRIPT = Transcript(
    (
        Turn(0, "Rui", "Who did you call?", role=Role.RESEARCHER),
        Turn(1, "Dana", SAID, role=Role.PARTICIPANT),
    )
)
CORPUS = Corpus.of(TRANSCRIPT)


@pytest.mark.parametrize(
    ("quote", "status", "covers"),
    [
        ("I called [person 1] three times.", "exact", "Graham"),
        ("I called [person] three times", "exact", "Graham"),
        ("And then [person 2], from [company 1], rang me on [phone 1].", "exact", "Marta Oyelaran Northmoor 7946"),
        ("[person 1] three times. And then [person 2], from [company 1], rang", "exact", "Graham Oyelaran Northmoor"),
        ("i called [person 1] three times!", "same_words", "Graham"),
        ("I do not like [person 1]'s team.", "exact", "Graham"),
        ("Write to [e-mail 1], please", "exact", "anna"),
        ("[company 1] lost it", "exact", "Northmoor"),
        ("I called [person 1] … rang me on [phone 1]", "elided", "Graham 7946"),
        ("I called [person 1] four times", "altered", "Graham"),
        ("I do [person 1] like Graham's team", "altered", "not"),
        ("I called [e-mail 1] three times", "altered", "Graham"),
        ("Nobody ever called [person 1] in their life", "not_found", "Graham"),
    ],
)
def test_a_quotation_with_placeholders_is_what_it_is_with_the_words_in_their_place(
    quote: str, status: str, covers: str
) -> None:
    found = check_redacted(quote, CORPUS, salt="s")
    assert found.check.status.value == status
    assert (found.proof is not None) == found.check.may_be_shown
    said = repr(replace(found.check, matches=(), anchor=None)) + repr(found.proof)
    assert [word for word in covers.split() if word in said] == []
    if found.proof:
        assert faults(found.proof, TRANSCRIPT) == ()


def test_a_redacted_quotation_says_so_and_the_cropped_sentence_hides_the_same_words() -> None:
    found = check_redacted("[person 2], from [company 1], rang me", CORPUS)
    assert "redacted" in found.check.marks
    assert found.check.sentence == "And then [person 2], from [company 1], rang me on 020 7946 0958."


def test_a_detail_that_hides_a_negation_is_marked() -> None:
    assert "left_out" in check_redacted("I do [detail 1] like Graham's team", CORPUS).check.marks


def test_our_own_words_are_no_placeholders() -> None:
    assert not has_placeholders("I called [the boss] three times")


def proof() -> Proof:
    covers = {1: [Cover(9, 15, "[person 1]")]}
    return prove(TRANSCRIPT, [(1, 0, 28)], covers, "salt")


def test_a_proof_holds_for_the_original_and_says_no_name() -> None:
    assert proof().stretches[0].shown == "I called [person 1] three times."
    assert faults(proof(), TRANSCRIPT) == ()
    assert "Graham" not in repr(proof())


def test_a_correction_of_another_turn_leaves_a_proof_standing() -> None:
    assert faults(proof(), TRANSCRIPT.with_correction(0, "Whom did you call?")) == ()


def test_another_name_under_the_placeholder_is_seen() -> None:
    other = TRANSCRIPT.with_correction(1, SAID.replace("called Graham", "called Beatty"))
    assert faults(proof(), other) == ("Turn 1: [person 1] does not cover the words that it covered then.",)


def test_other_visible_words_are_seen() -> None:
    stretch = proof().stretches[0]
    forged = replace(proof(), stretches=(replace(stretch, shown=stretch.shown.replace("three", "four")),))
    assert faults(forged, TRANSCRIPT) == ("Turn 1: the words shown are not the words said there.",)


@pytest.mark.parametrize(
    "change",
    [
        {"turn": 9},
        {"begin": 28},
        {"finish": 10_000},
    ],
)
def test_places_that_are_none_are_seen(change: dict[str, int]) -> None:
    forged = replace(proof(), stretches=(replace(proof().stretches[0], **change),))
    assert faults(forged, TRANSCRIPT) != ()


def test_the_digest_tells_nothing_without_the_transcript() -> None:
    """With salt and name alone, the digest can't be made: it is keyed with everything that was said."""
    elsewhere = Transcript((Turn(0, "", "x"), Turn(1, "", SAID)))
    covers = {1: [Cover(9, 15, "[person 1]")]}
    guessed = prove(elsewhere, [(1, 0, 28)], covers, "salt").stretches[0].covered[0].digest
    assert guessed != proof().stretches[0].covered[0].digest

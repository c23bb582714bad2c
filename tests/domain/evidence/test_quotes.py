from __future__ import annotations

import pytest

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.quotes import Check, check, check_selection
from firsthand.domain.evidence.statuses import Mark, Status, may_be_shown
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from spoken import BAKERY, conversation

INTERVIEW = conversation(
    """
Dana: How do you check the forecast today?
Maria: Well, I don't think it works. I open the dashboard every morning, um, and I I compare it with, uh, the bank.
Dana: Mm-hm.
Maria: And then I copy the numbers by hand. Do you think that is normal?
Dana: So you copy the numbers every day? Tell me about the last time you did that.
Maria: Last Tuesday we had a gap of -5 in the report, or 1.5% of $40, and nobody noticed for a week. It was painful.
Dana: I see, that sounds hard on you.
Maria: My manager never asked again. They told us it will get better.
Noor: I have to leave you now, goodbye to both.
Tom: We re-sign the forms each month, which takes ages, but I like it.
"""
)
CORPUS = Corpus.of(INTERVIEW)


def status(quote: str, said_by: str | None = None) -> str:
    return check(quote, CORPUS, said_by=said_by).status.value


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("I open the dashboard every morning", "exact"),
        ("Well, I don't think it works. I open the dashboard every morning, um, and I I compare it", "exact"),
        ("i open the DASHBOARD every morning", "same_words"),
        ("I open the dashboard – every morning.", "same_words"),
        ("[T]hen I copy the numbers", "same_words"),
        ("every morning, and I compare it with the bank", "cleaned"),
        ("I compare it with the bank", "cleaned"),
        ("I open the dashboard … compare it with", "elided"),
        ("I open the dashboard [...] compare it with", "elided"),
        ("I open [the tool] every morning", "elided"),
        ("I open the dashboard [of the old tool] every morning", "elided"),
        ("every morning … And then I copy the numbers by hand", "elided"),
        ("uh, the bank. And then I copy the numbers by hand.", "elided"),  # over the mm-hm
        ("nobody noticed for a week. It was painful … My manager never asked", "elided"),
        ("I open … the dashboard every morning", "same_words"),  # dots, but nothing is left out
        ("… I open the dashboard every morning …", "same_words"),
        ("I open the dashboard morning", "altered"),
        ("I always open the dashboard every morning", "altered"),
        ("I open the calendar every morning", "altered"),
        ("I open every the dashboard morning", "altered"),
        ("I think it works. I open the dashboard", "altered"),
        ("we had a gap of 5 in the report", "altered"),
        ("or 15% of $40, and nobody noticed", "altered"),
        ("or 1.5 of $40, and nobody noticed", "altered"),
        ("or 1.5% of 40, and nobody noticed", "altered"),
        ("We resign the forms each month", "altered"),
        ("We re sign the forms each month", "altered"),
        ("Do you think that is normal.", "altered"),
        ("Do you think that is normal,", "altered"),
        ("It was painful? My manager", "altered"),
        ("And then I copy the numbers by hand?", "altered"),
        ("It was painful. My manager never asked again.", "stitched"),
        ("I copy the numbers by hand … we had a gap of -5", "stitched"),  # a question lies in between
        ("nobody noticed for a week. I see, that sounds hard", "stitched"),
        ("They told us it will get better. We re-sign the forms each month", "stitched"),
        ("So you copy the numbers every day?", "wrong_speaker"),
        ("I have to leave you now", "wrong_speaker"),
        ("The mountains were lovely at this time of year", "not_found"),
        ("?!", "not_found"),
        ("", "not_found"),
    ],
)
def test_a_quote_gets_its_status(quote: str, expected: str) -> None:
    assert status(quote) == expected


@pytest.mark.parametrize(
    ("quote", "left_off"),
    [
        ("it works", "don't"),
        ("nobody noticed for a week", None),
        ("noticed for a week", "nobody"),
        ("it will get better", "told"),
        ("We re-sign the forms each month", "but"),
        ("Do you think that is normal", "?"),
        ("I open the dashboard every morning", None),
        ("It was painful.", None),
    ],
)
def test_what_was_cut_off_in_the_sentence_is_looked_at(quote: str, left_off: str | None) -> None:
    checked = check(quote, CORPUS)

    cut = [one.words for one in checked.cut_off]
    assert (Mark.CROPPED in checked.marks) == (left_off is not None)
    assert left_off is None or left_off in cut


def test_a_negation_cut_off_is_exact_and_cropped_and_shows_the_sentence() -> None:
    checked = check("think it works", CORPUS)

    assert (checked.status, checked.sentence) == (Status.EXACT, "Well, I don't think it works.")
    assert Mark.CROPPED in checked.marks


def test_a_sentence_goes_on_over_captions_and_over_an_mm_hm() -> None:
    captions = conversation(
        "Maria: I really don't\nMaria: think that it works for\nDana: Mm-hm.\nMaria: any of us at all."
    )

    assert Mark.CROPPED in check("think that it works", captions).marks
    assert Mark.CROPPED in check("any of us at all", captions).marks


def test_speech_without_full_stops_is_read_near_the_quote() -> None:
    run = " ".join(["and we went there with the van"] * 30)
    transcript = conversation(f"Maria: not once {run} never did it work so well for us {run} but hey")

    assert [cut.words for cut in check("did it work so well for us", transcript).cut_off] == ["never"]


def test_a_negation_inside_a_marked_cut_is_said() -> None:
    checked = check("Last Tuesday we had a gap … noticed for a week", CORPUS)

    assert checked.status is Status.ELIDED
    assert Mark.LEFT_OUT in checked.marks
    assert [cut.words for cut in checked.cut_off] == ["nobody"]


def test_an_edge_in_a_language_without_lists_is_unread() -> None:
    german = conversation("Maria: Ich glaube nicht, dass das so geht, und die Leute sind auch nicht froh.")

    checked = check("die Leute sind auch nicht froh", german)

    assert checked.marks == (Mark.EDGE_UNREAD,)


def test_um_is_no_filler_in_german() -> None:
    german = conversation("Maria: Wir treffen uns nicht um neun und ich weiß nicht, ob er das macht, das ist so.")

    assert check("Wir treffen uns nicht neun und ich weiß nicht", german).status is Status.ALTERED


def test_the_participants_words_count_where_the_researcher_said_them_too() -> None:
    both = conversation("Dana: You check it every single day.\nMaria: You check it every single day.\nDana: Good.")

    checked = check("You check it every single day.", both)

    assert (checked.status, checked.speaker) == (Status.EXACT, "Maria")
    assert [match.speaker for match in checked.matches] == ["Dana", "Maria"]
    assert Mark.AMBIGUOUS not in checked.marks


def test_a_short_quote_lists_every_place() -> None:
    checked = check("the numbers", CORPUS)

    assert checked.marks == (Mark.SHORT,)  # not ambiguous: one of the two is the researcher's
    assert [(match.place.first_turn, match.role) for match in checked.matches] == [
        (3, Role.PARTICIPANT),
        (4, Role.RESEARCHER),
    ]


def test_what_was_said_twice_is_ambiguous() -> None:
    twice = conversation("Maria: That is how it is here.\nDana: Why?\nMaria: That is how it is here.")

    assert check("That is how it is here.", twice).marks == (Mark.AMBIGUOUS,)


@pytest.mark.parametrize(
    ("said_by", "expected"),
    [
        ("Maria", "exact"),
        ("Maria Ortiz", "exact"),
        ("M.", "exact"),
        ("Tom", "wrong_speaker"),
        ("Somebody Else", "wrong_speaker"),
    ],
)
def test_the_name_beside_a_quote_must_be_the_speaker(said_by: str, expected: str) -> None:
    assert status("I open the dashboard every morning", said_by) == expected


@pytest.mark.parametrize(
    ("said_by", "speaker", "expected"),
    [
        ("P7", "PARTICIPANT 07", Status.EXACT),
        ("Participant 3", "PARTICIPANT 12", Status.WRONG_SPEAKER),
        ("Maria", "Speaker 2", Status.EXACT),
        ("MO", "Maria Ortiz", Status.EXACT),
        ("Dr. Maria Ortiz", "Ortiz, Maria (Acme)", Status.EXACT),
        ("Marian", "Maria", Status.WRONG_SPEAKER),
    ],
)
def test_labels_and_parts_of_names_are_understood(said_by: str, speaker: str, expected: Status) -> None:
    transcript = Transcript((Turn(0, speaker, "It takes us three days.", role=Role.PARTICIPANT),))

    assert check("It takes us three days.", transcript, said_by=said_by).status is expected


def test_without_roles_the_speaker_is_unconfirmed_and_the_status_stands() -> None:
    transcript = Transcript((Turn(0, "A", "It takes us three days to get there."),))

    checked = check("It takes us three days to get there.", transcript)

    assert (checked.status, checked.marks) == (Status.EXACT, (Mark.UNCONFIRMED,))


def test_a_time_that_does_not_fit_is_marked() -> None:
    quote = "Last Tuesday we had a gap of -5 in the report"

    assert Mark.TIME_DIFFERS not in check(quote, CORPUS, near_seconds=55).marks
    assert Mark.TIME_DIFFERS in check(quote, CORPUS, near_seconds=900).marks


def test_corrected_words_show_what_was_imported() -> None:
    corrected = INTERVIEW.with_correction(7, "My manager never asked for it. They told us it will get better.")

    assert check("My manager never asked for it.", corrected).as_imported == INTERVIEW.turns[7].text
    assert Mark.CORRECTED in check("My manager never asked for it.", corrected).marks
    assert Mark.CORRECTED not in check("They told us it will get better.", corrected).marks


def test_the_difference_names_every_change_with_its_place() -> None:
    checked = check("I always open the calendar morning, um, and I I compare it", CORPUS)

    assert checked.difference == "added “always”; “dashboard every” became “calendar”"
    change = checked.changes[1]
    said = INTERVIEW.turns[change.turn].text
    assert said[change.begin : change.finish] == change.said
    assert checked.text[change.quote_begin : change.quote_finish] == change.quoted


def test_the_anchor_of_an_exact_quote_holds_just_its_text() -> None:
    quote = "Well, I don't think it works."

    anchor = check(quote, CORPUS).anchor

    assert anchor is not None
    assert anchor.exact == quote


def test_of_many_transcripts_the_right_one_is_named() -> None:
    corpus = Corpus.of({"bakery.txt": BAKERY, "finance.vtt": INTERVIEW})

    assert check("I print the list, and then I walk over to the ovens", corpus).document == "bakery.txt"
    assert check("nobody noticed for a week", corpus).document == "finance.vtt"
    assert (
        check("I copy the numbers by hand and pin it on the board next to the big mixer", corpus).status
        is Status.STITCHED
    )


def test_pieces_from_different_transcripts_are_listed() -> None:
    corpus = Corpus.of({"bakery.txt": BAKERY, "finance.vtt": INTERVIEW})

    checked = check("And then I copy the numbers by hand and pin it on the board next to the big mixer", corpus)

    assert [match.place.document for match in checked.matches] == ["finance.vtt", "bakery.txt"]
    assert checked.anchor is not None


def test_an_empty_corpus_finds_nothing() -> None:
    assert check("anything at all", Corpus.of({})).status is Status.NOT_FOUND
    assert check("anything at all", Transcript(())).status is Status.NOT_FOUND


def selection(begin: tuple[int, int], finish: tuple[int, int]) -> Check:
    return check_selection(INTERVIEW, *begin, *finish)


def test_a_selection_is_exact_and_widened_to_whole_words() -> None:
    text = INTERVIEW.turns[5].text
    checked = selection((5, text.index("5 in the")), (5, text.index("report") + 3))

    assert (checked.status, checked.text) == (Status.EXACT, "-5 in the report")
    assert checked.anchor is not None
    assert checked.anchor.exact == "-5 in the report"
    assert Mark.CROPPED in checked.marks


def test_a_selection_over_an_mm_hm_is_elided() -> None:
    checked = selection((1, INTERVIEW.turns[1].text.index("the bank")), (3, 10))

    assert (checked.status, checked.text) == (Status.ELIDED, "the bank … And then I")


def test_a_selection_over_more_than_that_is_stitched() -> None:
    assert selection((5, 0), (7, 10)).status is Status.STITCHED


def test_a_selection_of_the_researchers_words_is_the_wrong_speakers() -> None:
    assert selection((4, 0), (4, 12)).status is Status.WRONG_SPEAKER


def test_a_selection_without_a_word_is_refused() -> None:
    with pytest.raises(Invalid):
        selection((1, 4), (1, 5))


def test_only_the_first_four_may_be_shown() -> None:
    assert [status.value for status in Status if may_be_shown(status)] == ["exact", "same_words", "cleaned", "elided"]

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.interviews.conversation import hear
from firsthand.domain.interviews.craft import FORMULAS, craft_report
from firsthand.domain.interviews.craft_measures import Verdict
from firsthand.domain.interviews.first_look import look_first
from firsthand.domain.interviews.moments import MomentKind, things_to_try
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.planning.guides import Guide, GuideQuestion, Section
from interviews_held import INTERVIEW, talk, timed

REPORT = craft_report(talk(INTERVIEW))


def counts(name: str) -> dict[str, float]:
    return {count.label: count.value for count in REPORT[name].counts}


def test_the_measures_stand_in_the_stated_order() -> None:
    names = [m.name for m in REPORT.measures]
    assert names == [formula.name for formula in FORMULAS]
    assert names[:4] == ["probing", "pitching_and_advice", "reflect_back", "talk_share"]


def test_every_measure_has_a_formula_a_source_and_either_a_value_or_a_reason() -> None:
    for measure in REPORT.measures:
        assert measure.formula.text
        assert measure.formula.source
        assert (measure.value is None) == bool(measure.missing)


def test_welcome_consent_and_goodbye_are_left_out_and_named() -> None:
    assert [(part.part, part.turns) for part in REPORT.left_out] == [("opening", (0, 1)), ("closing", (14, 15))]


def test_advice_and_pitch_are_counted_with_their_turn() -> None:
    assert counts("pitching_and_advice")["advice"] == 1
    assert counts("pitching_and_advice")["pitch"] == 2  # "would you use" and "we are building"
    assert REPORT["pitching_and_advice"].turns == (8, 10)


def test_saying_the_words_back_is_plain_reflect_back() -> None:
    assert REPORT["reflect_back"].turns == (4,)


def test_probing_sees_which_question_takes_the_answer_up() -> None:
    assert 4 in REPORT["probing"].turns
    assert 12 not in REPORT["probing"].turns


def test_a_claim_of_checking_that_nobody_asks_about_is_found() -> None:
    assert REPORT["checks_unprobed"].turns == (7,)
    asked = INTERVIEW.replace(
        "Okay. Would you use a tool", "How did you check it the last time? And would you use a tool"
    )
    assert craft_report(talk(asked))["checks_unprobed"].value == 0


def test_short_answers_that_are_not_followed_are_found() -> None:
    assert REPORT["short_answers_unprobed"].turns == (9, 11)


def test_stories_and_opinions_are_told_apart_with_their_parts() -> None:
    assert 3 in REPORT["stories"].turns
    assert counts("stories")["opinion or habit"] >= 1
    assert counts("stories")["stories with what was tried"] >= 0


def test_questions_carry_type_and_faults() -> None:
    by_text = {a.question.text: a for a in REPORT.questions}
    question = next(a for text, a in by_text.items() if text.startswith("Isn't the sheet"))
    assert question.turn == 10
    assert question.faults


def test_talk_share_by_words_says_so() -> None:
    assert REPORT["talk_share"].note.startswith("by words")
    assert REPORT["talk_share"].n_of == "words of speech"


def test_talk_share_by_time_where_every_turn_has_its_own_times() -> None:
    held = timed(("Mira", 0, 2, "What happened?"), ("Jonas", 2, 12, "A lot happened on that day in March."))
    share = craft_report(held)["talk_share"]
    assert (share.value, share.note, share.verdict) == (round(2 / 12, 4), "by time", Verdict.WITHIN)


@pytest.mark.parametrize(("seconds", "verdict"), [(20, Verdict.WITHIN), (30, Verdict.NEAR), (31, Verdict.OVER)])
def test_the_goal_is_twenty_percent_and_amber_ends_at_thirty(seconds: int, verdict: Verdict) -> None:
    held = timed(
        ("Mira", 0, seconds, "What happened with the export?"), ("Jonas", seconds, 100, "It was slow on that day.")
    )
    assert craft_report(held)["talk_share"].verdict is verdict


def test_gaps_and_interruptions_need_word_times() -> None:
    assert REPORT["response_gap"].missing.startswith("not measurable from this file")
    assert REPORT["interruptions"].missing.startswith("not measurable from this file")


def test_gaps_are_measured_between_words() -> None:
    held = timed(
        ("Mira", 0, 2, "What happened with the export?"),
        ("Jonas", 2, 10, "It was slow and I waited for a whole hour."),
        ("Mira", 14, 16, "What did you do then?"),
        ("Jonas", 16, 20, "I called the bank and they said nothing."),
        ("Mira", 19, 22, "Which bank was it that you called?"),
        words=True,
    )
    report = craft_report(held)
    assert report["response_gap"].value == 2.0  # the median of 4 s and an overlap, which counts as 0
    assert report["response_gap"].turns == (2,)
    assert (report["interruptions"].value, report["interruptions"].turns) == (1, (4,))


def test_a_backchannel_is_no_interruption() -> None:
    held = timed(
        ("Mira", 0, 2, "What happened with the export?"),
        ("Jonas", 2, 10, "It was slow and I waited for a whole hour."),
        ("Mira", 8, 8.5, "Mm-hmm."),
        ("Jonas", 10, 12, "And then it came."),
        ("Mira", 12.5, 14, "What did you do then?"),
        words=True,
    )
    assert craft_report(held)["interruptions"].value == 0


def test_one_track_hides_interruptions_and_says_so() -> None:
    held = timed(
        ("Mira", 0, 2, "What happened then?"), ("Jonas", 2, 9, "It was slow."), ("Mira", 9, 10, "And then?"), words=True
    )
    assert "one track" in craft_report(held)["interruptions"].missing


def test_guide_coverage_names_every_question() -> None:
    guide = Guide(
        sections=(
            Section(
                "Closing the books",
                (
                    GuideQuestion("Tell me about the last time you closed the books."),
                    GuideQuestion("Which other reports do you prepare?"),
                    GuideQuestion("How do you share invoices with your accountant?"),
                ),
            ),
        )
    )
    coverage = craft_report(talk(INTERVIEW), guide)["guide_coverage"]
    assert [count.turns for count in coverage.counts] == [(2,), (12,), ()]
    assert coverage.value == round(2 / 3, 4)


def test_without_a_guide_coverage_is_missing() -> None:
    assert REPORT["guide_coverage"].missing == "not measurable without a guide"


def test_unknown_roles_are_said_and_nothing_is_measured() -> None:
    report = craft_report(talk(INTERVIEW, roles={}))
    assert all(m.value is None and "researcher" in m.missing for m in report.measures)
    assert report.notes


def test_another_language_is_not_available_and_never_zero() -> None:
    report = craft_report(talk(INTERVIEW), language="de")
    assert report["probing"].missing == "not available in German"
    assert report["probing"].value is None
    assert report["talk_share"].value is not None


def test_fillers_change_no_question_or_telling() -> None:
    hesitant = INTERVIEW.replace("Mira: What did", "Mira: Um, uh, what did")
    assert craft_report(talk(hesitant))["questions_by_fault"].value == REPORT["questions_by_fault"].value


def test_three_moments_are_tied_to_their_turns() -> None:
    held = talk(INTERVIEW)
    moments = things_to_try(REPORT, held)
    assert [m.kind for m in moments] == [MomentKind.BEST_PROBE, MomentKind.MISSED_PROBE, MomentKind.REWRITE]
    assert all(m.said in held.turns[m.turn].text and m.words and m.why for m in moments)


def test_the_missed_probe_asks_how_it_was_checked() -> None:
    missed = things_to_try(REPORT, talk(INTERVIEW))[1]
    assert (missed.turn, "How did you check it" in missed.words) == (7, True)


def test_a_trouble_is_given_back_in_the_participants_words() -> None:
    text = INTERVIEW.replace("and I always check it before I send anything", "but it broke twice")
    missed = things_to_try(craft_report(talk(text)), talk(text))[1]
    assert missed.words == "You said “it broke twice”. Take me through what happened."


def test_what_to_look_at_first_is_at_most_two_things() -> None:
    looks = look_first(REPORT)
    assert 1 <= len(looks) <= 2
    assert all(REPORT[look.measure].is_measured for look in looks)


def test_a_welcome_before_the_first_question_is_blanked_and_offsets_hold() -> None:
    script = "Thank you for joining, my name is Mira and this is about how finance people work, nothing to sell. " * 2
    held = talk(f"Mira: {script}So what did you do this morning?\nJonas: I opened the bank file and it was late again.")
    conversation = hear(held)
    (asked,) = conversation.questions
    assert conversation.turns[0].text.strip().startswith("So what did")
    assert held.turns[0].text[asked.question.begin : asked.question.finish] == asked.question.text


def test_several_researchers_and_participants_are_possible() -> None:
    held = talk(
        INTERVIEW + "Pia: I want to add that I lost a week.\nMira: What happened in that week?\nPia: All broke."
    )
    roles = dict.fromkeys(held.speakers, Role.PARTICIPANT) | {"Mira": Role.RESEARCHER, "Olu": Role.RESEARCHER}
    assert craft_report(held.with_roles(roles))["talk_share"].counts[-1].label == "Pia"


NAMES = st.sampled_from(["Mira", "Jonas", "Pia", "Olu", ""])
SAID = st.one_of(
    st.text(max_size=80), st.sampled_from([line.split(": ", 1)[1] for line in INTERVIEW.split("\n") if line])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, SAID), max_size=14))
def test_any_conversation_gives_a_report_whose_turns_exist(rows: list[tuple[str, str]]) -> None:
    roles = {"Mira": Role.RESEARCHER, "Jonas": Role.PARTICIPANT, "Pia": Role.PARTICIPANT}
    held = Transcript(tuple(Turn(i, n, t, role=roles.get(n, Role.UNKNOWN)) for i, (n, t) in enumerate(rows)))
    report = craft_report(held)
    indices = {turn.index for turn in held.turns}
    for measure in report.measures:
        assert {*measure.turns, *(i for c in measure.counts for i in c.turns)} <= indices
        assert measure.value is None or measure.formula.unit != "share" or 0 <= measure.value <= 1
    assert all(moment.turn in indices for moment in things_to_try(report, held))


def test_a_correction_is_what_is_measured() -> None:
    held = talk(INTERVIEW)
    corrected = held.with_correction(10, "And what then?")
    assert craft_report(corrected)["pitching_and_advice"].turns == (8,)
    assert replace(held, title="x").turns == held.turns

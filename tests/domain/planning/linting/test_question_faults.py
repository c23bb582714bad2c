"""Every fault is found in its examples, stays silent on near misses, and offers a rewrite that is clean itself."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.planning.linting import REASONS, Fault, find_faults, is_clean
from firsthand.domain.planning.linting.checks import FAMILIES, RULES, SAFE
from question_examples import FAULTY, NEAR_MISSES
from shared_data import SHARED_DATA, needs_shared_data

FAULTY_ROWS = [(fault, question) for fault, questions in FAULTY.items() for question in questions]
NEAR_ROWS = [(fault, question) for fault, questions in NEAR_MISSES.items() for question in questions]
ANY_QUESTION = [question for _, question in FAULTY_ROWS + NEAR_ROWS]


def faults(question: str, **given_with: object) -> set[str]:
    return {str(finding.fault) for finding in find_faults(question, **given_with)}


def test_every_fault_has_twelve_examples_twelve_near_misses_and_a_reason():
    for fault in Fault:
        assert len(FAULTY[fault]) >= 12, fault
        assert len(NEAR_MISSES[fault]) >= 12, fault
        assert REASONS[fault].count(".") == 1


@pytest.mark.parametrize(("fault", "question"), FAULTY_ROWS)
def test_a_faulty_question_is_found(fault: str, question: str):
    assert fault in faults(question)


@pytest.mark.parametrize(("fault", "question"), NEAR_ROWS)
def test_a_near_miss_raises_no_alarm_of_any_kind(fault: str, question: str):
    assert faults(question) == set()


@pytest.mark.parametrize("question", ANY_QUESTION)
def test_a_finding_names_exact_words_and_one_clean_rewrite(question: str):
    for finding in find_faults(question):
        assert question[finding.begin : finding.finish] == finding.words != ""
        assert is_clean(finding.rewrite)
        assert finding.rewrite[-1] in "?."
        assert finding.rewrite[0].isupper()
        assert "{" not in finding.rewrite


@pytest.mark.parametrize("text", sorted({rule.otherwise for rule in RULES} | {SAFE}))
def test_what_is_offered_when_no_words_can_be_reused_is_clean(text: str):
    assert is_clean(text)


@pytest.mark.parametrize(
    ("question", "rewrite"),
    [
        (
            "Would you use a weekly report?",
            "Tell me about the last time you needed something like a weekly report. What did you do?",
        ),
        (
            "Would you like the ability to export the list?",
            "Tell me about the last time you needed to export the list. What did you do?",
        ),
        ("How happy are you with our excellent support?", "How happy are you with our support?"),
        ("How do you usually plan your week?", "How did you plan your week the last time? Take me through it."),
        ("Which KPIs do you report?", "Which figures do you report?"),
        ("Are you satisfied with your tools and your training?", "Are you satisfied with your tools?"),
        (
            "How do daily meetings improve your releases?",
            "What effect, if any, have you noticed from daily meetings? Tell me about one time.",
        ),
        ("Are 4 signs a good amount?", "When did you last need something like this, and what did you do?"),
        (
            "When you open the queue, what comes in, and which colleagues sort the complaints?",
            "When you open the queue, what comes in?",
        ),
        (
            "Think of the queue: what comes in, and which colleagues sort the complaints?",
            "Think of the queue: what comes in?",
        ),
        ("And so, what do you note, and how does your manager read the list?", "What do you note?"),
        (
            "How do you find and how do you choose a supplier?",
            "Let us take one thing first. How did that go the last time?",
        ),
        (
            "Which tools do you and which tools does your team use?",
            "Let us take one thing first. How did that go the last time?",
        ),
        (
            "Do you feel that the dashboard has improved your planning?",
            "What difference, if any, have you seen the dashboard make? Give me an example.",
        ),
        (
            "Do you think the dashboard means your team saves time?",
            "How do you see that yourself? Give me an example.",
        ),
        ("Would you buy our planner?", "Tell me about the last time this came up. What did you do?"),
    ],
)
def test_a_rewrite_reuses_the_questions_own_words_only_where_that_is_safe(question: str, rewrite: str):
    assert find_faults(question)[0].rewrite == rewrite


def test_several_faults_of_one_question_are_all_named():
    assert faults("We're building an app for cooks. Don't you think it helps, and would you pay for it?") >= {
        "pitch",
        "leading",
        "negated_tag",
        "price",
    }


def test_the_participants_own_judgement_is_no_presupposition_of_ours():
    assert "presupposing" in faults("How frustrating was that?")
    assert faults("How frustrating was that?", previous="The move was frustrating for everybody.", spoken=True) == set()


def test_a_word_that_the_participant_used_first_is_no_jargon():
    assert faults("What is in the MVP?", previous="We shipped our MVP in May.", spoken=True) == set()


def test_in_speech_a_tag_on_the_way_to_the_real_question_is_let_pass():
    assert faults("You were in Leeds then, right? How did you hear of it?", spoken=True) == set()
    assert faults("That made it slower, right?", spoken=True) == {"negated_tag"}


def test_a_tag_that_stands_alone_counts_in_speech():
    (finding,) = find_faults("So you send it twice. Right?", spoken=True)
    assert (finding.fault, finding.words) == (Fault.NEGATED_TAG, "Right?")


def test_a_wrapped_line_of_speech_is_one_sentence():
    assert faults("Do you think this setup is a good\nexample of it and why?", spoken=True) == set()


def test_curly_and_straight_marks_are_the_same_and_offsets_stay():
    question = "“Wouldn’t you wait?”"
    (finding,) = [f for f in find_faults(question) if f.fault is Fault.NEGATED_TAG]
    assert finding.words == "Wouldn’t you"


def test_arranging_the_conversation_bends_nothing():
    assert faults("Would you like to take part in a future study?") == set()
    assert faults("Would you be comfortable with recording this call?") == set()


@given(st.text(max_size=300))
def test_any_text_gives_findings_that_point_into_it(text: str):
    for finding in find_faults(text):
        assert text[finding.begin : finding.finish] == finding.words


@given(st.sampled_from(ANY_QUESTION), st.sampled_from(ANY_QUESTION))
def test_a_second_question_behind_the_first_hides_none_of_its_faults(first: str, second: str):
    alone = {(f.fault, f.words) for f in find_faults(first) if f.fault is not Fault.PITCH}
    assert alone <= {(f.fault, f.words) for f in find_faults(f"{first}\n{second}")}


@pytest.mark.parametrize("question", ANY_QUESTION)
def test_no_rule_is_skipped_that_would_have_matched(question: str):
    for needed, family in FAMILIES:
        assert needed.search(question) or not any(rule.pattern.search(question) for rule in family)


def labelled() -> list[dict]:
    if SHARED_DATA is None:
        return []
    with gzip.open(SHARED_DATA / "gold" / "question_labels_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@needs_shared_data
def test_every_rewrite_of_a_labelled_question_is_clean_itself():
    rewrites = {f.rewrite for row in labelled() for f in find_faults(row["text"], spoken=row["kind"] == "asked")}
    assert len(rewrites) > 20
    assert [rewrite for rewrite in rewrites if not is_clean(rewrite)] == []


@needs_shared_data
def test_on_labelled_questions_nine_findings_of_ten_are_right():
    right = wrong = missed = 0
    for row in labelled():
        found = faults(row["text"], previous=row.get("before", ""), spoken=row["kind"] == "asked")
        meant = set(row["faults"])
        right, wrong, missed = right + len(found & meant), wrong + len(found - meant), missed + len(meant - found)
    assert right / (right + wrong) > 0.9
    assert right / (right + missed) > 0.9

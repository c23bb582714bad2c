from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.planning.editing import Place, add, reword
from firsthand.domain.planning.guides import GuideQuestion
from firsthand.domain.planning.reviews import ReviewState, Verdict
from firsthand.domain.planning.versions import Did
from firsthand.formats.guide_form import as_form
from firsthand.services import events, guide_imports, guide_reviews, guides, sessions, studies, undo
from firsthand.services.guides import GuideConflict
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from people_at_work import Team

GUIDE = """---
template: customer-interview
product: Parcelly
---

# Late parcels

## Opening (5 min)

1. What do you do there?

## The last one (20 min)

2. Tell me about the last time a parcel was late.
    - What did you do then?
3. Don't you think [product] is great?

## Close (5 min)

4. What did I not ask?
"""


@pytest.fixture
def guide(team: Team) -> str:
    return guides.add_guide(team.rui, "", GUIDE)


def text_of(team: Team, guide: str) -> str:
    return guides.guide_page(team.rui, guide).text


def test_a_guide_is_its_markdown_with_everything_computed_beside_it(team: Team, guide: str) -> None:
    page = guides.guide_page(team.vera, guide)
    assert (page.title, page.text, page.version, page.saved_by) == ("Late parcels", GUIDE, 1, "Rui")
    assert page.read.budget.planned == 30
    assert "leading" in {finding.fault for finding in page.read.findings}
    assert (page.review.state, page.may_change, page.may_review) == (ReviewState.NONE, False, False)


def test_two_people_editing_one_guide_lose_nothing(team: Team, guide: str) -> None:
    mine = GUIDE.replace("What did I not ask?", "Whom else should I ask?")
    guides.save_text(team.ana, guide, GUIDE.replace("What do you do there?", "What is your work?"), 1)
    with pytest.raises(GuideConflict, match="What is your work") as caught:
        guides.save_text(team.rui, guide, mine, 1)
    assert [change.after for change in caught.value.conflict.theirs] == ["What is your work?"]
    assert [change.after for change in caught.value.conflict.mine] == ["Whom else should I ask?"]
    assert (caught.value.mine, caught.value.version) == (mine, 2)
    assert "What is your work?" in text_of(team, guide)
    assert guides.save_text(team.rui, guide, mine, 2) == 3


def test_a_form_operation_is_done_to_the_version_that_was_seen(team: Team, guide: str) -> None:
    place = Place(1, 0)
    guides.change_guide(team.ana, guide, 1, lambda g: add(g, Place(1, 0), GuideQuestion("Since when do you know?")))
    with pytest.raises(GuideConflict) as caught:
        guides.change_guide(team.rui, guide, 1, lambda g: reword(g, place, "Tell me about the last late one."))
    assert "Tell me about the last late one." in caught.value.mine
    assert "Since when do you know?" not in caught.value.mine
    saved = guides.change_guide(
        team.rui, guide, 2, lambda g: reword(g, Place(1, 1), "Tell me about the last late one.")
    )
    assert saved == 3
    assert "1. Since when do you know?\n2. Tell me about the last late one.\n" in text_of(team, guide)


def test_form_and_text_are_one_thing(team: Team, guide: str) -> None:
    canonical = guides.save_form(team.rui, guide, as_form(guides.guide_page(team.rui, guide).read.guide), 1)
    before = text_of(team, guide)
    again = guides.save_form(team.rui, guide, as_form(guides.guide_page(team.rui, guide).read.guide), canonical)
    assert (again, text_of(team, guide)) == (canonical, before)


def test_a_guide_in_a_form_that_is_none_is_refused_and_kept(team: Team, guide: str) -> None:
    with pytest.raises(Invalid):
        guides.save_form(team.rui, guide, {"sections": [{"items": [{"kind": "question", "text": " "}]}]}, 1)
    assert text_of(team, guide) == GUIDE


def test_every_version_is_kept_compared_and_can_come_back(team: Team, guide: str) -> None:
    guides.save_text(team.ana, guide, GUIDE.replace("great", "fine"), 1)
    told = guides.compare(team.vera, guide, 1, 2)
    assert [(change.did, change.after) for change in told.changes] == [
        (Did.REWORDED, "Don't you think [product] is fine?")
    ]
    assert (told.before.by, told.after.by) == ("Rui", "Ana")
    assert guides.restore(team.rui, guide, 1, 2) == 3
    assert text_of(team, guide) == GUIDE
    assert [(row.number, row.by, row.note) for row in guides.versions(team.vera, guide)] == [
        (3, "Rui", "restored version 1"),
        (2, "Ana", ""),
        (1, "Rui", ""),
    ]
    with pytest.raises(NotFound, match="no version 9"):
        guides.compare(team.rui, guide, 1, 9)


def test_saving_what_is_there_already_makes_no_version(team: Team, guide: str) -> None:
    assert guides.save_text(team.rui, guide, GUIDE.replace("\n", "\r\n"), 1) == 1


def test_slots_are_filled_once_and_questions_keep_them(team: Team, guide: str) -> None:
    guides.fill(team.rui, guide, 1, product="Boxly", feature="", task="")
    page = guides.guide_page(team.rui, guide)
    assert page.read.guide.product == "Boxly"
    assert "Don't you think [product] is great?" in page.text


def test_an_ignored_finding_carries_its_reason_in_the_markdown(team: Team, guide: str) -> None:
    [leading] = [f for f in guides.guide_page(team.rui, guide).read.findings if f.fault == "leading"]
    guides.ignore_finding(team.rui, guide, 1, "leading", "We want to see\nthem --> disagree.", leading.line)
    page = guides.guide_page(team.rui, guide)
    assert "leading" not in {finding.fault for finding in page.read.findings}
    assert "<!-- firsthand: ignore leading — We want to see them" in page.text
    with pytest.raises(Invalid, match="say why"):
        guides.ignore_finding(team.rui, guide, 2, "leading", " ", leading.line)


def test_a_finding_about_the_whole_guide_is_ignored_at_its_top(team: Team, guide: str) -> None:
    assert "core_count" in {finding.fault for finding in guides.guide_page(team.rui, guide).read.findings}
    guides.ignore_finding(team.rui, guide, 1, "core_count", "A pilot of twenty minutes", None)
    page = guides.guide_page(team.rui, guide)
    assert "core_count" not in {finding.fault for finding in page.read.findings}
    assert "reason: A pilot of twenty minutes" in page.text.split("---")[1]


def test_an_approval_belongs_to_the_version_that_was_read(team: Team, guide: str) -> None:
    session = sessions.create_session(team.rui, SessionForm("Dana", guide_id=guide))
    guide_reviews.ask_for_review(team.rui, guide, team.ana.id)
    assert guide_reviews.waiting_for(team.ana) == ((guide, "Late parcels"),)
    page = guides.guide_page(team.ana, guide)
    assert (page.review.state, page.review.reviewer, page.may_review) == (ReviewState.ASKED, "Ana", True)
    guide_reviews.answer_review(team.ana, guide, Verdict.CHANGES_WANTED, 1, "Question 3 wants a yes.")
    guides.save_text(team.rui, guide, GUIDE.replace("Don't you think [product] is great?", "What came of it?"), 1)
    with pytest.raises(Conflict, match="changed while you read it"):
        guide_reviews.answer_review(team.ana, guide, Verdict.APPROVED, 1)
    guide_reviews.answer_review(team.ana, guide, Verdict.APPROVED, 2)
    shown = sessions.session_page(team.vera, session).guide_review
    assert shown is not None
    assert (shown.state, shown.version) == (ReviewState.APPROVED, 2)
    guides.save_text(team.rui, guide, GUIDE, 2)
    assert guides.guide_page(team.rui, guide).review.state is ReviewState.CHANGED_SINCE


def test_only_whom_was_asked_answers_a_review(team: Team, guide: str) -> None:
    with pytest.raises(Invalid, match="your own"):
        guide_reviews.ask_for_review(team.rui, guide, team.rui.id)
    with pytest.raises(Invalid, match="viewer"):
        guide_reviews.ask_for_review(team.rui, guide, team.vera.id)
    with pytest.raises(Invalid, match="not in your workspace"):
        guide_reviews.ask_for_review(team.rui, guide, team.otto.id)
    guide_reviews.ask_for_review(team.rui, guide, team.ana.id)
    with pytest.raises(NotFound):
        guide_reviews.answer_review(team.rui, guide, Verdict.APPROVED, 1)
    with pytest.raises(Invalid):
        guide_reviews.answer_review(team.ana, guide, Verdict.ASKED, 1)


def test_comments_stay_with_the_words_they_were_about(team: Team, guide: str) -> None:
    made = guide_reviews.comment(team.ana, guide, "Ask for the last time.", "Don't you think [product] is great?")
    guides.save_text(team.rui, guide, GUIDE.replace("is great?", "is fine?"), 1)
    guide_reviews.settle_comment(team.rui, made)
    [row] = guides.guide_page(team.vera, guide).comments
    assert (row.question, row.text, row.by, row.version, row.settled_by) == (
        "Don't you think [product] is great?",
        "Ask for the last time.",
        "Ana",
        1,
        "Rui",
    )
    guide_reviews.settle_comment(team.rui, made, is_settled=False)
    assert guides.guide_page(team.vera, guide).comments[0].settled_by == ""
    with pytest.raises(Invalid, match="empty"):
        guide_reviews.comment(team.ana, guide, "  ")


def test_a_deleted_guide_comes_back_with_its_versions_and_review(team: Team, guide: str) -> None:
    guide_reviews.ask_for_review(team.rui, guide, team.ana.id)
    gone = guides.delete_guide(team.rui, guide)
    assert guide_reviews.waiting_for(team.ana) == ()
    with pytest.raises(NotFound):
        guides.guide_page(team.rui, guide)
    undo.undo(team.rui, gone)
    page = guides.guide_page(team.rui, guide)
    assert (page.text, page.review.state) == (GUIDE, ReviewState.ASKED)


def test_a_guide_goes_with_its_study_and_is_copied_into_another(team: Team) -> None:
    first = studies.create_study(team.rui, StudyForm("Late"))
    second = studies.create_study(team.rui, StudyForm("Lost"))
    guide = guides.add_guide(team.rui, "", GUIDE, first)
    copy = guides.copy_guide(team.rui, guide, second)
    studies.delete_study(team.rui, first)
    assert (guides.guide_page(team.rui, copy).text, guides.guide_page(team.rui, copy).study_title) == (GUIDE, "Lost")


def test_a_guide_does_not_come_back_into_a_study_that_is_gone(team: Team) -> None:
    study = studies.create_study(team.rui, StudyForm("Late"))
    guide = guides.add_guide(team.rui, "", GUIDE, study)
    undo_guide = guides.delete_guide(team.rui, guide)
    undo_study = studies.delete_study(team.rui, study)
    with pytest.raises(Conflict, match="study"):
        undo.undo(team.rui, undo_guide)
    undo.undo(team.rui, undo_study)
    undo.undo(team.rui, undo_guide)
    assert guides.guide_page(team.rui, guide).study_title == "Late"


def test_a_pasted_guide_is_shown_before_it_is_kept(team: Team) -> None:
    pasted = "Late parcels\n\nIntro (5 min)\n1. What do you do?\n\n"
    pasted += "Story (15 min)\n2. Tell me about the last one?\n  a. And then?\n"
    before = len(events.events(team.ana))
    seen = guide_imports.preview_text(team.rui, pasted)
    assert [question.text for question in seen.read.guide.all_questions()] == [
        "What do you do?",
        "Tell me about the last one?",
        "And then?",
    ]
    assert seen.read.budget.planned == 20
    assert len(events.events(team.ana)) == before
    kept = guides.add_guide(team.rui, seen.title, seen.text)
    assert guides.guide_page(team.rui, kept).read.guide == seen.read.guide


def test_a_markdown_file_is_kept_as_it_is(team: Team) -> None:
    seen = guide_imports.preview_file(team.rui, "late.md", GUIDE.encode())
    assert (seen.text, seen.title) == (GUIDE, "Late parcels")


def test_a_word_file_becomes_a_guide_and_a_broken_one_is_refused(team: Team) -> None:
    document = Document()
    document.add_heading("Late parcels", 1)
    document.add_heading("Story (10 min)", 2)
    document.add_paragraph("Tell me about the last late parcel?", style="List Number")
    data = BytesIO()
    document.save(data)
    seen = guide_imports.preview_file(team.rui, "late.docx", data.getvalue())
    assert [question.text for question in seen.read.guide.all_questions()] == ["Tell me about the last late parcel?"]
    with pytest.raises(Invalid):
        guide_imports.preview_file(team.rui, "late.docx", data.getvalue()[:200])
    with pytest.raises(Invalid, match="no text"):
        guide_imports.preview_text(team.rui, "\n ")


def test_a_pasted_script_is_kept_as_words(team: Team) -> None:
    seen = guide_imports.preview_text(team.rui, "1. <script>alert(1)</script> What happened?\n")
    kept = guides.add_guide(team.rui, seen.title, seen.text)
    assert "<script>alert(1)</script>" in guides.guide_page(team.rui, kept).text


def test_a_guide_of_two_thousand_questions_is_kept_and_read(team: Team) -> None:
    text = (
        "# Long\n\n## All (60 min)\n\n" + "\n".join(f"{n}. What happened at stop {n}?" for n in range(1, 2001)) + "\n"
    )
    guide = guides.add_guide(team.rui, "", text)
    assert len(list(guides.guide_page(team.rui, guide).read.guide.all_questions())) == 2_000
    with pytest.raises(Invalid, match="200000 fit"):
        guides.save_text(team.rui, guide, text * 5, 1)

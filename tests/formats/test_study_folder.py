"""A folder of Markdown is a study: study.md, guides, and other files that are kept."""

from __future__ import annotations

from firsthand.formats.study_folder import read_study_folder, render_study_folder

FILES = {
    "study.md": "---\nresearch_question: Why?\n---\n\n# Stuck work\n",
    "guides/first.md": "---\ntemplate: blank\n---\n\n## Work\n\n1. What happened?\n",
    "guides/second.md": "---\ntemplate: blank\n---\n\n## Work\n\n1. Who knew?\n",
    "notes/monday.md": "- Is this a question?",
}


def test_a_folder_comes_back_file_by_file():
    folder, problems = read_study_folder(FILES)
    assert problems == {}
    assert folder.plan.research_question == "Why?"
    assert [name for name, _ in folder.guides] == ["first.md", "second.md"]
    assert folder.other == (("notes/monday.md", "- Is this a question?"),)
    assert render_study_folder(folder) == FILES


def test_guides_without_a_study_are_read_and_told():
    folder, problems = read_study_folder({"guides/a.md": "1. Why?\n"})
    assert list(problems) == ["study.md"]
    assert len(folder.guides) == 1


def test_the_problems_of_each_file_are_told_under_its_name():
    _, problems = read_study_folder(FILES | {"guides/empty.md": "Nothing here.\n"})
    assert list(problems) == ["guides/empty.md"]

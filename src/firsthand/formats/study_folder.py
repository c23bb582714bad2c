"""A study as a folder of Markdown: study.md, its guides in guides/, and whatever else lies there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.domain.planning.guides import Guide
from firsthand.domain.planning.studies import StudyPlan
from firsthand.formats.guide_markdown import read_guide, render_guide
from firsthand.formats.readings import Problem
from firsthand.formats.study_markdown import read_study, render_study

STUDY = "study.md"
GUIDES = "guides/"


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A study with its guides by file name (without `guides/`); `other` files are kept as they are."""

    plan: StudyPlan
    guides: tuple[tuple[str, Guide], ...] = ()
    other: tuple[tuple[str, str], ...] = ()


def read_study_folder(files: Mapping[str, str]) -> tuple[StudyFolder, dict[str, list[Problem]]]:
    """The study in these files (path within the folder, with /, → text), and the problems of each file that has any."""
    problems: dict[str, list[Problem]] = {}
    if STUDY in files:
        plan, problems[STUDY] = read_study(files[STUDY])
    else:
        plan = StudyPlan()
        problems[STUDY] = [Problem(f"There is no {STUDY}; the guides were read without a study.")]
    guides: list[tuple[str, Guide]] = []
    for path in sorted(files):
        if _is_guide(path):
            guide, problems[path] = read_guide(files[path])
            guides.append((path.removeprefix(GUIDES), guide))
    other = tuple((path, files[path]) for path in sorted(files) if path != STUDY and not _is_guide(path))
    return StudyFolder(plan, tuple(guides), other), {path: found for path, found in problems.items() if found}


def render_study_folder(folder: StudyFolder) -> dict[str, str]:
    """The files of a study by their paths within the folder; they read back as the same study."""
    files = {STUDY: render_study(folder.plan)}
    files |= {f"{GUIDES}{name}": render_guide(guide) for name, guide in folder.guides}
    return files | dict(folder.other)


def _is_guide(path: str) -> bool:
    return path.startswith(GUIDES) and path.lower().endswith((".md", ".markdown"))

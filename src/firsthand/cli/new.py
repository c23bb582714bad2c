"""`firsthand new`: write a template to files, so that a guide or a whole study can start in a folder of Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.editing import fill_slots
from firsthand.domain.planning.guides import CUSTOMER_INTERVIEW, TEMPLATES, Guide
from firsthand.domain.planning.studies import StudyPlan
from firsthand.domain.planning.templates import StudyTemplate
from firsthand.formats.guide_markdown import read_guide, render_guide
from firsthand.formats.study_folder import StudyFolder, render_study_folder
from firsthand.formats.template_markdown import blank_record, template_notes

LONGEST_SLOT = 200  # characters
_Options = Callable[[Callable[..., None]], Callable[..., None]]


@click.group()
def new() -> None:
    """Write a discussion guide or a whole study from a template.

    Nothing that is there is overwritten, unless you say --force.
    """


def _options(default: str) -> _Options:
    def added(command: Callable[..., None]) -> Callable[..., None]:
        for option in (
            click.option("--force", is_flag=True, help="Overwrite what is there."),
            click.option("--task", default="", help="What [task] stands for: the work that people do."),
            click.option("--feature", default="", help="What [feature] stands for."),
            click.option("--product", default="", help="What [product] stands for."),
            click.option("--template", type=click.Choice(TEMPLATES), default=default, show_default=True),
        ):
            command = option(command)
        return command

    return added


@new.command("guide")
@click.argument("path", metavar="PATH")
@_options(CUSTOMER_INTERVIEW)
def new_guide(path: str, template: str, product: str, feature: str, task: str, force: bool) -> None:
    """Write a discussion guide to PATH.

    PATH is a Markdown file, or a folder, which then gets a file named after the template.

    \b
    Example:
        firsthand new guide trust.md --template ai-product --feature "the weekly summary"
    """
    file = Path(path)
    if file.suffix.lower() not in (".md", ".markdown"):
        file = file / f"{template}-guide.md"
    guide = _guide(study_template(template), product, feature, task)
    _write({file: render_guide(guide)}, is_forced=force)
    click.echo(f"Next: edit it, then run firsthand lint {file}")


@new.command("study")
@click.argument("path", metavar="FOLDER")
@_options(CUSTOMER_INTERVIEW)
@click.option("--title", default="", help="Of the study; else the folder's name.")
def new_study(path: str, template: str, product: str, feature: str, task: str, force: bool, title: str) -> None:
    """Write a study to FOLDER: study.md, a guide in guides/, and a blank record of an interview.

    \b
    Example:
        firsthand new study stuck-work --task "keeping jobs moving"
    """
    folder, chosen = Path(path), study_template(template)
    plan = StudyPlan(
        title=_slot("title", title) or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize(),
        template=template,
        sample=chosen.sample,
        notes=template_notes(chosen),
    )
    guide = _guide(chosen, product, feature, task)
    other = (("record.md", blank_record(chosen)),)
    files = render_study_folder(StudyFolder(plan, (("guide.md", guide),), other))
    _write({folder / name: text for name, text in files.items()}, is_forced=force)
    click.echo(f"Next: write the research question and the goals into {folder / 'study.md'}")


def _guide(template: StudyTemplate, product: str, feature: str, task: str) -> Guide:
    guide, _ = read_guide(template.guide_text)
    return fill_slots(guide, _slot("product", product), _slot("feature", feature), _slot("task", task))


def _slot(name: str, words: str) -> str:
    kept = " ".join(words.split())
    if len(kept) > LONGEST_SLOT or not kept.isprintable():
        raise Invalid(f"--{name} takes one line of at most {LONGEST_SLOT} characters. Nothing was written.")
    return kept


def _write(files: dict[Path, str], *, is_forced: bool) -> None:
    """Write all files or none; raises Conflict where one is there, Invalid where the folder can't be written to."""
    there = [str(file) for file in files if file.exists() or file.is_symlink()]
    if there and not is_forced:
        raise Conflict(
            f"There already, and left as it is: {', '.join(there)}. Nothing was written; choose another name, or "
            "overwrite with --force."
        )
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w" if is_forced else "x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except OSError as error:
            raise Invalid(f"This can't be written ({error.strerror}).", where=str(file)) from error
        click.echo(f"Wrote {file}")

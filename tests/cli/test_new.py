"""`firsthand new` writes templates to files, overwrites nothing unasked, and never loads the web framework."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli.new import new
from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.planning.built_in import BUILT_IN, study_template
from firsthand.domain.planning.guides import TEMPLATES
from firsthand.domain.planning.linting import lint_guide
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.study_folder import read_study_folder, render_study_folder


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(new, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_new_guide_is_the_templates_guide_and_lints_clean(template: str, tmp_path: Path):
    file = tmp_path / "deep" / "guide.md"
    assert run("guide", file, "--template", template).exit_code == 0
    assert file.read_text(encoding="utf-8") == study_template(template).guide_text
    assert lint_guide(read_guide(file.read_text(encoding="utf-8"))[0]) == ()


def test_the_slots_are_filled_once_at_the_top(tmp_path: Path):
    run("guide", tmp_path / "g.md", "--template", "ai-product", "--product", "Atlas: yes", "--feature", "the summary",
        "--task", "status mails")  # fmt: skip
    text = (tmp_path / "g.md").read_text(encoding="utf-8")
    assert text.startswith(
        "---\ntemplate: ai-product\nproduct: 'Atlas: yes'\nfeature: the summary\ntask: status mails\n---"
    )
    assert read_guide(text)[0].filled("[product]/[feature]/[task]") == "Atlas: yes/the summary/status mails"
    assert lint_guide(read_guide(text)[0]) == ()


def test_a_folder_gets_a_file_named_after_the_template(tmp_path: Path):
    run("guide", tmp_path, "--template", "blank")
    assert [path.name for path in tmp_path.iterdir()] == ["blank-guide.md"]


@pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.key)
def test_a_new_study_reads_back_file_by_file(template, tmp_path: Path):
    run("study", tmp_path / "stuck-work", "--template", template.key)
    files = files_in(tmp_path / "stuck-work")
    folder, problems = read_study_folder(files)
    assert problems == {}
    assert (folder.plan.title, folder.plan.template, folder.plan.sample) == (
        "Stuck work",
        template.key,
        template.sample,
    )
    assert [name for name, _ in folder.guides] == ["guide.md"]
    assert render_study_folder(folder) == files


def test_a_study_holds_everything_that_its_template_says(tmp_path: Path):
    template = study_template("ai-product")
    run("study", tmp_path / "s", "--template", "ai-product", "--title", "Trust")
    files = files_in(tmp_path / "s")
    assert "# Trust\n" in files["study.md"]
    told = [*template.how_to_run, *(step.text for step in template.preparations)]
    told += [text for part in template.checklist for _, text in part.items]
    told += [lens.text for lens in template.lenses] + [mistake.instead for mistake in template.mistakes]
    assert [text for text in told if text not in files["study.md"]] == []
    hints = [section.hint for section in template.record] + [field.label for field in template.background_fields]
    assert [text for text in hints if text not in files["record.md"]] == []


def test_what_is_there_stays_unless_forced(tmp_path: Path):
    file = tmp_path / "g.md"
    file.write_text("mine")
    with pytest.raises(Conflict, match="Nothing was written"):
        run("guide", file)
    assert file.read_text() == "mine"
    run("guide", file, "--force")
    assert file.read_text(encoding="utf-8") == study_template("customer-interview").guide_text


def test_a_study_is_written_as_a_whole_or_not_at_all(tmp_path: Path):
    (tmp_path / "record.md").write_text("mine")
    with pytest.raises(Conflict):
        run("study", tmp_path)
    assert files_in(tmp_path) == {"record.md": "mine"}


def test_a_place_that_can_not_be_written_to_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Invalid, match="can't be written"):
        run("guide", tmp_path / "file" / "g.md")


@pytest.mark.parametrize("words", ["x" * 201, "a\x07b"])
def test_a_slot_is_one_printable_line(words: str, tmp_path: Path):
    with pytest.raises(Invalid, match="--task"):
        run("guide", tmp_path / "g.md", "--task", words)
    assert list(tmp_path.iterdir()) == []


def test_new_never_imports_django(tmp_path: Path):
    code = (
        "import sys\nfrom firsthand.cli.new import new\n"
        f"new.main(['study', {str(tmp_path / 's')!r}], standalone_mode=False)\n"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0

"""`firsthand lint` on plain files: what it prints, how it ends, and that it never loads the web framework."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli.lint import lint
from firsthand.domain.errors import Invalid, NotFound

GUIDE = "# Talk\n\n- What do you do all day?\n- Would you use a weekly report?\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "my guide.md"
    path.write_text(GUIDE, encoding="utf-8")
    return path


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(lint, [str(argument) for argument in arguments], input=typed)


def test_people_see_line_question_underlined_words_reason_and_rewrite(guide: Path):
    result = run(guide)
    assert result.exit_code == 1
    assert result.output == (
        f"{guide}:4: hypothetical\n"
        "    Would you use a weekly report?\n"
        "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "    why: People guess badly about what they would do; what they did last time is evidence.\n"
        "    ask: Tell me about the last time you needed something like a weekly report. What did you do?\n"
        "\n"
        "1 finding in 1 file.\n"
    )


def test_a_clean_guide_ends_with_zero(tmp_path: Path):
    path = tmp_path / "clean.md"
    path.write_text("- What happened the last time?\n", encoding="utf-8")
    result = run(path)
    assert (result.exit_code, result.output) == (0, "Nothing found in 1 file.\n")
    assert run(path, "--format", "github").output == ""
    assert json.loads(run(path, "--format", "json").output) == []


def test_json_is_a_list_with_exactly_six_keys(guide: Path):
    assert json.loads(run(guide, "--format", "json").output) == [
        {
            "line": 4,
            "question": "Would you use a weekly report?",
            "fault": "hypothetical",
            "words": "Would you use a weekly report",
            "reason": "People guess badly about what they would do; what they did last time is evidence.",
            "rewrite": "Tell me about the last time you needed something like a weekly report. What did you do?",
        }
    ]


def test_standard_input_and_several_files_are_read(guide: Path):
    assert len(json.loads(run("-", guide, "--format", "json", typed="- Do you like it?\n").output)) == 2


def test_a_template_given_by_hand_judges_the_whole_guide(guide: Path):
    faults = [f["fault"] for f in json.loads(run(guide, "--template", "ai-product", "--format", "json").output)]
    assert "no_organisation_context" in faults


def test_github_gets_one_escaped_annotation_a_finding(guide: Path):
    (line,) = run(guide, "--format", "github").output.splitlines()
    assert line.startswith(f"::warning file={guide},line=4,title=hypothetical::“Would you use a weekly report”: ")
    escaped = run("-", "--format", "github", typed="- Do you like 100% of it?\n").output
    assert ("100%25 of it" in escaped, "100% " in escaped) == (True, False)


def test_sarif_has_what_version_2_1_0_requires(guide: Path):
    log = json.loads(run(guide, "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    (ran,) = log["runs"]
    (rule,) = ran["tool"]["driver"]["rules"]
    (result,) = ran["results"]
    assert ran["tool"]["driver"]["name"] == "firsthand lint"
    assert rule["id"] == result["ruleId"] == "hypothetical"
    assert ran["tool"]["driver"]["rules"][result["ruleIndex"]] is rule
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4}
    assert place["artifactLocation"]["uri"].endswith("my%20guide.md")


def test_sarif_without_findings_has_an_empty_list_of_results():
    log = json.loads(run("-", "--format", "sarif", typed="- Why?\n").output)
    assert log["runs"][0]["results"] == log["runs"][0]["tool"]["driver"]["rules"] == []


def test_a_long_question_is_shown_around_its_words():
    long = "- " + "When you think back to all of it, " * 6 + "would you use a weekly report?\n"
    output = run("-", typed=long).output
    assert max(len(line) for line in output.splitlines()) < 125
    shown, carets = output.splitlines()[1:3]
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "would you use a weekly report"


def test_a_file_that_can_not_be_read_is_refused_by_name(tmp_path: Path):
    missing = run(tmp_path / "nowhere.md").exception
    assert isinstance(missing, NotFound)
    assert missing.where.endswith("nowhere.md")
    binary = tmp_path / "b.md"
    binary.write_bytes(b"\0\1\2")
    assert isinstance(run(binary).exception, Invalid)
    assert isinstance(run(tmp_path).exception, Invalid)


def test_old_windows_text_is_read_too(tmp_path: Path):
    path = tmp_path / "old.md"
    path.write_bytes("- Do you like the café’s menu?\n".encode("cp1252"))
    assert "café’s menu" in run(path).output


def test_linting_never_loads_the_web_framework(guide: Path):
    code = (
        "import sys\nsys.argv = ['firsthand', 'lint', sys.argv[1]]\nfrom firsthand.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 1, end.code\n"
        "loaded = [name for name in sys.modules if name.split('.')[0] in ('django', 'ninja', 'starlette', 'allauth')]\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(guide)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

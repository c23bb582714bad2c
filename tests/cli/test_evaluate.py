from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from firsthand.cli.evaluate import evaluate
from firsthand.domain.errors import Invalid, NotFound
from shared_data import SHARED_DATA, needs_shared_data

QUESTIONS = [{"text": "Did it rain?", "label": True}] * 12 + [{"text": "Was it late?", "label": False}] * 3
STATEMENTS = [{"text": "It rained.", "label": False}] * 5


def write(folder: Path, name: str, rows: list[Mapping[str, object]]) -> None:
    (folder / name).write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))


def run(*arguments: str) -> str:
    result = CliRunner().invoke(evaluate, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_table_shows_n_precision_recall_f1_with_intervals_beside_the_floor(tmp_path: Path) -> None:
    write(tmp_path, "swda_question_detect.jsonl.gz", QUESTIONS + STATEMENTS)
    assert run(str(tmp_path)).splitlines() == [
        "swda_question_detect: a question? (without punctuation) (n = 20)",
        "  yes                        n    12  P 0.800 (0.55–0.93)  R 1.000 (0.76–1.00)  F1 0.889",
        "  floor: F1 .63 (trivial rule), .61 (linear TF-IDF)",
        "",
    ]


def test_under_ten_positives_nothing_is_claimed(tmp_path: Path) -> None:
    write(tmp_path, "swda_question_detect.jsonl.gz", QUESTIONS[:9] + STATEMENTS)
    assert "not measurable here (under 10): 9 of 9 found are right" in run(str(tmp_path))


def test_json_carries_counts_and_intervals(tmp_path: Path) -> None:
    write(tmp_path, "mrda_question_detect_held.jsonl.gz", QUESTIONS + STATEMENTS)
    (table,) = json.loads(run(str(tmp_path), "--json"))
    assert (table["set"], table["n"]) == ("mrda_question_detect_held", 20)
    (yes,) = table["classes"]
    assert (yes["positives"], yes["predicted"], yes["hits"]) == (12, 15, 12)
    assert yes["precision"]["share"] == 0.8
    assert [round(end, 2) for end in yes["precision"]["interval"]] == [0.55, 0.93]


def test_only_the_sets_asked_for_are_measured(tmp_path: Path) -> None:
    write(tmp_path, "swda_question_detect.jsonl.gz", QUESTIONS)
    write(tmp_path, "annomi_open_closed.jsonl.gz", [{"text": "Why?", "label": "open", "context": []}])
    assert run(str(tmp_path), "--set", "annomi_open_closed").startswith("annomi_open_closed:")
    assert "swda" not in run(str(tmp_path), "--set", "annomi_open_closed")


def test_question_labels_count_only_what_both_coders_say(tmp_path: Path) -> None:
    agreed = {"text": "Why?", "kind": "asked", "before": "It broke.", "type": "probe", "faults": [], "disputed": []}
    row = {**agreed, "coders": [{"type": "probe"}, {"type": "probe"}]}
    split = {**agreed, "type": None, "coders": [{"type": "wh"}, {"type": "probe"}]}
    write(tmp_path, "question_labels_dev.jsonl.gz", [row] * 11 + [split])
    first = run(str(tmp_path)).split("\n\n")[0]
    assert "type of the question (n = 11)" in first
    assert "probe                      n    11  P 1.000" in first


def test_a_folder_without_labelled_files_is_refused_with_the_names_that_count(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="question_labels"):
        run(str(tmp_path))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="not there"):
        run(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("content", [b"not gzip", gzip.compress(b"{broken"), gzip.compress(b'{"label": true}')])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "swda_question_detect.jsonl.gz").write_bytes(content)
    with pytest.raises(Invalid) as refusal:
        run(str(tmp_path))
    assert refusal.value.where.endswith("swda_question_detect.jsonl.gz")


@needs_shared_data
def test_the_development_half_stays_above_its_floors() -> None:
    tables = json.loads(run(f"{SHARED_DATA}/gold", "--json", "--set", "question_labels", "--set", "annomi_open_closed"))
    shares = {table["measure"]: table["accuracy"]["share"] for table in tables if table["accuracy"]}
    assert shares["type of the question"] >= 0.85
    assert shares["open or closed"] > 0.71


@needs_shared_data
def test_coarse_dialogue_acts_stay_above_the_linear_floors() -> None:
    tables = json.loads(
        run(f"{SHARED_DATA}/gold", "--json", "--set", "swda_question_type", "--set", "mrda_question_type")
    )
    macro = {table["set"]: table["macro_f1"] for table in tables}
    assert macro["swda_question_type"] > 0.74
    assert macro["mrda_question_type"] > 0.53

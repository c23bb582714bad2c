"""A proof file holds with the originals alone; what is changed in it is found; no name and no hidden word is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coders_at_work import call_in, new_code, new_study
from coders_at_work import mark as mark_code
from firsthand.cli.prove import prove
from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.support import Side
from firsthand.formats.proof_files import is_sealed, read_proof
from firsthand.services import claims, consents, exports, proofs, quotes, redactions, shares, transcripts
from firsthand.services.claims import ClaimForm
from firsthand.services.notes import NoteForm, new_note
from firsthand.services.shares import ShareForm
from firsthand.storage.notes import NoteKind
from people_at_work import CALL, Call, Team, hold_call

FIRST = "It was in March. I don't think the driver ever came. We waited until six, and nobody called us."
LAST = "I called the shop three times. In the end I paid 12.50 for a taxi and picked it up myself."
OTHER = CALL.replace("Dana Petrov", "Lior Katz").replace("March", "May").replace("a taxi", "a van")


def mark(team: Team, call: Call, turn: int, words: str) -> str:
    text = {1: FIRST, 5: LAST, 3: "Sure, that would be nice. But people say the maps are never right anyway."}[turn]
    begin = text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn, begin, turn, begin + len(words))


@pytest.fixture
def call(team: Team) -> Call:
    call = hold_call(team.rui)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    return call


@pytest.fixture
def claim(team: Team, call: Call) -> str:
    other = hold_call(team.rui, OTHER, name="other.vtt")
    consents.log_consent(team.rui, other.participant_id, Scope, How.FORM)
    claim = claims.write_claim(team.rui, ClaimForm("Nobody tells them", "waited", terms=("delivery", "driver")))
    for side, quote in (
        (Side.SUPPORTS, mark(team, call, 1, "We waited until six, and nobody called us.")),
        (Side.SUPPORTS, mark(team, call, 1, "the driver ever came")),
        (Side.CONTRADICTS, mark(team, call, 3, "Sure, that would be nice.")),
    ):
        claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), side)
    return claim


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    folder = tmp_path / "originals"
    (folder / "deeper").mkdir(parents=True)
    (folder / "renamed.bin").write_text(CALL)
    (folder / "deeper" / "another").write_text(OTHER)
    (folder / "unrelated.txt").write_text("Nothing")
    return folder


def made(team: Team, claim: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(proofs.take_claim_proof(team.rui, claim)[1])
    return found


def run(content: object, originals: Path, *options: str) -> Result:
    path = originals.parent / "claim.proof.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return CliRunner().invoke(prove, [str(path), "--originals", str(originals), *options])


def test_a_claim_is_proven_with_the_file_and_the_originals(team: Team, claim: str, originals: Path) -> None:
    proof = made(team, claim)
    result = run(proof, originals)
    assert result.exit_code == 0, result.output
    assert "Proven." in result.output
    assert "“We waited until six, and nobody called us.”: exact in turn 1" in result.output
    assert proof["claims"][0]["sentence"] in result.output


def test_no_name_and_no_path_is_in_it(team: Team, claim: str) -> None:
    text = json.dumps(made(team, claim))
    for secret in ("Dana", "Petrov", "Lior", "Rui", "call.vtt", "par_", "ses_", "trn_", "quo_"):
        assert secret not in text


def test_what_may_not_leave_is_proven_by_its_place_and_its_words_are_not_in_it(
    team: Team, call: Call, claim: str, originals: Path
) -> None:
    scopes = [one for one in Scope if one is not Scope.QUOTE_OUTSIDE]
    consents.log_consent(team.rui, call.participant_id, scopes, How.FORM, refused=[Scope.QUOTE_OUTSIDE])
    proof = made(team, claim)
    assert "waited until six" not in json.dumps(proof)
    assert [quote["text"] for quote in proof["quotes"]] == [None, None, None]
    assert run(proof, originals).exit_code == 0


def test_personal_data_is_covered_and_the_quote_still_proven(
    team: Team, call: Call, claim: str, originals: Path
) -> None:
    begin = LAST.index("taxi")
    redactions.decide(team.rui, call.session_id, 5, begin, begin + 4, is_covered=True, kind=Personal.DETAIL)
    quote = mark(team, call, 5, "In the end I paid 12.50 for a taxi and picked it up myself.")
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    proof = made(team, claim)
    text = json.dumps(proof)
    assert "taxi" not in text
    assert "[detail" in text
    assert run(proof, originals).exit_code == 0
    lied = [one for one in proof["quotes"] if one["covers"]]
    lied[0]["covers"][0]["finish"] += 1
    assert run(proof, originals).exit_code == 1


def test_a_correction_travels_with_both_texts_who_and_when(team: Team, call: Call, claim: str, originals: Path) -> None:
    transcripts.correct_turn(team.rui, call.transcript_id, 1, FIRST.replace("six", "seven"), has_listened=True)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 53, 1, 97)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    proof = made(team, claim)
    result = run(proof, originals)
    assert result.exit_code == 0, result.output
    assert "corrected by Rui on " in result.output
    (fix,) = proof["transcripts"][0]["corrections"] or proof["transcripts"][1]["corrections"]
    assert [edit["text"] for edit in fix["edits"]] == ["seven"]


def test_words_brought_in_by_a_correction_are_covered_in_it(
    team: Team, call: Call, claim: str, originals: Path
) -> None:
    text = FIRST.replace("the driver", "Ottoline Grimshaw")
    transcripts.correct_turn(team.rui, call.transcript_id, 1, text, has_listened=False)
    begin = text.index("Ottoline")
    redactions.decide(team.rui, call.session_id, 1, begin, begin + 17, is_covered=True, kind=Personal.PERSON)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, len(text))
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quote), Side.SUPPORTS)
    proof = made(team, claim)
    assert "Ottoline" not in json.dumps(proof)
    assert "Grimshaw" not in json.dumps(proof)
    result = run(proof, originals)
    assert result.exit_code == 0, result.output


def test_noted_words_and_what_a_member_checked_are_named_as_taken_on_trust(
    team: Team, call: Call, claim: str, originals: Path
) -> None:
    note = new_note(team.rui, call.session_id, NoteForm("Nobody rings.", NoteKind.VERBATIM))
    claims.add_evidence(team.rui, claim, Ref(Kind.NOTE, note), Side.SUPPORTS)
    claims.confirm_counts(team.rui, claim)
    result = run(made(team, claim), originals)
    assert result.exit_code == 0, result.output
    assert "Nobody rings" not in result.output
    assert "as a member checked it" in result.output


def test_a_question_that_a_coder_marked_is_part_of_the_proof_and_taken_on_trust(team: Team, tmp_path: Path) -> None:
    study = new_study(team)
    call = call_in(team, study)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    code = new_code(team.rui, study, "Lateness")
    mark_code(team.rui, call, code, 0)
    claim = claims.write_claim(team.rui, ClaimForm("Nobody tells them", study_ids=(study,), code_ids=(code.id,)))
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, mark(team, call, 1, "nobody called us.")), Side.SUPPORTS)
    (tmp_path / "call.vtt").write_text(CALL)
    proof = made(team, claim)
    [sitting] = proof["claims"][0]["sittings"]
    assert ([ask["turn"] for ask in sitting["asks"]], [one["turn"] for one in sitting["marked"]]) == ([0], [0])
    told = run(proof, tmp_path)
    assert (told.exit_code, "a coder marked a question" in told.output) == (0, True), told.output
    sitting["marked"] = []
    assert "other questions of the topic were asked" in run(sealed(proof), tmp_path).output


def test_that_it_left_is_listed_for_everybody_in_it(team: Team, call: Call, claim: str) -> None:
    proofs.take_claim_proof(team.rui, claim)
    left = exports.exports(team.rui, exports.ExportFilter(ExportKind.PROOF, subject_id=call.participant_id)).items
    assert len(left) == 1


def test_the_proof_of_a_shared_page_is_there_for_whoever_holds_the_link(
    team: Team, call: Call, claim: str, originals: Path
) -> None:
    share_id, token = shares.share(team.rui, ShareForm("For the board", (claim,)))
    assert run(proofs.take_share_proof(team.rui, share_id)[1].decode(), originals).exit_code == 0
    later = mark(team, call, 5, "I called the shop three times.")
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, later), Side.SUPPORTS)
    name, content = proofs.shared_proof(token)
    assert name == "for-the-board.proof.json"
    assert "I called the shop" not in content.decode()
    assert run(content.decode(), originals).exit_code == 0


@pytest.mark.parametrize("harm", ["missing", "changed", "linked"])
def test_an_original_that_is_not_there_as_it_was_is_named(team: Team, claim: str, originals: Path, harm: str) -> None:
    place = originals / "renamed.bin"
    if harm == "missing":
        place.unlink()
    elif harm == "changed":
        place.write_text(CALL.replace("six", "ten"))
    else:
        place.rename(originals.parent / "elsewhere.vtt")
        place.symlink_to(originals.parent / "elsewhere.vtt")
    result = run(made(team, claim), originals)
    assert result.exit_code == 1
    assert "it is missing, or was changed" in result.output
    assert "Not proven" in result.output


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda text: text[: len(text) // 2], "cut off or was changed"),
        (lambda text: "", "cut off or was changed"),
        (lambda text: "[" * 100_000, "cut off or was changed"),
        (lambda text: "[]", "no proof file"),
        (lambda text: text.replace("firsthand-proof", "another"), "no proof file"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "version 2"),
        (lambda text: text.replace('"title"', '"path": "../../etc/passwd", "title"'), "no proof file holds"),
        (lambda text: text.replace('"title"', '"title": "x", "title"'), "cut off or was changed"),
        (lambda text: text.replace('"turns": 6', '"turns": "six"'), "not whole"),
        (lambda text: text.replace('"quotes"', '"quotations"'), "not whole"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    team: Team, claim: str, harm: Callable[[str], str], words: str
) -> None:
    text = proofs.take_claim_proof(team.rui, claim)[1].decode()
    with pytest.raises(Invalid, match=words):
        read_proof(harm(text).encode())


def test_a_file_that_is_too_big_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("firsthand.formats.proof_files.LARGEST", 10)
    with pytest.raises(Invalid, match="more than"):
        read_proof(b"x" * 11)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(prove, [str(tmp_path / "no.json"), "--originals", str(tmp_path)])
    assert isinstance(result.exception, NotFound)


def test_the_json_says_the_same(team: Team, claim: str, originals: Path) -> None:
    found = json.loads(run(made(team, claim), originals, "--json").stdout)
    assert found["proven"] is True
    assert {line["finding"] for line in found["lines"]} == {"proven", "on_trust"}


def leaves(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of everything in a proof by which something could be told falsely."""
    if isinstance(thing, dict | list):
        for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing):
            yield from leaves(value, (*path, key))
    else:
        yield path


def changed(proof: Any, path: tuple[Any, ...], data: st.DataObject) -> bool:
    """Change one leaf; False where nothing was changed."""
    place = proof
    for step in path[:-1]:
        place = place[step]
    before = place[path[-1]]
    if isinstance(before, bool):
        place[path[-1]] = not before
    elif isinstance(before, int):
        place[path[-1]] = before + data.draw(st.sampled_from([-1, 1, 7]))
    elif isinstance(before, str) and before:
        at = data.draw(st.integers(0, len(before) - 1))
        new = data.draw(st.sampled_from("aZ9 ?’"))
        place[path[-1]] = before[:at] + new + before[at + 1 :]
    return bool(place[path[-1]] != before)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_anything_is_found(team: Team, claim: str, originals: Path, data: st.DataObject) -> None:
    proof = _kept(team, claim)
    path = data.draw(st.sampled_from(sorted(leaves(proof), key=repr)))
    if changed(proof, path, data):
        assert not is_proven(proof, originals), path


ABOUT = ("quotes", "claims", "transcripts")
UNSEEN = {  # the words of the team, and what nobody but the team can know
    *("id", "statement", "made_at", "title", "salt", "roles_confirmed_on", "observation", "on", "segment"),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_change_by_somebody_who_seals_the_file_anew_is_found_where_the_originals_show_it(
    team: Team, claim: str, originals: Path, data: st.DataObject
) -> None:
    proof = _kept(team, claim)
    seen = [path for path in leaves(proof) if is_seen(path)]
    path = data.draw(st.sampled_from(sorted(seen, key=repr)))
    if changed(proof, path, data):
        assert not is_proven(sealed(proof), originals), path


def is_seen(path: tuple[Any, ...]) -> bool:
    """Quoted words with their places, and counts with all that they are counted from."""
    names = {step for step in path if isinstance(step, str)}
    if path[0] == "quotes":
        return bool(names & {"text", "status", "begin", "first_turn", "whole_sentence", "marks", "caveat"})
    counts = {"people", "strict", "companies", "standings", "sentence", "strict_sentence", "unchecked"}
    return path[0] == "claims" and bool(names & counts)


def sealed(proof: dict[str, Any]) -> dict[str, Any]:
    import hashlib

    content = {name: value for name, value in proof.items() if name != "digest"}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return {**proof, "digest": digest}


_made: dict[str, str] = {}


def _kept(team: Team, claim: str) -> dict[str, Any]:
    if claim not in _made:
        _made[claim] = json.dumps(made(team, claim))
    found: dict[str, Any] = json.loads(_made[claim])
    return found


def is_proven(proof: dict[str, Any], originals: Path) -> bool:
    try:
        assert read_proof(json.dumps(proof).encode()) is not None
    except Invalid:
        return False
    return run(proof, originals).exit_code == 0


def test_what_was_written_is_read_and_is_sealed(team: Team, claim: str) -> None:
    assert is_sealed(read_proof(proofs.take_claim_proof(team.rui, claim)[1]))

"""Withdrawal, what left, and retention in the pages."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from firsthand.domain.people.exports import ExportKind
from firsthand.domain.people.retention import Material
from firsthand.services import exports, receipts, retention, studies, transcripts, withdrawals, withdrawing
from firsthand.services.media import originals
from firsthand.services.retention import RuleForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team
from two_people import Shared, hold_both
from web.conftest import SignIn


@pytest.fixture
def both(team: Team) -> Shared:
    return hold_both(team.rui)


@pytest.fixture
def ana(team: Team, signed_in: SignIn) -> Client:
    return signed_in(team.ana)


def withdrawn(team: Team, person: str, name: str) -> str:
    withdrawal = withdrawals.withdraw(team.rui, person, name)
    withdrawing.carry_out(withdrawal)
    return withdrawal


def test_the_preview_says_what_goes_and_where_others_say_the_name(rui: Client, both: Shared) -> None:
    page = rui.get(f"/people/{both.leila}/withdraw/").content.decode()
    for words in (
        "Withdraw Leila Farouk",
        "2</span> rewritten",
        "The others’ words and quotes stay",
        "As <mark>Leila</mark> says",
    ):
        assert words in page
    assert "Others say their name in 2 places" in page


def test_a_person_s_page_leads_to_the_preview(rui: Client, both: Shared) -> None:
    assert f"/people/{both.leila}/withdraw/" in rui.get(f"/people/{both.leila}/").content.decode()


def test_another_name_is_refused_beside_the_field(rui: Client, both: Shared) -> None:
    answer = rui.post(f"/people/{both.leila}/withdraw/", {"name": "Leila"})
    assert answer.status_code == 400
    assert "not the name that stands on their page" in answer.content.decode()
    assert rui.get(f"/people/{both.leila}/").status_code == 200


@pytest.mark.parametrize(("given", "verdict"), [({}, True), ({"keeps_names": "on"}, False)])
def test_with_the_right_name_it_goes_and_the_receipt_is_shown(
    team: Team, rui: Client, both: Shared, given: dict[str, str], verdict: bool
) -> None:
    answer = rui.post(f"/people/{both.leila}/withdraw/", {"name": "leila farouk", **given}, follow=True)
    assert "being erased" in answer.content.decode()
    [row] = receipts.withdrawals(team.rui).items
    assert receipts.receipt(team.rui, row.id).strikes_names is verdict
    assert rui.get(f"/people/{both.leila}/")["Location"] == f"/withdrawals/{row.id}/"


def test_the_receipt_can_be_taken_away_and_names_nobody(team: Team, rui: Client, both: Shared) -> None:
    exports.note_export(team.ana, ExportKind.RECORD, [both.session], b"x")
    withdrawal = withdrawn(team, both.leila, "Leila Farouk")
    text, told = rui.get(f"/withdrawals/{withdrawal}/receipt.md"), rui.get(f"/withdrawals/{withdrawal}/receipt.json")
    assert text["Content-Disposition"] == f'attachment; filename="receipt-{withdrawal}.md"'
    page = rui.get(f"/withdrawals/{withdrawal}/")
    for answer in (text, told, page):
        content = answer.content.decode()
        assert both.leila in content
        for secret in ("Leila", "Farouk", "boiler", "plumber", "both.vtt"):
            assert secret not in content, secret
    kept = json.loads(told.content)
    assert [one["fate"] for one in kept["files"]] == ["removed"]
    assert (kept["participant"], len(kept["left_before"])) == (both.leila, 1)
    assert {one["kind"]: one["removed"] for one in kept["counts"]}["participants"] == 1


def test_the_list_of_who_withdrew_holds_no_names(team: Team, rui: Client, both: Shared) -> None:
    assert "Nobody has withdrawn" in rui.get("/withdrawals/").content.decode()
    withdrawal = withdrawn(team, both.leila, "Leila Farouk")
    page = rui.get("/withdrawals/").content.decode()
    assert f"/withdrawals/{withdrawal}/" in page
    assert "Leila" not in page


def test_downloads_are_listed_and_pages_are_not(team: Team, rui: Client, call: Call) -> None:
    rui.get(f"/sessions/{call.session_id}/record/")
    rui.get(f"/sessions/{call.session_id}/transcript/")
    assert exports.exports(team.rui).items == ()
    rui.get(f"/sessions/{call.session_id}/record.md")
    rui.get(f"/sessions/{call.session_id}/record.md")
    rui.get(f"/sessions/{call.session_id}/brief.pdf")
    rui.get(f"/api/v1/sessions/{call.session_id}/transcript")
    assert [row.kind for row in exports.exports(team.rui).items] == ["brief", "record"]
    page = rui.get("/workspace/exports/").content.decode()
    assert page.count("Dana Petrov") == 2
    assert "Interview record" in rui.get("/workspace/exports/?kind=record").content.decode()
    assert "Nothing of that kind left" in rui.get("/workspace/exports/?kind=original").content.decode()
    assert rui.get(f"/workspace/exports/?about={call.participant_id}").content.decode().count("Dana Petrov") == 2


def test_an_original_is_listed_when_it_is_taken(team: Team, call: Call) -> None:
    file = transcripts.take_original(team.rui, call.transcript_id)
    [row] = exports.exports(team.rui).items
    assert (row.kind, row.sha256, row.size) == ("original", file.sha256, len(originals().read(file.sha256)))
    assert {thing.id for thing in row.about} == {call.session_id, call.participant_id}


def test_what_a_program_reads_is_listed_once_a_day(team: Team, call: Call) -> None:
    from firsthand.services import quotes, tokens
    from firsthand.services.tokens import TokenForm

    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    _, secret = tokens.new_token(team.rui, TokenForm("Nightly"))
    program = Client(headers={"authorization": f"Bearer {secret}"})
    for _ in range(3):
        assert program.get("/api/v1/quotes").status_code == 200
        assert program.get(f"/api/v1/sessions/{call.session_id}/transcript").status_code == 200
    assert sorted(row.kind for row in exports.exports(team.rui).items) == ["api_quotes", "api_transcript"]


def test_an_owner_sets_the_rules_and_sees_what_goes(team: Team, ana: Client, rui: Client, call: Call) -> None:
    given = {
        "transcripts_how": "time",
        "transcripts_amount": "3",
        "transcripts_unit": "months",
        "transcripts_notice": "7",
    }
    assert ana.post("/workspace/retention/", given)["Location"] == "/workspace/retention/"
    page = ana.get("/workspace/retention/").content.decode()
    assert "1 conversation’s words" in page
    shown = rui.get("/workspace/retention/").content.decode()
    assert "3 months, told 7 days before" in shown
    assert "Save the rules" not in shown


@pytest.mark.parametrize("amount", ["", "x", "-1", "0", "99999999", "1.5", "²"])
def test_a_number_that_is_none_is_refused_beside_its_rule(ana: Client, amount: str) -> None:
    given = {"letters_how": "time", "letters_amount": amount, "letters_unit": "days", "letters_notice": "7"}
    answer = ana.post("/workspace/retention/", given)
    assert answer.status_code == 400
    assert 'id="letters_error"' in answer.content.decode()


def test_a_study_follows_the_workspace_until_it_has_rules_of_its_own(team: Team, ana: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    retention.set_rules(team.ana, [RuleForm(Material.ORIGINALS, 6)])
    assert (
        "as the workspace (6 months, told 14 days before)" in ana.get(f"/studies/{study}/retention/").content.decode()
    )
    ana.post(f"/studies/{study}/retention/", {"originals_how": "ever"})
    rules = {rule.material: rule for rule in retention.study_retention(team.ana, study).rules}
    assert (rules[Material.ORIGINALS].follows, rules[Material.LETTERS].follows) == (False, True)


def test_a_study_is_put_on_hold_and_let_go(team: Team, ana: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    ana.post(f"/studies/{study}/retention/hold/", {"reason": "A complaint is under way"})
    assert "A complaint is under way" in ana.get("/workspace/retention/").content.decode()
    assert "This study is on hold" in ana.get(f"/studies/{study}/retention/").content.decode()
    ana.post(f"/studies/{study}/retention/lift/")
    assert "This study is on hold" not in ana.get(f"/studies/{study}/retention/").content.decode()


def test_what_is_announced_stands_on_the_home_page(team: Team, ana: Client, call: Call) -> None:
    from datetime import date

    from firsthand.storage.models import SessionRecord

    SessionRecord.objects.update(interview_date=date(2024, 1, 31))
    retention.set_rules(team.ana, [RuleForm(Material.TRANSCRIPTS, 1)])
    assert "1 conversation’s words will be removed on" in ana.get("/").content.decode()


def test_a_session_whose_file_is_over_time_says_so(team: Team, rui: Client, call: Call) -> None:
    from django.utils import timezone

    from firsthand.storage.models import TranscriptRecord

    assert f"/media/{call.transcript_id}" in rui.get(f"/sessions/{call.session_id}/").content.decode()
    TranscriptRecord.objects.update(original_gone_at=timezone.now())
    page = rui.get(f"/sessions/{call.session_id}/").content.decode()
    assert f"/media/{call.transcript_id}" not in page
    assert "original file removed" in page


def test_a_derived_original_is_called_so(team: Team, rui: Client, both: Shared) -> None:
    withdrawn(team, both.leila, "Leila Farouk")
    assert "derived original" in rui.get(f"/sessions/{both.session}/").content.decode()

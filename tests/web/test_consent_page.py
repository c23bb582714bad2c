"""The participant's own page: no account, no script, no cookie, and nothing that a stranger could learn from it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from firsthand.domain.people.consent import EVERYTHING, Scope
from firsthand.services import consent_links, consents, studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import ConsentLinkRecord, ParticipantRecord, WorkspaceRecord
from people_at_work import Call, Team

YES = dict.fromkeys((scope.value for scope in Scope), "yes")


@pytest.fixture
def page(team: Team, call: Call) -> str:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    return f"/consent/{consent_links.make_link(team.rui, call.participant_id, study_id=study)}/"


def form(client: Client, page: str, **answers: str) -> dict[str, str]:
    """What the page's own form would send with these answers."""
    shown = client.get(page).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
    return {**hidden, **answers}


def scopes(call: Call) -> frozenset[Scope]:
    return consents.scopes_of([call.participant_id])[call.participant_id]


def test_it_opens_without_an_account_says_who_asks_and_chooses_nothing_beforehand(client: Client, page: str) -> None:
    answer = client.get(page)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Parcel people asks you" in shown
    assert "Late parcels" in shown
    assert "This page is for Dana." in shown
    assert "Petrov" not in shown
    assert shown.count('type="radio"') == 2 * len(Scope)
    assert "checked" not in shown


def test_it_sets_no_cookie_runs_no_script_and_tells_no_other_site(client: Client, page: str) -> None:
    for answer in (client.get(page), client.post(page, form(client, page, **YES)), client.get(f"{page}copy.txt")):
        assert answer.cookies.output() == ""
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
    shown = client.get(page).content.decode()
    assert "<script" not in shown
    assert "https://" not in shown
    assert '<meta name="robots" content="noindex, nofollow">' in shown


def test_an_answer_is_kept_shown_and_can_be_taken_home(client: Client, page: str, call: Call) -> None:
    sent = client.post(page, form(client, page, **{**YES, "quote_outside": "no"}))
    assert sent.status_code == 302
    assert scopes(call) == EVERYTHING - {Scope.QUOTE_OUTSIDE}
    shown = client.get(sent["Location"]).content.decode()
    assert "Thank you. This is what we wrote down on" in shown
    assert shown.count('<span class="badge good">Yes</span>') == len(Scope) - 1
    copy = client.get(f"{page}copy.txt")
    assert copy["Content-Type"] == "text/plain; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="consent-\d{4}-\d\d-\d\d\.txt"', copy["Content-Disposition"])
    assert "You may quote me word for word outside your company" in copy.content.decode()


def test_it_speaks_german_where_that_is_wanted(client: Client, page: str, call: Call) -> None:
    shown = client.get(page, {"language": "de"}).content.decode()
    assert '<html lang="de">' in shown
    assert "Parcel people bittet Sie um Ihre Antwort" in shown
    sent = client.post(f"{page}?language=de", form(client, f"{page}?language=de", **YES))
    assert "Vielen Dank. Das haben wir am" in client.get(sent["Location"]).content.decode()
    assert scopes(call) == EVERYTHING


def test_a_forgotten_answer_is_pointed_at_and_the_others_stay_chosen(client: Client, page: str, call: Call) -> None:
    before = scopes(call)
    answer = client.post(page, form(client, page, record="no"))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing was sent yet." in shown
    assert shown.count("checked") == 1
    assert shown.count("asked-missing") == len(Scope) - 1
    assert scopes(call) == before


def test_everything_is_removed_only_where_that_was_ticked(client: Client, page: str, call: Call) -> None:
    client.post(f"{page}removal/", {"language": "en"})
    assert scopes(call) != frozenset()
    client.post(f"{page}removal/", {"sure": "yes"})
    assert scopes(call) == frozenset()
    assert "You asked us to remove everything" in client.get(page).content.decode()
    client.post(f"{page}removal/", {"wanted": "keep"})
    assert "You asked us to remove everything" not in client.get(page).content.decode()


def test_a_form_from_another_site_is_refused(client: Client, page: str, call: Call) -> None:
    before, sent = scopes(call), form(client, page, **YES)
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post(page, sent, headers=headers).status_code == 403
        assert client.post(f"{page}removal/", {"sure": "yes"}, headers=headers).status_code == 403
    assert scopes(call) == before
    hidden = {"origin": "null", "sec-fetch-site": "same-origin"}  # as browsers send it from a page without a referrer
    assert client.post(page, sent, headers=hidden).status_code == 302


def test_links_that_do_not_work_all_look_alike(client: Client, page: str, call: Call) -> None:
    unknown = client.get("/consent/nothing/")
    ConsentLinkRecord.objects.update(expires_at=timezone.now() - timedelta(days=1))
    too_old = client.get(page)
    assert (unknown.status_code, too_old.status_code) == (404, 404)
    assert unknown.content == too_old.content
    assert b"Dana" not in too_old.content
    assert unknown["Referrer-Policy"] == "no-referrer"
    assert "Dieser Link" in client.get(page, headers={"accept-language": "de-AT,de;q=0.9"}).content.decode()


def test_who_guesses_is_told_to_wait_while_the_right_link_still_opens(client: Client, page: str) -> None:
    answers = [client.get(f"/consent/guess-{n}/").status_code for n in range(30)]
    assert answers == [404] * 20 + [429] * 10
    assert client.get(page).status_code == 200


def test_names_and_titles_stay_words(client: Client, page: str) -> None:
    evil = "<script>alert(1)</script>"
    ParticipantRecord.objects.update(name=evil)
    WorkspaceRecord.objects.update(name=evil)
    assert evil not in client.get(page).content.decode()


def test_a_member_who_is_signed_in_sees_what_the_participant_sees(rui: Client, page: str) -> None:
    assert "This page is for Dana." in rui.get(page).content.decode()

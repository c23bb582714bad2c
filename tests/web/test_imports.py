from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.services import quotes
from firsthand.services.sessions import sessions
from firsthand.services.uploads import uploads
from people_at_work import CALL, Call, Team


def look(client: Client, text: str = CALL, name: str = "call.vtt") -> str:
    return client.post("/import/", {"files": SimpleUploadedFile(name, text.encode())}).content.decode()


def undo_address(page: str) -> str:
    return re.findall(r'action="(/undo/[^"]+)"', page)[0]


def answers(page: str, **more: str) -> dict[str, str]:
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    hidden.pop("csrfmiddlewaretoken", None)
    return {**hidden, "file": "0", "title-0": "Dana", "date-0": "2026-10-12", **more}


def test_the_preview_says_what_was_recognised_and_keeps_nothing(team: Team, rui: Client) -> None:
    page = look(rui)
    for words in ("call.vtt", "6 turns", "Rui Alves", "Dana Petrov", "How did they agree?"):
        assert words in page
    assert sessions(team.rui).items == ()


def test_an_import_ends_at_the_question_who_is_who(team: Team, rui: Client) -> None:
    answer = rui.post("/import/", answers(look(rui), how_agreed="spoken"))
    [held] = sessions(team.rui).items
    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{held.id}/roles/")
    assert (held.title, held.interview_date.isoformat()) == ("Dana", "2026-10-12")


def test_without_an_answer_to_how_they_agreed_nothing_is_imported(team: Team, rui: Client) -> None:
    answer = rui.post("/import/", answers(look(rui)))
    assert answer.status_code == 400
    assert "Say how the participants agreed" in answer.content.decode()
    assert sessions(team.rui).items == ()


def test_the_same_file_is_recognised_and_not_ticked(rui: Client, call: Call) -> None:
    page = look(rui)
    assert "The same file was imported into" in page
    assert re.search(r'name="file" value="0" checked', page) is None


def test_a_file_that_is_no_transcript_is_refused_by_name(rui: Client) -> None:
    page = look(rui, "\x00\x01\x02PNG", "picture.png")
    assert "not a transcript" in page
    assert "Choose other files" in page


def test_pasted_text_is_a_file_like_any_other(team: Team, rui: Client) -> None:
    page = rui.post(
        "/import/", {"pasted": "Ana: What happened then?\nTom: We waited. <b>Long</b>.\n" * 3}
    ).content.decode()
    assert "6 turns" in page
    assert "&lt;b&gt;Long&lt;/b&gt;" in page


def test_speech_without_names_is_imported_as_plain_text_where_a_person_says_so(team: Team, rui: Client) -> None:
    speech = "we waited until six and nobody came\n\nthe porter found it in the end, on the stairs behind the door\n"
    assert "not a transcript" in rui.post("/import/", {"pasted": speech}).content.decode()
    page = rui.post("/import/", {"pasted": speech, "format": "plain-text"}).content.decode()
    assert rui.post("/import/", answers(page, how_agreed="spoken")).status_code == 302
    [held] = sessions(team.rui).items
    assert held.transcript is not None


@pytest.mark.parametrize("sent", [{}, {"pasted": "  \n "}])
def test_nothing_chosen_is_said(rui: Client, sent: dict[str, str]) -> None:
    answer = rui.post("/import/", sent)
    assert answer.status_code == 400
    assert "Nothing was chosen" in answer.content.decode()


def test_more_text_than_a_form_takes_is_refused_with_a_way_out(rui: Client) -> None:
    answer = rui.post("/import/", {"pasted": "Ana: word " * 300_000})
    assert answer.status_code == 400
    assert "drop the file" in answer.content.decode()


def test_a_file_can_be_imported_twice_by_ticking_it(team: Team, rui: Client, call: Call) -> None:
    rui.post("/import/", answers(look(rui), how_agreed="spoken"))
    assert sessions(team.rui).total == 2


def test_roles_are_settled_and_the_reader_opens_for_quoting(team: Team, rui: Client) -> None:
    rui.post("/import/", answers(look(rui), how_agreed="email"))
    [held] = sessions(team.rui).items
    page = rui.get(f"/sessions/{held.id}/roles/").content.decode()
    names = re.findall(r'<h3 id="s-([^"]+)">([^<]+)</h3>', page)
    data = {f"role-{key}": "researcher" if name == "Rui Alves" else "participant" for key, name in names}
    data |= {f"newcomer-{key}": name for key, name in names}
    answer = rui.post(f"/sessions/{held.id}/roles/", data)
    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{held.id}/transcript/")
    assert 'id="check-form"' in rui.get(f"/sessions/{held.id}/transcript/").content.decode()


def test_an_open_role_is_refused_beside_its_speaker_and_the_answers_stay(team: Team, rui: Client) -> None:
    rui.post("/import/", answers(look(rui), how_agreed="email"))
    [held] = sessions(team.rui).items
    page = rui.get(f"/sessions/{held.id}/roles/").content.decode()
    [first, second] = re.findall(r'<h3 id="s-([^"]+)">', page)
    answer = rui.post(f"/sessions/{held.id}/roles/", {f"role-{first}": "unknown", f"role-{second}": "other"})
    body = answer.content.decode()
    assert answer.status_code == 400
    assert f'name="role-{second}" value="other" checked' in body


def test_starting_over_lets_the_previewed_files_go_at_once(team: Team, rui: Client) -> None:
    hidden = answers(look(rui))
    waiting = hidden["upload-0"]
    assert uploads(team.rui).has(waiting)
    assert rui.post("/import/", {**hidden, "step": "forget"})["Location"] == "/import/"
    assert not uploads(team.rui).has(waiting)


def test_a_second_transcript_asks_whether_it_is_of_record_and_can_be_chosen_later(
    team: Team, rui: Client, call: Call
) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 30)
    other = CALL.replace("I called the shop three times.", "That is all I know.")
    seen = rui.post("/import/", {"files": SimpleUploadedFile("b.vtt", other.encode()), "session": call.session_id})
    assert "Make this one the transcript of record" in seen.content.decode()
    rui.post("/import/", answers(seen.content.decode(), how_agreed="spoken"))
    page = rui.get(f"/sessions/{call.session_id}/").content.decode()
    [choose] = re.findall(r'action="([^"]+/of-record/[^"]+)"', page)
    after = rui.post(choose, follow=True).content.decode()
    assert "1 quote did not land" in after
    assert f'action="/quotes/{quote}/delete/"' in after
    rui.post(undo_address(after))
    assert "did not land" not in rui.get(f"/sessions/{call.session_id}/").content.decode()

"""Words that are code: whatever anybody writes or imports stays words on every page, and every page forbids scripts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.consent_wordings import Wording
from firsthand.domain.people.own_fields import About
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import (
    companies,
    consent_links,
    consent_wordings,
    consents,
    figures,
    guides,
    imports,
    own_fields,
    participants,
    quotes,
    reader,
    sessions,
    speakers,
    studies,
    table_imports,
    touchpoints,
    workspaces,
)
from firsthand.services.consent_scans import ScanFile
from firsthand.services.consents import Proof
from firsthand.services.import_targets import target_named
from firsthand.services.imports import ImportForm, UploadedFile
from firsthand.services.participants import ParticipantForm
from firsthand.services.sessions import SessionForm
from firsthand.services.speakers import SpeakerAnswer
from firsthand.services.studies import StudyForm
from firsthand.services.table_columns import TableWish
from firsthand.storage.models import SessionRecord, UserRecord
from people_at_work import Team

EVIL = "<img src=x onerror=alert(1)>\"'--></script><script>alert(2)</script>{{7*7}}{% load %}"
LIVE = re.compile(r"<img src=x|<script>alert|onerror=alert\(1\)>|(?:href|src|action)=.?javascript:", re.IGNORECASE)
SHORT = "<svg onload=alert(3)>"
FILES = {  # every layout in which a name, a title or words can carry markup
    "a.vtt": f"WEBVTT - {SHORT}\n\n00:01.000 --> 00:04.000\nRui: What did you do then?\n\n"
    f"00:05.000 --> 00:09.000\nDana {SHORT}: We waited until six {EVIL} and nobody called us.\n",
    "a.srt": "1\n00:00:01,000 --> 00:00:04,000\nRui: What did you do then?\n\n2\n00:00:05,000 --> 00:00:09,000\n"
    f"Dana {SHORT}: We waited until six {EVIL} and nobody called us.\n",
    "a.txt": f"Rui: What did you do then?\n\nDana: We waited until six {EVIL} and nobody called us.\n\n"
    f"Rui: And then?\n\nDana: I called {SHORT} the shop three times.\n",
    "a.md": f"# {SHORT}\n\n**Rui:** What did you do then?\n\n**Dana:** We waited {EVIL} and nobody called us.\n\n"
    "**Rui:** And then?\n\n**Dana:** [I called](javascript:alert(4)) the shop.\n",
    "a.json": json.dumps(
        {
            "segments": [
                {"start": 0, "end": 2, "speaker": "Rui", "text": "What did you do then?"},
                {
                    "start": 2,
                    "end": 9,
                    "speaker": f"Dana {SHORT}",
                    "text": f"We waited until six {EVIL} nobody called.",
                },
            ]
        }
    ),
}
PAGES = ["", "edit/", "roles/", "transcript/", "turns/1/", "turns/1/correct/", "craft/", "record/"]


@pytest.fixture
def rui(team: Team) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    return client


def require_harmless(client: Client, path: str, *, wants: str = "") -> None:
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200, path
    assert LIVE.search(page) is None, (path, LIVE.findall(page))
    assert SHORT not in page, path
    assert wants in page, path
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy


@pytest.mark.parametrize("name", FILES)
def test_an_imported_file_stays_words_on_every_page_of_its_session(team: Team, rui: Client, name: str) -> None:
    study = studies.create_study(team.rui, StudyForm(EVIL[:150], EVIL, (EVIL,), EVIL))
    file = UploadedFile(f"{SHORT}{name}", FILES[name].encode())
    seen = rui.post("/import/", {"pasted": FILES[name]}).content.decode()
    assert LIVE.search(seen) is None
    assert SHORT not in seen
    made = imports.import_transcript(team.rui, file, ImportForm("form", study_id=study, title=EVIL[:150]))
    rows = speakers.roles_page(team.rui, made.transcript_id).speakers
    answers = [
        SpeakerAnswer(row.id, Role.RESEARCHER)
        if row.guess.name == "Rui"
        else SpeakerAnswer(row.id, Role.PARTICIPANT, new_participant=row.guess.name or "Dana")
        for row in rows
    ]
    require_harmless(rui, f"/sessions/{made.session_id}/roles/")
    speakers.confirm_roles(team.rui, made.transcript_id, answers)
    turn = next(turn for turn in reader.reader_page(team.rui, made.session_id).turns if "waited" in turn.text)
    place = {"first": turn.index, "start": 0, "last": turn.index, "end": len(turn.text)}
    assert LIVE.search(rui.get(f"/sessions/{made.session_id}/transcript/check/", place).content.decode()) is None
    quotes.highlight(team.rui, made.transcript_id, turn.index, 0, turn.index, len(turn.text), EVIL)
    for path in PAGES:
        require_harmless(rui, f"/sessions/{made.session_id}/{path}")
    for path in (
        "/",
        "/studies/",
        f"/studies/{study}/",
        f"/studies/{study}/edit/",
        "/sessions/",
        "/quotes/",
        "/people/",
    ):
        require_harmless(rui, path)


def test_what_members_type_stays_words(team: Team, rui: Client) -> None:
    somebody = participants.add_participant(
        team.rui,
        ParticipantForm(EVIL[:150], EVIL[:150], EVIL[:150], EVIL[:90], EVIL[:90], EVIL, "en", "", EVIL, None, EVIL),
    )
    asked = own_fields.FieldForm(EVIL[:60], "choice", (EVIL[:90], SHORT))
    fields = [own_fields.add_field(team.ana, about, asked) for about in About]
    place = companies.CompanyForm(SHORT, EVIL[:90], EVIL[:90], None, EVIL, {fields[1]: SHORT})
    company = companies.add_company(team.rui, place)
    twin = ParticipantForm(EVIL[:150], SHORT, EVIL[:150], own={fields[0]: SHORT})
    merge = f"/people/{somebody}/merge/?with={participants.add_participant(team.rui, twin)}"
    for path in ("/people/duplicates/", merge, "/companies/", f"/companies/{company}/"):
        require_harmless(rui, path)
    study = studies.create_study(team.rui, StudyForm("Parcels"))
    guide = guides.add_guide(
        team.rui,
        EVIL[:150],
        f"# {EVIL}\n\n## {SHORT} (10 min)\n\n1. Would you use {SHORT}?\n   - [x](javascript:alert(5))",
        study,
    )
    workspaces.rename_workspace(team.ana, EVIL[:150])
    for path in (f"/people/{somebody}/", f"/people/{somebody}/edit/", f"/guides/{guide}/", "/workspace/", "/people/"):
        require_harmless(rui, path)
    for path in ("/quotes/", "/people/"):
        for name in ("words", "search", "after", "session", "study"):
            page = rui.get(path, {name: EVIL}).content.decode()
            assert LIVE.search(page) is None, (path, name)


def test_what_is_written_of_consent_stays_words(team: Team, rui: Client) -> None:
    somebody = participants.add_participant(team.rui, ParticipantForm(EVIL[:150]))
    scan = ScanFile(f"{SHORT}.pdf", b"%PDF-1.4 x %%EOF")
    consents.log_consent(team.rui, somebody, [Scope.RECORD], How.PAPER, proof=Proof(scan=scan, note=EVIL))
    words = Wording("en", EVIL[:150], EVIL, dict.fromkeys(Scope, EVIL))
    wording = consent_wordings.edit_wording(team.ana, words)
    token = consent_links.make_link(team.rui, somebody)
    for path in ("/consents/", "/consents/wording/", f"/consents/wording/{wording}/", f"/people/{somebody}/"):
        require_harmless(rui, path)
    for path in (f"/people/{somebody}/consent/", f"/people/{somebody}/consent/link/", f"/consent/{token}/"):
        require_harmless(rui, path)


def test_a_refusal_repeats_what_was_sent_as_words(rui: Client) -> None:
    for path in (f"/sessions/{SHORT}/", f"/nothing/{SHORT}", f"/sign-in/{SHORT}/"):
        assert SHORT not in rui.get(path).content.decode()
    answer = rui.get("/api/v1/studies", {"cursor": SHORT})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_record_can_be_taken_away_without_taking_markup_or_links_along(team: Team, rui: Client) -> None:
    made = imports.import_transcript(
        team.rui, UploadedFile("=cmd.txt", FILES["a.txt"].encode()), ImportForm("form", title=f"=1+1|{SHORT}")
    )
    SessionRecord.objects.filter(id=made.session_id).update(title='a\r\nSet-Cookie: x=1 "; filename=evil.html')
    answer = rui.get(f"/sessions/{made.session_id}/record.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'attachment; filename="[\w.-]+\.md"', answer["Content-Disposition"])
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "name", ["../../secret.key", "..\\..\\secret.key", "/etc/passwd", "a\0b.txt", "", "." * 300, "x" * 5_000, "CON"]
)
def test_a_file_name_never_leads_out_of_the_folder(team: Team, settings: LazySettings, name: str) -> None:
    file = UploadedFile(name, FILES["a.txt"].encode())
    try:
        made = imports.import_transcript(team.rui, file, ImportForm("form"))
    except imports.Invalid:
        return
    kept = sorted(path for path in Path(settings.FIRSTHAND_MEDIA).parent.rglob("*") if path.is_file())
    assert [path.parent for path in kept] == [Path(settings.FIRSTHAND_MEDIA)]
    shown = reader.reader_page(team.rui, made.session_id).file_name
    assert "/" not in shown
    assert "\\" not in shown


EVERY_COLUMN = (
    "when,email,name,company,title,text,score,kind,id,link,author,source\n"
    "2026-10-01,,{0},{0},{0},{0},9,{0},{0},,{0},{0}"
)


def test_a_table_of_touchpoints_stays_words_in_the_preview_on_the_timeline_and_in_the_brief(
    team: Team, rui: Client
) -> None:
    cell = '"' + SHORT.replace('"', '""') + '"'
    dana = participants.add_participant(team.rui, ParticipantForm(SHORT, company=SHORT))
    file = SimpleUploadedFile(f"{SHORT}.csv", EVERY_COLUMN.format(cell).encode())
    seen = rui.post("/import/tables/touchpoints/", {"step": "look", "file": file}).content.decode()
    assert "What would happen" in seen
    assert SHORT not in seen
    table = EVERY_COLUMN.format('"' + EVIL.replace('"', '""')[:60] + '"')
    for text in (
        EVERY_COLUMN.format(cell),
        table,
        f"email,measure,value,unit,source\nx@y.example,{cell},3,{cell},{cell}",
    ):
        target = "figures" if "measure" in text else "touchpoints"
        upload = UploadedFile("a.csv", text.encode())
        done = table_imports.import_table(team.rui, target_named(team.rui, target), upload, TableWish())
        assert done.counts.get("create") == 1, (target, done.counts)
    mine = touchpoints.TouchpointForm(
        TouchpointKind.OTHER, dana, None, None, None, EVIL[:250], f"{EVIL} <b>{SHORT}</b>", SHORT, author=SHORT
    )
    made = touchpoints.add_touchpoint(team.rui, mine)
    figures.add_figure(team.rui, figures.FigureForm(SHORT, 3.0, dana, unit=SHORT, source=SHORT))
    figures.add_figure(team.rui, figures.FigureForm(SHORT, 4.0, dana, None, SHORT, date(2026, 10, 1), source=SHORT))
    session = sessions.create_session(team.rui, SessionForm(SHORT, date(2050, 1, 1), participant_ids=(dana,)))
    company = companies.companies(team.rui).items[0].id
    for path in (
        *(
            f"/people/{dana}/",
            f"/people/{dana}/timeline/",
            f"/people/{dana}/figures/",
            f"/companies/{company}/timeline/",
        ),
        *("/touchpoints/", "/touchpoints/waiting/", f"/touchpoints/{made}/", f"/touchpoints/{made}/edit/"),
        *(f"/sessions/{session}/brief/", f"/sessions/{session}/brief/print/"),
    ):
        require_harmless(rui, path)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", 'https://a.example/" onload=x'])
def test_a_link_that_could_run_something_is_taken_from_no_door(team: Team, rui: Client, link: str) -> None:
    dana = participants.add_participant(team.rui, ParticipantForm("Dana"))
    form = {"kind": "ticket", "title": "A", "link": link}
    assert rui.post(f"/people/{dana}/touchpoints/new/", form).status_code == 400
    sent = json.dumps({**form, "participant_id": dana})
    assert rui.post("/api/v1/touchpoints", sent, content_type="application/json").status_code == 400
    table = 'when,name,title,link\n2026-10-01,Dana,A,"' + link.replace('"', '""') + '"\n'
    wanted = target_named(team.rui, "touchpoints")
    counts = table_imports.import_table(team.rui, wanted, UploadedFile("a.csv", table.encode()), TableWish()).counts
    assert dict(counts) == {"error": 1}

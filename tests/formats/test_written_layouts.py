"""Written dialogue of many tools: who speaks, what and when; and no speaker where there is none."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from firsthand.domain.interviews.transcripts import Timing
from firsthand.formats.reading import LEAST_CONFIDENCE, read
from firsthand.formats.readings import Kind, Reading, Unreadable
from firsthand.formats.sniffing import sniff

THREE = [("Ana López", "Hi there."), ("Ben", "Hello. How was it?"), ("Ana López", "The thing is: it broke.")]
TIMES = [0.0, 5.0, 9.0]
TIMED_LAYOUTS = {
    "otter": "{n}  {t}\n{w}\n\n",
    "teams-text": "{n}   {t}\n{w}\n",
    "rev-txt": "{n} ({t}):\n{w}\n\n",
    "zoom-txt": "[{n}] 00:{t}\n{w}\n\n",
    "timed-names": "[{t}] {n}: {w}\n",
    "timed-names bare": "00:{t} {n}: {w}\n",
    "timed-names below": "[{t}] {n}:\n{w}\n\n",
    "timed-names dash": "0:{t} - {n}\n  {w}\n\n",
    "timed-names parentheses": "({t}) {n}: {w}\n",
    "timed-names after": "{n}: [{t}] {w}\n",
    "timed-names between": "{n} [00:{t}] {w}\n\n",
    "timed-names header": "00:{t} {n}\n{w}\n",
    "otter heading": "### {n} {t}\n\n{w}\n\n",
    "timed-names columns": "00:{t}\t{n}\t{w}\n",
    "bold-names-md": "**{n}:** [00:{t}] {w}\n\n",
    "bold-names-md beside": "**{n}** ({t}): {w}\n\n",
}
LAYOUTS = {
    "names": "{n}: {w}\n",
    "names paragraphs": "{n}:\n{w}\n\n",
    "names in brackets": "[{n}]: {w}\n",
    "bold-names-md slanted": "*{n}:* {w}\n\n",
    "bold-names-md": "**{n}:** {w}\n\n",
    "bold-names-md outside": "**{n}**: {w}\n\n",
    "bold-names-md above": "**{n}**\n{w}\n\n",
}
PEOPLE = [
    ("Interviewer", "P3"),
    ("Q", "A"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("Speaker 1", "Unknown Speaker"),
    ("Me", "Them"),
    ("ZOË O'HARA", "JAN VAN DER BERG"),
    ("Ludwig van der Berg", "María de la Cruz"),
    ("Will White", "Can Öztürk"),
    ("李明", "王芳"),
    ("דנה", "יוסי"),
    ("\u200fسارة", "\u200fأحمد"),
    ("🦊 Fox", "maya | Acme"),
    ("Siân (she/her)", "Þór"),
]


def reading(text: str, name: str = "call.txt", layout: str | None = None) -> Reading:
    return read(text.encode(), name, layout)


def said(text: str, name: str = "call.txt") -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in reading(text, name).transcript.turns]


@pytest.mark.parametrize("layout", TIMED_LAYOUTS)
def test_names_words_and_times_are_found_in_every_timed_layout(layout: str) -> None:
    rows = (
        TIMED_LAYOUTS[layout].format(n=n, t=f"00:{int(t):02}"[-5:], w=w) for (n, w), t in zip(THREE, TIMES, strict=True)
    )
    read_ = reading("".join(rows))
    assert read_.format == layout.split()[0]
    assert [(turn.speaker, turn.text) for turn in read_.transcript.turns] == THREE
    assert [turn.start for turn in read_.transcript.turns] == TIMES
    assert {turn.timing for turn in read_.transcript.turns} == {Timing.INTERPOLATED}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_and_words_are_found_without_times(layout: str) -> None:
    read_ = reading("".join(LAYOUTS[layout].format(n=n, w=w) for n, w in THREE))
    assert read_.format == layout.split()[0]
    assert [(turn.speaker, turn.text, turn.start) for turn in read_.transcript.turns] == [
        (n, w, None) for n, w in THREE
    ]


@pytest.mark.parametrize("people", PEOPLE, ids=lambda pair: pair[0])
def test_names_of_every_kind_are_speakers(people: tuple[str, str]) -> None:
    first, second = people
    names = [
        turn.speaker for turn in reading(f"{first}: so\n{second}: yes\n{first}: and\n{second}: no\n").transcript.turns
    ]
    assert names == [each.strip("\u200f") for each in (first, second, first, second)]


def test_words_before_a_colon_make_no_speaker() -> None:
    text = (
        "Interviewer: What happened?\n\nP3: It stopped.\nThe thing is: nobody knew.\nNote: I asked twice.\n\n"
        "Interviewer: And then?\n\nP3: The thing is: we waited.\nThe thing is: nothing came.\n"
    )
    assert {name for name, _ in said(text)} == {"Interviewer", "P3"}
    assert said(text)[1][1] == "It stopped. The thing is: nobody knew. Note: I asked twice."


def test_a_known_name_without_its_mark_still_speaks() -> None:
    text = "**Ana:** Yes.\n\n**Ben:** No.\nAna: Why?\n\n**Ben:** So.\n\n**Ana:** Ah.\n"
    assert [name for name, _ in said(text)] == ["Ana", "Ben", "Ana", "Ben", "Ana"]


def test_faults_of_a_typed_interview_lose_nothing() -> None:
    text = (
        "[00:10] RESEARCHER: \nHow are\nyou? \n \n[00:18] PARTICIPANT 7 \nGood. \n \n \n \nVery\ngood. \n\n"
        "[00:20} RESEARCHER: \nSo.\n\n[00:25] PARTCIPANT 7: \nYes.\n\n[00:30] RESEARCHER. \nHi PARTICIPANT 7: \n"
    )
    assert said(text) == [
        ("RESEARCHER", "How are you?"),
        ("PARTICIPANT 7", "Good.\nVery good."),
        ("RESEARCHER", "So."),
        ("PARTCIPANT 7", "Yes."),
        ("RESEARCHER", "Hi PARTICIPANT 7:"),
    ]


def test_facts_above_the_conversation_are_no_turns() -> None:
    text = (
        "Call\nDate: 2026-01-01\nInterviewer: Ben Oduya\n\nInterviewer: So?\n\nParticipant: Yes.\n\nInterviewer: OK.\n"
    )
    assert said(text) == [("Interviewer", "So?"), ("Participant", "Yes."), ("Interviewer", "OK.")]


def test_names_in_capitals_above_their_words_are_speakers() -> None:
    text = "ADA KING\nSo?\n\nBEN\nYes.\n\nADA KING\nWhy?\n\nBEN\nWell.\n"
    assert [name for name, _ in said(text)] == ["ADA KING", "BEN", "ADA KING", "BEN"]


def test_a_name_met_once_in_doubt_is_read_as_words_and_said() -> None:
    text = ("Ada: one\n\nBen: two\n\n" + "and so on\n\n" * 4) * 5 + "Key: three\n\nAda: four\n"
    read_ = reading(text)
    assert read_.transcript.speakers == ("Ada", "Ben")
    assert [problem.text for problem in read_.problems] == ["Key: three"]


MEET = """# Weekly (2026-10-01 16:04 GMT) - Transcript
### Attendees
Ada King, Ben Oduya

This editable transcript was computer generated and might contain errors.

Ada King: Shall we?

Ben Oduya: Yes we shall, since everyone is here by now.

00:05:00

Ada King: So.

Meeting ended after 00:07:30 👋
"""


def test_meet_gives_a_time_every_five_minutes_and_the_rest_is_inferred() -> None:
    read_ = reading(MEET)
    turns = read_.transcript.turns
    assert (read_.format, read_.transcript.title) == ("google-meet", "Weekly (2026-10-01 16:04 GMT) - Transcript")
    assert [turn.text for turn in turns] == ["Shall we?", "Yes we shall, since everyone is here by now.", "So."]
    assert turns[0].start == 0.0
    assert 30 < (turns[1].start or 0) < 120
    assert (turns[2].start, turns[2].end, turns[2].timing) == (300.0, 450.0, Timing.INTERPOLATED)


def test_what_is_not_speech_is_named_as_left_out() -> None:
    assert [(problem.line, problem.text) for problem in reading(MEET).problems] == [
        (1, "# Weekly (2026-10-01 16:04 GMT) - Transcript"),
        (15, "Meeting ended after 00:07:30 👋"),
    ]


def test_times_inside_the_words_become_times() -> None:
    turns = reading(
        "**Ana:** [00:00:00] I went [00:01:00] home.\n\n**Ben:** Did you?\n\n**Ana:** [00:02:00] Yes.\n"
    ).transcript.turns
    assert [turn.text for turn in turns] == ["I went home.", "Did you?", "Yes."]
    assert 60 < (turns[1].start or 0) < 120


def test_initials_are_written_out_from_the_list_of_people() -> None:
    text = (
        "# Notes\n\n| Name | Abbreviation |\n|---|---|\n| Ada King | AKG |\n| Ben Oduya | BO |\n\n## First topic\n\n"
        "Presenter: Ada King (AKG)\n\nAKG: I propose it.\n\nBO: Why?\n\nAKG, BO: Hm.\n\nAKG: So.\n\nBO: Yes.\n\n"
        "### Conclusion\n\n- It was agreed\n"
    )
    read_ = reading(text, "notes.md")
    assert read_.format == "initials-md"
    assert [t.speaker for t in read_.transcript.turns] == [
        "Ada King", "Ben Oduya", "Ada King, Ben Oduya", "Ada King", "Ben Oduya",
    ]  # fmt: skip
    assert "It was agreed" not in " ".join(turn.text for turn in read_.transcript.turns)


def test_fireflies_facts_above_the_transcript_are_not_speech() -> None:
    text = (
        "# Weekly\n**Meeting ID**: 01\n**Date**: 2026-01-02\n**Participants**: a@example.com\n\n"
        "## Summary\n**Ada**: liked it\n\n## Transcript\n**Ada**: Hi.\n**Ben**: Hello.\n**Ada**: So.\n"
    )
    assert (reading(text).format, said(text)) == ("fireflies-md", [("Ada", "Hi."), ("Ben", "Hello."), ("Ada", "So.")])


def test_older_teams_documents_give_times_name_and_words() -> None:
    text = (
        "0:0:0.0 --> 0:0:1.250\nIda\nHi.\n0:0:2.90 --> 0:0:4.480\nJo\nHello\nthere.\n0:0:5.0 --> 0:0:6.0\nIda\nYes.\n"
    )
    assert said(text) == [("Ida", "Hi."), ("Jo", "Hello there."), ("Ida", "Yes.")]
    assert reading(text).transcript.turns[1].start == 2.09


def test_times_without_names_become_sentences() -> None:
    assert said("00:00:01 I looked\n00:00:04 for it.\n00:00:09 Twice: really.\n") == [
        ("", "I looked for it."),
        ("", "Twice: really."),
    ]


def test_whisper_tables_are_in_milliseconds() -> None:
    turns = reading("start\tend\ttext\n0\t1500\tI looked\n1500\t2500\tfor it.\n", "a.tsv").transcript.turns
    assert [(turn.text, turn.start, turn.end) for turn in turns] == [("I looked for it.", 0.0, 2.5)]


def test_a_chat_keeps_messages_of_several_lines_and_is_no_speech() -> None:
    text = '00:03:54\tmaya | Acme:\tfirst\r\n\r\nmore of it\r\n00:04:00\tBen:\tReacted to "first" with 👍\r\n'
    read_ = reading(text)
    assert (read_.format, read_.kind) == ("zoom-chat", Kind.CHAT)
    assert [(t.speaker, t.text, t.start) for t in read_.transcript.turns] == [
        ("maya | Acme", "first\nmore of it", 234.0),
        ("Ben", 'Reacted to "first" with 👍', 240.0),
    ]


IRC = """[2026-01-07T17:00:00.000Z]\t<ida>\tpresent+
[2026-01-07T17:00:05.000Z]\t<ida>\tscribe: ida
[2026-01-07T17:00:10.000Z]\t<ida>\tjo: Welcome all.
[2026-01-07T17:00:20.000Z]\t<ida>\t... and thanks
[2026-01-07T17:00:25.000Z]\t<max>\tida: can you hear me?
[2026-01-07T17:00:30.000Z]\t<ida>\tTopic: plans
[2026-01-07T17:00:40.000Z]\t<ida>\tmax: I have one.
[2026-01-07T17:00:50.000Z]\t<jo>\tq+
"""


def test_a_scribe_relays_speech_and_everything_else_is_typed() -> None:
    read_ = reading(IRC, "irc.log")
    assert [(t.speaker, t.text, t.start) for t in read_.transcript.turns] == [
        ("jo", "Welcome all. and thanks", 10.0),
        ("max", "I have one.", 40.0),
    ]
    assert "5 typed messages" in read_.problems[0].message


def document(*paragraphs: tuple[str, str]) -> bytes:
    """A DOCX whose paragraphs begin with bold words."""
    made = Document()
    made.add_heading("Interview", 1)
    for bold, plain in paragraphs:
        paragraph = made.add_paragraph()
        paragraph.add_run(bold).bold = True
        paragraph.add_run(plain)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def test_a_word_document_is_read_by_the_layout_of_its_text() -> None:
    read_ = read(document(("Ida: ", "Hi."), ("Jo: ", "Hello."), ("Ida: ", "So.")), "a.docx")
    assert (read_.format, read_.transcript.title) == ("docx", "Interview")
    assert [(t.speaker, t.text) for t in read_.transcript.turns] == [("Ida", "Hi."), ("Jo", "Hello."), ("Ida", "So.")]


def test_a_teams_document_has_the_words_below_name_and_time() -> None:
    data = document(
        ("Ida started transcription", ""), ("Ida", "   0:03\nHi."), ("Jo", "   0:05\nHello."), ("Ida", "   0:09\nSo.")
    )
    read_ = read(data, "a.docx")
    assert read_.format == "teams-docx"
    assert [(t.speaker, t.text, t.start) for t in read_.transcript.turns] == [
        ("Ida", "Hi.", 3.0),
        ("Jo", "Hello.", 5.0),
        ("Ida", "So.", 9.0),
    ]


def test_a_table_in_a_document_is_read_row_by_row() -> None:
    made = Document()
    table = made.add_table(rows=0, cols=3)
    for cells in (("00:00:01", "Ida", "Hi."), ("00:00:04", "Jo", "Hello."), ("00:00:09", "Ida", "So.")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    data = io.BytesIO()
    made.save(data)
    turns = read(data.getvalue(), "a.docx").transcript.turns
    assert [(t.speaker, t.text, t.start) for t in turns] == [
        ("Ida", "Hi.", 1.0),
        ("Jo", "Hello.", 4.0),
        ("Ida", "So.", 9.0),
    ]


def test_a_document_of_prose_is_refused_until_read_as_plain_text() -> None:
    data = document(("", "We went there."), ("", "It was shut."))
    with pytest.raises(Unreadable, match="have it read in the format “plain-text”"):
        read(data, "a.docx")
    assert [turn.text for turn in read(data, "a.docx", "plain-text").transcript.turns] == [
        "We went there.",
        "It was shut.",
    ]


def test_a_page_with_cites_is_read_by_its_tags() -> None:
    page = "<cite>Ida:</cite>\n<time>0:00</time>\n<p>Hi &amp; so.</p>\n<cite>Jo:</cite>\n<time>0:09</time>\n<p>Yes.</p>"
    turns = reading(page, "a.html").transcript.turns
    assert [(t.speaker, t.text, t.start) for t in turns] == [("Ida", "Hi & so.", 0.0), ("Jo", "Yes.", 9.0)]


NOT_TRANSCRIPTS = {
    "letter": "Dear team,\n\nNote: we meet on Monday. The plan is: we go.\n\nBest: Ana\n",
    "readme": "# Tool\n\nUsage: run it.\n\nLicence: MIT\n\nInstall: with pip\n\n- Note: a\n- Note: b\n",
    "table": "name,time,text\nana,10:30,hello\nben,10:31,yes\nana,10:32,ok\n",
    "settings": "host: localhost\nport: 8080\nuser: me\n",
    "log": "2026-01-01 10:00:00 INFO: started\n2026-01-01 10:00:01 WARN: x\n2026-01-01 10:00:02 INFO: y\n",
    "mail": "From: a@example.com\nTo: b@example.com\nSubject: Hi\nDate: Mon\n\nHello Ben,\nhow are you?\n",
    "code": "def f(x):\n    return x\n\nclass A:\n    def g(self):\n        pass\n",
    "guide": "# Guide\n\n**Goal:** learn\n\n**Methods:** calls\n\n## Warm-up\n\n1. How was it?\n2. Probe: why?\n",
    "minutes list": "Ida: agreed\n\nA long paragraph follows here.\n\nAnother one that says nothing.\n\nAnd a third.\n",
}  # fmt: skip


@pytest.mark.parametrize("text", NOT_TRANSCRIPTS.values(), ids=NOT_TRANSCRIPTS.keys())
def test_other_texts_are_not_taken_for_a_transcript(text: str) -> None:
    assert [guess for guess in sniff(text.encode(), "a.txt") if guess.confidence >= LEAST_CONFIDENCE] == []
    with pytest.raises(Unreadable, match="What would work"):
        reading(text)


def test_every_guess_shows_the_lines_it_rests_on() -> None:
    for text in ("Ada: hi\nBen: yes\nAda: so\n", IRC, MEET, "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.\n"):
        best = sniff(text.encode(), "a.txt")[0]
        lines = text.split("\n")
        assert best.evidence
        assert all(
            lines[shown.line - 1].strip() == shown.text.strip() or "\t" in lines[shown.line - 1]
            for shown in best.evidence
        )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0abc", "old Word"),
        (b"ID3\x03abc", "audio"),
        (b"\0\0\0 ftypisom", "video"),
    ],
)
def test_files_of_another_kind_are_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match=what):
        read(data, "call.txt")


def test_an_archive_without_a_document_is_refused_by_what_it_holds() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Unreadable, match=r"xl/workbook\.xml"):
        read(data.getvalue(), "a.docx")


def test_a_format_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Unreadable, match="zoom-vtt"):
        reading("Ada: hi\n", layout="nothing")

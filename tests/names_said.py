"""A conversation in which people are named and give their numbers, for tests of redaction; everybody is invented."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.services import companies, participants, quotes, studies
from firsthand.services.participants import ParticipantForm
from firsthand.services.reader import reader_page
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team, hold_call

CALL = """WEBVTT

1
00:00:01.000 --> 00:00:05.000
<v Rui Alves>Dana, who did you call when the parcel went missing?

2
00:00:05.500 --> 00:00:15.000
<v Dana Petrov>I called Graham three times, he's the head of stores. My number is 020 7946 0958.

3
00:00:15.500 --> 00:00:18.000
<v Rui Alves>Don't you think Northmoor should have written to you?

4
00:00:18.500 --> 00:00:26.000
<v Dana Petrov>Northmoor wrote to dana@petrov.example 😀 and Graham never called back. I waited until six that evening.
"""
SECRETS = ("Dana", "Petrov", "Graham", "Northmoor", "7946", "petrov.example")


@dataclass(frozen=True, slots=True)
class Said:
    """One conversation in a study, with two quotes of it."""

    study_id: str
    call: Call
    first: str  # the quote that names Graham and gives the number
    second: str  # the quote of the last turn, with a note that names Dana


def talk(team: Team, *, study_id: str | None = None, text: str = CALL) -> Said:
    """Hold it, with a session title and a note that name people."""
    if study_id is None:
        study_id = studies.create_study(team.rui, StudyForm("Late parcels"))
        companies.add_company(team.rui, companies.CompanyForm("Northmoor Hospital"))
        participants.add_participant(team.rui, ParticipantForm("Somebody Else", company="Northmoor Hospital"))
    call = hold_call(team.rui, text, study_id=study_id, name="dana-petrov.vtt")
    turns = reader_page(team.rui, call.session_id).turns
    first = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, len(turns[1].text))
    note = "Dana says that Graham is hard to reach."
    second = quotes.highlight(team.rui, call.transcript_id, 3, 0, 3, turns[3].text.index(" I waited"), note)
    return Said(study_id, call, first, second)

"""The folder of a demo workspace, read strictly: a mistake in it is named and stops the start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Role
from firsthand.services.demo_invitations import invitation_faults
from firsthand.services.demo_reading import read_file
from firsthand.services.demo_tables import OWNER, DemoContents, DemoSession, DemoStudy


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """The folder, read and checked: every name that it uses is there."""

    path: Path
    contents: DemoContents

    def paper(self, name: str) -> bytes:
        """A scanned paper."""
        return (self.path / "papers" / name).read_bytes()

    def transcript(self, name: str) -> bytes:
        """The bytes of a transcript."""
        return (self.path / "transcripts" / name).read_bytes()

    def table(self, name: str) -> bytes:
        """The bytes of a table."""
        return (self.path / "tables" / name).read_bytes()

    def guide(self, name: str) -> str:
        """The text of a guide."""
        return (self.path / "guides" / name).read_text(encoding="utf-8")


def read_demo(path: Path) -> DemoFolder:
    """The folder's contents. Raises Invalid, naming the place, for anything that does not fit together."""
    file = path / "workspace.toml"
    if not file.is_file():
        raise Invalid("The demo folder has no workspace.toml.", where=str(path))
    contents = read_file(file, DemoContents)
    faults = list(_faults(path, contents))
    if faults:
        raise Invalid("; ".join(faults), where=str(file))
    return DemoFolder(path, contents)


def _faults(path: Path, contents: DemoContents) -> Iterator[str]:
    people = {one.key for one in contents.participant}
    members = {OWNER, *(one.key for one in contents.member)}
    studies = {one.key: one for one in contents.study}
    for consent in contents.consent:
        if consent.participant not in people:
            yield f"consent: there is no participant “{consent.participant}”"
        if consent.paper and not (path / "papers" / consent.paper).is_file():
            yield f"consent: there is no papers/{consent.paper}"
    yield from _known_faults(path, contents, people)
    yield from invitation_faults(contents.invitation, people, members, studies)
    for study in contents.study:
        for fault in _study_faults(path, study, members):
            yield f"study {study.key}: {fault}"
    for session in contents.session:
        for fault in _session_faults(path, session, people, studies):
            yield f"session “{session.title}”: {fault}"
        for key in sorted({session.note_taker, *session.observers} - members - {""}):
            yield f"session “{session.title}”: there is no member “{key}”"


def _known_faults(path: Path, contents: DemoContents, people: set[str]) -> Iterator[str]:
    """Of touchpoints, figures and withdrawals: each is of somebody who is there, and every table is."""
    for table in contents.table:
        if not (path / "tables" / table.file).is_file():
            yield f"table: there is no tables/{table.file}"
    companies = {one.name for one in contents.company}
    known = [(f"touchpoint “{one.title}”", one.participant, one.company) for one in contents.touchpoint]
    known += [(f"figures “{many.measure}”", many.participant, many.company) for many in contents.figures]
    known += [("withdrawal", one.participant, "") for one in contents.withdrawal]
    for what, person, company in known:
        if person and person not in people:
            yield f"{what}: there is no participant “{person}”"
        if company and company not in companies:
            yield f"{what}: there is no company “{company}”"


def _study_faults(path: Path, study: DemoStudy, members: set[str]) -> Iterator[str]:
    for guide in study.guides:
        if not (path / "guides" / guide).is_file():
            yield f"there is no guides/{guide}"
    for review in study.review:
        if review.guide not in study.guides:
            yield f"{review.guide} is no guide of it"
        if review.reviewer == OWNER:
            yield "the owner wrote the guides and can't review them"
    for key in sorted({*(one.member for one in study.team), *(one.reviewer for one in study.review)} - members):
        yield f"there is no member “{key}”"


def _session_faults(path: Path, session: DemoSession, people: set[str], studies: dict[str, DemoStudy]) -> Iterator[str]:
    named = {*session.participants, *(one.participant for one in session.speaker if one.participant)}
    for key in sorted(named - people):
        yield f"there is no participant “{key}”"
    if session.study and session.study not in studies:
        yield f"there is no study “{session.study}”"
    if session.guide and session.guide not in (studies[session.study].guides if session.study in studies else ()):
        yield f"{session.guide} is no guide of its study"
    if session.file and not (path / "transcripts" / session.file).is_file():
        yield f"there is no transcripts/{session.file}"
    if session.file and session.how_agreed is None:
        yield "it has a file but no how_agreed"
    looked = session.cover or session.show or session.is_reviewed
    if not session.file and (session.speaker or session.quote or looked):
        yield "it has speakers, quotes or covers but no file"
    for speaker in session.speaker:
        if (speaker.role is Role.PARTICIPANT) != bool(speaker.participant):
            yield f"speaker “{speaker.name}”: a participant, and nobody else, needs the key of one"

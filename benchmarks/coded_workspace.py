"""A workspace as large as a company's: conversations, codings of two coders, quotes and claims, written in bulk.

Its turns are those of a few made-up interviews over and over. What a worker works out once for each transcript (where
questions are asked, where sentences end) lies beside them, as it does after the first day.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks import workspace
from benchmarks.interviews import RESEARCHER, guide, interview

if TYPE_CHECKING:
    from firsthand.domain.people.actors import Actor

TEXTS = 4  # different interviews
CODES, CLAIMS, EVIDENCE = 40, 20, 20  # pieces of evidence for each claim
CODINGS_EACH, QUOTES_EACH = 25, 5  # of one conversation
CARDS, THEMES = 500, 12
DIFFER = 0.3  # share of places that only one of the two coders marked
GUIDE = guide(8)


@dataclass(frozen=True, slots=True)
class Coded:
    """One such workspace."""

    owner: Actor
    study_id: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Text:
    """One interview with what is worked out from it."""

    transcript: Any
    outline: Any
    turns: list[int]  # that are coded: nobody codes questions
    sentences: list[list[int]]


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation, as far as codings and quotes need it."""

    transcript_id: str
    text: Text


def coded_workspace(sessions: int, turns: int) -> Coded:
    """So many conversations of so many turns, two coders, and claims with evidence."""
    workspace.owner()
    from django.db import transaction

    from firsthand.domain.people.actors import WorkspaceRole
    from firsthand.services import accounts, guides, studies

    owner = accounts.found_workspace(f"{sessions} conversations", "Ines")
    study_id = studies.create_study(owner, studies.StudyForm("Spare parts"))
    guide_id = guides.add_guide(owner, "Guide", GUIDE, study_id)
    colleague = accounts.add_member(owner, f"kim.{sessions}@example.org", "Kim", WorkspaceRole.RESEARCHER)
    dice = random.Random(sessions)
    with transaction.atomic():
        held = list(_hold(owner, study_id, guide_id, sessions, turns))
        _code(owner, (owner.id, colleague), study_id, held, dice)
        quotes = _quote(owner, held, dice)
        _pin_up(owner, study_id, quotes)
        claim_id = _claim(owner, study_id, quotes, dice)
    return Coded(owner, study_id, claim_id)


@cache
def _text(seed: int, turns: int) -> Text:
    from firsthand.domain.interviews.transcripts import Role
    from firsthand.domain.synthesis.topics import outline
    from firsthand.domain.text.sentences import sentences
    from firsthand.formats.guide_markdown import read_guide
    from firsthand.formats.reading import read
    from firsthand.services.outlines import guide_questions

    heard = read(interview(turns=turns, seed=seed), "x.vtt").transcript
    said = [
        replace(turn, role=Role.RESEARCHER if turn.speaker == RESEARCHER else Role.PARTICIPANT) for turn in heard.turns
    ]
    transcript = replace(heard, turns=tuple(said))
    answers = [turn for turn in said if turn.role is Role.PARTICIPANT]
    places = [[edge for one in sentences(turn.text) for edge in (one.begin, one.finish)] for turn in answers]
    asked = outline(transcript, guide_questions(read_guide(GUIDE)[0]))
    return Text(transcript, asked, [turn.index for turn in answers], places)


def _hold(owner: Actor, study_id: str, guide_id: str, sessions: int, turns: int) -> Iterator[Held]:
    """Conversations with one person each, four people to a company, three segments."""
    from firsthand.storage import models

    own = {"workspace_id": owner.workspace_id}
    companies = _kept(models.CompanyRecord(**own, name=f"Company {n}") for n in range(sessions // 4 + 1))
    segments = _kept(models.SegmentRecord(**own, name=f"Segment {n}") for n in range(3))
    people = _kept(
        models.ParticipantRecord(**own, name=f"Person {n}", company=companies[n // 4], segment=segments[n % 3])
        for n in range(sessions)
    )
    _kept(_agreed(owner, one) for one in people)
    held = _kept(
        models.SessionRecord(
            **own,
            study_id=study_id,
            guide_id=guide_id,
            title=f"Conversation {n}",
            interview_date=date(2026, 1, 5) + timedelta(days=n),
            state="held",
        )
        for n in range(sessions)
    )
    _kept(
        models.SessionParticipantRecord(**own, session=one, participant=person)
        for one, person in zip(held, people, strict=True)
    )
    for place, (session, person) in enumerate(zip(held, people, strict=True)):
        text = _text(place % TEXTS, turns)
        yield Held(_transcript(owner, session, person, text), text)


def _agreed(owner: Actor, person: Any) -> Any:
    from django.utils import timezone

    from firsthand.domain.people.consent import How
    from firsthand.services.consents import attested

    return attested(owner, person.id, How.SPOKEN, timezone.now())


def _transcript(owner: Actor, session: Any, person: Any, text: Text) -> str:
    from django.utils import timezone

    from firsthand import __version__
    from firsthand.services.transcripts import rows_for
    from firsthand.storage import models

    own = {"workspace_id": owner.workspace_id}
    record = models.TranscriptRecord.objects.create(
        **own,
        session=session,
        file_name="x.vtt",
        format="webvtt",
        kind="captions",
        sha256="0" * 64,
        size=1,
        roles_confirmed_at=timezone.now(),
        agreed_how="spoken",
        agreed_by_id=owner.id,
        turn_count=len(text.transcript.turns),
    )
    names = dict.fromkeys((turn.speaker, turn.role) for turn in text.transcript.turns)
    speakers = _kept(
        models.SpeakerRecord(
            **own,
            transcript=record,
            position=place,
            name=name,
            role=role,
            participant=person if role == "participant" else None,
        )
        for place, (name, role) in enumerate(names)
    )
    models.TurnRecord.objects.bulk_create(rows_for(text.transcript, record.id, speakers), batch_size=2_000)
    study_guide = session.guide
    models.OutlineRecord.objects.create(
        transcript=record,
        version=record.version,
        guide=study_guide,
        guide_version=study_guide.version,
        rules=__version__,
        is_known=True,
        questions=[list(astuple(place)) for place in text.outline.questions],
        covered=dict(text.outline.covered),
    )
    models.UnitPlacesRecord.objects.create(
        transcript=record, version=record.version, rules=__version__, turns=text.turns, sentences=text.sentences
    )
    return str(record.id)


def _code(owner: Actor, coders: Sequence[str], study_id: str, held: Sequence[Held], dice: random.Random) -> None:
    """Two coders in every conversation: most places both mark, some only one of them."""
    from django.utils import timezone

    from firsthand.storage import models

    own, now = {"workspace_id": owner.workspace_id}, timezone.now()
    codes = _kept(
        models.CodeRecord(**own, study_id=study_id, name=f"Code {n}", position=n, registered_at=now)
        for n in range(CODES)
    )
    codings = []
    for one in held:
        left = CODINGS_EACH
        while left > 0:
            code, index = dice.choice(codes), dice.choice(one.text.turns)
            by = (dice.choice(coders),) if left == 1 or dice.random() < DIFFER else coders
            pin = _pin(one.text, index, dice)
            codings += [
                models.CodingRecord(**own, **pin, code=code, transcript_id=one.transcript_id, member_id=member)
                for member in by
            ]
            left -= len(by)
    models.CodingRecord.objects.bulk_create(codings, batch_size=500)


def _quote(owner: Actor, held: Iterable[Held], dice: random.Random) -> list[Any]:
    from firsthand.storage import models

    own = {"workspace_id": owner.workspace_id, "member_id": owner.id}
    return _kept(
        models.QuoteRecord(**own, **_pin(one.text, dice.choice(one.text.turns), dice), transcript_id=one.transcript_id)
        for one in held
        for _ in range(QUOTES_EACH)
    )


def _pin_up(owner: Actor, study_id: str, quotes: Sequence[Any]) -> None:
    """Cards on the board, as many as there are quotes and no more than fit; half of them in themes."""
    from firsthand.storage import models

    own = {"workspace_id": owner.workspace_id, "study_id": study_id}
    themes = _kept(models.ThemeRecord(**own, name=f"Theme {n}", position=n) for n in range(THEMES))
    _kept(
        models.CardRecord(**own, quote=quote, position=n, theme=themes[n % THEMES] if n % 2 else None)
        for n, quote in enumerate(quotes[:CARDS])
    )


def _pin(text: Text, index: int, dice: random.Random) -> dict[str, object]:
    """Some words of a turn."""
    from firsthand.domain.interviews.anchors import anchor
    from firsthand.services.landing import columns

    words = text.transcript.turns[index].text.split(" ")
    first = dice.randrange(len(words))
    chosen = words[first : first + dice.randint(3, 12)]
    begin = len(" ".join(words[:first])) + (first > 0)
    return columns(anchor(text.transcript, index, begin, index, begin + len(" ".join(chosen))))


def _claim(owner: Actor, study_id: str, quotes: Sequence[Any], dice: random.Random) -> str:
    """Claims about the study, each with a topic of three terms and one question; gives the id of one."""
    from firsthand.domain.synthesis.support import Side
    from firsthand.formats.guide_markdown import read_guide
    from firsthand.services.outlines import guide_questions
    from firsthand.storage import models

    own = {"workspace_id": owner.workspace_id}
    questions = guide_questions(read_guide(GUIDE)[0])
    claims = _kept(
        models.ClaimRecord(
            **own,
            statement=f"Claim {n}",
            owner_id=owner.id,
            terms=["stock", "scanner", "closing time"],
            questions=[questions[n % len(questions)]],
        )
        for n in range(CLAIMS)
    )
    _kept(models.ClaimStudyRecord(**own, claim=claim, study_id=study_id) for claim in claims)
    _kept(
        models.EvidenceRecord(**own, claim=claim, quote=quote, side=side, member_id=owner.id)
        for claim in claims
        for quote in dice.sample(quotes, min(EVIDENCE, len(quotes)))
        for side in [Side.CONTRADICTS if dice.random() < 0.2 else Side.SUPPORTS]
    )
    return str(claims[0].id)


def _kept(records: Iterable[Any]) -> list[Any]:
    rows = list(records)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=500)
    return rows

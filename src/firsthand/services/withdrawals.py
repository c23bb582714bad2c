"""Somebody withdraws: a preview of what goes, and the one act that closes their words at once.

What closes here is erased by a job, step by step (`withdrawing.py`); nothing of it can be undone, and nothing waits in
the bin. The receipt is in `receipts.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent_uses import Use
from firsthand.domain.people.outbox import LetterStatus
from firsthand.domain.people.withdrawal import Deed, Names, Step, is_same_name, mentions
from firsthand.services.access import found, open_to, visible
from firsthand.services.acting import acting
from firsthand.services.consents import allowed
from firsthand.services.erasing import HANDFUL, deed_for, rows_of
from firsthand.services.exports import ExportRow, concerning, export_rows
from firsthand.services.jobs import enqueue
from firsthand.services.reach import Reach, people_of, reach_of
from firsthand.services.receipts import Counted
from firsthand.services.remembering import forget_words
from firsthand.services.striking import names_of, namesakes, places, standing
from firsthand.services.withdrawn_addresses import marks_of
from firsthand.storage.columns import Declared
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.outbox import MessageRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord
from firsthand.storage.withdrawals import WithdrawalRecord

WITHDRAW_KIND = "withdraw"
MENTIONS_SHOWN = 50
AROUND = 40  # characters on each side of a name


@dataclass(frozen=True, slots=True)
class TouchedSession:
    """A conversation that they took part in."""

    id: str
    title: str
    interview_date: date
    is_shared: bool  # others took part, and their words stay
    is_unsettled: bool  # others took part, but nobody has said who is who: their words would go, too


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody else says their name."""

    session_id: str
    transcript_id: str
    turn: int
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class WithdrawalPreview:
    """What a withdrawal would do, as far as the reader may know of it; nothing is changed by looking."""

    participant_id: str
    name: str
    counts: tuple[Counted, ...]
    files: int
    sessions: tuple[TouchedSession, ...]
    mentions: tuple[Mention, ...]  # in their own conversations; the first fifty
    mention_count: int
    named_by_team: int  # the team's texts that hold their whole name
    standing: int  # turns of other conversations that name them: left as they are
    namesakes: int
    exports: tuple[ExportRow, ...]


def withdrawal_preview(actor: Actor, participant_id: str) -> WithdrawalPreview:
    """What would go if this person withdrew now. What the reader may not see is not in it, but would go as well."""
    person = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    reach = _seen(actor, reach_of(actor.workspace_id, person.id))
    sessions = _sessions(actor, reach)
    names = names_of(person, reach, [one.id for one in sessions])
    said = list(_mentions(reach, names))
    return WithdrawalPreview(
        participant_id=person.id,
        name=person.name,
        counts=_counts(actor, reach),
        files=len(set(TranscriptRecord.objects.filter(id__in=reach.transcripts).values_list("sha256", flat=True))),
        sessions=sessions,
        mentions=tuple(said[:MENTIONS_SHOWN]),
        mention_count=len(said),
        named_by_team=sum(1 for _ in places(actor.workspace_id, names, reach, actor)),
        standing=standing(actor.workspace_id, names, reach, actor),
        namesakes=namesakes(person),
        exports=export_rows(
            actor,
            concerning(actor.workspace_id, [*reach.people, *(one.id for one in sessions)]).values_list("id", flat=True),
        ),
    )


def withdraw(actor: Actor, participant_id: str, typed_name: str, *, strikes_names: bool = True) -> str:
    """Close everything of a person at once and have it erased; gives the withdrawal's id. It can't be undone.

    Raises Invalid where the name typed to confirm is not theirs.
    """
    person = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    if not is_same_name(typed_name, person.name):
        raise Invalid(
            "That is not the name that stands on their page. Nothing was changed; type it to confirm.", where="name"
        )
    withdrawal_id = new_id(Kind.WITHDRAWAL)
    with acting(actor, "withdrew participant", Ref(Kind.PARTICIPANT, person.id)):
        ParticipantRecord.objects.select_for_update(of=("self",)).get(id=person.id)
        _close(person)
        _ask(actor, person, withdrawal_id, strikes_names=strikes_names)
        forget_words()
    return withdrawal_id


def _close(person: ParticipantRecord) -> None:
    """From now on nothing of theirs is shown, whatever page is asked for."""
    now = timezone.now()
    people = people_of(person.id)
    ParticipantRecord.objects.filter(id__in=people, deleted_at=None).update(deleted_at=now)
    ConsentRecord.objects.filter(participant__in=people, withdrawn_at=None).update(withdrawn_at=now)
    unsent = MessageRecord.objects.filter(participant__in=people, status=LetterStatus.WAITING)
    unsent.update(status=LetterStatus.CANCELLED)
    whole = reach_of(person.workspace_id, person.id).whole
    TranscriptRecord.objects.filter(id__in=whole, deleted_at=None).update(deleted_at=now)


def _ask(actor: Actor, person: ParticipantRecord, withdrawal_id: str, *, strikes_names: bool) -> None:
    WithdrawalRecord.objects.create(
        id=withdrawal_id,
        workspace_id=actor.workspace_id,
        person_id=person.id,
        member_id=actor.member_id,
        strikes_names=strikes_names,
        session_ids=sorted(sessions_of(reach_of(person.workspace_id, person.id))),
        address_marks=marks_of(actor.workspace_id, people_of(person.id)),
        steps={Step.CLOSED.value: timezone.now().isoformat()},
    )
    enqueue(actor, WITHDRAW_KIND, {"withdrawal": withdrawal_id}, f"{WITHDRAW_KIND} {withdrawal_id}")


def sessions_of(reach: Reach) -> set[str]:
    """The conversations that a person sat or spoke in."""
    seats = SessionParticipantRecord.objects.filter(participant__in=reach.people)
    spoke = TranscriptRecord.objects.filter(id__in=reach.transcripts)
    return {*seats.values_list("session_id", flat=True), *spoke.values_list("session_id", flat=True)}


def _seen(actor: Actor, reach: Reach) -> Reach:
    """The part of it that the actor may know of."""
    known = open_to(actor, TranscriptRecord.objects.filter(id__in=reach.transcripts))
    ids = set(known.values_list("id", flat=True))
    shared = {transcript: turns for transcript, turns in reach.shared.items() if transcript in ids}
    return replace(reach, whole=reach.whole & ids, shared=shared)


def _counts(actor: Actor, reach: Reach) -> tuple[Counted, ...]:
    counts: Counter[tuple[str, Deed]] = Counter()
    for record, keys in rows_of(reach).items():
        deed = deed_for(record)
        if deed and keys:
            counts[record._meta.db_table, deed] += _known(actor, record, keys)
    counts["transcripts", Deed.REWRITTEN] = len(reach.shared)
    counts["turns", Deed.REWRITTEN] = sum(map(len, reach.shared.values()))
    return tuple(Counted(table, deed, number) for (table, deed), number in sorted(counts.items()) if number)


def _known(actor: Actor, record: type[Declared], keys: list[object]) -> int:
    """How many of them the actor may know of."""
    handfuls = (keys[begin : begin + HANDFUL] for begin in range(0, len(keys), HANDFUL))
    return sum(open_to(actor, record._default_manager.filter(pk__in=some)).count() for some in handfuls)


def _sessions(actor: Actor, reach: Reach) -> tuple[TouchedSession, ...]:
    ids, with_others = sessions_of(reach), reach.beside
    whole = set(TranscriptRecord.objects.filter(id__in=reach.whole).values_list("session_id", flat=True))
    rows = visible(actor, SessionRecord).filter(id__in=ids).order_by("-interview_date", "-id")
    return tuple(
        TouchedSession(row.id, row.title, row.interview_date, row.id in with_others, row.id in with_others & whole)
        for row in rows
    )


def _mentions(reach: Reach, names: Names) -> Iterator[Mention]:
    """Where the others say their name, in the conversations that they shared."""
    turns = TurnRecord.objects.filter(transcript_id__in=list(reach.shared), transcript__deleted_at=None)
    rows = turns.order_by("transcript_id", "index").select_related("transcript", "speaker").defer("words")
    others = [turn for turn in rows if turn.index not in reach.shared[turn.transcript_id]]
    speakers = {turn.speaker.participant_id for turn in others if turn.speaker.participant_id}
    readable = allowed(speakers, Use.READ_TRANSCRIPT)
    for turn in others:
        said_by = turn.speaker.participant_id
        yield from _mentions_in(turn, names, around=AROUND if said_by is None or said_by in readable else 0)


def _mentions_in(turn: TurnRecord, names: Names, *, around: int) -> Iterator[Mention]:
    """The name with the words around it; none of them where who says it does not agree to being read."""
    text = turn.text
    for begin, end in mentions(text, names):
        before = ("…" if begin > around else "") + text[max(0, begin - around) : begin]
        after = text[end : end + around] + ("…" if len(text) > end + around else "")
        yield Mention(turn.transcript.session_id, turn.transcript_id, turn.index, before, text[begin:end], after)

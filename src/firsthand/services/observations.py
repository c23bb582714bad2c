"""Observations: what participants said, did or showed, or what can be counted; what it may mean is written elsewhere.

An observation cites at least one quote, note or count, all of one study. Nothing turns it into an opportunity: an
opportunity is written anew and cites it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.evidence.observations import Finding, ObservationKind, lint
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.mentions import Measure
from firsthand.services.access import absent, found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import lines, passage
from firsthand.services.observation_rows import (
    NOT_SHOWN,
    RELATED,
    cited_in,
    living,
    rows_of,
)
from firsthand.services.observation_rows import ObservationRow as ObservationRow
from firsthand.services.observation_rows import observation_rows as observation_rows
from firsthand.services.quotes import quote_rows, said_by
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.undo import take_away
from firsthand.storage.claims import EvidenceRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import CitationRecord, ObservationRecord
from firsthand.storage.opportunities import OpportunityCitationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.themes import CardRecord

LONGEST = 2_000  # characters
MOST_CITED = 50
NOTHING_CITED = (
    "An observation rests on something: a quote, a note, or a count. Nothing was saved; choose at least one, "
    "or keep the sentence as a note on the session."
)
COMPUTED = {ObservationKind.COUNTED, ObservationKind.NOT_MENTIONED}


@dataclass(frozen=True, slots=True)
class CountForm:
    """What is to be counted."""

    measure: Measure
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObservationForm:
    """What a member can write about an observation."""

    kind: ObservationKind
    text: str
    study_id: str = ""  # "" takes that of the session, or of what it cites
    session_id: str = ""  # where it is about one conversation
    quote_ids: tuple[str, ...] = ()
    note_ids: tuple[str, ...] = ()
    count: CountForm | None = None


@dataclass(frozen=True, slots=True)
class ObservationFilter:
    """Which observations; what is empty filters nothing."""

    study_id: str = ""
    session_id: str = ""
    kind: str = ""
    participant_id: str = ""  # who is quoted or noted in it
    search: str = ""  # part of its text


@dataclass(frozen=True, slots=True)
class UsedIn:
    """One thing that rests on an observation."""

    kind: Kind  # claim, theme or tree node
    id: str
    title: str
    study_id: str | None


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation with what rests on it."""

    row: ObservationRow
    form: ObservationForm
    used: tuple[UsedIn, ...]
    may_change: bool


def observations(
    actor: Actor,
    study_id: str = "",
    wanted: Cut = Cut(),  # noqa: B008  (frozen)
    which: ObservationFilter = ObservationFilter(),
) -> Slice[ObservationRow]:
    """Observations of the workspace or of one study, newest first; the same number of queries however many."""
    require(actor, Action.READ)
    query = living(actor)
    if study_id or which.study_id:
        query = query.filter(study=found(actor, Action.READ, StudyRecord, study_id or which.study_id))
    if which.session_id:
        query = query.filter(id__in=about(found(actor, Action.READ, SessionRecord, which.session_id)))
    if which.kind:
        query = query.filter(kind=which.kind)
    if which.participant_id:
        query = query.filter(id__in=_behind(found(actor, Action.READ, ParticipantRecord, which.participant_id)))
    query = query.select_related(*RELATED)
    if which.search:
        query = query.filter(id__in=_holding(actor, query.filter(text__icontains=which.search), which.search))
    return cut(query, wanted, lambda records: rows_of(actor, records))


def _holding(actor: Actor, likely: QuerySet[ObservationRecord], words: str) -> list[str]:
    """Those that hold the words as they are shown: nobody finds out by searching what is closed."""
    return [row.id for row in rows_of(actor, list(likely)) if words.casefold() in row.text.casefold()]


def about(session: SessionRecord) -> set[str]:
    """The observations about a session: of it as a whole, or citing something of it."""
    of_it = ObservationRecord.objects.filter(session=session).values_list("id", flat=True)
    quoting = CitationRecord.objects.filter(quote__transcript__session=session)
    noting = CitationRecord.objects.filter(note__session=session)
    return {*of_it, *quoting.values_list("observation_id", flat=True), *noting.values_list("observation_id", flat=True)}


def _behind(who: ParticipantRecord) -> set[str]:
    """The observations that quote or note somebody."""
    quotes = QuoteRecord.objects.filter(said_by(participant=who))
    cited = CitationRecord.objects.filter(quote__in=quotes).values_list("observation_id", flat=True)
    noted = CitationRecord.objects.filter(note__participant=who).values_list("observation_id", flat=True)
    return {*cited, *noted}


def observation_page(actor: Actor, observation_id: str) -> ObservationPage:
    """One observation."""
    record = _there(actor, Action.READ, observation_id)
    row = rows_of(actor, [record])[0]
    return ObservationPage(row, _form(record, row), _used(actor, record), may(actor, Action.CHANGE))


def _there(actor: Actor, action: Action, observation_id: str) -> ObservationRecord:
    """An observation of a study and a session that are there."""
    record = found(actor, action, ObservationRecord, observation_id, *RELATED)
    if any(above and above.deleted_at for above in (record.study, record.session)):
        raise absent()
    return record


def _form(record: ObservationRecord, row: ObservationRow) -> ObservationForm:
    count = CountForm(row.count.measure, row.count.terms) if row.count else None
    return ObservationForm(
        ObservationKind(record.kind),
        row.text,
        record.study_id or "",
        record.session_id or "",
        tuple(one.id for one in row.quotes),
        tuple(one.id for one in row.notes),
        count,
    )


def _used(actor: Actor, record: ObservationRecord) -> tuple[UsedIn, ...]:
    """Claims, themes and opportunities that rest on it, as far as the actor may see them; three queries."""
    claims = visible(actor, EvidenceRecord).filter(observation=record, claim__deleted_at=None)
    cards = visible(actor, CardRecord).filter(observation=record, theme__deleted_at=None).exclude(theme=None)
    nodes = visible(actor, OpportunityCitationRecord).filter(observation=record, node__deleted_at=None)
    return (
        *(UsedIn(Kind.CLAIM, *row, None) for row in claims.values_list("claim_id", "claim__statement").distinct()),
        *(UsedIn(Kind.THEME, *row) for row in cards.values_list("theme_id", "theme__name", "study_id")),
        *(UsedIn(Kind.TREE_NODE, *row) for row in nodes.values_list("node_id", "node__text", "node__study_id")),
    )


def interpretation(
    actor: Actor, text: str, quote_ids: Iterable[str] = (), cited: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The words of interpretation in what is being written; what stands in the quotes it cites is none."""
    require(actor, Action.CHANGE)
    rows = quote_rows(actor, quote_ids)
    return lint(text[:LONGEST], [*(row.text for row in rows.values()), *cited])


def new_observation(actor: Actor, form: ObservationForm) -> str:
    """Write an observation down; gives its id. Raises Invalid where it cites nothing, or things of several studies."""
    require(actor, Action.CHANGE)
    cited = _cited(actor, form)
    columns, observation_id = _checked(actor, form, cited), new_id(Kind.OBSERVATION)
    with acting(actor, "wrote observation", Ref(Kind.OBSERVATION, observation_id)):
        ObservationRecord.objects.create(
            id=observation_id, workspace_id=actor.workspace_id, member_id=actor.id, **columns
        )
        _cite(actor, observation_id, cited)
    return observation_id


def edit_observation(actor: Actor, observation_id: str, form: ObservationForm, version: int | None = None) -> None:
    """Save what a member changed about an observation; its study stays.

    Raises Conflict where somebody saved since `version`, Invalid as `new_observation`, NotAllowed where a part of it is
    closed by consent: saving would lose the words that are not shown.
    """
    record = _there(actor, Action.CHANGE, observation_id)
    require_version(version, record.version, "observation")
    row = rows_of(actor, [record])[0]
    if row.closed_because or NOT_SHOWN in row.text:
        raise NotAllowed("A part of this observation is closed by a participant's consent. Nothing was changed.")
    cited = _cited(actor, form)
    columns = _checked(actor, form, cited, record)
    with acting(actor, "edited observation", Ref(Kind.OBSERVATION, record.id)):
        query = ObservationRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**columns, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "observation")
        shown = [*(one.id for one in row.quotes), *(one.id for one in row.notes)]
        _forget_citations(record.id, shown)
        _cite(actor, record.id, cited)


def delete_observation(actor: Actor, observation_id: str) -> str:
    """Take an observation away; what it cites stays. Gives the id by which it can be undone for a day."""
    record = _there(actor, Action.CHANGE, observation_id)
    subject = Ref(Kind.OBSERVATION, record.id)
    with acting(actor, "deleted observation", subject):
        return take_away(actor, "deleted observation", subject, {Kind.OBSERVATION: [record.id]})


@dataclass(frozen=True, slots=True)
class _Cited:
    """What an observation cites, found."""

    quotes: tuple[QuoteRecord, ...]
    notes: tuple[NoteRecord, ...]

    @property
    def sessions(self) -> dict[str, SessionRecord]:
        """The conversations that they are of."""
        some = [*(one.transcript.session for one in self.quotes), *(one.session for one in self.notes)]
        return {one.id: one for one in some}


def _cited(actor: Actor, form: ObservationForm) -> _Cited:
    quotes, notes = tuple(dict.fromkeys(form.quote_ids)), tuple(dict.fromkeys(form.note_ids))
    if len(quotes) + len(notes) > MOST_CITED:
        raise Invalid(f"An observation cites at most {MOST_CITED} things. Nothing was saved.", where="quotes")
    known = visible(actor, QuoteRecord).filter(id__in=quotes).select_related("transcript__session")
    noted = visible(actor, NoteRecord).filter(id__in=notes, session__deleted_at=None).select_related("session")
    if len(known) != len(quotes) or len(noted) != len(notes):
        raise absent()
    by_id = {one.id: one for one in known}
    notes_by_id = {one.id: one for one in noted}
    return _Cited(tuple(by_id[one] for one in quotes), tuple(notes_by_id[one] for one in notes))


def _checked(
    actor: Actor, form: ObservationForm, cited: _Cited, record: ObservationRecord | None = None
) -> dict[str, object]:
    """The columns of an observation from a form; `record` as it was."""
    text = " ".join(passage(form.text, "text", LONGEST).split())
    if not text:
        raise Invalid("The observation is empty. Nothing was saved; write what was said, done or shown.", where="text")
    count = _count(form)
    if not (cited.quotes or cited.notes or count):
        raise Invalid(NOTHING_CITED, where="quotes")
    session = found(actor, Action.CHANGE, SessionRecord, form.session_id) if form.session_id else None
    place = _place(actor, form, cited, session, record)
    if count and not any(place.values()):
        raise Invalid("Say in which study or session it is to be counted. Nothing was saved.", where="session")
    return {"kind": form.kind, "text": text, "count": count, **place}


def _count(form: ObservationForm) -> dict[str, object] | None:
    if form.count is None:
        if form.kind in COMPUTED:
            raise Invalid("Say which words are to be counted. Nothing was saved.", where="terms")
        return None
    terms = [term for term in dict.fromkeys(lines(form.count.terms, "terms", 100)) if term.strip("*")]
    if not terms:
        raise Invalid("Say which words are to be counted. Nothing was saved.", where="terms")
    is_unasked = form.count.measure is Measure.UNASKED
    if is_unasked != (form.kind is ObservationKind.NOT_MENTIONED) and (is_unasked or form.kind in COMPUTED):
        raise Invalid("This kind of observation is computed in another way. Nothing was saved.", where="measure")
    return {"measure": form.count.measure.value, "terms": terms}


def _place(
    actor: Actor,
    form: ObservationForm,
    cited: _Cited,
    session: SessionRecord | None,
    record: ObservationRecord | None,
) -> dict[str, object]:
    """The study and session that it is of: all that it cites is of that one study."""
    sessions = cited.sessions
    if session and set(sessions) - {session.id}:
        raise Invalid("It is about one conversation, but cites another. Nothing was saved.", where="session")
    studies = {one.study_id for one in sessions.values()} | ({session.study_id} if session else set())
    if record:
        studies.add(record.study_id)
    elif form.study_id:
        studies.add(found(actor, Action.CHANGE, StudyRecord, form.study_id).id)
    if len(studies) > 1:
        raise Invalid(
            "An observation is of one study, and these words are of several. Nothing was saved; write one for each.",
            where="quotes",
        )
    only = session or (next(iter(sessions.values())) if len(sessions) == 1 and form.count is None else None)
    return {"study_id": next(iter(studies), None), "session_id": only.id if only else None}


def _cite(actor: Actor, observation_id: str, cited: _Cited) -> None:
    owner = {"workspace_id": actor.workspace_id, "observation_id": observation_id}
    CitationRecord.objects.bulk_create(
        [
            *(CitationRecord(**owner, quote=one) for one in cited.quotes),
            *(CitationRecord(**owner, note=one) for one in cited.notes),
        ]
    )


def _forget_citations(observation_id: str, shown: Sequence[str]) -> None:
    """Let go of what was shown in the form; a citation of something deleted may still come back."""
    for one in cited_in([observation_id]).get(observation_id, ()):
        if one.quote_id in shown or one.note_id in shown:
            one.delete()

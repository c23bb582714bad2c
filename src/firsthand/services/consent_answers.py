"""What a participant does with their private link: read what is asked, answer, change it, ask for everything to go.

Nobody signs in for this: whoever holds the link is the participant, and may do nothing else. So little comes out here
that a link in the wrong hands tells a first name, who asks, and what was answered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people import actors
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import (
    EVERYTHING,
    How,
    Scope,
    Standing,
    removal_asked_at,
    standings,
)
from firsthand.domain.people.consent_wordings import LANGUAGES, Wording
from firsthand.services.acting import acting
from firsthand.services.consent_links import open_link
from firsthand.services.consent_wordings import current_wording, kept_wording
from firsthand.services.consents import answers_of
from firsthand.services.remembering import forget_words
from firsthand.storage.consent_links import ConsentLinkRecord
from firsthand.storage.consents import ConsentRecord

ANSWERS_A_DAY = 20  # by one link; saying no to everything is always possible


@dataclass(frozen=True, slots=True)
class Asked:
    """What one participant sees behind their link."""

    workspace: str
    study: str  # "" where they are asked for no study in particular
    first_name: str
    language: str
    wording: Wording
    mark: str  # of exactly these words; an answer says which it is to
    standings: Mapping[Scope, Standing]  # where they stand now, however it was said
    answered_at: datetime | None  # by a link, last; None where they have not answered yet
    removal_asked_at: datetime | None


def asked(token: str, language: str = "") -> Asked:
    """What is asked behind this link, and what was answered; changes nothing.

    Raises NotFound for a link that does not work.
    """
    link = open_link(token)
    language = language if language in LANGUAGES else link.language
    words, _version = current_wording(link.workspace_id, language)
    answers, now = answers_of([link.participant_id])[link.participant_id], timezone.now()
    return Asked(
        workspace=link.workspace.name,
        study=link.study.title if link.study and link.study.deleted_at is None else "",
        first_name=(link.participant.name.split() or [""])[0],
        language=language,
        wording=words,
        mark=mark_of(words),
        standings=standings(answers, now),
        answered_at=_answered_at(link),
        removal_asked_at=removal_asked_at(answers, now),
    )


def answer(token: str, given: Mapping[Scope, bool], *, language: str, mark: str) -> None:
    """Keep a participant's own answer: a yes or a no to each thing that is asked.

    Raises Invalid, naming the scope, where one has no answer; Conflict where the words were changed since they were
    read, or while everything is to be removed.
    """
    link = open_link(token)
    words, _version = current_wording(link.workspace_id, language)
    if mark != mark_of(words):
        raise Conflict("The text was changed while you read it. Nothing was saved yet: please read it again.")
    for scope in words.asked:
        if scope not in given:
            raise Invalid("Choose yes or no. Nothing was saved yet.", where=scope.value)
    _require_no_removal(link)
    yes = frozenset(scope for scope in words.asked if given[scope])
    if yes:
        _require_calm(link)
    consent_id = new_id(Kind.CONSENT)
    with acting(_actor(link), "answered consent", Ref(Kind.CONSENT, consent_id)):
        _keep(link, consent_id, yes, frozenset(words.asked) - yes, language)


def ask_removal(token: str) -> None:
    """Ask for everything of theirs to be removed: nothing of it is shown or used from now on, until that is done.

    The request stands on the members' pages; carrying it out is another act. Asking twice is asking once.
    """
    link = open_link(token)
    if _open_requests(link).exists():
        return
    with acting(_actor(link), "asked for removal", Ref(Kind.PARTICIPANT, link.participant_id)):
        _keep(link, new_id(Kind.CONSENT), frozenset(), EVERYTHING, link.language, asks_removal=True)


def take_back_removal(token: str) -> None:
    """Let a request for removal go, as long as it was not carried out; all stays closed until they answer anew."""
    link = open_link(token)
    _require_calm(link)
    if _open_requests(link).exists():
        with acting(_actor(link), "took back removal", Ref(Kind.PARTICIPANT, link.participant_id)):
            _open_requests(link).update(withdrawn_at=timezone.now())


def mark_of(words: Wording) -> str:
    """A short digest of exactly these words."""
    said = [words.language, words.title, words.intro, [[scope.value, words.texts[scope]] for scope in words.asked]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:24]


def _keep(
    link: ConsentLinkRecord,
    consent_id: str,
    yes: frozenset[Scope],
    no: frozenset[Scope],
    language: str,
    *,
    asks_removal: bool = False,
) -> None:
    """The row of one answer, inside the caller's act."""
    wording = kept_wording(link.workspace_id, language)
    ConsentRecord.objects.create(
        id=consent_id,
        workspace_id=link.workspace_id,
        participant_id=link.participant_id,
        scopes=sorted(yes),
        refused=sorted(no),
        how=How.FORM,
        wording=wording,
        wording_version=str(wording),
        given_at=timezone.now(),
        asks_removal=asks_removal,
        link=link,
    )
    if no:
        forget_words()


def _actor(link: ConsentLinkRecord) -> Actor:
    return actors.participant(link.participant_id, link.workspace_id)


def _answered_at(link: ConsentLinkRecord) -> datetime | None:
    own = ConsentRecord.objects.filter(participant_id=link.participant_id, link__isnull=False, asks_removal=False)
    return own.order_by("-given_at").values_list("given_at", flat=True).first()


def _open_requests(link: ConsentLinkRecord) -> QuerySet[ConsentRecord]:
    return ConsentRecord.objects.filter(participant_id=link.participant_id, asks_removal=True, withdrawn_at=None)


def _require_no_removal(link: ConsentLinkRecord) -> None:
    if _open_requests(link).exists():
        raise Conflict("You have asked us to remove everything. Nothing was saved; take that back first.")


def _require_calm(link: ConsentLinkRecord) -> None:
    since = timezone.now() - timedelta(days=1)
    if ConsentRecord.objects.filter(link=link, given_at__gt=since).count() >= ANSWERS_A_DAY:
        raise Conflict("This was changed many times today. Nothing was saved; please come back tomorrow.")

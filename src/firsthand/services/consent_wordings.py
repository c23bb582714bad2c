"""What a workspace asks its participants for, in their language: every version is kept, and none is ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_wordings import BUILT_IN, LANGUAGES, Wording, faults, spoken_language
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.fields import line, passage
from firsthand.storage.consent_wordings import ConsentWordingRecord

TEXT_LIMIT = 2_000  # characters of one text


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One version of the wording in one language."""

    id: str | None  # None: the built-in one, which nobody was asked with here yet
    language: str
    version: int  # 0 for the built-in one before its first use
    title: str
    intro: str
    texts: Mapping[Scope, str]
    by: str  # who wrote it; "" for the built-in one
    made_at: datetime | None
    is_current: bool

    @property
    def label(self) -> str:
        """How people speak of it: "English, version 2"."""
        return f"{LANGUAGES.get(self.language, self.language)}, version {self.version or 1}"


@dataclass(frozen=True, slots=True)
class WordingsPage:
    """The current wording of each language, and all versions."""

    current: tuple[WordingRow, ...]
    versions: tuple[WordingRow, ...]  # newest first
    may_edit: bool


def wordings_page(actor: Actor) -> WordingsPage:
    """What people are asked with now, and what they were asked with before; one query."""
    require(actor, Action.READ)
    rows = list(
        visible(actor, ConsentWordingRecord).select_related("made_by__user").order_by("-created_at", "-version")
    )
    newest = {record.language: record for record in sorted(rows, key=lambda one: one.version)}
    current = tuple(_current_row(newest.get(language), language) for language in LANGUAGES)
    used = {row.id for row in current}
    return WordingsPage(current, tuple(_row(one, one.id in used) for one in rows), may(actor, Action.MANAGE))


def wording(actor: Actor, wording_id: str) -> WordingRow:
    """One version, whether it is still in use or not."""
    record = found(actor, Action.READ, ConsentWordingRecord, wording_id, "made_by__user")
    newest = _newest(actor.workspace_id, record.language)
    return _row(record, newest is not None and newest.id == record.id and not _is_outdated(newest))


def edit_wording(actor: Actor, wanted: Wording, version: int | None = None) -> str:
    """Ask with these words from now on: a new version; gives its id. Owners only.

    `version` is the one that the member saw: raises Conflict where somebody wrote another since. Raises Invalid where
    something that people must read is missing.
    """
    require(actor, Action.MANAGE)
    checked = _checked(wanted)
    wording_id = new_id(Kind.WORDING)
    with acting(actor, "edited consent wording", Ref(Kind.WORDING, wording_id)):
        hold_workspace(actor.workspace_id)
        newest = _newest(actor.workspace_id, checked.language)
        _require_seen(version, newest)
        if newest is not None and newest.wording() == checked:
            raise Conflict("These are the words that people are asked with already. Nothing was changed.")
        _write(actor.workspace_id, checked, newest, wording_id, actor.id)
    return wording_id


def current_wording(workspace_id: str, language: str) -> tuple[Wording, int]:
    """What people are asked with now in this language, and its version (0: built in and not used yet); one query."""
    newest = _newest(workspace_id, language)
    if newest is None or _is_outdated(newest):
        return BUILT_IN[spoken_language(language)], 0
    return newest.wording(), newest.version


def kept_wording(workspace_id: str, language: str) -> ConsentWordingRecord:
    """The row of what people are asked with now, inside the caller's act: the built-in words are kept at first use."""
    language = spoken_language(language)
    newest = _newest(workspace_id, language)
    if newest is not None and not _is_outdated(newest):
        return newest
    hold_workspace(workspace_id)
    return _write(workspace_id, BUILT_IN[language], newest, new_id(Kind.WORDING), None)


def _newest(workspace_id: str, language: str) -> ConsentWordingRecord | None:
    rows = ConsentWordingRecord.objects.filter(workspace_id=workspace_id, language=spoken_language(language))
    return rows.order_by("-version").first()


def _is_outdated(record: ConsentWordingRecord) -> bool:
    """Whether this is an earlier built-in wording that nobody here has made their own."""
    return record.made_by_id is None and record.wording() != BUILT_IN[record.language]


def _require_seen(version: int | None, newest: ConsentWordingRecord | None) -> None:
    """Refuse where a member wrote another version since; that the built-in words were kept meanwhile does not count."""
    if version is None or newest is None or version == newest.version:
        return
    if newest.made_by_id is not None or version != 0:
        raise Conflict(
            "Somebody changed this wording since you opened it. Theirs is kept and yours was not saved: copy your "
            "text, reload the page, and enter it again."
        )


def _write(
    workspace_id: str, words: Wording, before: ConsentWordingRecord | None, wording_id: str, member_id: str | None
) -> ConsentWordingRecord:
    return ConsentWordingRecord.objects.create(
        id=wording_id,
        workspace_id=workspace_id,
        language=words.language,
        version=before.version + 1 if before else 1,
        title=words.title,
        intro=words.intro,
        scope_texts={scope.value: words.texts[scope] for scope in words.asked},
        made_by_id=member_id,
    )


def _checked(wanted: Wording) -> Wording:
    texts = {scope: passage(wanted.texts.get(scope, ""), scope.value, TEXT_LIMIT) for scope in Scope}
    checked = Wording(
        wanted.language,
        line(wanted.title, "title"),
        passage(wanted.intro, "intro", TEXT_LIMIT),
        {scope: text for scope, text in texts.items() if text},
    )
    for where, what in faults(checked):
        raise Invalid(f"{what} Nothing was saved.", where=where)
    return checked


def _current_row(newest: ConsentWordingRecord | None, language: str) -> WordingRow:
    if newest is not None and not _is_outdated(newest):
        return _row(newest, is_current=True)
    words = BUILT_IN[language]
    return WordingRow(None, language, 0, words.title, words.intro, words.texts, "", None, is_current=True)


def _row(record: ConsentWordingRecord, is_current: bool) -> WordingRow:
    words, by = record.wording(), record.made_by
    return WordingRow(
        record.id,
        record.language,
        record.version,
        words.title,
        words.intro,
        words.texts,
        by.user.name if by else "",
        record.created_at,
        is_current,
    )

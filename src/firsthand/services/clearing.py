"""What is left when the rows are gone: files on disk, previews, messages in sessions, a database's leftovers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from firsthand.services.media import originals, waiting_files
from firsthand.services.remembering import forget_words
from firsthand.storage.columns import Declared
from firsthand.storage.leftovers import Busy as Busy
from firsthand.storage.leftovers import clear_leftovers as clear_leftovers

MESSAGES = "_messages"  # where Django keeps what is to be said on somebody's next page
STILL_NEEDED = {"transcripts": {"original_gone_at": None}}  # a digest stays after the file's time was over
REMOVED, IN_USE = "removed", "in use"


def remove_files(files: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Remove files of the media folder that no record names any more; says of each what became of it."""
    return [{**file, "fate": _fate(str(file["sha256"]))} for file in files]


def _fate(sha256: str) -> str:
    if is_used(sha256):
        return IN_USE
    originals().remove(sha256)
    return REMOVED


def is_used(sha256: str) -> bool:
    """Whether any record, of whatever kind and workspace, names this file."""
    return any(
        record._default_manager.filter(**{column: sha256}, **STILL_NEEDED.get(record._meta.db_table, {})).exists()
        for record in _with_files()
        for column in record.of_files
    )


def _with_files() -> Iterator[type[Declared]]:
    for record in apps.get_app_config("firsthand").get_models():
        if issubclass(record, Declared) and record.of_files:
            yield record


def clear_traces(workspace_id: str) -> None:
    """Let go of previewed files, of messages that wait for a page, and of what this process remembers."""
    waiting_files().within(workspace_id).remove_all()
    for session in Session.objects.iterator(chunk_size=500):
        kept = session.get_decoded()
        if kept.pop(MESSAGES, None) is not None:
            Session.objects.filter(pk=session.pk).update(session_data=SessionStore().encode(kept))
    forget_words()

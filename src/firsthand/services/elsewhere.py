"""A link into another of one's own workspaces: the door offers to go there, and says nothing to anybody else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.domain.errors import Refusal
from firsthand.domain.ids import Kind, is_id
from firsthand.domain.people.access import Action
from firsthand.services.access import found
from firsthand.services.accounts import actor_of
from firsthand.services.workspaces import Mine, my_workspaces
from firsthand.storage.columns import Owned
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord

LINKED: Mapping[str, tuple[type[Owned], Action]] = {  # by prefix: what people send each other links to
    Kind.STUDY: (StudyRecord, Action.VIEW),
    Kind.GUIDE: (GuideRecord, Action.VIEW),
    Kind.SESSION: (SessionRecord, Action.VIEW),
    Kind.QUOTE: (QuoteRecord, Action.VIEW),
    Kind.PARTICIPANT: (ParticipantRecord, Action.READ),
    Kind.COMPANY: (CompanyRecord, Action.READ),
}


def workspace_of_link(user_id: str, here: str, path: str) -> Mine | None:
    """The other workspace in which this person may see the thing that an address is about; None where there is none.

    It is asked with the rights that they have there, so that nobody learns of what they could not open.
    """
    named = next((part for part in re.split("[/?#]", path) if is_id(part) and part[:3] in LINKED), None)
    if named is None:
        return None
    record, action = LINKED[named[:3]]
    others = (one for one in my_workspaces(user_id) if one.id != here)
    return next((one for one in others if _is_there(user_id, one.id, record, action, named)), None)


def _is_there(user_id: str, workspace_id: str, record: type[Owned], action: Action, subject_id: str) -> bool:
    try:
        found(actor_of(user_id, workspace_id), action, record, subject_id)
    except Refusal:
        return False
    return True

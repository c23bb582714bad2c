"""Words for what is covered and how far somebody has looked."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.services.redactions import ReviewState
from firsthand.web.showing import day


def state_words(state: ReviewState) -> str:
    """How far a transcript was looked through, in a few words."""
    if state.is_reviewed:
        return _("reviewed by %(name)s on %(day)s") % {"name": state.by, "day": day(state.at)}
    if not state.is_begun:
        return _("not reviewed")
    if state.to_look:
        return ngettext("%d place to look at", "%d places to look at", state.to_look) % state.to_look
    return _("to be read to its end")


def kind_word(kind: Personal) -> str:
    """A kind of personal data as a word."""
    return {
        Personal.PERSON: _("person"),
        Personal.COMPANY: _("company"),
        Personal.EMAIL: _("e-mail"),
        Personal.PHONE: _("phone"),
        Personal.ADDRESS: _("address"),
        Personal.ACCOUNT: _("account"),
        Personal.BIRTH: _("date of birth"),
        Personal.ID: _("id"),
        Personal.IP: _("IP address"),
        Personal.LINK: _("link"),
        Personal.HANDLE: _("handle"),
        Personal.DETAIL: _("other detail"),
    }[kind]

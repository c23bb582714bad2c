"""What somebody can agree to, in words."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from firsthand.domain.people.consent import Scope


def short_scope(scope: Scope) -> str:
    """The same in a word or two, for lists."""
    return {
        Scope.RECORD: _("recording"),
        Scope.TRANSCRIBE: _("transcript"),
        Scope.PROCESS_WITH_AI: _("AI"),
        Scope.QUOTE_INSIDE: _("quotes inside"),
        Scope.QUOTE_OUTSIDE: _("quotes outside"),
        Scope.CLIP: _("clips"),
        Scope.CONTACT_AGAIN: _("contact again"),
    }[scope]


def short_scopes(scopes: Collection[Scope]) -> str:
    """Several of them in a row; all of them are everything."""
    return _("everything") if len(scopes) == len(Scope) else ", ".join(short_scope(scope) for scope in scopes)


def scope_words(scope: Scope) -> str:
    """What somebody can agree to."""
    return {
        Scope.RECORD: _("Being recorded"),
        Scope.TRANSCRIBE: _("A transcript being kept"),
        Scope.PROCESS_WITH_AI: _("Their words being processed with AI"),
        Scope.QUOTE_INSIDE: _("Being quoted inside the company"),
        Scope.QUOTE_OUTSIDE: _("Being quoted outside the company"),
        Scope.CLIP: _("Clips from the recording"),
        Scope.CONTACT_AGAIN: _("Being contacted again"),
    }[scope]

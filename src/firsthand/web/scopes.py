"""What somebody can agree to, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.domain.people.consent import Scope


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

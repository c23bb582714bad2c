"""Tokens for programs: what there is, a new one, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.access import may
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.tokens import REACHES, Reach, Standing
from firsthand.services import tokens as service
from firsthand.services.tokens import TokenForm, TokenRow
from firsthand.services.workspaces import workspace_name
from firsthand.web.badges import Badge
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor

REACH_WORDS = (
    (Reach.VIEW, gettext_lazy("See findings"), gettext_lazy("What a viewer sees: no transcripts, no people’s names.")),
    (Reach.READ, gettext_lazy("Read everything"), gettext_lazy("Transcripts and people, too.")),
    (Reach.CHANGE, gettext_lazy("Change things"), gettext_lazy("Import, edit, highlight and delete, too.")),
    (Reach.MANAGE, gettext_lazy("Manage"), gettext_lazy("Look after members and the workspace, too.")),
)
DAYS = (
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("365", gettext_lazy("a year")),
    ("0", gettext_lazy("until I revoke it")),
)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in the list."""

    id: str
    name: str
    member: str
    reach: str
    start: str
    about: str
    badge: Badge | None


class TokenFields(PageForm):
    """A token as somebody wants it."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        help_text=gettext_lazy("Such as “nightly export”: you will know it again by this."),
        max_length=100,
    )
    reach = forms.ChoiceField(label=gettext_lazy("What it may do"), choices=[], initial=Reach.READ.value)
    days = forms.ChoiceField(label=gettext_lazy("Good for"), choices=DAYS, initial="90")

    def offer(self, who: Actor) -> TokenFields:
        """Give only what the member's own role allows."""
        self.fields["reach"] = forms.ChoiceField(
            label=_("What it may do"),
            choices=[(reach.value, label) for reach, label, _meaning in reaches_of(who)],
            initial=Reach.VIEW.value,
        )
        return self

    def filled(self) -> TokenForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return TokenForm(data["name"], Reach(data["reach"]), int(data["days"]) or None)


def reaches_of(who: Actor) -> list[tuple[Reach, str, str]]:
    """What a token of this member can do at most, the least first."""
    return [
        (reach, str(label), str(meaning))
        for reach, label, meaning in REACH_WORDS
        if all(may(who, action) for action in REACHES[reach])
    ]


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens; for owners everybody's."""
    rows = service.tokens(actor(request))
    context = {
        "mine": [_line(row) for row in rows if row.is_mine],
        "others": [_line(row) for row in rows if not row.is_mine],
        "api": request.build_absolute_uri("/api/v1"),
    }
    return render(request, "tokens/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token, and show it this once."""
    who = actor(request)
    form = TokenFields(request.POST or None).offer(who)
    if request.method == "POST" and form.is_valid():
        is_made, made = form.attempt(lambda: service.new_token(who, form.filled()))
        if is_made and made:
            context = {
                "token": made[1],
                "name": form.cleaned_data["name"],
                "api": request.build_absolute_uri("/api/v1"),
            }
            return render(request, "tokens/token.html", context)
    context = {
        "form": form,
        "reaches": [(reach.value, label, meaning) for reach, label, meaning in reaches_of(who)],
        "chosen": form["reach"].value(),
        "workspace": workspace_name(who),
    }
    return render(request, "tokens/new.html", context, status=400 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, token_id: str) -> HttpResponse:
    """Make a token worthless."""
    service.revoke_token(actor(request), token_id)
    say(request, _("The token is revoked: whatever used it is refused from now on."))
    return redirect("tokens")


def _line(row: TokenRow) -> TokenLine:
    used = _("last used on %s") % day(row.last_used_at) if row.last_used_at else _("not used yet")
    until = _("until %s") % day(row.expires_at) if row.expires_at else _("until it is revoked")
    reach = next(str(label) for reach, label, _meaning in REACH_WORDS if reach is row.reach)
    badge = Badge(_("expired"), "warn") if row.standing is Standing.EXPIRED else None
    made = _("made on %s") % day(row.made_at)
    return TokenLine(row.id, row.name, row.member, reach, row.start, " · ".join((made, until, used)), badge)

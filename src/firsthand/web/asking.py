"""Whether somebody may be asked now, and the limits of a workspace, in the words of pages."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from firsthand.domain.people.access import Action
from firsthand.domain.people.fatigue import Limits, Reach, Verdict
from firsthand.services import fatigue as service
from firsthand.services.access import require
from firsthand.web.badges import Badge
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor


@dataclass(frozen=True, slots=True)
class AskingView:
    """Whether to ask somebody, ready to print."""

    badge: Badge
    reasons: tuple[str, ...]
    told: str  # when and how often they were asked
    is_fine: bool
    is_closed: bool  # they don't want to be asked


def asking_view(verdict: Verdict) -> AskingView:
    """A verdict as pages show it."""
    return AskingView(
        badge=reach_badge(verdict),
        reasons=verdict.reasons,
        told=_told(verdict),
        is_fine=verdict.reach is Reach.FINE,
        is_closed=verdict.reach is Reach.NO,
    )


def reach_badge(verdict: Verdict) -> Badge:
    """Whether to ask, as a word."""
    if verdict.reach is Reach.NO:
        return Badge(_("don’t ask"), "bad")
    if verdict.until is not None:
        return Badge(_("wait until %s") % day(verdict.until), "warn")
    return Badge(_("fine to ask"), "good")


def _told(verdict: Verdict) -> str:
    if verdict.last_asked is None:
        return _("Never asked so far.")
    often = ngettext("%d time", "%d times", verdict.in_365_days) % verdict.in_365_days
    return _("Last asked on %(day)s; %(often)s within a year.") % {"day": day(verdict.last_asked), "often": often}


class LimitFields(PageForm):
    """How much asking a workspace allows itself."""

    days_between = forms.IntegerField(
        label=gettext_lazy("Days from one time to the next"),
        help_text=gettext_lazy("An invitation, the conversation that comes of it and an NPS answer are times."),
    )
    most_in_90_days = forms.IntegerField(label=gettext_lazy("At most so often within 90 days"))
    most_in_365_days = forms.IntegerField(label=gettext_lazy("At most so often within a year"))
    days_after_no = forms.IntegerField(label=gettext_lazy("Days to leave somebody alone who declined"))

    def filled(self) -> Limits:
        """What was typed, as the service wants it."""
        return Limits(**{name: self.cleaned_data[name] for name in service.BOUNDS})


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """How often people may be asked; owners only."""
    who = actor(request)
    require(who, Action.MANAGE)
    known = service.limits(who)
    form = LimitFields(request.POST or None, initial={name: getattr(known, name) for name in service.BOUNDS})
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: service.set_limits(who, form.filled()))
        if is_saved:
            say(request, _("Saved."))
            return redirect("contact_limits")
    context = {
        "form": form,
        "title": _("How often people may be asked"),
        "lede": _(
            "Whoever wants to invite somebody sooner has to say why; the reason is kept. "
            "What people said about being contacted again stands above these numbers."
        ),
        "back": reverse("settings"),
        "label": _("Save"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)

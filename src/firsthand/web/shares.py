"""Showing claims to people outside: the list of links, one page as outsiders see it, and the files to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.ids import is_id
from firsthand.domain.people.actors import Actor
from firsthand.services import proofs, share_files
from firsthand.services import shares as service
from firsthand.services.claims import claims_known
from firsthand.services.shares import ShareForm, ShareRow
from firsthand.services.slices import Cut
from firsthand.web.badges import Badge
from firsthand.web.forms import PageForm
from firsthand.web.shared_views import brief_view
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 100  # claims to choose from


class ShareFields(PageForm):
    """What a member can say about a page for people outside."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    introduction = forms.CharField(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy("What this is about and what you ask of the reader. Markdown is shown as it stands."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    method = forms.CharField(
        label=gettext_lazy("How you found out"),
        help_text=gettext_lazy("Drafted from what is on record. Add what only you know: how people were found."),
        widget=forms.Textarea(attrs={"rows": 7}),
        required=False,
    )
    limits = forms.CharField(
        label=gettext_lazy("How far it goes"),
        help_text=gettext_lazy("What a sceptic would ask about next. One line each."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    days = forms.IntegerField(
        label=gettext_lazy("The link stays open for (days)"), min_value=1, max_value=366, initial=service.DAYS
    )

    def filled(self, claim_ids: tuple[str, ...]) -> ShareForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return ShareForm(data["title"], claim_ids, data["introduction"], data["method"], data["limits"], data["days"])


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One shared page in the list."""

    row: ShareRow
    url: str
    badge: Badge
    about: str


@require_safe
def shares(request: HttpRequest) -> HttpResponse:
    """The pages shown outside, newest first."""
    found = service.shares(actor(request), Cut(request.GET.get("after"), 30))
    context = {"lines": [share_line(row) for row in found.items], "total": found.total, "cursor": found.next_cursor}
    return render(request, "shares/shares.html", {**context, "may_change": may_change(request)})


@require_safe
def share(request: HttpRequest, share_id: str) -> HttpResponse:
    """One page as outsiders see it."""
    page = service.share_page(actor(request), share_id)
    view = brief_view(page.brief, may_read=page.may_read, is_inside=True)
    context = {"page": page, "brief": view, "line": share_line(page.row)}
    return render(request, "shares/share.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_share(request: HttpRequest) -> HttpResponse:
    """Show one claim or several to people outside."""
    who = changer(request)
    chosen = _chosen(request.POST) if request.method == "POST" else _asked_for(request)
    if request.method != "POST" or "draft" in request.POST:
        form = ShareFields(initial={**_drafted(who, chosen), **_kept(request)})
        return _form_page(request, form, chosen, _("Show claims to people outside"), reverse("shares"))
    form = ShareFields(request.POST)
    if form.is_valid():
        is_saved, made = form.attempt(lambda: service.share(who, form.filled(chosen)))
        if is_saved and made:
            return _link_page(request, *made)
    return _form_page(request, form, chosen, _("Show claims to people outside"), reverse("shares"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, share_id: str) -> HttpResponse:
    """Change what a page shows; today's counts are those it compares with from now on."""
    who = changer(request)
    page = service.share_page(who, share_id)
    chosen = _chosen(request.POST) if request.method == "POST" else page.claim_ids
    form = ShareFields(request.POST or None, initial=_initial(page))
    if "draft" in request.POST:
        form = ShareFields(initial={**_initial(page), **_kept(request), **_drafted(who, chosen, is_text_only=True)})
    elif request.method == "POST" and form.is_valid():
        data, version = form.filled(chosen), form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_share(who, share_id, data, version))
        if is_saved:
            say(request, _("Saved. Whoever has the link sees it so from now on."))
            return redirect("share", share_id)
    return _form_page(request, form, chosen, page.row.title, reverse("share", args=[share_id]))


@require_POST
def revoke(request: HttpRequest, share_id: str) -> HttpResponse:
    """Close a link."""
    service.revoke_share(changer(request), share_id)
    say(request, _("The link is closed: whoever opens it now is told so."))
    return redirect("share", share_id)


@never_cache
@require_POST
def renew(request: HttpRequest, share_id: str) -> HttpResponse:
    """Make a new address, from now on the only one."""
    return _link_page(request, share_id, service.renew_link(changer(request), share_id))


@require_safe
def pdf(request: HttpRequest, share_id: str) -> HttpResponse:
    """The page as a PDF."""
    return _file(request, share_id, share_files.take_pdf, "application/pdf")


@require_safe
def markdown(request: HttpRequest, share_id: str) -> HttpResponse:
    """The page as Markdown."""
    return _file(request, share_id, share_files.take_markdown, "text/markdown; charset=utf-8")


@require_safe
def slides(request: HttpRequest, share_id: str) -> HttpResponse:
    """Text for slides, to paste."""
    return _file(request, share_id, share_files.take_slides, "text/markdown; charset=utf-8")


@require_safe
def proof(request: HttpRequest, share_id: str) -> HttpResponse:
    """The proof file of the page."""
    return _file(request, share_id, proofs.take_share_proof, "application/json")


@require_safe
def claim_proof(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The proof file of one claim."""
    return _file(request, claim_id, proofs.take_claim_proof, "application/json")


def share_line(row: ShareRow) -> ShareLine:
    """One shared page as lists show it."""
    claims = ngettext("%d claim", "%d claims", row.claims) % row.claims
    made = _("shared on %(day)s by %(name)s") % {"day": day(row.made_at.date()), "name": row.by}
    seen = _("last opened on %s") % day(row.opened_at.date()) if row.opened_at else _("never opened")
    return ShareLine(row, reverse("share", args=[row.id]), _badge(row), " · ".join((claims, made, seen)))


def _badge(row: ShareRow) -> Badge:
    if row.revoked_at:
        return Badge(_("closed"))
    if not row.is_open:
        return Badge(_("expired"))
    until = day(row.expires_at.date()) if row.expires_at else ""
    return Badge(_("open until %s") % until if until else _("open"), "good")


def _asked_for(request: HttpRequest) -> tuple[str, ...]:
    return tuple(one for one in request.GET.getlist("claim") if is_id(one))


def _chosen(data: Mapping[str, str]) -> tuple[str, ...]:
    """The claims by the places that were typed beside them; those without one are left out."""
    typed = [(name.removeprefix("place-"), data[name].strip()) for name in data if name.startswith("place-")]
    placed = [(float(place), claim) for claim, place in typed if place.isdecimal() and is_id(claim)]
    return tuple(claim for _place, claim in sorted(placed))


def _drafted(who: Actor, chosen: tuple[str, ...], *, is_text_only: bool = False) -> dict[str, object]:
    if not chosen:
        return {}
    form = service.drafted(who, chosen)
    texts: dict[str, object] = {"method": form.method, "limits": form.limits}
    return texts if is_text_only else {"title": form.title, **texts}


def _kept(request: HttpRequest) -> dict[str, object]:
    """What was typed already, when a draft is asked for; method and limits are drafted anew."""
    names = ("title", "introduction", "days", "version")
    return {name: request.POST[name] for name in names if request.POST.get(name, "").strip()}


def _initial(page: service.SharePage) -> dict[str, object]:
    brief = page.brief
    return {
        "title": brief.title,
        "introduction": brief.introduction,
        "method": brief.method,
        "limits": brief.limits,
        "version": page.version,
    }


def _form_page(request: HttpRequest, form: ShareFields, chosen: tuple[str, ...], title: str, back: str) -> HttpResponse:
    known = dict(claims_known(actor(request), Cut(limit=CHOICES)))
    places = {claim: number for number, claim in enumerate(chosen, start=1)}
    ordered = sorted(known.items(), key=lambda one: places.get(one[0], CHOICES + 1))
    context = {
        "form": form,
        "claims": [(claim, statement, places.get(claim, "")) for claim, statement in ordered],
        "title": title,
        "back": back,
    }
    return render(request, "shares/form.html", context, status=400 if form.errors else 200)


def _link_page(request: HttpRequest, share_id: str, token: str) -> HttpResponse:
    context = {"share_id": share_id, "address": request.build_absolute_uri(reverse("shared", args=[token]))}
    return render(request, "shares/link.html", context)


def _file(
    request: HttpRequest, thing_id: str, take: Callable[[Actor, str], tuple[str, bytes]], content_type: str
) -> HttpResponse:
    name, content = take(actor(request), thing_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)

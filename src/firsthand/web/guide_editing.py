"""Writing a guide: the page with its two views over one text, the check while somebody types, and saving."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.linting.ignoring import ignoring
from firsthand.formats.guide_form import Form, form_text
from firsthand.formats.guide_markdown import render_guide
from firsthand.services import guides as service
from firsthand.services.guides import LONGEST, GuideConflict, GuidePage, guide_page, read_text
from firsthand.web.guide_checking import checked
from firsthand.web.guide_times import strip
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Write a guide; what was typed is never lost, also where it can't be saved."""
    page = guide_page(changer(request), guide_id)
    if request.method != "POST":
        return _editor(request, page, page.text)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        saved = service.save_text(actor(request), guide_id, text, _version(request), request.POST.get("note", ""))
    except GuideConflict as conflict:
        return _conflicting(request, guide_page(actor(request), guide_id), conflict)
    except Invalid as refusal:
        return _editor(request, page, text, problem=refusal.message, status=400)
    said = _("Saved as version %d.") % saved if saved != page.version else _("Nothing had changed.")
    say(request, said)
    return redirect("guide", guide_id) if "leave" in request.POST else redirect("edit_guide", guide_id)


@require_POST
def lint(request: HttpRequest) -> HttpResponse:
    """What the linter finds in a text or form that is still being typed; keeps nothing."""
    changer(request)
    try:
        asked = _asked(request)
        text = _text(asked)
    except Invalid as refusal:
        return JsonResponse({"problem": refusal.message, "where": refusal.where}, status=400)
    return JsonResponse(checked(text, is_form=asked.get("view") == "form"))


def _asked(request: HttpRequest) -> Form:
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise Invalid(_("What the browser sent can’t be read. What you typed is still in the editor."))
    return asked


def _text(asked: Form) -> str:
    """The Markdown that was sent, as text or as a form, with a finding ignored where that was asked for."""
    form, given = asked.get("form"), asked.get("text")
    text = form_text(form) if form is not None else given if isinstance(given, str) else ""
    if len(text) > LONGEST:
        raise Invalid(_("This is longer than a guide can be (200,000 characters). Take something out to save it."))
    ignore = asked.get("ignore")
    if not isinstance(ignore, dict):
        return text
    line = ignore.get("line")
    fault, reason = str(ignore.get("fault", "")), str(ignore.get("reason", ""))
    return render_guide(ignoring(read_text(text).guide, fault, reason, line if isinstance(line, int) else None))


def _version(request: HttpRequest) -> int:
    """The version that the member saw; after a conflict the one that they chose to write over."""
    given = request.POST.get("on_top") or request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _editor(
    request: HttpRequest, page: GuidePage, text: str, *, problem: str = "", status: int = 200, **more: object
) -> HttpResponse:
    read = read_text(text) if len(text) <= LONGEST else page.read
    context = {
        "page": page,
        "text": text,
        "version": page.version,
        "problem": problem,
        "count": len(read.findings),
        "strip": strip(read.budget),
        "is_saved": text == page.text,
        "member_id": actor(request).member_id,
        **more,
    }
    return render(request, "guides/edit.html", context, status=status)


def _conflicting(request: HttpRequest, page: GuidePage, conflict: GuideConflict) -> HttpResponse:
    """Both texts and what each side did; nothing was saved."""
    sides = conflict.conflict
    return _editor(
        request,
        page,
        conflict.mine,
        status=409,
        conflict=conflict,
        theirs=sides.theirs,
        mine=sides.mine,
    )

"""Importing a table: choose a file, say what its columns mean, see what every row would do, do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.formats.table_values import DateOrder
from firsthand.services import table_imports as service
from firsthand.services.import_targets import target_named
from firsthand.services.table_columns import Column, TableWish
from firsthand.services.table_imports import TablePreview
from firsthand.services.table_mappings import forget_mapping, saved_mappings
from firsthand.services.table_targets import Outcome, Planned, Target
from firsthand.services.uploads import UploadedFile, forget_uploads, waiting_upload
from firsthand.web.badges import Badge
from firsthand.web.toasts import say
from firsthand.web.who import changer

LISTS: Mapping[str, str] = {
    "people": "people",
    "companies": "companies",
    "touchpoints": "touchpoints",
    "figures": "touchpoints",
}  # where what was imported is shown
SAID = "said-"  # in front of a field's key, in forms and addresses: what holds for the whole file
_PAGES = {"par": "person", "com": "company", "tch": "touchpoint"}  # of what is there already, by the kind of its id


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column in the form."""

    place: int
    column: Column


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row in the list of what would happen."""

    planned: Planned
    badge: Badge
    url: str  # of what is there already


@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest, target: str) -> HttpResponse:
    """Choose a file; see what it would do; change what its columns mean; import it."""
    who = changer(request)
    wanted = target_named(who, target)
    if request.method != "POST":
        return _choosing(request, who, wanted)
    if request.POST.get("step") == "forget":
        forget_uploads(who, [request.POST.get("upload", "")])
        return redirect("import_table", target)
    file = _file(request, who)
    if file is None:
        return _choosing(request, who, wanted, _("No file was chosen. Choose a CSV or Excel file."))
    if request.POST.get("step") == "do":
        return _doing(request, who, wanted, file)
    return _looking(request, who, wanted, file)


def _file(request: HttpRequest, who: Actor) -> UploadedFile | None:
    """The file that was just chosen, or the one that waits since the last step."""
    given = request.FILES.get("file")
    if given is not None:
        return UploadedFile(given.name or "table", given.read())
    upload = request.POST.get("upload", "")
    return waiting_upload(who, upload, request.POST.get("name", "")) if upload else None


def _choosing(request: HttpRequest, who: Actor, target: Target, problem: str = "") -> HttpResponse:
    context = {
        "target": target,
        "back": _list_url(target),
        "heading": _heading(target),
        "mappings": saved_mappings(who, target.name),
        "problem": problem,
    }
    return render(request, "tables/choose.html", context, status=400 if problem else 200)


def _looking(request: HttpRequest, who: Actor, target: Target, file: UploadedFile, problem: str = "") -> HttpResponse:
    try:
        seen = service.preview(who, target, file, _wish(request.POST))
    except Invalid as refusal:
        if refusal.where != "columns":
            return _choosing(request, who, target, refusal.message)
        problem = refusal.message
        seen = service.preview(who, target, file, TableWish(sheet=_wish(request.POST).sheet))
    return _preview_page(request, target, seen, problem)


def _preview_page(request: HttpRequest, target: Target, seen: TablePreview, problem: str) -> HttpResponse:
    context = {
        "target": target,
        "seen": seen,
        "back": _list_url(target),
        "heading": _heading(target),
        "columns": [ColumnLine(place, column) for place, column in enumerate(seen.columns)],
        "rows": [_row(one) for one in seen.planned if one.outcome is not Outcome.ERROR],
        "has_dates": any(one.is_date for one in target.fields if one.key in {c.key for c in seen.columns}),
        "orders": (
            (DateOrder.DAY_FIRST, _("day first: 31/12/2026")),
            (DateOrder.MONTH_FIRST, _("month first: 12/31/2026")),
        ),
        "counts": [(_badge(outcome), seen.counts.get(outcome, 0)) for outcome in Outcome],
        "to_import": seen.counts.get(Outcome.CREATE, 0) + seen.counts.get(Outcome.UPDATE, 0),
        "sayable": [(one, seen.values.get(one.key, "")) for one in target.fields if one.for_file],
        "remember": request.POST.get("remember", ""),
        "problem": problem,
    }
    return render(request, "tables/preview.html", context, status=400 if problem else 200)


def _row(planned: Planned) -> RowLine:
    page = _PAGES.get(planned.subject_id[:3])
    return RowLine(planned, _badge(planned.outcome), reverse(page, args=[planned.subject_id]) if page else "")


def _badge(outcome: Outcome) -> Badge:
    return {
        Outcome.CREATE: Badge(_("new"), "good"),
        Outcome.UPDATE: Badge(_("changes"), "open"),
        Outcome.UNCHANGED: Badge(_("the same"), ""),
        Outcome.ERROR: Badge(_("left out"), "bad"),
    }[outcome]


def _doing(request: HttpRequest, who: Actor, target: Target, file: UploadedFile) -> HttpResponse:
    try:
        done = service.import_table(who, target, file, _wish(request.POST), request.POST.get("remember", ""))
    except Invalid as refusal:
        return _looking(request, who, target, file, refusal.message)
    if done.job_id:
        return redirect("job", done.job_id)
    say(request, counted(done.counts))
    return redirect(_left_out_url(request, target) if done.left_out else _list_url(target))


def counted(counts: Mapping[str, int]) -> str:
    """What an import did, in a sentence."""
    new, changed = counts.get(Outcome.CREATE, 0), counts.get(Outcome.UPDATE, 0)
    same, left = counts.get(Outcome.UNCHANGED, 0), counts.get(Outcome.ERROR, 0)
    parts = [
        ngettext("%d row made something new", "%d rows made something new", new) % new,
        ngettext("%d changed something", "%d changed something", changed) % changed if changed else "",
        ngettext("%d said nothing new", "%d said nothing new", same) % same if same else "",
        ngettext("%d was left out", "%d were left out", left) % left if left else "",
    ]
    return "; ".join(filter(None, parts)) + "."


def _heading(target: Target) -> str:
    return _("Import: %s") % target.title


def _list_url(target: Target) -> str:
    return reverse(LISTS.get(target.name, "people"))


def _left_out_url(request: HttpRequest, target: Target) -> str:
    data = request.POST
    wish = _wish(data)
    asked = {
        "upload": data.get("upload", ""),
        "name": data.get("name", ""),
        "columns": ",".join(wish.columns or ()),
        "sheet": data.get("sheet", "0"),
        "dates": data.get("dates", ""),
        **{SAID + key: text for key, text in _said(data).items()},
    }
    return f"{reverse('left_out_rows', args=[target.name])}?{urlencode(asked)}"


def _wish(data: QueryDict) -> TableWish:
    """What was said about the file; with another sheet the columns are guessed anew."""
    columns: list[str] = []
    while f"column-{len(columns)}" in data:
        columns.append(str(data[f"column-{len(columns)}"]))
    sheet = _number(data.get("sheet"))
    is_other_sheet = sheet != _number(data.get("seen-sheet"))
    chosen = tuple(columns) if columns and not is_other_sheet else None
    return TableWish(chosen, sheet, _order(data.get("dates")), _said(data) or None)


def _said(data: QueryDict) -> dict[str, str]:
    """What was said for the whole file, by field; empty where nothing was asked yet."""
    return {name.removeprefix(SAID): str(data[name])[:200] for name in data if name.startswith(SAID)}


def _asked(data: QueryDict) -> TableWish:
    """The same from an address."""
    columns = tuple(data.get("columns", "").split(","))
    return TableWish(columns, _number(data.get("sheet")), _order(data.get("dates")), _said(data))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None


def _order(text: str | None) -> DateOrder | None:
    return DateOrder(text) if text in set(DateOrder) else None


@require_safe
def left_out_rows(request: HttpRequest, target: str) -> HttpResponse:
    """The rows that stayed out of an import, with what to do about each."""
    who = changer(request)
    wanted = target_named(who, target)
    file = waiting_upload(who, request.GET.get("upload", ""), request.GET.get("name", ""))
    context = {
        "target": wanted,
        "back": _list_url(wanted),
        "errors": service.left_out(who, wanted, file, _asked(request.GET)),
        "file_url": f"{reverse('left_out_file', args=[target])}?{request.GET.urlencode()}",
    }
    return render(request, "tables/left_out.html", context)


@require_safe
def left_out_file(request: HttpRequest, target: str) -> HttpResponse:
    """The same rows as CSV, to be put right and imported again."""
    who = changer(request)
    wanted = target_named(who, target)
    file = waiting_upload(who, request.GET.get("upload", ""), request.GET.get("name", ""))
    text = service.left_out_file(who, wanted, file, _asked(request.GET))
    name = f"{target}-left-out.csv"
    return HttpResponse(
        text.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def forget(request: HttpRequest, target: str, mapping_id: str) -> HttpResponse:
    """Remove a saved mapping."""
    forget_mapping(changer(request), mapping_id)
    say(request, _("Forgotten. What was imported stays."))
    return redirect("import_table", target)

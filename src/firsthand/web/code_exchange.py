"""A codebook taken away as a file, and one brought along: looked at first, then imported in one act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.domain.errors import Invalid
from firsthand.services import code_exchange as service
from firsthand.services.codes import codebook
from firsthand.services.uploads import UploadedFile, uploads, waiting_upload
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer


@require_safe
def qdc(request: HttpRequest, study_id: str) -> HttpResponse:
    """The codebook as a REFI-QDA file."""
    return _file(service.qdc_file(actor(request), study_id), "application/xml; charset=utf-8", "codebook.qdc")


@require_safe
def csv(request: HttpRequest, study_id: str) -> HttpResponse:
    """The codebook as CSV."""
    return _file(service.csv_file(actor(request), study_id), "text/csv; charset=utf-8", "codebook.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def import_codebook(request: HttpRequest, study_id: str) -> HttpResponse:
    """Choose a file, look at what it would do, and import it."""
    who, wrong = changer(request), ""
    if request.method == "POST":
        try:
            return _taken(request, study_id)
        except Invalid as refused:
            wrong = refused.message
    context = {"book": codebook(who, study_id), "wrong": wrong}
    return render(request, "codes/import.html", context, status=400 if wrong else 200)


def _taken(request: HttpRequest, study_id: str) -> HttpResponse:
    who, upload = changer(request), request.POST.get("upload", "")
    if upload:
        file = waiting_upload(who, upload, request.POST.get("name", ""))
        takes_theirs = request.POST.get("theirs") == "yes"
        done = service.import_codebook(who, study_id, file, takes_theirs=takes_theirs)
        uploads(who).remove(upload)
        words = ngettext("%d code was imported.", "%d codes were imported.", done.new) % done.new
        say(request, words, undo=done.undo_id)
        return redirect("codebook", study_id)
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid(_("No file was chosen. Choose a .qdc or CSV file."))
    file = UploadedFile(sent.name or "", sent.read())
    page = service.preview_codebook(who, study_id, file)
    context = {"page": page, "upload": uploads(who).keep(file.data), "name": file.name}
    return render(request, "codes/preview.html", {**context, "counts": [page.count(one) for one in service.Arrival]})


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)

"""The interview record of a session: to read, and to take away as Markdown."""

from __future__ import annotations

import nh3
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from firsthand.services.records import session_record, take_record
from firsthand.services.sessions import session_page
from firsthand.web.session_head import head
from firsthand.web.who import actor


@require_safe
def record(request: HttpRequest, session_id: str) -> HttpResponse:
    """The record as a page."""
    about = session_page(actor(request), session_id)
    text = session_record(actor(request), session_id)
    context = {"head": head(about, "record"), "document": as_html(text), "session_id": session_id, "text": text}
    return render(request, "records/record.html", context)


@require_safe
def download(request: HttpRequest, session_id: str) -> HttpResponse:
    """The record as a file."""
    about = session_page(actor(request), session_id)
    name = slugify(f"{about.row.interview_date} {about.row.title}") or "interview"
    headers = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    text = take_record(actor(request), session_id)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


def as_html(markdown: str) -> SafeString:
    """Markdown as HTML that can't do anything but be read: no raw HTML, no scripts, no pictures from elsewhere."""
    drawn = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    tags = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "em", "strong", "code", "pre", "a", "hr", "br"}
    table = {"table", "thead", "tbody", "tr", "th", "td"}
    clean = nh3.clean(drawn, tags=tags | table, attributes={"a": {"href"}}, link_rel="noopener noreferrer")
    return mark_safe(clean)  # noqa: S308  (sanitised just above)

"""Check a document over the API: the quotations in a file or a text, with what each of them is."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.services.document_checks import CheckedDocument, check_document, check_text

router = Router(tags=["checks"])


class TextIn(Schema):
    """Text to check, and what it is called."""

    text: Annotated[str, Field(max_length=1_000_000)]
    name: Annotated[str, Field(max_length=255)] = ""


@router.post("/checks/text", response={200: CheckedDocument, **REFUSALS})
def check_given_text(request: HttpRequest, given: TextIn) -> CheckedDocument:
    """Check every quotation in a text; nothing is kept."""
    return check_text(actor(request), given.text, given.name)


@router.post("/checks/file", response={200: CheckedDocument, **REFUSALS})
def check_given_file(request: HttpRequest, document: File[UploadedFile]) -> CheckedDocument:
    """Check every quotation in a deck, memo or message; nothing is kept."""
    return check_document(actor(request), document.read(), document.name or "")

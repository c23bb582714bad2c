"""The REST API, put together."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from firsthand import __version__
from firsthand.api import (
    agreement,
    assumptions,
    board,
    claims,
    codes,
    codings,
    companies,
    consents,
    decisions,
    document_checks,
    duplicates,
    guides,
    imports,
    invitations,
    jobs,
    members,
    notes,
    observations,
    opportunities,
    outbox,
    own_fields,
    people,
    planning,
    quotes,
    redactions,
    retention,
    search,
    sessions,
    shares,
    studies,
    tables,
    tokens,
    touchpoints,
    transcripts,
    withdrawals,
    workspace,
)
from firsthand.api.problems import speak_of_problems
from firsthand.api.signing_in import WAYS

OTHER_CONTENT = {"Get Record": "text/markdown", "Left Out": "text/csv"}  # what is no JSON, by the route's name


class Described(NinjaAPI):
    """An API whose description tells the truth about content types, too."""

    def get_openapi_schema(self, **how: Any) -> Any:
        """The OpenAPI description: refusals are problem+json, the interview record is Markdown, tables are CSV."""
        described = super().get_openapi_schema(**how)
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    _name_content(int(status), operation, response)
        return described


def _name_content(status: int, operation: dict[str, Any], response: dict[str, Any]) -> None:
    content = response.get("content", {})
    if "application/json" in content and status >= 400:
        content["application/problem+json"] = content.pop("application/json")
    elif "application/json" in content and operation.get("summary") in OTHER_CONTENT:
        content[OTHER_CONTENT[operation["summary"]]] = content.pop("application/json")


api = Described(
    title="Firsthand",
    version=__version__,
    description="Studies, sessions, transcripts, checked quotes: the rules of the pages; refusals are problem+json.",
    docs_url=None,
    auth=WAYS,
    urls_namespace="api",
)
speak_of_problems(api)
for part in (
    companies,
    duplicates,
    own_fields,
    tables,
    studies,
    planning,
    guides,
    sessions,
    people,
    consents,
    touchpoints,
    imports,
    transcripts,
    quotes,
    notes,
    observations,
    search,
    decisions,
    assumptions,
    board,
    opportunities,
    claims,
    shares,
    codes,
    codings,
    agreement,
    document_checks,
    redactions,
    jobs,
    outbox,
    invitations,
    retention,
    withdrawals,
    workspace,
    members,
    tokens,
):
    api.add_router("", part.router)

"""What the demo's team made of its conversations: claims with their evidence, through the services that people use."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import claims
from firsthand.services.access import visible
from firsthand.services.demo_files import DemoClaim, DemoContents
from firsthand.storage.quotes import QuoteRecord


def make(actor: Actor, contents: DemoContents, studies: Mapping[str, str]) -> None:
    """Write the claims of the folder; `studies` are the ids by the folder's keys.

    Raises Invalid, naming the quote, for evidence that is no quote of the folder.
    """
    quotes = {_plain(exact): quote_id for quote_id, exact in visible(actor, QuoteRecord).values_list("id", "exact")}
    for claim in contents.claim:
        _make_claim(actor, claim, studies, quotes)


def _make_claim(actor: Actor, claim: DemoClaim, studies: Mapping[str, str], quotes: Mapping[str, str]) -> None:
    form = claims.ClaimForm(
        claim.statement,
        claim.described,
        tuple(_study(key, studies) for key in claim.studies),
        questions=claim.questions,
        terms=claim.terms,
    )
    claim_id = claims.write_claim(actor, form)
    for piece in claim.evidence:
        claims.add_evidence(actor, claim_id, Ref(Kind.QUOTE, _quote(piece.quote, quotes)), piece.side)
    if claim.is_checked:
        claims.confirm_counts(actor, claim_id)


def _study(key: str, studies: Mapping[str, str]) -> str:
    if key not in studies:
        raise Invalid(f"a claim names the study “{key}”, which is not in the folder", where="workspace.toml")
    return studies[key]


def _quote(words: str, quotes: Mapping[str, str]) -> str:
    """The one quote that holds these words."""
    found = [quote_id for exact, quote_id in quotes.items() if _plain(words) in exact]
    if len(found) != 1:
        raise Invalid(f"“{words}” is part of {len(found)} quotes of the folder, not of one", where="workspace.toml")
    return found[0]


def _plain(words: str) -> str:
    return " ".join(words.split())

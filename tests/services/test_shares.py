"""Claims shown to people outside: what they see, what they never see, and what they are told when it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref
from firsthand.domain.people.consent import How, Scope
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims, consents, exports, quotes, share_files, shares, withdrawals
from firsthand.services.claims import ClaimForm
from firsthand.services.shares import ShareForm
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.shares import ShareRecord
from people_at_work import Call, Team, hold_call

SAID = "We waited until six, and nobody called us."
CROPPED = "the driver ever came"


def quoted(team: Team, call: Call, words: str) -> str:
    turn = 1
    text = "It was in March. I don't think the driver ever came. We waited until six, and nobody called us."
    begin = text.index(words)
    return quotes.highlight(team.rui, call.transcript_id, turn, begin, turn, begin + len(words))


@pytest.fixture
def call(team: Team) -> Call:
    call = hold_call(team.rui)
    consents.log_consent(team.rui, call.participant_id, Scope, How.FORM)
    ParticipantRecord.objects.filter(id=call.participant_id).update(title="Shop owner")
    return call


@pytest.fixture
def claim(team: Team, call: Call) -> str:
    made = claims.write_claim(team.rui, ClaimForm("Nobody tells them", terms=("delivery",)))
    claims.add_evidence(team.rui, made, Ref(Kind.QUOTE, quoted(team, call, SAID)), Side.SUPPORTS)
    return made


def share(team: Team, *claim_ids: str) -> tuple[str, str]:
    return shares.share(team.rui, ShareForm("For the board", claim_ids))


def test_whoever_has_the_link_reads_the_claim_with_its_counts_and_no_name(team: Team, claim: str) -> None:
    _id, token = share(team, claim)
    brief, workspace = shares.shared_brief(token)
    shown = brief.claims[0]
    assert workspace == "Parcel people"
    assert shown.sentence.startswith("1 of 1 person interviewed")
    assert [quote.text for quote in shown.supporting] == [SAID]
    assert shown.supporting[0].attribution == "Shop owner"
    assert "Dana" not in repr(brief)
    assert not brief.has_changed


def test_only_the_digest_of_the_address_is_kept(team: Team, claim: str) -> None:
    share_id, token = share(team, claim)
    kept = ShareRecord.objects.filter(id=share_id).values().get()
    assert token not in repr(kept)


def test_a_cropped_quote_goes_out_with_its_whole_sentence(team: Team, call: Call, claim: str) -> None:
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quoted(team, call, CROPPED)), Side.CONTRADICTS)
    _id, token = share(team, claim)
    (quote,) = shares.shared_brief(token)[0].claims[0].contradicting
    assert quote.whole_sentence == "I don't think the driver ever came."


def test_words_that_may_only_be_quoted_inside_are_counted_and_not_shown(team: Team, call: Call, claim: str) -> None:
    scopes = [one for one in Scope if one is not Scope.QUOTE_OUTSIDE]
    consents.log_consent(team.rui, call.participant_id, scopes, How.FORM, refused=[Scope.QUOTE_OUTSIDE])
    share_id, token = share(team, claim)
    shown = shares.shared_brief(token)[0].claims[0]
    assert (shown.people.said, shown.supporting, shown.inside_only) == (1, (), 1)
    assert SAID not in share_files.take_markdown(team.rui, share_id)[1].decode()
    assert not exports.exports(team.rui, exports.ExportFilter(ExportKind.CLAIMS)).items


def test_consent_that_ends_closes_the_words_at_once_and_says_so(team: Team, call: Call, claim: str) -> None:
    _id, token = share(team, claim)
    consents.end_consent(team.rui, call.participant_id)
    shown = shares.shared_brief(token)[0].claims[0]
    assert (shown.supporting, shown.lost) == ((), 1)
    assert list(share_files.changes_of(shown)) == [
        "One piece of evidence shown here before was withdrawn or no longer counts.",
        "Counted differently since: said it: 0, was 1; said it when asked: 0, was 1.",
    ]


def test_a_withdrawal_lists_the_share_and_the_page_says_that_evidence_went(team: Team, call: Call, claim: str) -> None:
    share_id, token = share(team, claim)
    share_files.take_pdf(team.rui, share_id)
    left = exports.exports(team.rui, exports.ExportFilter(subject_id=call.participant_id)).items
    assert {row.kind for row in left} == {ExportKind.SHARE, ExportKind.CLAIMS}
    withdrawals.withdraw(team.rui, call.participant_id, "Dana Petrov")
    shown = shares.shared_brief(token)[0].claims[0]
    assert (shown.people.interviewed, shown.supporting, shown.lost) == (0, (), 1)


def test_evidence_that_is_added_later_is_told_and_not_shown_until_the_page_is_shared_anew(
    team: Team, call: Call, claim: str
) -> None:
    share_id, token = share(team, claim)
    claims.add_evidence(team.rui, claim, Ref(Kind.QUOTE, quoted(team, call, "It was in March.")), Side.SUPPORTS)
    shown = shares.shared_brief(token)[0].claims[0]
    assert (len(shown.supporting), shown.added) == (1, 1)
    shares.edit_share(team.rui, share_id, ShareForm("For the board", (claim,)))
    again = shares.shared_brief(token)[0].claims[0]
    assert (len(again.supporting), again.added) == (2, 0)


def test_a_claim_that_is_reworded_says_so(team: Team, claim: str) -> None:
    _id, token = share(team, claim)
    claims.edit_claim(team.rui, claim, ClaimForm("Nobody ever tells them", terms=("delivery",)))
    assert shares.shared_brief(token)[0].claims[0].is_reworded


@pytest.mark.parametrize("closed", ["revoked", "expired", "renewed", "made up", "endless"])
def test_a_link_that_is_over_says_the_same_as_one_that_never_was(team: Team, claim: str, closed: str) -> None:
    share_id, token = share(team, claim)
    if closed == "revoked":
        shares.revoke_share(team.rui, share_id)
    elif closed == "expired":
        ShareRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif closed == "renewed":
        shares.renew_link(team.rui, share_id)
    else:
        token = "x" * (20 if closed == "made up" else 2_000)
    with pytest.raises(NotFound) as refused:
        shares.shared_brief(token)
    assert refused.value.message == shares.NO_LINK


def test_a_new_link_opens_a_closed_page_again(team: Team, claim: str) -> None:
    share_id, _token = share(team, claim)
    shares.revoke_share(team.rui, share_id)
    assert shares.shared_brief(shares.renew_link(team.rui, share_id))[0].title == "For the board"


def test_the_list_tells_when_a_page_was_last_opened(team: Team, claim: str) -> None:
    _id, token = share(team, claim)
    assert shares.shares(team.vera).items[0].opened_at is None
    shares.shared_brief(token)
    row = shares.shares(team.vera, claim_id=claim).items[0]
    assert row.opened_at is not None
    assert row.is_open


def test_claims_stand_in_the_order_that_was_chosen(team: Team, claim: str) -> None:
    other = claims.write_claim(team.rui, ClaimForm("Maps are wrong"))
    _id, token = share(team, other, claim)
    assert [one.claim_id for one in shares.shared_brief(token)[0].claims] == [other, claim]


def test_a_claim_that_was_deleted_is_left_out(team: Team, claim: str) -> None:
    other = claims.write_claim(team.rui, ClaimForm("Maps are wrong"))
    _id, token = share(team, other, claim)
    claims.delete_claim(team.rui, other)
    assert [one.claim_id for one in shares.shared_brief(token)[0].claims] == [claim]


def test_method_and_limits_are_drafted_from_what_is_on_record(team: Team, claim: str) -> None:
    form = shares.drafted(team.rui, [claim])
    assert form.title == "Nobody tells them"
    assert form.method.startswith("We spoke with 1 person in 1 conversation (")
    assert "nobody has checked it yet" in form.method
    assert "chosen, not drawn at random" in form.limits


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (ShareForm("", ("CLAIM",)), "title"),
        (ShareForm("For the board", ()), "claims"),
        (ShareForm("For the board", ("CLAIM",), days=0), "days"),
        (ShareForm("For the board", ("CLAIM",), days=4_000), "days"),
    ],
)
def test_a_page_that_will_not_do_is_refused_in_words(team: Team, claim: str, form: ShareForm, where: str) -> None:
    named = ShareForm(form.title, tuple(claim for _ in form.claim_ids), days=form.days)
    with pytest.raises(Invalid) as refused:
        shares.share(team.rui, named)
    assert refused.value.where == where
    assert not ShareRecord.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_lost(team: Team, claim: str) -> None:
    share_id, _token = share(team, claim)
    shares.edit_share(team.rui, share_id, ShareForm("For all", (claim,)), version=1)
    with pytest.raises(Conflict):
        shares.edit_share(team.ana, share_id, ShareForm("For none", (claim,)), version=1)


def test_a_viewer_sees_the_page_and_shares_nothing(team: Team, claim: str) -> None:
    share_id, _token = share(team, claim)
    assert not shares.share_page(team.vera, share_id).may_read
    with pytest.raises(NotAllowed):
        share_files.take_slides(team.vera, share_id)


def test_the_files_hold_the_sentence_the_quote_and_the_limits(team: Team, claim: str) -> None:
    form = shares.drafted(team.rui, [claim])
    share_id, _token = shares.share(team.rui, form)
    for take in (share_files.take_markdown, share_files.take_slides):
        name, content = take(team.rui, share_id)
        text = content.decode()
        assert name.endswith(".md")
        assert "1 of 1 person interviewed" in text
        assert f"“{SAID}”" in text.replace("\\", "")
        assert "Shop owner" in text
        assert "chosen, not drawn at random" in text
    assert share_files.take_pdf(team.rui, share_id)[1].startswith(b"%PDF")


def test_the_queries_do_not_grow_with_pages_and_claims(team: Team, claim: str) -> None:
    others = [claims.write_claim(team.rui, ClaimForm(f"Nobody tells them {number}")) for number in range(2)]
    one, _token = share(team, claim)
    single = queries(lambda: shares.share_page(team.rui, one)), queries(lambda: shares.shares(team.rui))
    three, _token = share(team, claim, *others)
    share(team, *others)
    many = queries(lambda: shares.share_page(team.rui, three)), queries(lambda: shares.shares(team.rui))
    assert single == many


def queries(deed: Callable[[], object]) -> int:
    deed()
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)

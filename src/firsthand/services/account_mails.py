"""Letters about one's account: choose a new password, confirm a new address, and what was changed without asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.account.forms import default_token_generator
from django.conf import settings
from django.core import signing
from django.db import transaction

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Ref, system
from firsthand.domain.people.outbox import Letter
from firsthand.domain.people.patience import Guarded
from firsthand.services.accounts import checked_email, user_with
from firsthand.services.acting import acting
from firsthand.services.jobs import enqueue_own
from firsthand.services.limiting import begin_attempt
from firsthand.services.my_account import give_address
from firsthand.services.outbox import is_mail_set_up, put
from firsthand.services.sign_ins import is_familiar
from firsthand.storage.accounts import ResetRequestRecord, UserRecord
from firsthand.storage.workspaces import MemberRecord

RESET_KIND = "send reset letters"  # the job
ADDRESS_FOR = timedelta(hours=24)  # in which a new address may be confirmed
PageOf = Callable[..., str]  # a page's name and the parts of its address -> the whole address

RESET = """Somebody asked for a new password for your account at Firsthand.
If it was you, choose one here within an hour:

{link}

If it was not you, do nothing: your password stays as it is. The link works once."""
CONFIRM = """You want to sign in at Firsthand with this address, and to be reached by it.
Confirm it here within 24 hours, in the browser in which you are signed in:

{link}

If it was not you, do nothing; nothing changes."""
TAKEN = """Somebody at Firsthand wanted to use this address for their account.
You have an account with it already, so nothing was changed. If that was you, sign in with this address instead."""
CHANGED = """{what}

If it was you, all is well. If not, sign in, change your password and look at where you are signed in:

{link}

If you can't sign in any more, tell an owner of your workspace at once."""


def can_send_letters() -> bool:
    """Whether letters about accounts can leave: mail is set up, and the server knows by what address people open it."""
    return is_mail_set_up() and bool(settings.FIRSTHAND.base_url)


def ask_for_reset(email: str, address: str) -> None:
    """Ask for a letter with which to choose a new password; for an address that nobody has, just the same but in vain.

    Whether somebody has it shows neither in words nor in time: a worker writes the letter. Raises TooOften, Invalid.
    """
    email = checked_email(email)
    user_id = user_with(email)
    begin_attempt(Guarded.RESET, address, email, is_familiar=is_familiar(user_id, address))
    with transaction.atomic():
        ResetRequestRecord.objects.create(user_id=user_id or None)
        enqueue_own(RESET_KIND)


def send_reset_letters(page_of: PageOf) -> None:
    """Queue the letters that were asked for, each once."""
    for request in ResetRequestRecord.objects.select_related("user").order_by("id"):
        user = request.user
        if user is None or not user.is_active or not user.email or not can_send_letters():
            request.delete()
            continue
        link = page_of("account_reset_password_from_key", user.id, default_token_generator.make_token(user))
        letter = _letter(user, user.email, "Choose a new password", RESET.format(link=link))
        _queue(user, letter, "sent reset link", f"reset {request.id}", request)


def ask_for_address(user_id: str, email: str, address: str, page_of: PageOf) -> None:
    """Send a letter to an address that somebody wants to have from now on; nothing is changed before it is confirmed.

    Raises Conflict where no letters can be sent, Invalid for no address or the one they have, TooOften.
    """
    user, email = UserRecord.objects.get(id=user_id), checked_email(email)
    if not can_send_letters():
        raise Conflict("This server sends no mail, so no new address can be confirmed. Nothing was changed.")
    if email == user.email:
        raise Invalid("That is your address already. Nothing was changed.", where="email")
    begin_attempt(Guarded.RESET, address, f"{user_id} to {email}")
    begin_attempt(Guarded.RESET, address, user_id)
    token = signing.dumps([user_id, user.email or "", email], salt=RESET_KIND)
    text = TAKEN if user_with(email) else CONFIRM.format(link=page_of("confirm_address", token))
    letter = _letter(user, email, "Confirm your new address", text)
    _queue(user, letter, "asked for another e-mail address", f"address {new_id(Kind.MESSAGE)}")


def confirmed_address(user_id: str, token: str) -> str:
    """The address that a letter's link confirms. Raises NotFound for one of somebody else, too old, or used already."""
    gone = NotFound("This link is too old, was used already, or is for another account. Ask for a new one.")
    try:
        whose, old, new = signing.loads(token, salt=RESET_KIND, max_age=ADDRESS_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise gone from error
    if whose != user_id or not UserRecord.objects.filter(id=user_id, email=old or None).exists():
        raise gone
    return str(new)


def confirm_address(user_id: str, token: str, page_of: PageOf) -> None:
    """Give the account its new address, and tell the old one. Raises NotFound, Conflict."""
    new = confirmed_address(user_id, token)
    old = UserRecord.objects.values_list("email", flat=True).get(id=user_id)
    give_address(user_id, new)
    if old:
        _tell(user_id, old, f"The e-mail address of your account at Firsthand is {new} from now on.", page_of)


def tell_change(user_id: str, what: str, page_of: PageOf) -> None:
    """Tell somebody what was changed about how they get in, in case it was not they; where letters can be sent."""
    email = UserRecord.objects.values_list("email", flat=True).filter(id=user_id).first()
    if email:
        _tell(user_id, email, what, page_of)


def _tell(user_id: str, email: str, what: str, page_of: PageOf) -> None:
    if not can_send_letters():
        return
    user = UserRecord.objects.get(id=user_id)
    letter = _letter(user, email, "Your account was changed", CHANGED.format(what=what, link=page_of("account")))
    _queue(user, letter, "told of a change to the account", f"change {new_id(Kind.MESSAGE)}")


def _letter(user: UserRecord, email: str, subject: str, text: str) -> Letter:
    """A letter that nobody else of the team can read, and whose words go once it has left."""
    return Letter(email, subject, text, to_name=user.name, is_secret=True)


def _queue(user: UserRecord, letter: Letter, verb: str, key: str, asked_by: ResetRequestRecord | None = None) -> None:
    """Put a letter into the outbox of the first workspace that they are in; who is in none gets no letter."""
    members = MemberRecord.objects.filter(user_id=user.id, left_at=None)
    member = members.order_by("created_at", "id").first()
    if member is None:
        if asked_by:
            asked_by.delete()
        return
    actor = system(member.workspace_id)
    with acting(actor, verb, Ref(Kind.MEMBER, member.id)):
        put(actor, letter, key=key)
        if asked_by:
            asked_by.delete()

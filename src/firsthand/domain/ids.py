"""Every thing has a name that never changes: a short prefix that says what it is, and 128 random bits."""

from __future__ import annotations

import re
import secrets
import string
from enum import StrEnum

ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
LENGTH = 22  # base62 characters for 128 bits
_SHAPE = re.compile(rf"[a-z]{{3}}_[0-9A-Za-z]{{{LENGTH}}}")


class Kind(StrEnum):
    """What an id names; the value is the prefix shown in addresses, the API and proofs."""

    WORKSPACE = "wsp"
    USER = "usr"
    MEMBER = "mem"
    COMPANY = "com"
    SEGMENT = "seg"
    PARTICIPANT = "par"
    CONSENT = "con"
    STUDY = "stu"
    GUIDE = "gui"
    REVIEW = "rev"
    COMMENT = "cmt"
    TEMPLATE = "tpl"
    HYPOTHESIS = "hyp"
    SESSION = "ses"
    TRANSCRIPT = "trn"
    SPEAKER = "spk"
    CORRECTION = "cor"
    QUOTE = "quo"
    FIELD = "fld"  # of the workspace's own, on people and companies
    TABLE_MAPPING = "map"  # which column of a file means what
    TOUCHPOINT = "tch"
    FIGURE = "fig"
    INVITATION = "inv"  # of a participant to a conversation, or of a colleague into the workspace
    MESSAGE = "msg"  # on its way out
    CONSENT_LINK = "ask"
    WORDING = "wor"  # that people answer to when they are asked for consent
    REDACTION = "red"
    EXPORT = "exp"
    WITHDRAWAL = "wdr"
    RETENTION = "ret"  # a rule of what is kept for how long
    TOKEN = "tok"  # for programs that use the API  # noqa: S105
    CODE = "cod"
    CODING = "cdg"
    CODING_TASK = "ctk"  # one member's turn at coding one session
    RESOLUTION = "rsl"  # of a difference between coders
    NOTE = "nte"
    OBSERVATION = "obs"
    THEME = "thm"
    CARD = "crd"  # on the board of a study
    TREE_NODE = "nod"  # an outcome, opportunity, solution or assumption test
    CLAIM = "clm"
    EVIDENCE = "evi"
    DECISION = "dec"
    ASSUMPTION = "asm"
    SNAPSHOT = "snp"
    SHARE = "shr"  # what is shown to people outside by a private link
    SIGN_IN = "sgn"  # of a person, in one browser
    UNDO = "und"
    JOB = "job"
    EVENT = "evt"

    @property
    def noun(self) -> str:
        """The word for it in events and messages: "session"."""
        return self.name.lower()


def new_id(kind: Kind) -> str:
    """A fresh id such as `ses_` and 22 base62 characters; made before anything is written."""
    return spell(kind, secrets.randbits(128))


def is_id(text: str) -> bool:
    """Whether this could be an id at all; what can't be one need not be looked up."""
    return _SHAPE.fullmatch(text) is not None


def spell(kind: Kind, number: int) -> str:
    """The shown form of a 128-bit number."""
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return f"{kind}_{''.join(reversed(digits))}"


def number_in(text: str) -> int:
    """The number that an id spells."""
    number = 0
    for digit in text.partition("_")[2]:
        number = number * len(ALPHABET) + ALPHABET.index(digit)
    return number

"""Numbers that belong to one person: telephone, account, card, identity, date of birth; years and prices do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from phonenumbers import Leniency, PhoneNumberMatcher

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal

LEAST_DIGITS = 7  # of a telephone number
_PHONE_CUE = re.compile(
    r"\b(?:phone|telephone|mobile|cell|whatsapp|dial|tel|fax|handy|telefon|(?:my|his|her|their|your|the) number is|"
    r"(?:call|ring|text|reach) (?:me|us|him|her|them)|extension)\b",
    re.IGNORECASE,
)
_LOOSE_PHONE = re.compile(r"(?<![\w.,$€£#-])\+?\(?\d[\d ()/.-]{5,18}\d(?![\w%]|[.,]\d)")
_OTHER_BEFORE = re.compile(
    r"[#$€£¥@/_]\s?$|\w[-.:]$|\d[,.]$|"
    r"\b(?:ticket|issue|bug|invoice|order|version|isbn|pr)\s?(?:no\.?|number|id)?\s?#?$",
    re.IGNORECASE,
)
_OTHER_BEHIND = re.compile(
    r"\s?(?:[€$£¥%]|(?:euros?|dollars?|pounds?|percent|users|rows|bytes|ms|seconds)\b)|[,.]\d|[-:]\w", re.IGNORECASE
)
_DIGIT = "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
_SPOKEN = re.compile(rf"\b(?:plus[ ,-]+)?(?:(?:{_DIGIT}|\d)[ ,-]+){{6,}}(?:{_DIGIT}|\d+)\b", re.IGNORECASE)
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,4})?(?!\w)")
_CARD = re.compile(r"(?<![\w.-])(?<![A-Za-z]{2}\d\d )\d(?:[ -]?\d){12,18}(?![\w-]|[.,]\d)")
_SORT_CODE = re.compile(r"(?<![\w-])\d{2}-\d{2}-\d{2}(?![\w-])")
_NEAR = r"(?:\W+(?:is|was|no|nr|number|numbers|ending|ends|in|the|it['’]s|of|my|id|code|with|lautet|ist|:|#)){0,4}\W+"
_ACCOUNT = re.compile(
    r"\b(?:account|acct|bank account|routing|sort code|iban|bic|kontonummer|konto|card)\b"
    rf"{_NEAR}(?P<it>\d[\d -]{{2,20}}\d)(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_ID_WORDS = "|".join(
    """passport, driver['’]?s? licen[cs]e, driving licen[cs]e, social security, ssn, national insurance, ni number,
    tax id, tax number, nhs number, employee (?:id|number), staff (?:id|number), personnel number, payroll number,
    patient (?:id|number), membership(?: id| number)?, member (?:id|number), customer (?:id|number), policy(?: number)?,
    insurance number, badge number, student (?:id|number), national id, identity card, id card, ausweis, personalnummer,
    steuernummer, number plate, license plate, licence plate, registration number, medical record,
    case number""".replace("\n    ", " ").split(", ")
)
_ID = re.compile(
    rf"\b(?:{_ID_WORDS})\b{_NEAR}(?P<it>(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9-]{{3,24}}(?: \d{{2,6}}){{0,4}})(?!\w)",
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NINO = re.compile(r"(?<!\w)(?![DFIQUV])[A-CEGHJ-PR-TW-Z](?![DFIOQUV])[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)")
_UUID = re.compile(r"(?<!\w)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?!\w)", re.IGNORECASE)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
)
_YEAR = r"(?:19|20)\d\d|nineteen[ -]\w+(?:[ -]\w+)?|two thousand(?: and \w+)?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th|\.)?|(?:twenty|thirty)[ -]\w+|\w+(?:st|nd|rd|th)"
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"(?:the )?(?:{_ORDINAL})(?: of)? (?:{_MONTH})\b(?:,? (?:{_YEAR}))?|"
    rf"(?:{_MONTH}) (?:the )?(?:{_ORDINAL})\b(?:,? (?:{_YEAR}))?)"
)
_BIRTH = re.compile(
    r"\b(?:born|date of birth|d\.?o\.?b\.?|birth ?date|birthday|geboren|geburtsdatum|nacid[oa])\b"
    r"(?:\W+(?:is|was|on|in|the|am|it['’]s|el|le|:)){0,3}\W+"
    rf"(?P<it>{_DATE}|(?:{_YEAR})(?!\w))",
    re.IGNORECASE,
)
_ASKED_BIRTH = re.compile(r"\b(?:date of birth|when (?:were|was) \w+ born|your birthday|geburtsdatum)\b", re.IGNORECASE)
_ASKED_PHONE = re.compile(
    r"\b(?:phone|mobile|cell|telephone) number\b|\bnumber (?:to|can i|should we) (?:reach|call)\b", re.IGNORECASE
)
_ANY_DATE = re.compile(_DATE, re.IGNORECASE)


def numbers(text: str, before: str = "", regions: Sequence[str] = ()) -> Iterator[Finding]:
    """Every personal number in a text; `before` is what was said just before, `regions` are two-letter countries."""
    if any(c.isdigit() for c in text):
        yield from _accounts(text)
        yield from _ids(text)
        yield from _phones(text, before, regions)
    yield from _spoken(text, before)
    yield from _births(text, before)


def is_iban(text: str) -> bool:
    """Whether the check digits of an international account number fit (ISO 13616: mod 97 is 1)."""
    plain = text.replace(" ", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Whether the check digit of a payment card fits (ISO/IEC 7812: Luhn)."""
    digits = [int(c) for c in text if c.isdigit()]
    if not 13 <= len(digits) <= 19 or digits[0] not in (2, 3, 4, 5, 6) or len(set(digits)) == 1:
        return False
    doubled = [digit if i % 2 == 0 else sum(divmod(digit * 2, 10)) for i, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _accounts(text: str) -> Iterator[Finding]:
    for found in _IBAN.finditer(text):
        if is_iban(found[0]):
            yield _finding(found, Personal.ACCOUNT, "an account number whose check digits fit", Sureness.CERTAIN)
    for found in _CARD.finditer(text):
        if is_card(found[0]):
            yield _finding(found, Personal.ACCOUNT, "a card number whose check digit fits", Sureness.CERTAIN)
    for found in _ACCOUNT.finditer(text):
        yield _finding(found, Personal.ACCOUNT, "a number behind a word such as account", Sureness.LIKELY, "it")
    if re.search(r"\bsort code\b", text, re.IGNORECASE):
        for found in _SORT_CODE.finditer(text):
            yield _finding(found, Personal.ACCOUNT, "a sort code", Sureness.LIKELY)


def _ids(text: str) -> Iterator[Finding]:
    for found in _ID.finditer(text):
        yield _finding(found, Personal.ID, "a number that names one person", Sureness.LIKELY, "it")
    for pattern, reason in (
        (_SSN, "shaped like a social security number"),
        (_NINO, "shaped like a national insurance number"),
    ):
        for found in pattern.finditer(text):
            yield _finding(found, Personal.ID, reason, Sureness.LIKELY)
    for found in _UUID.finditer(text):
        yield _finding(found, Personal.ID, "a machine’s identifier", Sureness.POSSIBLE)


def _phones(text: str, before: str, regions: Sequence[str]) -> Iterator[Finding]:
    has_cue = bool(_PHONE_CUE.search(text) or _ASKED_PHONE.search(before))
    for region in (*regions, None):
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID, max_tries=200):
            if not _is_other(text, match.start, match.end):
                is_bare = match.raw_string.isdigit() and not has_cue
                sureness = Sureness.POSSIBLE if is_bare else Sureness.LIKELY
                yield Finding(match.start, match.end, match.raw_string, Personal.PHONE, "a telephone number", sureness)
    if has_cue:
        for found in _LOOSE_PHONE.finditer(text):
            digits = sum(c.isdigit() for c in found[0])
            if LEAST_DIGITS <= digits <= 15 and not _is_other(text, *found.span()) and not _is_dates(found[0]):
                yield _finding(found, Personal.PHONE, "digits beside a word such as phone", Sureness.POSSIBLE)


def _is_other(text: str, begin: int, finish: int) -> bool:
    """Whether digits are a price, a ticket, a range of years or part of an identifier."""
    before, behind = text[max(0, begin - 12) : begin], text[finish : finish + 10]
    return bool(_OTHER_BEFORE.search(before) or _OTHER_BEHIND.match(behind)) or _is_dates(text[begin:finish])


def _is_dates(digits: str) -> bool:
    plain = digits.strip()
    years = re.fullmatch(r"(?:19|20)\d\d\W+(?:19|20)\d\d", plain)
    return bool(years or re.fullmatch(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?: \d{1,2}[:.]?\d{0,2})?", plain))


def _spoken(text: str, before: str) -> Iterator[Finding]:
    for found in _SPOKEN.finditer(text):
        said = re.findall(rf"{_DIGIT}|\d", found[0], re.IGNORECASE)
        counts = _counting()
        is_counting = " ".join(word.lower() for word in said[:4]) in counts
        if len(said) >= LEAST_DIGITS and not is_counting and len({*map(str.lower, said)}) > 2:
            yield _finding(found, Personal.PHONE, "a row of digits, spoken", Sureness.LIKELY)


@cache
def _counting() -> frozenset[str]:
    row = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    digits = list("0123456789")
    rows = [row, row[::-1], digits, digits[::-1]]
    return frozenset(" ".join(one[i : i + 4]) for one in rows for i in range(len(one) - 3))


def _births(text: str, before: str) -> Iterator[Finding]:
    for found in _BIRTH.finditer(text):
        yield _finding(found, Personal.BIRTH, "a date behind a word such as born", Sureness.LIKELY, "it")
    if before and _ASKED_BIRTH.search(before):
        for found in _ANY_DATE.finditer(text):
            yield _finding(found, Personal.BIRTH, "the answer to a question for a date of birth", Sureness.LIKELY)


def _finding(found: re.Match[str], kind: Personal, reason: str, sureness: Sureness, group: str | int = 0) -> Finding:
    words = found[group].rstrip(" -.,/(")
    begin = found.start(group)
    return Finding(begin, begin + len(words), words, kind, reason, sureness)

"""The words of an invitation, in English and German: who we are, why you, how long, what we ask, that no is fine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from firsthand.domain.people.fatigue import MONTHS
from firsthand.domain.people.invitations import LINK_HERE, TIMES_HERE, Draft, Occasion

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONATE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)


def draft(occasion: Occasion, *, is_german: bool) -> Draft:
    """The letter as a member finds it, to change whatever they like."""
    subject, *paragraphs = _german(occasion) if is_german else _english(occasion)
    return Draft(subject, "\n\n".join(paragraphs) + "\n")


def filled(text: str, times: Sequence[datetime], zone: str, link: str, *, is_german: bool) -> str:
    """The letter as it goes out: the times and the private link in the places that the draft keeps for them."""
    told = times_told(times, zone, is_german=is_german)
    return text.replace(TIMES_HERE, told).replace(LINK_HERE, link)


def times_told(times: Sequence[datetime], zone: str, *, is_german: bool) -> str:
    """The proposed times in words, in this zone, which is named; one time is told as fixed."""
    local = [moment.astimezone(ZoneInfo(zone)) for moment in sorted(times)]
    told = [(_auf_deutsch if is_german else _in_english)(moment) for moment in local]
    listed = "\n".join(f"- {one}" for one in told)
    where = zone.replace("_", " ")
    if not told:
        return (
            "Wenn Sie mögen, nennen Sie uns zwei oder drei Zeiten, die Ihnen passen."
            if is_german
            else "If you would like to, tell us two or three times that suit you."
        )
    if len(told) == 1 and is_german:
        return f"Unser Termin: {told[0]} (Zeitzone {where}). Ein Kalendereintrag liegt bei."
    if len(told) == 1:
        return f"We would meet on {told[0]} (time zone {where}). A calendar entry comes with this letter."
    if is_german:
        asked = f"Passt Ihnen eine dieser Zeiten (Zeitzone {where})?"
        return f"{asked}\n\n{listed}\n\nWenn nicht, nennen Sie uns eine bessere."
    return f"Would one of these times suit you (time zone {where})?\n\n{listed}\n\nIf none does, name a better one."


def _english(occasion: Occasion) -> list[str]:
    about = f" One thing above all: {occasion.topic}." if occasion.topic else ""
    return [
        f"Would you talk with us for {occasion.minutes} minutes?",
        f"Hello {occasion.name},",
        f"I am {occasion.member}, and at {occasion.workspace} I talk with people who do the work that we build for. "
        f"We want to understand it better before we decide anything.{about}",
        f"I am writing to you because {_because(occasion)}.",
        f"It takes {occasion.minutes} minutes, in a call. We ask what happened the last few times, step by step, and "
        "mostly we listen. You need not prepare anything, we have nothing to sell, and there are no wrong answers.",
        TIMES_HERE,
        _link_in_english(),
        "You may say no, now or in the middle of the call, and you need not say why. Nothing else hangs on it.",
        f"Thank you for reading this far\n{occasion.member}\n{occasion.workspace}",
    ]


def _german(occasion: Occasion) -> list[str]:
    about = f" Vor allem um eines geht es uns: {occasion.topic}." if occasion.topic else ""
    return [
        f"Hätten Sie {occasion.minutes} Minuten für ein Gespräch mit uns?",
        f"Guten Tag {occasion.name},",
        f"ich heiße {occasion.member} und spreche bei {occasion.workspace} mit Menschen, für deren Arbeit wir etwas "
        f"bauen. Wir möchten sie besser verstehen, bevor wir etwas entscheiden.{about}",
        f"Ich schreibe Ihnen, weil {_weil(occasion)}.",
        f"Das Gespräch dauert {occasion.minutes} Minuten, am Telefon oder per Video. Wir fragen, was sich bei Ihnen in "
        "letzter Zeit zugetragen hat, Schritt für Schritt, und hören vor allem zu. Sie brauchen nichts vorzubereiten, "
        "wir verkaufen nichts, und falsche Antworten gibt es nicht.",
        TIMES_HERE,
        _link_auf_deutsch(),
        "Sie können absagen, jetzt oder mitten im Gespräch, ohne einen Grund zu nennen. Davon hängt nichts weiter ab.",
        f"Vielen Dank, dass Sie bis hierher gelesen haben\n{occasion.member}\n{occasion.workspace}",
    ]


def _because(occasion: Occasion) -> str:
    knows = "know this from your own days, and we do not"
    if occasion.title and occasion.company:
        return f"you are {occasion.title} at {occasion.company} and {knows}"
    return f"you work at {occasion.company} and {knows}" if occasion.company else f"you {knows}"


def _weil(occasion: Occasion) -> str:
    knows = "das aus Ihrem eigenen Alltag kennen und wir nicht"
    if occasion.title and occasion.company:
        return f"Sie als {occasion.title} bei {occasion.company} {knows}"
    return f"Sie bei {occasion.company} arbeiten und {knows}" if occasion.company else f"Sie {knows}"


def _link_in_english() -> str:
    return (
        "What we may keep of the conversation is for you to decide. Here you can read what we would like, and answer "
        f"yes or no to each point, before we talk or after it:\n{LINK_HERE}"
    )


def _link_auf_deutsch() -> str:
    return (
        "Was wir von dem Gespräch behalten dürfen, entscheiden Sie. Hier lesen Sie, worum wir bitten, und können jeden "
        f"Punkt einzeln bejahen oder ablehnen, vor dem Gespräch oder danach:\n{LINK_HERE}"
    )


def _in_english(moment: datetime) -> str:
    return f"{WEEKDAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}"


def _auf_deutsch(moment: datetime) -> str:
    return f"{WOCHENTAGE[moment.weekday()]}, {moment.day}. {MONATE[moment.month - 1]} {moment.year}, {moment:%H:%M} Uhr"

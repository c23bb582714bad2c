"""The text that people answer to when they are asked for consent: what is built in, and when a wording is complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firsthand.domain.people.consent import Scope

LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}  # those that the page itself speaks
USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody reads before they answer: a title, who asks and why, and one text for each thing that is asked."""

    language: str
    title: str
    intro: str
    texts: Mapping[Scope, str]  # a scope without a text is not asked for

    @property
    def asked(self) -> tuple[Scope, ...]:
        """What is asked for, in the usual order."""
        return tuple(scope for scope in Scope if self.texts.get(scope))


def faults(wording: Wording) -> Iterator[tuple[str, str]]:
    """What is missing before anybody can be asked with this: the field and what is wrong with it."""
    if wording.language not in LANGUAGES:
        yield "language", "The page speaks English and German. Choose one of the two."
    if not wording.title:
        yield "title", "Give it a title."
    if not wording.intro:
        yield "intro", "Say who asks, what for, and that saying no is fine."
    if not wording.asked:
        yield "texts", "Ask for one thing at least."


def spoken_language(wanted: str) -> str:
    """The language of the page for somebody who speaks `wanted` (such as "de-AT"); English where we have none."""
    short = wanted.strip().lower().replace("_", "-").partition("-")[0]
    return short if short in LANGUAGES else USUAL_LANGUAGE


BUILT_IN: Mapping[str, Wording] = {
    "en": Wording(
        "en",
        "May we keep and use what you tell us?",
        "We talk with people to learn how they work, and we would like to keep what you tell us. You decide about each "
        "point below on its own. You can say no to any of them, or to all; we will still talk with you if you like. "
        "You can come back to this page, change an answer, or ask us to remove everything.",
        {
            Scope.RECORD: "You may record the sound and picture of our conversation.",
            Scope.TRANSCRIBE: "You may write down what I say, word for word, and keep that text.",
            Scope.PROCESS_WITH_AI: "You may have an AI model read my words, for example to sum them up or to find a "
            "passage. A person checks what it says.",
            Scope.QUOTE_INSIDE: "You may quote me word for word inside your company.",
            Scope.QUOTE_OUTSIDE: "You may quote me word for word outside your company, for example in a talk or an "
            "article.",
            Scope.CLIP: "You may cut short pieces from the recording and play them to colleagues.",
            Scope.CONTACT_AGAIN: "You may get in touch with me again for another conversation.",
        },
    ),
    "de": Wording(
        "de",
        "Dürfen wir behalten und verwenden, was Sie uns erzählen?",
        "Wir sprechen mit Menschen, um zu lernen, wie sie arbeiten, und möchten gern behalten, was Sie uns erzählen. "
        "Über jeden Punkt unten entscheiden Sie einzeln. Sie können zu jedem davon nein sagen, auch zu allen; wir "
        "sprechen trotzdem gern mit Ihnen. Sie können auf diese Seite zurückkommen, eine Antwort ändern oder uns "
        "bitten, alles zu entfernen.",
        {
            Scope.RECORD: "Sie dürfen unser Gespräch in Ton und Bild aufnehmen.",
            Scope.TRANSCRIBE: "Sie dürfen Wort für Wort aufschreiben, was ich sage, und diesen Text behalten.",
            Scope.PROCESS_WITH_AI: "Sie dürfen meine Worte von einem KI-Modell lesen lassen, zum Beispiel um sie "
            "zusammenzufassen oder eine Stelle zu finden. Ein Mensch prüft, was es sagt.",
            Scope.QUOTE_INSIDE: "Sie dürfen mich innerhalb Ihres Unternehmens wörtlich zitieren.",
            Scope.QUOTE_OUTSIDE: "Sie dürfen mich außerhalb Ihres Unternehmens wörtlich zitieren, zum Beispiel in "
            "einem Vortrag oder Artikel.",
            Scope.CLIP: "Sie dürfen kurze Stücke aus der Aufnahme schneiden und Kolleginnen und Kollegen vorspielen.",
            Scope.CONTACT_AGAIN: "Sie dürfen sich wegen eines weiteren Gesprächs wieder bei mir melden.",
        },
    ),
}

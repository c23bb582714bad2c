"""What stands around the wording on a participant's own page: in the language of the wording, not of the interface.

Participants never chose the language of the workspace, so these words do not go through the interface's catalogue: they
come with the languages in which a wording can be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

MONTHS_DE = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of the page in one language."""

    months: tuple[str, ...]
    dot: str  # after the day of a date
    asks: str
    asks_for: str
    this_is_for: str
    not_you: str
    yes: str
    no: str
    unanswered: str
    send: str
    save: str
    answered: str
    answered_by_us: str
    until: str
    change: str
    keep_a_copy: str
    download: str
    print: str
    come_back: str
    remove_title: str
    remove_what: str
    remove_sure: str
    remove_button: str
    removal_title: str
    removal_since: str
    removal_what: str
    removal_back: str
    missing: str
    language: str
    privacy: str
    no_link: str
    no_link_what: str
    copy_title: str

    def day(self, moment: datetime) -> str:
        """A date as people write it."""
        return f"{moment.day}{self.dot} {self.months[moment.month - 1]} {moment.year}"


EN = PageWords(
    months=MONTHS_EN,
    dot="",
    asks="{workspace} asks you",
    asks_for="For: {study}",
    this_is_for="This page is for {name}.",
    not_you="Not you? Then please close it and tell whoever sent it to you.",
    yes="Yes",
    no="No",
    unanswered="not answered",
    send="Send my answers",
    save="Save the change",
    answered="Thank you. This is what we wrote down on {day}.",
    answered_by_us="This is what counts now.",
    until="until {day}",
    change="Change my answers",
    keep_a_copy="Keep a copy",
    download="Download as text",
    print="You can print this page, too.",
    come_back="Keep this link: with it you can come back and change your answers at any time.",
    remove_title="Have everything removed",
    remove_what="We then remove what we keep of you: recordings, the written conversation, quotes, notes and your "
    "name. From the moment you ask, nobody sees or uses your words any more.",
    remove_sure="Yes, remove everything of mine",
    remove_button="Ask for removal",
    removal_title="You asked us to remove everything",
    removal_since="You asked on {day}. Your words have been closed since then: nobody reads, quotes or passes them on. "
    "A person on our side now carries out the removal.",
    removal_what="Once it is done, this link opens nothing any more, because nothing of you is left.",
    removal_back="I changed my mind: keep it",
    missing="Please choose yes or no for each point. Nothing was sent yet.",
    language="Language",
    privacy="No account, no tracking, nothing from other sites. Only the people who asked you see your answers.",
    no_link="This link does not open anything",
    no_link_what="It may be too old, or it was replaced by a newer one. Nothing was changed. Please ask whoever sent "
    "it to you for a new one, or tell them what you wanted to change.",
    copy_title="Copy of your answers",
)
DE = PageWords(
    months=MONTHS_DE,
    dot=".",
    asks="{workspace} bittet Sie um Ihre Antwort",
    asks_for="Für: {study}",
    this_is_for="Diese Seite ist für {name}.",
    not_you="Das sind nicht Sie? Dann schließen Sie die Seite bitte und sagen Sie es der Person, von der Sie den Link "
    "haben.",
    yes="Ja",
    no="Nein",
    unanswered="nicht beantwortet",
    send="Antworten absenden",
    save="Änderung speichern",
    answered="Vielen Dank. Das haben wir am {day} notiert.",
    answered_by_us="Das gilt jetzt.",
    until="bis {day}",
    change="Antworten ändern",
    keep_a_copy="Eine Kopie behalten",
    download="Als Text herunterladen",
    print="Sie können diese Seite auch drucken.",
    come_back="Bewahren Sie diesen Link auf: Damit können Sie jederzeit zurückkommen und Ihre Antworten ändern.",
    remove_title="Alles entfernen lassen",
    remove_what="Wir entfernen dann, was wir von Ihnen haben: Aufnahmen, das aufgeschriebene Gespräch, Zitate, Notizen "
    "und Ihren Namen. Ab dem Moment, in dem Sie darum bitten, sieht und verwendet niemand mehr Ihre Worte.",
    remove_sure="Ja, alles von mir entfernen",
    remove_button="Um Entfernung bitten",
    removal_title="Sie haben uns gebeten, alles zu entfernen",
    removal_since="Sie haben am {day} darum gebeten. Seitdem sind Ihre Worte verschlossen: Niemand liest, zitiert oder "
    "verwendet sie. Jemand von uns führt die Entfernung jetzt aus.",
    removal_what="Ist sie erledigt, öffnet dieser Link nichts mehr, denn dann ist nichts mehr von Ihnen da.",
    removal_back="Ich habe es mir anders überlegt: behalten",
    missing="Bitte wählen Sie bei jedem Punkt ja oder nein. Es wurde noch nichts abgesendet.",
    language="Sprache",
    privacy="Kein Konto, keine Verfolgung, nichts von anderen Seiten. Nur wer Sie gefragt hat, sieht Ihre Antworten.",
    no_link="Dieser Link öffnet nichts",
    no_link_what="Vielleicht ist er zu alt oder wurde durch einen neueren ersetzt. Es wurde nichts geändert. Bitten "
    "Sie die Person, von der Sie ihn haben, um einen neuen, oder sagen Sie ihr, was Sie ändern wollten.",
    copy_title="Kopie Ihrer Antworten",
)
WORDS: Mapping[str, PageWords] = {"en": EN, "de": DE}

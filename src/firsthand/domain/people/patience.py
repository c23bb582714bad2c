"""How long somebody must wait who guessed wrong: nothing at first, then longer each time, never for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NONE = timedelta(0)


class Guarded(StrEnum):
    """What somebody could try to guess."""

    SIGN_IN = "sign-in"  # a password
    FACTOR = "factor"  # the six digits of an authenticator app, or a recovery code
    RESET = "reset"  # asking for mail to an address
    SIGN_IN_LINK = "sign-in link"
    RESET_LINK = "reset link"
    INVITATION = "invitation"
    CALENDAR = "calendar"
    CONSENT = "consent"
    SHARE = "share"
    TOKEN = "token"  # noqa: S105  (of a program that uses the API)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures cost nothing, and how the pauses grow after them."""

    free: int
    first_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=15)
    forgotten_after: timedelta = timedelta(hours=1)  # without a further failure

    def counted(self, failures: int, last_at: datetime, now: datetime) -> int:
        """How many of the failures still count."""
        return 0 if now - last_at >= self.forgotten_after else failures

    def pause(self, failures: int) -> timedelta:
        """The pause after so many failures: it doubles with each one over the free ones."""
        if failures < self.free:
            return NONE
        doublings = min(failures - self.free, 32)  # more would be longer than a century
        return min(self.first_pause * int(2**doublings), self.longest_pause)

    def wait(self, failures: int, last_at: datetime, now: datetime) -> timedelta:
        """How much of the pause is left."""
        pause = self.pause(self.counted(failures, last_at, now))
        return max(NONE, last_at + pause - now)


@dataclass(frozen=True, slots=True)
class Rule:
    """Whose failures are counted together; None where they are not.

    From one address at one account is the narrow gate, which stops a guesser and nobody else. All of an account's
    failures together stop guessing from many addresses; an address where that person has signed in before may pass.
    """

    here: Patience | None  # one address, one account
    address: Patience  # one address, whatever it tried
    account: Patience | None  # one account, wherever it was tried


RULES: dict[Guarded, Rule] = {
    Guarded.SIGN_IN: Rule(Patience(5), Patience(30), Patience(100)),
    Guarded.FACTOR: Rule(Patience(5), Patience(30), Patience(15, timedelta(seconds=30))),
    Guarded.RESET: Rule(
        Patience(3, timedelta(minutes=1)), Patience(20), Patience(10, timedelta(minutes=5), timedelta(hours=6))
    ),
}
TOKENS = Rule(None, Patience(20), None)  # long random secrets: nobody guesses one, this only stops the trying


def rule(guarded: Guarded) -> Rule:
    """How patient we are with guesses of this kind."""
    return RULES.get(guarded, TOKENS)


def in_words(wait: timedelta) -> str:
    """A wait as a person would say it: "40 seconds", "3 minutes"; rounded up, never nothing."""
    seconds = max(1, -(-wait // timedelta(seconds=1)))
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"

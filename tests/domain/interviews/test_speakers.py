from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.interviews.craft_evaluation import evaluate_roles, session
from firsthand.domain.interviews.speaker_habits import role_in_name
from firsthand.domain.interviews.speakers import guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from interviews_held import INTERVIEW, talk
from shared_data import SHARED_DATA, needs_shared_data


def roles(transcript: Transcript) -> dict[str, Role]:
    return dict(roles_of(guess_roles(transcript)))


def nameless(text: str) -> Transcript:
    return talk(text, roles={})


def test_who_asks_is_the_researcher() -> None:
    assert roles(nameless(INTERVIEW)) == {"Mira": Role.RESEARCHER, "Jonas": Role.PARTICIPANT}


def test_every_guess_says_why() -> None:
    assert all(guess.reasons for guess in guess_roles(nameless(INTERVIEW)))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Interviewer", Role.RESEARCHER),
        ("RESEARCHER 2", Role.RESEARCHER),
        ("Moderator:", Role.RESEARCHER),
        ("Q", Role.RESEARCHER),
        ("PARTICIPANT 12", Role.PARTICIPANT),
        ("PARTTICIPANT 18", Role.PARTICIPANT),
        ("P3", Role.PARTICIPANT),
        ("Interviewee", Role.PARTICIPANT),
        ("Note taker", Role.OTHER),
        ("Paula", None),
        ("A", None),
        ("Rosa Guestrin", None),
    ],
)
def test_labels_are_read_and_names_are_not(name: str, role: Role | None) -> None:
    assert role_in_name(name) is role


def test_an_a_answers_only_where_a_q_asks() -> None:
    assert role_in_name("A", ("Q", "A")) is Role.PARTICIPANT
    assert role_in_name("A", ("A", "B")) is None


def test_several_participants_are_possible() -> None:
    found = roles(
        nameless(
            """
            Mira: Welcome, everybody. What did you do the last time a delivery was late?
            Jonas: I called the driver and then I wrote a message to the customer, who was quite angry about it all.
            Mira: And you, Pia?
            Pia: I waited, because the system always shows the wrong hour and mostly the parcel comes anyway in the end.
            Mira: What happened then?
            Jonas: It came at nine, and nobody was there to open the gate, so we had to do it again the next morning.
            Mira: How did you both find out?
            Pia: The customer told us on the phone, and that was not a pleasant call for anyone in the office.
            """
        )
    )
    assert found == {"Mira": Role.RESEARCHER, "Jonas": Role.PARTICIPANT, "Pia": Role.PARTICIPANT}


def test_a_colleague_who_takes_notes_is_other() -> None:
    text = INTERVIEW.replace("Thank you for joining.", "Thank you for joining. Olu is here too, taking notes.")
    assert roles(nameless(text + "Olu: Hello from me as well."))["Olu"] is Role.OTHER


def test_one_speaker_alone_is_unknown_with_the_reason() -> None:
    (guess,) = guess_roles(nameless("Mira: What is this about? I talk to myself."))
    assert (guess.role, guess.reasons) == (Role.UNKNOWN, ("the file names only one speaker",))


def test_two_who_ask_alike_are_unknown() -> None:
    text = "Mira: What do you think of it?\nJonas: I like it a lot. What do you think?\n" * 6
    assert set(roles(nameless(text)).values()) == {Role.UNKNOWN}


def test_roles_that_are_set_stay() -> None:
    guesses = guess_roles(talk(INTERVIEW))
    assert [(g.role, g.confidence) for g in guesses] == [(Role.RESEARCHER, 1.0), (Role.PARTICIPANT, 1.0)]


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B", "Q", "Zoë"]), st.text(max_size=60)), max_size=12))
def test_every_speaker_gets_exactly_one_guess_with_a_confidence(rows: list[tuple[str, str]]) -> None:
    transcript = Transcript(tuple(Turn(i, name, text) for i, (name, text) in enumerate(rows)))
    guesses = guess_roles(transcript)
    assert tuple(g.speaker for g in guesses) == transcript.speakers
    assert all(0 <= g.confidence <= 1 and g.reasons for g in guesses)


@needs_shared_data
def test_roles_are_guessed_right_in_nine_of_ten_real_sessions_without_labels() -> None:
    import gzip
    import json

    assert SHARED_DATA
    with gzip.open(SHARED_DATA / "gold" / "annomi_sessions.jsonl.gz", "rt") as lines:
        transcripts = [session(json.loads(line)) for line in lines]
    truth = {"Therapist": Role.RESEARCHER, "Client": Role.PARTICIPANT}
    check = evaluate_roles((transcript, truth) for transcript in transcripts)
    assert check.right >= 0.85 * (check.right + check.wrong + check.unknown)
    assert check.wrong <= 0.1 * (check.right + check.wrong + check.unknown)

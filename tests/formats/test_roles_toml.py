from __future__ import annotations

import pytest

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.formats.roles_toml import Roles, read_roles

TALK = Transcript((Turn(0, "DANA", "Why?"), Turn(1, "Maria", "So."), Turn(2, "", "Hm."), Turn(3, "Noor", "Time.")))


def roles(text: str, file: str = "a/talk.vtt") -> list[str]:
    return [turn.role.value for turn in read_roles(text).given_to(TALK, file).turns]


@pytest.mark.parametrize(
    "text",
    [
        'researchers = ["Dana"]\nothers = ["Noor"]',
        '"Dana" = "researcher"\n"Noor" = "other"',
        '[roles]\nDana = "researcher"\nNoor = "other"',
        '[speakers]\nDana = "Researcher"\nNoor = "other"',
        '[files."talk.vtt"]\nresearchers = ["Dana"]\nothers = ["Noor"]',
        '["a/talk.vtt"]\nDana = "researcher"\nNoor = "other"',
        'researcher = "Dana"\nother = "Noor"',
    ],
)
def test_every_way_to_write_roles_says_the_same(text: str) -> None:
    assert roles(text) == ["researcher", "participant", "unknown", "other"]


def test_without_a_researcher_in_it_nobody_is_a_participant() -> None:
    assert roles('researchers = ["Somebody"]') == ["unknown"] * 4
    assert roles('[files."other.vtt"]\nresearchers = ["Dana"]') == ["unknown"] * 4


def test_a_file_may_say_otherwise_than_the_folder() -> None:
    assert roles('researchers = ["Dana"]\n[files.talk]\nDana = "participant"\nMaria = "researcher"')[:2] == [
        "participant",
        "researcher",
    ]


def test_names_on_the_command_line_come_first() -> None:
    given = Roles().with_researchers(("maria",)).given_to(TALK, "talk.vtt")

    assert [turn.role for turn in given.turns][:2] == [Role.PARTICIPANT, Role.RESEARCHER]


def test_an_alias_says_who_is_meant() -> None:
    known = read_roles('[aliases]\n"Operations lead" = "Maria"')

    assert known.meant_by("operations lead") == "Maria"
    assert known.meant_by("Tom") == "Tom"


@pytest.mark.parametrize("text", ["a b", 'Dana = "boss"', 'bosses = ["Dana"]', "files = 3", "[files]\nx = 3"])
def test_what_is_no_role_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_roles(text)

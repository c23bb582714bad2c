"""`roles.toml`: who was the researcher, and who is meant by a name in a report, for a folder of transcripts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.attribution import is_same_person
from firsthand.domain.interviews.transcripts import Role, Transcript

NAME = "roles.toml"
_LISTS = {
    "researcher": Role.RESEARCHER,
    "researchers": Role.RESEARCHER,
    "participant": Role.PARTICIPANT,
    "participants": Role.PARTICIPANT,
    "other": Role.OTHER,
    "others": Role.OTHER,
}
_GLOBAL_TABLES = ("roles", "speakers")


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles by speaker's name, for all files or for one, and other names for the same person."""

    everywhere: Mapping[str, Role] = field(default_factory=dict)
    in_file: Mapping[str, Mapping[str, Role]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def given_to(self, transcript: Transcript, name: str) -> Transcript:
        """The transcript with roles; where a researcher is known, every other named speaker is a participant."""
        known = {**self.everywhere, **self._of_file(name)}
        found = {speaker: role for speaker in transcript.speakers if speaker and (role := _role_of(speaker, known))}
        if Role.RESEARCHER in found.values():
            rest = {speaker: Role.PARTICIPANT for speaker in transcript.speakers if speaker}
            found = {**rest, **found}
        return transcript.with_roles(found)

    def meant_by(self, name: str) -> str:
        """The speaker whom a name in a report means."""
        aliases = {alias.casefold(): speaker for alias, speaker in self.aliases.items()}
        return aliases.get(name.casefold(), name)

    def with_researchers(self, names: tuple[str, ...]) -> Roles:
        """The same with more researchers."""
        more = dict.fromkeys(names, Role.RESEARCHER)
        return Roles({**self.everywhere, **more}, self.in_file, self.aliases)

    def _of_file(self, name: str) -> Mapping[str, Role]:
        short = name.rsplit("/", 1)[-1]
        keys = (short.rsplit(".", 1)[0], short, name)
        return {who: role for key in keys for who, role in self.in_file.get(key, {}).items()}


def read_roles(text: str) -> Roles:
    """The roles that a `roles.toml` gives.

    Raises Invalid where it is no TOML, or a role is none of researcher, participant, other, unknown.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"This is not TOML: {error}. Correct it, or name the researcher with --researcher.") from error
    files = table.get("files", {})
    if not isinstance(files, dict):
        raise Invalid('“files” must be a table: write [files."interview-1.vtt"] and the roles below it.')
    per_file = {**{k: v for k, v in table.items() if isinstance(v, dict) and _is_file(k)}, **files}
    everywhere = {k: v for k, v in table.items() if not isinstance(v, dict)}
    for name in _GLOBAL_TABLES:
        everywhere |= table.get(name, {})
    aliases = {str(alias): str(speaker) for alias, speaker in table.get("aliases", {}).items()}
    return Roles(_roles(everywhere), {str(name): _roles(part) for name, part in per_file.items()}, aliases)


def _is_file(key: str) -> bool:
    return key not in (*_GLOBAL_TABLES, "files", "aliases")


def _roles(part: object) -> dict[str, Role]:
    if not isinstance(part, dict):
        raise Invalid('Roles are written as "Dana" = "researcher", or as researchers = ["Dana"].')
    roles: dict[str, Role] = {}
    for key, value in part.items():
        if isinstance(value, list):
            roles |= dict.fromkeys(_names(key, value), _LISTS[key])
        elif key in _LISTS and value not in [role.value for role in Role]:
            roles[str(value)] = _LISTS[key]
        else:
            roles[str(key)] = _role(str(key), value)
    return roles


def _names(key: str, value: list[object]) -> list[str]:
    if key not in _LISTS:
        raise Invalid(f"“{key}” is no role. A list of names is called researchers, participants or others.")
    return [str(name) for name in value]


def _role(name: str, value: object) -> Role:
    try:
        return Role(str(value).strip().lower())
    except ValueError:
        known = ", ".join(role.value for role in Role)
        raise Invalid(f"“{value}” is no role for {name}. Use one of: {known}.") from None


def _role_of(speaker: str, known: Mapping[str, Role]) -> Role | None:
    exact = known.get(speaker)
    if exact is not None:
        return exact
    return next((role for name, role in known.items() if is_same_person(name, speaker)), None)

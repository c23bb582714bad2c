"""`firsthand member`: accounts with a password, for when other machines may reach the server."""

from __future__ import annotations

from pathlib import Path

import click

ROLES = ("owner", "researcher", "viewer")


@click.group()
def member() -> None:
    """Add people to the workspace, or give them a new password."""


def _data(command: click.Command) -> click.Command:
    command.params.append(
        click.Option(["--data"], type=click.Path(path_type=Path, file_okay=False), help="The data folder to use.")
    )
    return command


@click.command()
@click.argument("email")
@click.option("--name", default="", help="How the person is called on pages.")
@click.option("--role", type=click.Choice(ROLES), default="researcher", show_default=True)
@click.password_option(help="At least 12 characters; asked for if not given.")
def add(email: str, name: str, role: str, password: str, data: Path | None) -> None:
    """Add a person with this e-mail address to the workspace."""
    _prepare(data)
    from firsthand.domain.people.actors import WorkspaceRole
    from firsthand.services import accounts

    accounts.add_member(accounts.local_owner(), email, name, WorkspaceRole(role), password)
    click.echo(f"{email} can sign in now, as {role}.")


@click.command()
@click.argument("email")
@click.password_option(help="At least 12 characters; asked for if not given.")
def password(email: str, password: str, data: Path | None) -> None:
    """Set a new password for this address."""
    _prepare(data)
    from firsthand.services import accounts

    accounts.set_password(email, password)
    click.echo(f"{email} has a new password; where they were signed in, they must sign in again.")


@click.command(name="list")
def listed(data: Path | None) -> None:
    """List the members of the workspace."""
    _prepare(data)
    from firsthand.services import accounts

    for one in accounts.members(accounts.local_owner()):
        click.echo(f"{one.email or '(this machine)'}\t{one.role}\t{one.name}")


for _command in (add, password, listed):
    member.add_command(_data(_command))


def _prepare(data: Path | None) -> None:
    from firsthand.services import starting

    starting.prepare(data)
    starting.bring_tables_up_to_date()

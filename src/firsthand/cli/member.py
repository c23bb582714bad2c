"""`firsthand member`: accounts with a password, for when other machines may reach the server."""

from __future__ import annotations

from pathlib import Path

import click

ROLES = ("owner", "researcher", "viewer")


@click.group()
def member() -> None:
    """Add people to a workspace, change what they may do, remove them, or let them in again who can't get in."""


def _data(command: click.Command) -> click.Command:
    command.params.append(
        click.Option(["--data"], type=click.Path(path_type=Path, file_okay=False), help="The data folder to use.")
    )
    return command


def _workspace(command: click.Command) -> click.Command:
    help_text = "The id or name of the workspace; the first one if not given."
    command.params.append(click.Option(["--workspace"], default="", help=help_text))
    return _data(command)


@click.command()
@click.argument("email")
@click.option("--name", default="", help="How the person is called on pages.")
@click.option("--role", type=click.Choice(ROLES), default="researcher", show_default=True)
@click.password_option(help="At least 12 characters; asked for if not given.")
def add(email: str, name: str, role: str, password: str, workspace: str, data: Path | None) -> None:
    """Add a person with this e-mail address to a workspace."""
    _prepare(data)
    from firsthand.domain.people.actors import WorkspaceRole
    from firsthand.services import accounts

    accounts.add_member(accounts.owner_of(workspace), email, name, WorkspaceRole(role), password)
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


@click.command(name="role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def change_role(email: str, role: str, workspace: str, data: Path | None) -> None:
    """Make a member an owner, a researcher or a viewer."""
    _prepare(data)
    from firsthand.domain.people.actors import WorkspaceRole
    from firsthand.services import accounts, members

    owner = accounts.owner_of(workspace)
    members.change_role(owner, accounts.member_named(owner, email), WorkspaceRole(role))
    click.echo(f"{email} is {role} from now on.")


@click.command()
@click.argument("email")
def remove(email: str, workspace: str, data: Path | None) -> None:
    """Take a member's place in a workspace away; what they made stays under their name."""
    _prepare(data)
    from firsthand.services import accounts, members

    owner = accounts.owner_of(workspace)
    members.remove_member(owner, accounts.member_named(owner, email))
    click.echo(f"{email} is no member any more.")


@click.command(name="list")
def listed(workspace: str, data: Path | None) -> None:
    """List the members of a workspace."""
    _prepare(data)
    from firsthand.services import accounts

    for one in accounts.members(accounts.owner_of(workspace)):
        click.echo(f"{one.email or '(this machine)'}\t{one.role}\t{one.name}")


@click.command()
@click.argument("old")
@click.argument("new")
def address(old: str, new: str, data: Path | None) -> None:
    """Give the account with the address OLD the address NEW."""
    _prepare(data)
    from firsthand.services import my_account

    my_account.replace_address(old, new)
    click.echo(f"{new} it is from now on; letters and sign-ins go by it.")


@click.command(name="remove-factors")
@click.argument("email")
def remove_factors(email: str, data: Path | None) -> None:
    """Take every second factor from an account, for somebody who lost phone, key and codes.

    They sign in with their password alone, and set up new ones.
    """
    _prepare(data)
    from firsthand.services import factors

    removed = factors.remove_factors(email)
    click.echo(f"{email} has no second factor any more." if removed else f"{email} had no second factor.")


for _command in (add, change_role, remove, listed):
    member.add_command(_workspace(_command))
for _command in (password, address, remove_factors):
    member.add_command(_data(_command))


def _prepare(data: Path | None) -> None:
    from firsthand.services import starting

    starting.prepare(data)
    starting.bring_tables_up_to_date()

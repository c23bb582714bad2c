"""`firsthand serve` and `firsthand demo`: the web app on this machine, with a link that signs you in."""

from __future__ import annotations

import getpass
import os
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click

from firsthand.domain.errors import NotAllowed, Refusal

PORT = 8321
TRIES = 50  # ports that the demo tries, one after the other
DEMO_FOLDER = "firsthand-demo"


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--no-browser", is_flag=True, help="Don't open a browser; only print the link."),
        click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The data folder to use."),
        click.option(
            "--port", default=PORT, type=click.IntRange(0, 65535), show_default=True, help="0 takes any free one."
        ),
        click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    ):
        command = option(command)
    return command


@click.command()
@_options
def serve(host: str, port: int, data: Path | None, no_browser: bool) -> None:
    """Run the web app on your own workspace.

    The first start makes the data folder and the workspace. The printed link signs you in once; no password is needed
    on this machine. For other machines, first add an account: firsthand member add YOUR-EMAIL
    """
    from firsthand.services import starting

    os.environ["FIRSTHAND_BIND"] = host
    taken = _socket(host, port, tries=1)
    folder = starting.prepare(data)
    starting.bring_tables_up_to_date()
    _require_account(host)
    from firsthand.services import accounts

    owner = accounts.local_owner(owner_name=_name_here())
    _run(taken, host, owner.user_id, str(folder.path), no_browser)


@click.command()
@_options
@click.option("--fresh", is_flag=True, help="Throw away what was changed in the demo and start it anew.")
def demo(host: str, port: int, data: Path | None, no_browser: bool, fresh: bool) -> None:
    """Open a demo workspace in the browser.

    It lies in a data folder of its own and keeps what you change until you start it with --fresh.
    """
    from firsthand.services import starting

    os.environ["FIRSTHAND_BIND"] = host
    for elsewhere in ("FIRSTHAND_DATABASE_URL", "FIRSTHAND_MEDIA_URL", "FIRSTHAND_DATA"):
        os.environ.pop(elsewhere, None)  # the demo never touches your own workspace
    taken = _socket(host, port, tries=TRIES)
    if fresh:
        starting.empty(data, DEMO_FOLDER)
    folder = starting.prepare(data, DEMO_FOLDER)
    starting.mark_as_demo(folder)
    starting.bring_tables_up_to_date()
    from firsthand.services import accounts
    from firsthand.services.demo import create_demo, has_content

    owner = accounts.local_owner("Firsthand demo")
    _require_account(host)
    if not has_content(owner):
        click.echo("Filling the demo workspace …")
        _fill(create_demo, owner, folder.path)
    _run(taken, host, owner.user_id, str(folder.path), no_browser)


def _fill(create_demo: Callable[[Any], None], owner: Any, folder: Path) -> None:
    """Fill the demo; half a demo is taken away again, so that the next start begins anew."""
    from firsthand.services import starting

    try:
        create_demo(owner)
    except BaseException:
        starting.empty(folder, DEMO_FOLDER)
        raise


def _name_here() -> str:
    """What this machine calls the person, so that teammates see a name; "Owner" where it names only a role."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = ""
    return name.replace(".", " ").replace("_", " ").title() if name not in ("", "root", "admin") else "Owner"


def _require_account(host: str) -> None:
    """Other machines may reach the server only once somebody can sign in with a password."""
    from firsthand.services.accounts import has_password_account

    if is_loopback(host) or has_password_account():
        return
    raise NotAllowed(
        f"{host} can be reached from other machines, and nobody here has a password yet. Nothing was started. "
        "Add an account first: firsthand member add YOUR-EMAIL",
        where="--host",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach this address."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _socket(host: str, port: int, tries: int) -> socket.socket:
    """A socket bound to the port, or to one of the next few; refuses where all are taken."""
    for candidate in range(port, port + tries if port else 1):
        try:
            return _bound(host, candidate)
        except OSError as error:
            reason = error
    hint = f"Stop what runs there, or choose another one: --port {port + 1}"
    raise Refusal(f"Port {port} on {host} can't be used: {reason.strerror or reason}. {hint}", where="--port")


def _bound(host: str, port: int) -> socket.socket:
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
    except OSError:
        taken.close()
        raise
    return taken


def _run(taken: socket.socket, host: str, user_id: str, folder: str, no_browser: bool) -> None:
    import uvicorn
    from django.conf import settings

    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  (compared, not bound)
    address = settings.FIRSTHAND.base_url.rstrip("/") or f"http://{_bracketed(shown)}:{taken.getsockname()[1]}"
    link = _sign_in_link(address, host, user_id)

    class Server(uvicorn.Server):
        """Says where it is once it listens."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Start, then print the link and open the browser."""
            await super().startup(sockets)
            _announce(address, link, folder, no_browser)

    config: dict[str, Any] = {"log_level": "warning", "timeout_graceful_shutdown": 5, "lifespan": "on", "ws": "none"}
    config["server_header"] = False
    config["proxy_headers"] = False  # who asks is worked out in `web/who.py`, which believes our own proxies only
    server = Server(uvicorn.Config("firsthand.server.asgi:app", **config))
    with suppress(KeyboardInterrupt):  # uvicorn has stopped in good order and says so by raising it again
        server.run(sockets=[taken])
    click.echo("Stopped; everything is kept.")


def _sign_in_link(address: str, host: str, user_id: str) -> str:
    """The one-time link, on this machine only; from elsewhere people sign in with their password."""
    if not is_loopback(host):
        return ""
    from firsthand.services.accounts import new_sign_in_link

    return f"{address}/sign-in/{new_sign_in_link(user_id)}/"


def _announce(address: str, link: str, folder: str, no_browser: bool) -> None:
    click.echo(f"Firsthand runs at {address} and keeps everything in {folder}")
    if link:
        click.echo("Open this link to sign in; it works once, for 15 minutes:")
        click.echo(link)
    click.echo("Press Ctrl+C to stop.")
    if link and not no_browser:
        webbrowser.open(link)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host

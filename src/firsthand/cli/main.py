"""The `firsthand` command: each subcommand lives in its own module and is loaded only when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from firsthand import __version__
from firsthand.domain.errors import NotAllowed, NotFound, Refusal

COMMANDS = {  # name: (module, one line for --help); the plain-file commands never import Django
    "demo": ("serve", "Open a demo workspace in the browser."),
    "serve": ("serve", "Run the web app on your own workspace."),
    "member": ("member", "Add an account, or give one a new password."),
    "new": ("new", "Write a guide or a study from a template."),
    "lint": ("lint", "Find the faults in a discussion guide's questions."),
    "coach": ("coach", "Report how an interview was held, from its transcript."),
    "capture": ("capture", "List decisions, action items, open questions and more in a transcript."),
    "verify": ("verify", "Check every quotation in a report against the transcripts."),
    "prove": ("prove", "Look up everything that a claim rests on, from its proof file and the originals."),
    "convert": ("convert", "Read a transcript in any layout and write it in another."),
    "audit": ("audit", "Check an exported audit log."),
    "redact": ("redact", "Find personal data in a transcript and cover it."),
    "evaluate": ("evaluate", "Measure the rules against labelled questions and sessions."),
}
REFUSED = 2  # the exit code of a refusal; 1 means "findings"


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports a module only to run or explain that one command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"firsthand.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="firsthand")
def firsthand() -> None:
    """Prepare, hold, keep and use conversations with customers.

    new, lint, coach, capture, verify, prove, convert and audit work on plain files; demo and serve run the web app.
    """


def main() -> None:
    """Run the command; a refusal is one message on stderr and exit code 2."""
    try:
        sys.exit(firsthand.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(141)
    except Refusal as refusal:
        place = f"{refusal.where}: " if refusal.where else ""
        click.echo(f"{place}{refusal.message}", err=True)
        sys.exit(REFUSED if not isinstance(refusal, NotFound | NotAllowed) else 3)

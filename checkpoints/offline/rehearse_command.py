"""`python -m checkpoints rehearse SCENARIO`: serve a world until Ctrl-C, and say how a shell gets there."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
import time
from collections.abc import Mapping, Sequence

from checkpoints.guide.launcher import find_launcher
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import write_line
from checkpoints.offline.rehearsal import is_attendees
from checkpoints.offline.scenarios import DEFAULT, UnknownScenario, find_scenario

USAGE = 2


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""
    parser.add_argument("scenario", nargs="?", default=DEFAULT, help=say("rehearse.help.scenario", language))
    parser.add_argument("--port", type=int, default=0, help=say("rehearse.help.port", language))


def serve_scenario(arguments: argparse.Namespace, language: str) -> int:
    """Serve until Ctrl-C. Exit code 0; 2 for an unknown scenario or a port that is taken."""
    run = find_launcher() or "pytest"
    try:
        scenario = find_scenario(arguments.scenario)
    except UnknownScenario as error:
        from checkpoints.guide.texts.nearest import describe_nearest

        given = {"name": error.name, "known": describe_nearest(error.name, error.known), "run": run}
        write_line(sys.stderr, say("option.unknown-scenario", language, given))
        return USAGE
    # Imported here, since moto takes a while and a misspelt name should not wait for it.
    from checkpoints.offline.server import serve

    try:
        with serve(scenario, arguments.port) as served:
            about = {"name": scenario.name, "what": say(f"scenario.{scenario.name}", language)}
            write_line(sys.stdout, say("rehearse.serving", language, about))
            write_line(sys.stdout, write_entry(served.variables, os.environ, powershell=os.name == "nt"))
            again = {"run": run, "project": shlex.quote(str(served.project))}
            write_line(sys.stdout, say("rehearse.try", language, again))
            write_line(sys.stdout, write_exit(served.variables, os.environ, powershell=os.name == "nt"))
            write_line(sys.stdout, say("rehearse.end", language))
            _wait()
    except KeyboardInterrupt:
        write_line(sys.stdout, "\n" + say("rehearse.ended", language))
    except (OSError, OverflowError) as error:
        write_line(
            sys.stderr, say("rehearse.port-taken", language, {"port": str(arguments.port), "reason": str(error)})
        )
        return USAGE
    return 0


def _wait() -> None:
    """Until Ctrl-C, or until somebody ends the process politely: raises KeyboardInterrupt."""
    # A shell may have started us with Ctrl-C ignored, as it does with jobs in the background.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.default_int_handler)
    while True:
        time.sleep(0.5)  # in short naps, since Windows does not wake a sleeper


def write_exports(variables: Mapping[str, str], *, powershell: bool) -> str:
    """The lines that give a shell the scenario's environment."""
    if powershell:
        quoted = {name: value.replace("'", "''") for name, value in variables.items()}
        return "\n".join(f"$env:{name} = '{value}'" for name, value in quoted.items())
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items())


def write_entry(variables: Mapping[str, str], before: Mapping[str, str], *, powershell: bool) -> str:
    """The lines that make a shell the scenario's: what it must not have is taken away first."""
    hidden = sorted(name for name in before if is_attendees(name) and name not in variables)
    lines = [_removed(hidden, powershell=powershell)] if hidden else []
    return "\n".join([*lines, write_exports(variables, powershell=powershell)])


def _removed(names: Sequence[str], *, powershell: bool) -> str:
    return "\n".join(f"Remove-Item Env:{name}" for name in names) if powershell else f"unset {' '.join(names)}"


def write_exit(variables: Mapping[str, str], before: Mapping[str, str], *, powershell: bool) -> str:
    """The lines that remove it again. before: the environment that the command was started in.

    Only the home folder is given back by value: what else the shell had may be a secret.
    """
    kept = {name: before[name] for name in ("HOME", "USERPROFILE") if name in variables and name in before}
    gone = [name for name in variables if name not in kept]
    away = _removed(gone, powershell=powershell)
    return "\n".join([away, write_exports(kept, powershell=powershell)] if kept else [away])

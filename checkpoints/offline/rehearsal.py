"""A rehearsal inside this process: the scenario's machine and account, and nothing of the real ones."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from checkpoints.facts.crt import keep_awscrt_out
from checkpoints.facts.service_models import limit_to_our_services
from checkpoints.guide.edition import Edition
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.late_import import import_when_used
from checkpoints.offline.network import LOOPBACK, Guard, guard_sockets, open_dead_ends
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.world import Machine, Scenario

_PREFIXES = ("AWS_", "CLAUDE_", "ANTHROPIC_", "BEDROCK_", "BOTO_")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_OWN = ("HOME", "USERPROFILE", "MOTO_ACCOUNT_ID", "NODE_OPTIONS", "REQUESTS_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsal that is on.

    home, project: folders with the scenario's files; `project` holds its `.env` and `.claude`. end_silence: closes the
    ports of the machine that refuse or never answer, so that nobody waits for them any more.
    """

    home: Path
    project: Path
    guard: Guard
    end_silence: Callable[[], None]

    @property
    def attempts(self) -> tuple[str, ...]:
        """What tried to leave the machine, and was kept from it."""
        return tuple(self.guard.attempts)


@contextmanager
def rehearse(scenario_name: str, edition: Edition = WORKSHOP) -> Iterator[Rehearsal]:
    """Play a scenario of an edition of the guide by its name. Raises `UnknownScenario` for a name that nobody wrote."""
    with play(find_scenario(scenario_name, edition)) as rehearsal:
        yield rehearsal


@contextmanager
def play(scenario: Scenario) -> Iterator[Rehearsal]:
    """Play a scenario in this process.

    The process environment, botocore, moto and sockets are as before when it ends, however it ends.
    """
    with ExitStack() as undo:
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True)))
        undo.enter_context(_own_environment())
        guard = undo.enter_context(guard_sockets())
        silence = undo.enter_context(ExitStack())
        closed, silent = silence.enter_context(open_dead_ends())
        guard.allow(closed)
        guard.allow(silent)
        home, project = folder / "home", folder / "project"
        key, metadata_port = undo.enter_context(_moto(scenario, guard))
        values = list_stand_ins(home, project, closed, silent, metadata_port, key)
        furnish(scenario.machine, home, project, values)
        os.environ.update(list_variables(scenario.machine, home, values))
        if scenario.defect is not None:
            undo.enter_context(patch(scenario.defect, _break))
        yield Rehearsal(home, project, guard, silence.close)


class RehearsedDefectError(Exception):
    """What a check raises whose defect is rehearsed."""


def _break(*_: object) -> NoReturn:
    raise RehearsedDefectError


@contextmanager
def _own_environment() -> Iterator[None]:
    """Hide everything of the machine's own environment that AWS or Claude Code would read."""
    kept = {name: value for name, value in os.environ.items() if not is_attendees(name)}
    with patch.dict(os.environ, kept, clear=True):
        yield


def is_attendees(name: str) -> bool:
    """Whether a variable is of the attendee's set-up, and not of the machine's running."""
    return name.startswith(_PREFIXES) or name.upper() in (*_PROXIES, *_OWN)


@contextmanager
def _moto(scenario: Scenario, guard: Guard) -> Iterator[tuple[str | None, int]]:
    """moto, extended and seeded; gives the short-term API key and the metadata service's port."""
    if "login_session" not in scenario.machine.home.get(".aws/config", ""):
        keep_awscrt_out()
    # For certificates of IAM users, which no world has.
    import_when_used("cryptography", "x509")
    # Imported here, since only a rehearsal pays for it.
    from botocore import credentials
    from botocore.handlers import BUILTIN_HANDLERS
    from moto import mock_aws

    from checkpoints.offline import account, api_keys, metadata, sso_portal
    from checkpoints.offline.extension import extend_moto
    from checkpoints.offline.stage import Stage

    world = scenario.world
    with ExitStack() as undo:
        if scenario.machine.variables.get("BOTO_DISABLE_CRT") == "true":
            # botocore looks for it once, when it is imported.
            undo.enter_context(patch.object(credentials, "EC", None, create=True))
        undo.enter_context(_few_models_read(world.regions))
        # For the library requests, which no run uses, moto would prepare more than a thousand answers.
        undo.enter_context(patch("moto.core.models.RESPONSES_METHODS", [], create=True))
        # Keys of moto's own would hide that the attendee has none.
        undo.enter_context(mock_aws(config={"core": {"mock_credentials": False}}))
        portal = sso_portal.build_handler()
        BUILTIN_HANDLERS.append(portal)
        undo.callback(BUILTIN_HANDLERS.remove, portal)
        key = api_keys.mint_key(world)
        undo.enter_context(extend_moto(Stage(world, key)))
        account.build_account(world)
        port = undo.enter_context(metadata.serve_metadata(world))
        guard.allow(port)
        yield key, port


@contextmanager
def _few_models_read(regions: Sequence[str]) -> Iterator[None]:
    """Spare moto the models that a rehearsal in these Regions does not need.

    A moto that reads them in another way reads what it likes.
    """
    with ExitStack() as undo:
        with suppress(ImportError):
            from moto.core.loaders import create_loader

            # moto makes a loader for every model that it reads.
            models = create_loader()
            limit_to_our_services(models)
            undo.enter_context(patch("moto.core.utils.create_loader", lambda *_, **__: models, create=True))
        with suppress(ImportError):
            from moto.core.base_backend import AccountSpecificBackend

            # To learn the Regions of Bedrock, moto would read the model of EC2, the largest of all.
            undo.enter_context(
                patch.object(AccountSpecificBackend, "_generate_regions", lambda *_, **__: list(regions), create=True)
            )
        yield


def list_stand_ins(
    home: Path, project: Path, closed: int, silent: int, metadata_port: int, key: str | None
) -> dict[str, str]:
    """The values of a rehearsal's stand-ins (`checkpoints.offline.world`), from its folders and ports."""
    return {
        "home": str(home),
        "project": str(project),
        "closed": f"http://{LOOPBACK}:{closed}",
        "silent": f"http://{LOOPBACK}:{silent}",
        "metadata": f"http://{LOOPBACK}:{metadata_port}",
        "short-term-key": key or "",
        "python": sys.executable,
    }


def furnish(machine: Machine, home: Path, project: Path, values: Mapping[str, str]) -> None:
    """Write the files of a machine, stand-ins filled."""
    for folder, files in ((home, machine.home), (project, machine.project)):
        folder.mkdir(parents=True)
        for place, text in files.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fill_stand_ins(text, values), encoding="utf-8", newline="")


def list_variables(machine: Machine, home: Path, values: Mapping[str, str]) -> dict[str, str]:
    """The variables of a machine's shell, its home included, stand-ins filled."""
    own = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "AWS_CONFIG_FILE": str(home / ".aws" / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(home / ".aws" / "credentials"),
    }
    return own | {name: fill_stand_ins(value, values) for name, value in machine.variables.items()}


def fill_stand_ins(text: str, values: Mapping[str, str]) -> str:
    """A text with its stand-ins (`<home>`) replaced."""
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text

"""The attendee's machine, and what Claude Code would use on it: all that is known before AWS is asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from checkpoints.client.locations import HOME_VARIABLES, LOGIN_CACHE, Folders, find_home
from checkpoints.client.view import ClientView, model_claude_code
from checkpoints.facts import environment
from checkpoints.facts.disk import Disk
from checkpoints.facts.environment import SETTLED, Environment, Unsettled
from checkpoints.facts.token_caches import read_cached_tokens
from checkpoints.guide.vocabulary import Origin
from checkpoints.run.interruption import defer_interrupt
from checkpoints.run.pasted_values import PastedValues, find_pasted_values, hides_model

_CURRENT_TEST = "PYTEST_CURRENT_TEST"  # pytest's own, another one for each test: no file or variable has changed


class Places(NamedTuple):
    """Where the attendee's files are.

    project: the folder in use. dotenv: the file. managed: the folder of administrators' settings of Claude Code.
    """

    project: Path
    dotenv: Path
    home: Path | None
    managed: Path


class MachineFacts(NamedTuple):
    """What is known before AWS is asked: the attendee's machine, and Claude Code on it."""

    environment: Environment
    view: ClientView
    places: Places

    @property
    def secrets(self) -> frozenset[str]:
        """Values that no report may show."""
        known = self.environment.secrets | self.view.secrets
        if self.view.api_key:
            from checkpoints.facts.api_key import parse_api_key

            known |= parse_api_key(self.view.api_key).secrets
        known |= self._tokens_of_settings
        known |= {pin.written for pin in self.view.pins.every if hides_model(pin.written)}
        return known | self._pasted.values

    @property
    def _tokens_of_settings(self) -> frozenset[str]:
        """Tokens in folders that Claude Code's settings name."""
        variables = self.view.variables
        if not any(name in variables and variables[name].place.file for name in (*HOME_VARIABLES, LOGIN_CACHE)):
            return frozenset()
        home = find_home(variables, None)
        return read_cached_tokens(self.view.environment, Path(home) if home else None)

    @property
    def secret_words(self) -> frozenset[str]:
        """Plain words that no report may show."""
        return self._pasted.words

    @property
    def _pasted(self) -> PastedValues:
        # Claude Code reads files that the AWS CLI cannot parse, and knows their profiles. A section that lacks the
        # word `profile` is none, and still has the name that the variable means.
        files = self.environment.files
        profiles = {*files.profiles, *files.unprefixed, *self.view.files.profiles}
        return find_pasted_values(self.environment.variables, profiles)


def read_machine(places: Places, origin: Origin = Origin.TERMINAL, unsettled: Unsettled = SETTLED) -> MachineFacts:
    """The facts of the machine. origin, unsettled: as `Environment` has them."""
    with defer_interrupt():  # what reads a file is imported where there is one
        found = environment.read_environment(home=places.home, dotenv=places.dotenv, origin=origin, unsettled=unsettled)
        return MachineFacts(found, _see(places), places)


def _see(places: Places) -> ClientView:
    """What a Claude Code that is started from this shell in the project would use."""
    folders = Folders(str(places.home) if places.home else None, str(places.project), str(places.managed))
    variables = {name: value for name, value in os.environ.items() if name != _CURRENT_TEST}
    return model_claude_code(variables, folders, Disk(places.project))

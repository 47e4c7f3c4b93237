"""What a command asks for, and what is wrong with it, before AWS is asked anything."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from checkpoints.guide.edition import Edition
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on
from checkpoints.guide.vocabulary import Invoke, Origin
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.run import console, output_paths, place, revealing_options, selection
from checkpoints.run.console import refuse_command
from checkpoints.run.settings import RunSettings, Setting, SettingError, read_settings, show_given

if TYPE_CHECKING:
    import argparse

    from checkpoints.offline.world import Scenario
    from checkpoints.run.repetition import Repetition
    from checkpoints.storage.drop_token import DropToken

# The edition of the guide that a run is held against, where it is not the workshop's own.
EDITION = pytest.StashKey[Edition]()
LONGEST_WAIT_MIN = 120.0
HAND_INS = "hand-in"  # the folder of hand-ins, beside the page


class Command(NamedTuple):
    """What was asked for. scenario: None for a live run; page, junit: absolute paths; repetition: None for one look.

    drop_token: what the hand-in is uploaded with, None where it is not.
    """

    settings: RunSettings
    scenario: str | None
    page: Path
    repetition: Repetition | None
    hand_in: bool
    edition: Edition
    junit: Path | None = None
    origin: Origin = Origin.TERMINAL
    drop_token: DropToken | None = None

    @property
    def data(self) -> Path:
        """Where the data go: beside the page."""
        return self.page.with_suffix(".json")

    @property
    def secrets(self) -> frozenset[str]:
        """Values of the command that no report may show."""
        return self.drop_token.secrets if self.drop_token is not None else frozenset()

    @property
    def hand_ins(self) -> Path:
        """The folder of hand-ins: beside the page."""
        return self.page.parent / HAND_INS


def read_command(config: pytest.Config) -> Command:
    """The command in force; asks for a name where a hand-in has none. Raises UsageError for what cannot be meant."""
    option = config.option
    settings = _settings(config)
    language = settings.language
    scenario = _scenario(config, language)
    origin = _origin(config, scenario, language)
    if option.invoke is None:
        settings = replace(settings, invoke=_choose_invoke(settings.invoke, scenario, origin))
    _check_options(config, language)
    if scenario is not None and (option.hand_in or option.hand_in_to is not None):
        refuse_command("hand-in-offline", language)
    name = scenario.name if scenario is not None else None
    command = Command(
        settings,
        name,
        output_paths.find_page(config, language),
        _repetition(option, language),
        option.hand_in,
        edition_of(config),
        junit=output_paths.find_junit(config),
        origin=origin,
    )
    data = command.data if command.page.name else command.page
    output_paths.check_outputs([command.page, data, *filter(None, [command.junit])], language)
    return _prepare_hand_in(config, command)


def _choose_invoke(of_settings: Invoke, scenario: Scenario | None, origin: Origin) -> Invoke:
    """Whether models are called, where the command does not say: as a rehearsal needs it, else by the settings."""
    if scenario is not None and scenario.invoke is not None:
        return Invoke(scenario.invoke)
    return Invoke.NEVER if origin is Origin.FLEET else of_settings  # nobody there has asked for a billed call


def _check_options(config: pytest.Config, language: str) -> None:
    """Refuse options of pytest that cannot be meant, or under which a run could leak or fall apart."""
    unknown = selection.unknown_marker(config)
    if unknown:
        from checkpoints.guide.texts.nearest import list_nearest

        known = list_nearest(unknown, selection.marker_names())
        refuse_command("unknown-marker", language, name=unknown, known=", ".join(known))
    if getattr(config.option, "tx", None):  # the processes of pytest-xdist
        refuse_command("no-xdist", language)
    revealing = revealing_options.find_revealing_option(config)
    if revealing is not None:
        refuse_command("no-leaks", language, option=revealing)


def language_of(config: pytest.Config) -> str:
    """The language of the settings in force. Raises UsageError as `read_command` does."""
    return _settings(config).language


def edition_of(config: pytest.Config) -> Edition:
    """The edition of the guide that the run is held against."""
    return config.stash.get(EDITION, WORKSHOP)


def require_extra(language: str, option: str) -> None:
    """Raise UsageError for an option of rehearsals where they are not installed."""
    from checkpoints.run.extra import has_offline_extra

    if not has_offline_extra():
        refuse_command("no-extra", language, what=option)


def _settings(config: pytest.Config) -> RunSettings:
    option = config.option
    given = {name: getattr(option, name) for name in ("lang", "attendee", "invoke", "hand_in_to")}
    try:
        return read_settings(given, os.environ, None if option.offline else place.find_folder(config) / ".env")
    except SettingError as error:
        refuse_command(error.key, error.language, **error.values)


def _scenario(config: pytest.Config, language: str) -> Scenario | None:
    option = config.option
    if not option.offline:
        if option.scenario is not None:
            refuse_command("scenario-needs-offline", language)
        return None
    require_extra(language, "--offline")
    from checkpoints.offline import scenarios  # a live run does not wait for them

    name = scenarios.DEFAULT if option.scenario is None else str(option.scenario)
    try:
        return scenarios.find_scenario(name, edition_of(config))
    except scenarios.UnknownScenario as error:
        from checkpoints.guide.texts.nearest import describe_nearest

        refuse_command("unknown-scenario", language, name=error.name, known=describe_nearest(error.name, error.known))


def _origin(config: pytest.Config, scenario: Scenario | None, language: str) -> Origin:
    given: str | None = config.option.origin
    if given is None:
        return Origin.TERMINAL if scenario is None else scenario.origin
    try:
        return Origin(given)
    except ValueError:
        known = ", ".join(each.value for each in Origin)
        refuse_command("unknown-value", language, where="--origin", value=show_given(given), known=known)


def _prepare_hand_in(config: pytest.Config, command: Command) -> Command:
    """The command with the name of its hand-in, if it makes one, and with the token that was given."""
    settings, token = command.settings, None
    if settings.hand_in_to is not None and command.scenario is None:
        token = _read_token(config, settings.hand_in_to, settings.language)
    if not command.hand_in and token is None:
        return command
    name = settings.attendee or (token and token.attendee) or _ask_name(config, settings.language)
    output_paths.check_writable(command.hand_ins, settings.language)
    settings = replace(settings, attendee=name, hand_in_to=None)
    return command._replace(settings=settings, hand_in=True, drop_token=token)


def _read_token(config: pytest.Config, given: Setting, language: str) -> DropToken:
    """The hand-in token that was given, checked as far as it can be without a network."""
    from checkpoints.run import hand_in_token  # most runs have none

    try:
        return hand_in_token.read_given_token(config, given, language, edition_of(config))
    except SettingError as error:
        refuse_command(error.key, error.language, **error.values)


def _ask_name(config: pytest.Config, language: str) -> str:
    """Whose hand-in it is, asked for on the terminal."""
    name = console.ask_person(config, say("hand-in.name", language_on(sys.stdout, language)))
    if name is None:
        refuse_command("hand-in-nameless", language)
    return name


def _repetition(option: argparse.Namespace, language: str) -> Repetition | None:
    wait_s, watch_s = _seconds("wait", option.wait, language), _seconds("watch", option.watch, language)
    if option.wait is not None and option.watch is not None:
        refuse_command("wait-and-watch", language)
    if option.watch is not None and option.offline:
        refuse_command("watch-offline", language)
    if not wait_s and not watch_s:
        return None
    from checkpoints.run.repetition import Awaited, Repetition

    return Repetition(Awaited.EVERYTHING, watch_s) if watch_s else Repetition(Awaited.PROCESSING, wait_s)


def _seconds(name: str, given: str | None, language: str) -> float:
    try:
        minutes = float(given or 0)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes <= LONGEST_WAIT_MIN:  # so is NaN
        refuse_command(f"bad-{name}", language, value=given, most=f"{LONGEST_WAIT_MIN:g}")
    return minutes * 60

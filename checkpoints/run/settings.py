"""The suite's own settings: options of the command line, then `CHECKPOINTS_*` variables, then the project's `.env`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple, TypeVar

from checkpoints.facts.dotenv_file import parse_dotenv
from checkpoints.facts.text_file import FileTrouble, read_text_file
from checkpoints.guide.texts import LANGUAGES
from checkpoints.guide.vocabulary import Invoke, ModelMatching
from checkpoints.report.secret_patterns import MARK

PREFIX = "CHECKPOINTS_"
Choice = TypeVar("Choice", bound=Enum)
_WORD = re.compile(r"[A-Za-z-]{1,12}")


def show_given(value: str) -> str:
    """A value that is none of those known, where it is one short word; else it may be a secret in the wrong place."""
    return value if _WORD.fullmatch(value) else MARK


class SettingError(Exception):
    """A setting that cannot be used. key, values: of the text that says why; language: of the run."""

    def __init__(self, key: str, language: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.language = language
        self.values = {name: str(value) for name, value in values.items()}


class Setting(NamedTuple):
    """A value as it was given. where: the option or variable, as people know it."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run is made. attendee: the name that the page carries, None where nobody gave one.

    hand_in_to: a hand-in token, which is a secret, or where one is read from; None where the run uploads nothing.
    """

    language: str
    attendee: str | None
    invoke: Invoke
    models: ModelMatching
    hand_in_to: Setting | None = field(default=None, repr=False)


def read_settings(options: Mapping[str, str | None], variables: Mapping[str, str], dotenv: Path | None) -> RunSettings:
    """The settings in force. Raises SettingError for a value that is unknown or a `.env` that cannot be read.

    options: by name, `hand_in_to` for `--hand-in-to`, None where not given. dotenv: the file, or None where it must not
    be looked at.
    """
    written = _dotenv(dotenv, _language_of(options, variables)) if dotenv else {}
    given = {}
    for name in ("lang", "attendee", "invoke", "models", "hand_in_to"):
        variable = PREFIX + name.upper()
        option = options.get(name)
        if option is not None:
            given[name] = Setting(option, f"--{name.replace('_', '-')}")
        elif variables.get(variable):
            given[name] = Setting(variables[variable], variable)
        elif written.get(variable):
            given[name] = Setting(written[variable], f".env: {variable}")
    language = given.get("lang", Setting("ko", ""))
    if language.value not in LANGUAGES:
        raise _unknown("ko", language, LANGUAGES)
    return RunSettings(
        language=language.value,
        attendee=given["attendee"].value.strip() or None if "attendee" in given else None,
        invoke=_choice(Invoke, given.get("invoke"), Invoke.AUTO, language.value),
        models=_choice(ModelMatching, given.get("models"), ModelMatching.FAMILY, language.value),
        hand_in_to=given.get("hand_in_to"),
    )


def _choice(kind: type[Choice], given: Setting | None, default: Choice, language: str) -> Choice:
    if given is None:
        return default
    try:
        return kind(given.value)
    except ValueError:
        raise _unknown(language, given, [each.value for each in kind]) from None


def _unknown(language: str, given: Setting, known: Iterable[str]) -> SettingError:
    from checkpoints.guide.texts.nearest import list_nearest

    return SettingError(
        "unknown-value",
        language,
        where=given.where,
        value=show_given(given.value),
        known=", ".join(list_nearest(given.value, known)),
    )


def _language_of(options: Mapping[str, str | None], variables: Mapping[str, str]) -> str:
    wanted = options.get("lang") or variables.get(f"{PREFIX}LANG")
    return wanted if wanted in LANGUAGES else "ko"


def _dotenv(path: Path, language: str) -> dict[str, str]:
    file = read_text_file(path)
    if file.trouble in (FileTrouble.ABSENT, FileTrouble.NOT_A_FILE):
        return {}
    if file.trouble is not None:
        raise SettingError(f"dotenv-{file.trouble.value}", language, path=path)
    found = parse_dotenv(file.text or "")
    return {name: value for name, value in found.items() if name.startswith(PREFIX) and value}

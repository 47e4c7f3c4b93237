"""Claude Code's settings files: what one of them sets, and when the whole file is left out.

Seen with Claude Code 2.1.332: the file is strict JSON in UTF-8, or in UTF-16 as Windows PowerShell writes it; a byte
order mark is accepted; one field that is not valid drops the file with everything in it; an unknown field does no harm;
values of `env` are taken as JavaScript's text. Of an administrator's file an invalid field alone is left out, and where
such a file is no JSON object, or a directory, Claude Code does not start. Once `env` of its own file, of the user's or
of an administrator's sets `CLAUDE_CONFIG_DIR`, the user's settings are read from that folder; the variables of those
before stay set, and what else these said does not count.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from checkpoints.client import json_text, settings_fields
from checkpoints.client.javascript import to_text, to_variable
from checkpoints.client.locations import Scope
from checkpoints.client.place import Place, Value, Values

_OPTIONS: tuple[json_text.Path, ...] = (
    ("sandbox", "enabled"),
    ("sandbox", "failIfUnavailable"),
    ("hooks", "UserPromptSubmit"),
    ("disableAllHooks",),
    ("permissions", "defaultMode"),
    ("permissions", "disableBypassPermissionsMode"),
    ("allowedProviders",),
    ("enforceAnthropicSignIn",),
    ("policyHelper",),
    ("policyHelpers",),
    ("deniedModels",),
    ("availableModels",),
    ("enforceAvailableModels",),
)


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """One file.

    shown: as people know it. env: the variables that it sets. texts: its other fields that are texts. options: what it
    says of the sandbox, of hooks and of providers, by names such as `sandbox.enabled`. overrides: what `modelOverrides`
    names in the place of models. dropped: what makes Claude Code leave the whole file out, None where it reads it; the
    place's name is the field, or "" where the file is no JSON object. ignored: fields of an administrator's file that
    are left out alone.
    """

    scope: Scope
    shown: str
    env: Values = field(default_factory=dict)
    texts: Values = field(default_factory=dict)
    options: Values = field(default_factory=dict)
    overrides: Values = field(default_factory=dict)
    dropped: Place | None = None
    ignored: tuple[Place, ...] = ()

    @property
    def stops(self) -> Place | None:
        """Why Claude Code does not start with this file, None where it does."""
        return self.dropped if self.scope in (Scope.MANAGED, Scope.GLOBAL) else None


def read_settings(content: bytes, scope: Scope, shown: str) -> SettingsFile:
    """A settings file from its content."""
    text = _decode(content)
    if not text.strip():
        return SettingsFile(scope, shown)
    try:
        fields = json_text.parse_json(text)
    except ValueError as error:
        return SettingsFile(scope, shown, dropped=Place("", shown, getattr(error, "lineno", None)))
    if not isinstance(fields, dict):
        return SettingsFile(scope, shown, dropped=Place("", shown, 1))
    lines = json_text.find_keys(text)
    invalid = [Place(".".join(path), shown, lines.get(path)) for path in settings_fields.find_invalid(fields)]
    if invalid and scope is not Scope.MANAGED:
        return SettingsFile(scope, shown, dropped=invalid[0])
    return SettingsFile(
        scope,
        shown,
        _values(_variables(fields, scope), ("env",), shown, lines),
        _values({name: value for name, value in fields.items() if isinstance(value, str)}, (), shown, lines),
        _options(fields, shown, lines),
        _values(_mapping(fields.get("modelOverrides")), ("modelOverrides",), shown, lines),
        ignored=tuple(invalid),
    )


def read_global_config(content: bytes, shown: str) -> SettingsFile:
    """Claude Code's own file, of which `env` alone counts, with what is a text or a number there.

    With a file that is no JSON, it does not start. One that is blank, holds NUL characters alone, as after a power cut,
    or another JSON value than an object, counts for nothing.
    """
    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        fields = json_text.parse_json(text) if text.strip().strip("\0") else {}
    except ValueError as error:
        return SettingsFile(Scope.GLOBAL, shown, dropped=Place("", shown, getattr(error, "lineno", None)))
    env = _mapping(_mapping(fields).get("env"))
    taken = _take_variables({name: each for name, each in env.items() if isinstance(each, str | int | float)})
    lines = json_text.find_keys(text) if taken else {}  # the file may be large
    return SettingsFile(Scope.GLOBAL, shown, _values(taken, ("env",), shown, lines))


def _variables(fields: Mapping[str, object], scope: Scope) -> Mapping[str, object]:
    """The variables that a file sets; a project may not move the home directory."""
    env = _take_variables(_mapping(fields.get("env")))
    is_of_project = scope in (Scope.PROJECT, Scope.LOCAL)
    return {name: value for name, value in env.items() if not (is_of_project and name == "HOME")}


def _take_variables(env: Mapping[str, object]) -> dict[str, str]:
    """What `process.env` holds of a file's variables: none without a name, or with `=` in it."""
    texts = {to_variable(name): to_variable(to_text(value)) for name, value in env.items()}
    return {name: text for name, text in texts.items() if name and "=" not in name}


def _options(fields: Mapping[str, object], shown: str, lines: Mapping[json_text.Path, int]) -> Values:
    found = {
        path: _mapping(fields.get(path[0])).get(path[1]) if len(path) > 1 else fields.get(path[0]) for path in _OPTIONS
    }
    return {
        ".".join(path): Value(to_text(value), Place(path[-1], shown, lines.get(path)))
        for path, value in found.items()
        if value is not None
    }


def _decode(content: bytes) -> str:
    if content.startswith(codecs.BOM_UTF16_LE):
        return content.removeprefix(codecs.BOM_UTF16_LE).decode("utf-16-le", "replace")
    return content.decode("utf-8", "replace").removeprefix("\ufeff")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _values(
    fields: Mapping[str, object], parent: json_text.Path, shown: str, lines: Mapping[json_text.Path, int]
) -> Values:
    return {
        name: Value(to_text(value), Place(name, shown, lines.get((*parent, name)))) for name, value in fields.items()
    }

"""What settings ask for before Claude Code starts or sends a prompt.

Seen with Claude Code 2.1.332: it does not start in another version than an administrator's settings allow, nor with
Bedrock where these admit other providers alone or demand a sign-in at Anthropic, nor where they deny the models of all
families, nor where the program that is to make more of these settings fails, nor without the programs of its
sandbox where settings or a variable demand one, nor as root in the mode that asks for no permission, nor where it
cannot make `claude-UID` in the folder for temporary files, with the folders above it; a hook of `UserPromptSubmit` may
refuse every prompt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from checkpoints.client.locations import Scope
from checkpoints.client.place import Place, Value, Values, text_of
from checkpoints.client.settings import SettingsFile
from checkpoints.client.settings_order import join_values
from checkpoints.client.switches import is_on

# On Linux; macOS brings a sandbox along.
SANDBOX_PROGRAMS = ("bwrap", "socat")
_MODE, _BYPASS = "permissions.defaultMode", "bypassPermissions"
ISOLATION = "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB"
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")
_LEAST, _MOST = "requiredMinimumVersion", "requiredMaximumVersion"
_HELPERS, _OBJECT = ("policyHelper", "policyHelpers"), "[object Object]"
_SANDBOX = ("sandbox.enabled", "sandbox.failIfUnavailable")


class StartConditions(NamedTuple):
    """What settings ask for. least, most: of the version, both allowed; sandbox: the demand for one.

    prompt_hook: commands that see each prompt first. forbidden: what allows no Bedrock.
    no_root: what keeps root from starting it. helper: the program that makes more settings. denied: the models that an
    administrator denies, by family or id, separated by commas.
    """

    least: Value | None = None
    most: Value | None = None
    sandbox: Place | None = None
    prompt_hook: Place | None = None
    forbidden: Place | None = None
    no_root: Place | None = None
    helper: Place | None = None
    denied: Value | None = None

    def find_refusal(self, version: str) -> Value | None:
        """The bound that a version breaks, None where it keeps both or is none."""
        own = _parse(version)
        if own is None:
            return None
        least, most = (_parse(bound.text) if bound else None for bound in (self.least, self.most))
        if least is not None and own < least:
            return self.least
        return self.most if most is not None and own > most else None


def read_start_conditions(read: Sequence[SettingsFile], variables: Values) -> StartConditions | None:
    """The conditions of settings files, from the weakest to the strongest; None where they ask for nothing.

    variables: as Claude Code sees them.
    """
    managed = [each for each in read if each.scope is Scope.MANAGED]
    texts, options = join_values(each.texts for each in managed), join_values(each.options for each in read)
    of_administrator = join_values(each.options for each in managed)
    denied = of_administrator.get("deniedModels")
    conditions = StartConditions(
        texts.get(_LEAST),
        texts.get(_MOST),
        _find_sandbox(options) or _find_isolation(variables),
        _find_hook(options),
        _find_forbidden(of_administrator),
        _find_refusal_of_root(read, options, variables),
        _find_helper(of_administrator),
        denied if denied and denied.text else None,
    )
    return conditions if any(conditions) else None


def _find_sandbox(options: Values) -> Place | None:
    is_demanded = all(text_of(options, name) == "true" for name in _SANDBOX)
    return options[_SANDBOX[1]].place if is_demanded else None


def _find_helper(options: Values) -> Place | None:
    """A program of an administrator's that hands out more settings."""
    return next((options[name].place for name in _HELPERS if text_of(options, name) == _OBJECT), None)


def _find_isolation(variables: Values) -> Place | None:
    """The variable that has commands run without secrets, which takes the programs of the sandbox."""
    return variables[ISOLATION].place if is_on(text_of(variables, ISOLATION)) else None


def _find_forbidden(options: Values) -> Place | None:
    """What of an administrator's settings admits no Bedrock: a list of providers, or a sign-in at Anthropic."""
    providers = options.get("allowedProviders")
    if providers and "bedrock" not in providers.text.split(","):
        return providers.place
    sign_in = options.get("enforceAnthropicSignIn")
    return sign_in.place if sign_in and sign_in.text == "true" else None


def _find_refusal_of_root(read: Sequence[SettingsFile], options: Values, variables: Values) -> Place | None:
    """The mode that asks for no permission: with it Claude Code does not start as root, outside of a sandbox.

    That of a project does not count.
    """
    modes = [each.options[_MODE] for each in read if _MODE in each.options and not _is_bypass_of_project(each)]
    if not modes or modes[-1].text != _BYPASS or "permissions.disableBypassPermissionsMode" in options:
        return None
    is_boxed = text_of(variables, "IS_SANDBOX") == "1" or is_on(text_of(variables, "CLAUDE_CODE_BUBBLEWRAP"))
    return None if is_boxed else modes[-1].place


def _is_bypass_of_project(file: SettingsFile) -> bool:
    return file.scope in (Scope.PROJECT, Scope.LOCAL) and text_of(file.options, _MODE) == _BYPASS


def _find_hook(options: Values) -> Place | None:
    hook = options.get("hooks.UserPromptSubmit")
    return hook.place if hook and hook.text and text_of(options, "disableAllHooks") != "true" else None


def _parse(text: str) -> tuple[int, ...] | None:
    found = _VERSION.match(text.strip())
    return tuple(map(int, found.groups())) if found else None

"""Which fields of a settings file are not valid, and so make Claude Code drop the whole file.

The kinds are those of Claude Code 2.1.332's own schema, as far as people set such fields by hand. A field that this
table does not know is taken for valid, and so are fields that Claude Code forgives (`theme`, `effortLevel`, …). An
optional field that is `null` is not valid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Check = Callable[[object], bool]

_TEXTS = [
    "$schema",
    "apiKeyHelper",
    "proxyAuthHelper",
    "awsCredentialExport",
    "awsAuthRefresh",
    "gcpAuthRefresh",
    "otelHeadersHelper",
    "processWrapper",
    "model",
    "outputStyle",
    "language",
    "agent",
    "plansDirectory",
    "autoMemoryDirectory",
    "prUrlTemplate",
    "timeZone",
    "minimumVersion",
    "requiredMinimumVersion",
    "requiredMaximumVersion",
    "attributionProject",
    "claudeMd",
    "pluginTrustMessage",
    "advisorModel",
    "defaultView",
    "parentSettingsBehavior",
]
_FLAGS = [
    "includeCoAuthoredBy",
    "includeGitInstructions",
    "enableAllProjectMcpServers",
    "disableAllHooks",
    "disableWorkflows",
    "alwaysThinkingEnabled",
    "spinnerTipsEnabled",
    "skipWebFetchPreflight",
    "respectGitignore",
    "fastMode",
    "verbose",
    "autoCompactEnabled",
    "autoMemoryEnabled",
    "showThinkingSummaries",
    "prefersReducedMotion",
    "showTurnDuration",
    "syntaxHighlightingDisabled",
    "promptSuggestionEnabled",
    "fileCheckpointingEnabled",
    "enforceAvailableModels",
    "allowManagedHooksOnly",
    "allowManagedPermissionRulesOnly",
    "allowManagedMcpServersOnly",
    "channelsEnabled",
    "skipDangerousModePermissionPrompt",
    "terminalProgressBarEnabled",
    "disableBundledSkills",
    "disableSkillShellExecution",
    "showClearContextOnPlanAccept",
    "todoFeatureEnabled",
    "useAutoModeDuringPlan",
    "voiceEnabled",
    "wslInheritsWindowsSettings",
]
_LISTS = [
    *("availableModels", "deniedModels", "companyAnnouncements", "claudeMdExcludes", "disabledMcpjsonServers"),
    *("allowedHttpHookUrls", "httpHookAllowedEnvVars", "fallbackModel"),
]
_LISTS_OF_OBJECTS = ["strictKnownMarketplaces", "blockedMarketplaces", "sshConfigs", "allowedChannelPlugins"]
_OBJECTS = [
    *("env", "permissions", "sandbox", "attribution", "modelOverrides", "enabledPlugins"),
    *("autoMode", "pluginConfigs", "remote", "spinnerVerbs", "voice", "worktree"),
]
_MODES = ("default", "manual", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions")
# Hooks that may refuse something: a wrong one drops the file, where a wrong one of another event is left out alone.
_GUARDS = ("PreToolUse", "PermissionRequest", "PreSkillShellCommand")
# What each kind of hook has to say, as a text.
_HOOKS = {"command": "command", "prompt": "prompt", "agent": "prompt", "http": "url", "mcp_tool": "server"}


def find_invalid(fields: Mapping[str, object]) -> list[tuple[str, ...]]:
    """The keys that lead to each invalid field, one for each field of the file itself."""
    found = (_invalid(name, value) for name, value in fields.items())
    return [path for path in found if path is not None]


def _invalid(name: str, value: object) -> tuple[str, ...] | None:
    nested = _NESTED.get(name)
    if nested is not None and isinstance(value, dict):
        return next(((name, key) for key, each in value.items() if key in nested and not nested[key](each)), None)
    check = _CHECKS.get(name)
    return (name,) if check is not None and not check(value) else None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_list_of_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _is_text_or_list_of_texts(value: object) -> bool:
    return _is_text(value) or _is_list_of_texts(value)


def _is_mapping_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _is_mapping_of_plugins(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, bool | list) for each in value.values())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0 and value == int(value)


def _is_command(value: object) -> bool:
    if not isinstance(value, dict) or not _is_number(value.get("padding", 0)):
        return False
    return value.get("type") == "command" and isinstance(value.get("command"), str)


def _is_one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def _is_list_of_matchers(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(_is_matcher(each) for each in value))


def _is_matcher(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("matcher", ""), str):
        return False
    hooks = value.get("hooks")
    return isinstance(hooks, list) and all(_is_hook(each) for each in hooks)


def _is_hook(value: object) -> bool:
    needed = _HOOKS.get(str(value.get("type"))) if isinstance(value, dict) else None
    if not isinstance(value, dict) or needed is None or not _is_number(value.get("timeout", 0)):
        return False
    return isinstance(value.get(needed), str)


# What holds other fields: the checks of these, where it is an object at all.
_NESTED: Mapping[str, Mapping[str, Check]] = {
    "permissions": {
        **dict.fromkeys(("allow", "deny", "ask"), _is_list),  # an entry that is no rule is left out alone
        "defaultMode": _is_one_of(*_MODES),
        "additionalDirectories": _is_list_of_texts,
        "disableBypassPermissionsMode": _is_one_of("disable"),
    },
    "hooks": dict.fromkeys(_GUARDS, _is_list_of_matchers),
    "sandbox": {
        **dict.fromkeys(("enabled", "failIfUnavailable", "autoAllowBashIfSandboxed"), _is_flag),
        **dict.fromkeys(("network", "filesystem"), _is_mapping),
    },
    "attribution": dict.fromkeys(("commit", "pr"), _is_text),
}
_CHECKS: Mapping[str, Check] = {
    **dict.fromkeys(_TEXTS, _is_text),
    **dict.fromkeys(_FLAGS, _is_flag),
    **dict.fromkeys(_LISTS, _is_list_of_texts),
    **dict.fromkeys(_LISTS_OF_OBJECTS, _is_list_of_mappings),
    **dict.fromkeys(_OBJECTS, _is_mapping),
    **dict.fromkeys(("enabledMcpjsonServers", "forceLoginOrgUUID"), _is_text_or_list_of_texts),
    **dict.fromkeys(("disableAutoMode", "disableDeepLinkRegistration"), _is_one_of("disable")),
    **dict.fromkeys(("skillOverrides", "modelOverrides"), _is_mapping_of_texts),
    "enabledPlugins": _is_mapping_of_plugins,
    "feedbackSurveyRate": _is_number,
    "cleanupPeriodDays": _is_count,
    "statusLine": _is_command,
    "fileSuggestion": _is_command,
    "autoUpdatesChannel": _is_one_of("latest", "stable", "rc"),
    "defaultShell": _is_one_of("bash", "powershell"),
    "tui": _is_one_of("default", "fullscreen"),
}

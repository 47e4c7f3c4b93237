"""Claude Code's settings files: which count, and what makes one of them count for nothing."""

from __future__ import annotations

import json
import shlex
import tracemalloc

import pytest

from checkpoints.client.locations import Scope
from checkpoints.client.place import Place
from tests.client.machine import KEY, LOCAL, MANAGED, OTHER, PROJECT, SECRET, USER, look

SHELL = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}
OWN = "/home/kim/.claude.json"
WEST = {"env": {"AWS_REGION": "us-west-2"}}


def region(settings: object, path: str = USER) -> str:
    text = settings if isinstance(settings, str) else json.dumps(settings)
    return look({path: text}, **SHELL).region.name


@pytest.mark.parametrize("path", [USER, PROJECT, LOCAL, MANAGED])
def test_every_settings_file_comes_before_the_shell(path: str) -> None:
    assert region(WEST, path) == "us-west-2"


def test_the_order_of_the_settings_files() -> None:
    stronger = [USER, PROJECT, LOCAL, MANAGED, "/etc/claude-code/managed-settings.d/10.json"]
    for index, path in enumerate(stronger):
        files = {
            each: json.dumps({"env": {"AWS_REGION": f"us-west-{at}"}}) for at, each in enumerate(stronger[: index + 1])
        }
        found = look(files, **SHELL).region
        assert found.name == f"us-west-{index}"
        assert found.place
        assert path.endswith(found.place.file or "-") or found.place.file == "~/.claude/settings.json"


def test_a_value_is_told_with_its_file_and_line() -> None:
    text = '{\n  "model": "sonnet",\n  "env": {\n    "A": "{\\n\\"",\n    "AWS_REGION": "us-west-2"\n  }\n}\n'
    assert look({USER: text}, **SHELL).region.place == Place("AWS_REGION", "~/.claude/settings.json", 5)


def test_an_empty_text_cancels_a_variable_of_the_shell() -> None:
    view = look({USER: json.dumps({"env": {"AWS_ACCESS_KEY_ID": "", "AWS_REGION": ""}})}, **SHELL)
    assert view.credential_source == "instance-role"
    assert (view.region.name, view.region.place) == ("us-east-1", None)


@pytest.mark.parametrize("path", [USER, OWN])
def test_a_variable_that_no_system_can_hold_is_what_node_makes_of_it(path: str) -> None:
    odd_name = "AWS_\udfff"
    odd = {"AWS_REGION": "us-west-2\0x", "AWS_PROFILE": "a\ud800b", "": "x", "A=B": "x", odd_name: "x"}
    variables = look({path: json.dumps({"env": odd})}).variables
    assert (variables["AWS_REGION"].text, variables["AWS_PROFILE"].text) == ("us-west-2", "a\ufffdb")
    assert "AWS_\ufffd" in variables
    assert not {"", "A=B", odd_name} & variables.keys()


def test_the_users_settings_stand_where_the_variable_says() -> None:
    files = {USER: json.dumps(WEST), "/own/settings.json": json.dumps({"env": {"AWS_REGION": "eu-west-1"}})}
    assert look(files, **SHELL, CLAUDE_CONFIG_DIR="/own").region.name == "eu-west-1"


@pytest.mark.parametrize(
    ("directory", "file"), [("/own", "/own/settings.json"), ("/home/kim/a/../own", "~/own/settings.json")]
)
def test_settings_in_another_folder_are_removed_by_the_path_of_their_file(directory: str, file: str) -> None:
    files = {"/own/settings.json": json.dumps(WEST), "/home/kim/own/settings.json": json.dumps(WEST)}
    place = look(files, **SHELL, CLAUDE_CONFIG_DIR=directory).region.place
    assert place is not None
    assert (place.shown, place.removal) == (
        f"{file}:1",
        f"python -m checkpoints remove AWS_REGION --from {shlex.quote(file)}",
    )


# Files around the project /home/kim/project, and the Region that local settings around it come to.
HERE, ABOVE = json.dumps(WEST), json.dumps({"env": {"AWS_REGION": "eu-west-1"}})
IN_MAIN = {"/home/main/.claude/settings.local.json": ABOVE}
LOCAL_OF_HOME = "/home/kim/.claude/settings.local.json"
REPOSITORIES: dict[str, tuple[dict[str, str], str]] = {
    "none": ({"/home/.claude/settings.local.json": ABOVE}, "us-east-1"),
    "around the project": (
        {"/home/.git/HEAD": "", "/home/.claude/settings.local.json": ABOVE, LOCAL: HERE},
        "eu-west-1",
    ),
    "without settings of its own": ({"/home/.git/HEAD": "", LOCAL: HERE}, "us-west-2"),
    "whose other settings nobody reads": ({"/home/.git/HEAD": "", "/home/.claude/settings.json": ABOVE}, "us-east-1"),
    "of the project itself": (
        {"/home/kim/project/.git/HEAD": "", "/home/.git/HEAD": "", "/home/.claude/settings.local.json": ABOVE},
        "us-east-1",
    ),
    "of the home": ({"/home/kim/.git/HEAD": "", LOCAL_OF_HOME: ABOVE}, "us-east-1"),
    "a submodule": (
        {"/home/.git": "gitdir: ../x/.git/modules/home\n", "/home/.claude/settings.local.json": ABOVE},
        "eu-west-1",
    ),
    "a worktree": ({"/home/.git": "gitdir: /home/main/.git/worktrees/w\n", **IN_MAIN}, "eu-west-1"),
    "a worktree by a relative path": ({"/home/.git": "gitdir: main/.git/worktrees/w\n", **IN_MAIN}, "eu-west-1"),
    # Which no pattern may take minutes over.
    "a link of nothing but spaces": (
        {"/home/.git": "gitdir:" + " " * 500_000, "/home/.claude/settings.local.json": ABOVE},
        "eu-west-1",
    ),
    "a link with spaces for the name of a worktree": (
        {"/home/.git": f"gitdir: /home/main/.git/worktrees/{' ' * 500_000}/", **IN_MAIN},
        "eu-west-1",
    ),
}


@pytest.mark.parametrize(("files", "expected"), REPOSITORIES.values(), ids=REPOSITORIES)
def test_local_settings_of_the_repository_around_the_project_count(files: dict[str, str], expected: str) -> None:
    found = look(files, **SHELL).region
    assert found.name == expected
    if expected == "eu-west-1":
        assert found.place
        assert (found.place.file or "").startswith("../../")


@pytest.mark.parametrize("foreign", ["/home", "/home/.git", "/home/.claude"])
def test_settings_of_a_repository_that_another_user_owns_in_part_are_not_read(foreign: str) -> None:
    files, _ = REPOSITORIES["around the project"]
    assert look(files, (foreign,), **SHELL).region.name == "us-west-2"
    assert look(files, (f"{foreign}/settings.local.json",), **SHELL).region.name == "eu-west-1"


def env(**variables: str) -> str:
    return json.dumps({"env": variables})


MOVING, MOVED = env(CLAUDE_CONFIG_DIR="/home/kim/own", AWS_PROFILE="a"), "/home/kim/own/settings.json"
# Files, `CLAUDE_CONFIG_DIR` of the shell, and the Region that settings give.
FOLDERS_OF_SETTINGS: dict[str, tuple[dict[str, str], str | None, str]] = {
    "an empty variable means the folder in use": (
        {"/home/kim/project/settings.json": json.dumps(WEST), USER: env(AWS_REGION="eu-west-1")}, "", "us-west-2",
    ),
    "an empty variable leaves Claude Code's own file at home": ({OWN: json.dumps(WEST)}, "", "us-west-2"),
    "an empty variable and an older file of its own": (
        {"/home/kim/project/.config.json": json.dumps(WEST), OWN: env(AWS_REGION="eu-west-1")}, "", "us-west-2",
    ),
    "the user's settings lead on": ({USER: MOVING, MOVED: json.dumps(WEST)}, None, "us-west-2"),
    "an administrator's settings lead on": ({MANAGED: MOVING, MOVED: json.dumps(WEST)}, None, "us-west-2"),
    "Claude Code's own file leads on": ({OWN: MOVING, MOVED: json.dumps(WEST)}, None, "us-west-2"),
    "a project's settings do not": ({PROJECT: MOVING, MOVED: json.dumps(WEST)}, None, "us-east-1"),
    "the second folder does not lead on": (
        {USER: MOVING, MOVED: env(CLAUDE_CONFIG_DIR="/other"), "/other/settings.json": json.dumps(WEST)}, None,
        "us-east-1",
    ),
    "settings lead on from the shell's folder": ({"/own/settings.json": MOVING, MOVED: json.dumps(WEST)}, "/own",
        "us-west-2",
    ),
    "nothing is there": ({USER: MOVING}, None, "us-east-1"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "directory", "region"), FOLDERS_OF_SETTINGS.values(), ids=FOLDERS_OF_SETTINGS)
def test_the_users_settings_stand_where_variables_lead(
    files: dict[str, str], directory: str | None, region: str
) -> None:
    shell = SHELL if directory is None else {**SHELL, "CLAUDE_CONFIG_DIR": directory}
    assert look(files, **shell).region.name == region


def test_of_settings_that_lead_to_another_folder_the_variables_alone_stay() -> None:
    first = json.dumps({**json.loads(MOVING), "awsCredentialExport": "vend"})
    view = look({USER: first, MOVED: json.dumps({**WEST, "model": "opus"})}, **SHELL)
    assert (view.export, view.variables["AWS_PROFILE"].text) == (None, "a")
    assert view.pins.main is not None
    assert (view.pins.main.written, view.pins.main.place.file) == ("opus", "~/own/settings.json")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('["us-west-2"]', "us-west-2"),
        ('["a","b"]', "a,b"),
        ("5", "5"),
        ("5.0", "5"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("null", "null"),
        ("{}", "[object Object]"),
        ("[null]", ""),
    ],
)
def test_a_value_that_is_no_text_is_taken_as_text(written: str, text: str) -> None:
    assert look({USER: f'{{"env": {{"X": {written}}}}}'}).variables["X"].text == text


@pytest.mark.parametrize(
    "text",
    [
        '{"env": {"AWS_REGION": "us-west-2"}, }',
        '{"env": {"AWS_REGION": "us-west-2"}} // mine',
        '/* mine */ {"env": {"AWS_REGION": "us-west-2"}}',
        '{"env": {"AWS_REGION": "us-west-2"}, "a": NaN}',
        '[{"env": {"AWS_REGION": "us-west-2"}}]',
    ],
)
def test_a_file_that_is_no_json_object_counts_for_nothing(text: str) -> None:
    view = look({USER: text}, **SHELL)
    assert view.region.name == "us-east-1"
    assert [(each.name, each.file) for each in view.dropped] == [("", "~/.claude/settings.json")]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert region("\ufeff" + json.dumps(WEST)) == "us-west-2"


@pytest.mark.parametrize("path", [USER, PROJECT, MANAGED])
def test_utf_16_of_windows_is_read(path: str) -> None:
    content = ("\ufeff" + json.dumps(WEST)).encode("utf-16-le")
    assert look({path: content}, **SHELL).region.name == "us-west-2"
    content = ("\ufeff" + json.dumps(WEST)).encode("utf-16-be")
    assert look({USER: content}, **SHELL).region.name == "us-east-1"


@pytest.mark.parametrize(("path", "home"), [(USER, "/other"), (MANAGED, "/other"), (PROJECT, ""), (LOCAL, "")])
def test_a_project_does_not_move_the_home_directory(path: str, home: str) -> None:
    key = f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n"
    files = {"/home/kim/.aws/credentials": key, "/other/.aws/credentials": key.replace(KEY, OTHER)}
    view = look({**files, path: json.dumps({"env": {"HOME": "/other"}})})
    assert view.credentials.path == f"{home or '/home/kim'}/.aws/credentials"
    assert view.keys
    assert view.keys[0] == (OTHER if home else KEY)


@pytest.mark.parametrize("path", [USER, PROJECT])
def test_a_blank_command_fetches_nothing(path: str) -> None:
    assert look({path: '{"awsCredentialExport": " "}'}, **SHELL).credential_source == "environment"


def test_the_file_that_claude_code_keeps_is_the_weakest_and_comes_before_the_shell() -> None:
    assert region(WEST, OWN) == "us-west-2"
    files = {OWN: json.dumps(WEST), USER: json.dumps({"env": {"AWS_REGION": "eu-west-1"}})}
    assert look(files, **SHELL).region.name == "eu-west-1"
    assert region("\ufeff" + json.dumps(WEST), OWN) == "us-west-2"


def test_where_claude_code_keeps_its_file() -> None:
    older = {"/home/kim/.claude/.config.json": json.dumps(WEST), OWN: "{}"}
    assert look(older, **SHELL).region.name == "us-west-2"
    moved = {"/own/.claude.json": json.dumps(WEST), OWN: json.dumps({"env": {"AWS_REGION": "eu-west-1"}})}
    assert look(moved, **SHELL, CLAUDE_CONFIG_DIR="/own").region.name == "us-west-2"
    assert look({OWN: json.dumps(WEST)}, **SHELL, CLAUDE_CONFIG_DIR="/own").region.name == "us-east-1"


def test_of_its_own_file_nothing_but_variables_counts() -> None:
    fields = {"awsCredentialExport": "vend", "awsAuthRefresh": "login", "model": "opus", "permissions": 5, **WEST}
    view = look({OWN: json.dumps(fields)}, **SHELL)
    assert (view.export, view.refresh, view.pins.main, view.dropped) == (None, None, None, ())
    assert (view.region.name, view.region.place) == ("us-west-2", Place("AWS_REGION", "~/.claude.json", 1))


@pytest.mark.parametrize("value", [["us-west-2"], None, {}])
def test_a_value_of_its_own_file_that_is_neither_text_nor_number_is_left_out(value: object) -> None:
    assert region({"env": {"AWS_REGION": value, "X": 5}}, OWN) == "us-east-1"


@pytest.mark.parametrize("text", ["", "null", "[]", '"x"', '{"env": "x"}', "\0" * 200])
def test_an_own_file_without_variables_counts_for_nothing(text: str) -> None:
    view = look({OWN: text}, **SHELL)
    assert (view.region.name, view.stops) == ("us-east-1", None)


@pytest.mark.parametrize(
    "content", ["{", '{"a": 1,}', "{}\0", "\0{}", '{"a": NaN}', '\ufeff{"a": 1}'.encode("utf-16-le")]
)
def test_claude_code_does_not_start_where_its_own_file_is_no_json(content: str | bytes) -> None:
    stops = look({OWN: content}, **SHELL).stops
    assert stops
    assert stops.file == "~/.claude.json"


# As seen with Claude Code 2.1.332 against a local endpoint.
DROPS: dict[str, list[object]] = {
    "permissions": [
        "nonsense",
        [],
        None,
        {"allow": "x"},
        {"defaultMode": "bogus"},
        {"additionalDirectories": "x"},
        {"ask": 5},
    ],
    "model": [5, None],
    "hooks": [
        {"PreToolUse": "x"},
        {"PreToolUse": [{"hooks": "x"}]},
        {"PreToolUse": ["x"]},
        {"PreToolUse": [{"matcher": "x"}]},
        {"PreToolUse": [{"matcher": 5, "hooks": []}]},
        {"PreToolUse": [{"hooks": [{"type": "command"}]}]},
        {"PreToolUse": [{"hooks": [{"type": "bogus", "command": "x"}]}]},
        {"PermissionRequest": "x"},
        {"PreSkillShellCommand": "x"},
        {"PreToolUse": [{"hooks": [{"type": "command", "command": "x", "timeout": "5"}]}]},
    ],
    "awsAuthRefresh": [[]],
    "awsCredentialExport": [5],
    "cleanupPeriodDays": ["x", -1, 0, 1.5],
    "includeCoAuthoredBy": ["yes"],
    "statusLine": ["x", {"type": "command"}, {"type": "command", "command": "x", "padding": "0"}],
    "outputStyle": [5],
    "$schema": [5],
    "enabledPlugins": ["x", {"a@b": "yes"}],
    "availableModels": ["x", [1]],
    "sandbox": ["x", {"enabled": "x"}, {"network": 5}],
    "attribution": ["x", {"commit": 5}],
    "autoUpdatesChannel": ["bogus"],
    "companyAnnouncements": ["x"],
    "modelOverrides": ["x", {"claude-sonnet-4-6": 5}],
    "verbose": ["x"],
    "minimumVersion": [5],
    "defaultShell": ["zsh"],
    "skillOverrides": ["x", {"a": 1}],
    "fallbackModel": ["x", [1]],
    "advisorModel": [5],
    "wslInheritsWindowsSettings": ["x"],
    "voiceEnabled": ["x"],
    "worktree": ["x"],
    "pluginConfigs": [[1]],
    "spinnerVerbs": [["Thinking"]],
    "sshConfigs": [[1]],
    "strictKnownMarketplaces": [{"a": 1}],
    "enabledMcpjsonServers": [5, [1]],
    "forceLoginOrgUUID": [5],
    "feedbackSurveyRate": ["x"],
    "disableAutoMode": [True],
}
FORGIVEN: dict[str, list[object]] = {
    "permissions": [{"allow": [1]}, {"deny": ["("]}, {"defaultMode": "plan"}, {"unknown": 1}],
    "model": ["bogus"],
    "hooks": [
        "x",
        [],
        {"Bogus": []},
        {"Stop": "x"},
        {"Stop": [{"hooks": "x"}]},
        {"PostToolUse": "x"},
        {"PreToolUse": None},
        {"PreToolUse": []},
        {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "x"}]}]},
        {"PreToolUse": [{"hooks": [{"type": "command", "command": "x", "timeout": 5}]}]},
    ],
    "enabledMcpjsonServers": ["x"],
    "forceLoginMethod": ["bogus"],
    "theme": [5],
    "extraKnownMarketplaces": ["x"],
    "effortLevel": ["bogus"],
    "unknownField": [5],
    "defaultMode": ["x"],
    "mcpServers": ["x"],
    "cleanupPeriodDays": [30],
    "statusLine": [{"type": "command", "command": "x", "padding": 0}],
    "enabledPlugins": [{"a@b": True}],
    "attribution": [{"commit": "", "pr": ""}],
    "disableSkillShellExecution": [True],
    "voiceEnabled": [True],
    "worktree": [{"a": 1}],
    "autoMode": [{"a": 1}],
    "advisorModel": ["x"],
    "forceLoginOrgUUID": ["x"],
}


def each_value(fields: dict[str, list[object]]) -> list[tuple[str, object]]:
    return [(name, value) for name, values in fields.items() for value in values]


@pytest.mark.parametrize(("name", "value"), each_value(DROPS))
def test_a_field_that_is_not_valid_drops_the_whole_file(name: str, value: object) -> None:
    view = look({USER: json.dumps({**WEST, name: value}, indent=1)}, **SHELL)
    assert view.region.name == "us-east-1"
    (dropped,) = view.dropped
    assert dropped.name.split(".")[0] == name
    assert dropped.line == 5 + ("." in dropped.name)


@pytest.mark.parametrize(("name", "value"), each_value(DROPS))
def test_of_an_administrator_s_file_such_a_field_alone_is_left_out(name: str, value: object) -> None:
    view = look({MANAGED: json.dumps({**WEST, name: value})}, **SHELL)
    assert (view.region.name, view.dropped, view.stops) == ("us-west-2", (), None)
    assert [each.name.split(".")[0] for each in view.ignored] == [name]


@pytest.mark.parametrize("text", ["{", "[]", "null", '"x"'])
def test_claude_code_does_not_start_where_an_administrator_s_file_is_no_object(text: str) -> None:
    assert look({MANAGED: text}).stops == Place("", "managed-settings.json", 1)
    assert look({USER: text, PROJECT: text, MANAGED: ""}).stops is None


def test_claude_code_does_not_start_where_an_administrator_s_file_is_a_directory() -> None:
    assert look({f"{MANAGED}/x": ""}).stops == Place("", "managed-settings.json")
    assert look({f"{USER}/x": "", f"{PROJECT}/x": ""}).stops is None


@pytest.mark.parametrize(("name", "value"), each_value(FORGIVEN))
def test_a_field_that_claude_code_forgives_drops_nothing(name: str, value: object) -> None:
    view = look({USER: json.dumps({**WEST, name: value})}, **SHELL)
    assert (view.region.name, view.dropped) == ("us-west-2", ())


@pytest.mark.parametrize("env", ["x", [], None])
def test_variables_that_are_no_object_drop_the_file(env: object) -> None:
    assert look({USER: json.dumps({"model": "sonnet", "env": env})}).pins.main is None


@pytest.mark.parametrize(
    ("path", "scope", "may_run"),
    [
        (USER, Scope.USER, True),
        (MANAGED, Scope.MANAGED, True),
        (PROJECT, Scope.PROJECT, False),
        (LOCAL, Scope.LOCAL, False),
    ],
)
def test_a_command_for_credentials_comes_before_the_environment(path: str, scope: Scope, may_run: bool) -> None:
    view = look({path: '{"awsCredentialExport": "vend", "awsAuthRefresh": "login"}'}, **SHELL)
    assert view.credential_source == "credential-export"
    assert view.export
    assert (view.export.command, view.export.scope, view.export.may_run) == ("vend", scope, may_run)
    assert view.refresh
    assert view.refresh.command == "login"
    assert view.identity.source
    assert view.identity.source.value == "environment"  # what serves where the command fails


def test_a_command_that_a_project_names_as_well_is_the_projects() -> None:
    text = '{"awsCredentialExport": "vend"}'
    view = look({USER: text, PROJECT: text}, **SHELL)
    assert view.export
    assert not view.export.may_run


def test_an_api_key_comes_before_a_command() -> None:
    view = look({USER: '{"awsCredentialExport": "vend"}'}, AWS_BEARER_TOKEN_BEDROCK="key")
    assert (view.credential_source, view.export) == ("bedrock-api-key", None)


def test_settings_can_name_the_credentials_file_and_the_profile() -> None:
    keys = f"[ws]\naws_access_key_id = {OTHER}\naws_secret_access_key = {SECRET}\n"
    env = {"AWS_SHARED_CREDENTIALS_FILE": "/own", "AWS_PROFILE": "ws"}
    view = look({USER: json.dumps({"env": env}), "/own": keys}, **SHELL)
    assert (view.credential_source, view.profile, view.credentials.shown) == ("shared-credentials", "ws", "/own")


@pytest.mark.parametrize("depth", [50, 99, 100, 5_000, 100_000])
def test_a_file_is_read_however_deep_it_goes(depth: int) -> None:
    deep = f'{{"a": {"[" * depth}"]"{"]" * depth},\n"env": {{"AWS_PROFILE": "ws"}}, "b": {"[" * depth}{"]" * depth}}}'
    view = look({USER: deep})
    assert (view.variables["AWS_PROFILE"].text, view.find_variable_place("AWS_PROFILE")) == (
        "ws",
        Place("AWS_PROFILE", "~/.claude/settings.json", 2),
    )
    assert look({USER: deep[:-2]}).dropped == (Place("", "~/.claude/settings.json", 2),)


def test_objects_in_objects_take_no_more_memory_than_their_text_asks_for() -> None:
    depth = 3_000
    text = '{"a":' * depth + "1" + "}" * depth
    look({USER: "{}"})  # what is loaded once
    tracemalloc.start()
    try:
        assert look({USER: text}).dropped == ()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 200 * len(text)

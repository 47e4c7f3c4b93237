"""What VS Code's own settings may give a terminal, or Claude Code in it, beside what shells have."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from checkpoints.facts.environment import Unsettled
from checkpoints.facts.start_up_files import read_start_up_variables
from tests.facts.test_start_up_files import BASH, login_shell, pytestmark  # noqa: F401 - these are shells too

USER = ".config/Code/User/settings.json"
ENV = "terminal.integrated.env.linux"


def look(home: Path, settings: str | bytes, file: str = USER, project: str = "work") -> Unsettled:
    path = home / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    (home / ".bashrc").write_text("export AWS_REGION=us-east-1\n")
    return read_start_up_variables(login_shell(home, AWS_REGION="us-east-1"), home / project).unsettled


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "// nothing yet\n",
        "{}",
        '{"editor.fontSize": 14, broken',
        f'{{"{ENV}": {{"AWS_REGION": "us-east-1", "AWS_PROFILE": null, "EDITOR": "vi"}}}}',
        '{"claudeCode.environmentVariables": [{"name": "AWS_REGION", "value": "us-east-1"}]}',
        f'{{/* "{ENV}": {{"AWS_REGION": "us-west-2"}} */}}',
        f'{{// "{ENV}": {{"AWS_REGION": "us-west-2"}}\n}}',
        '{"terminal.integrated.env.windows": {"AWS_REGION": "us-west-2"}, "files.exclude": {"AWS_KEYS": true}}',
        '{"claudeCode.environmentVariables": [], "note": "AWS_REGION // */ ,}"}',
    ],
)
def test_settings_that_say_nothing_else_leave_everything_settled(tmp_path: Path, settings: str) -> None:
    assert look(tmp_path, settings) == Unsettled()


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (f'{{"{ENV}": {{"AWS_REGION": "us-west-2"}}}}', "AWS_REGION"),
        (f'{{"{ENV}": {{"AWS_REGION": null}}}}', "AWS_REGION"),
        (f'{{"{ENV}": {{"AWS_REGION": "${{env:REGION}}"}}}}', "AWS_REGION"),
        (f'{{"{ENV}": {{"AWS_REGION": 1}}}}', "AWS_REGION"),
        (f'\ufeff{{ // mine\n "{ENV}": {{"AWS_PROFILE": "team",}}, /* , */ }}', "AWS_PROFILE"),
        (f'{{"url": "https://x", "{ENV}": {{"AWS_PROFILE": "team"}}}}', "AWS_PROFILE"),
        ('{"terminal": {"integrated.env": {"linux": {"AWS_PROFILE": "team"}}}}', "AWS_PROFILE"),
        (f'{{"{ENV}": {{"\\u0041WS_PROFILE": "team"}}}}', "AWS_PROFILE"),
        ('{"terminal.integrated.profiles.linux": {"bash": {"env": {"AWS_PROFILE": "team"}}}}', "AWS_PROFILE"),
        ('{"claudeCode.environmentVariables": [{"name": "AWS_PROFILE", "value": "team"}]}', "AWS_PROFILE"),
        ('{"claudeCode.environmentVariables": {"AWS_PROFILE": "team"}}', "AWS_PROFILE"),
        ('{"claudeCode.environmentVariables": ["AWS_PROFILE=team"]}', "AWS_PROFILE"),
    ],
)
def test_another_value_in_the_settings_is_told_with_their_file(tmp_path: Path, settings: str, name: str) -> None:
    assert look(tmp_path, settings) == Unsettled(mentioned={name: f"~/{USER}"})


@pytest.mark.parametrize(
    "file",
    [
        USER,
        ".config/Code/User/profiles/1a2b/settings.json",
        ".local/share/code-server/User/settings.json",
        ".vscode-server/data/Machine/settings.json",
        "work/.vscode/settings.json",
        ".vscode/settings.json",
    ],
)
def test_every_file_of_settings_is_looked_into(tmp_path: Path, file: str) -> None:
    settings = f'{{"{ENV}": {{"AWS_PROFILE": "team"}}}}'
    assert look(tmp_path, settings, file).mentioned == {"AWS_PROFILE": f"~/{file}"}


def test_settings_of_another_folder_are_none_of_this_one(tmp_path: Path) -> None:
    assert look(tmp_path, f'{{"{ENV}": {{"AWS_PROFILE": "team"}}}}', "other/.vscode/settings.json") == Unsettled()


@pytest.mark.parametrize(
    "settings",
    [
        f'{{"{ENV}": {{"AWS_PROFILE": ',
        f'{{"{ENV}": {{}}, "AWS_": {"[" * 100_000}',
        f'{{"{ENV}": {{"\\u0041WS_PROFILE" "team"}}}}',
        '{"a": ' + "/* AWS_ " * 100_000,
        '"AWS_' + r"\"" * 400_000,
        " " * (1 << 20) + "{}",
    ],
    ids=["cut", "deep", "escaped", "open comments", "open string", "too large"],
)
def test_settings_that_cannot_be_read_are_said(tmp_path: Path, settings: str) -> None:
    began = time.process_time()
    assert look(tmp_path, settings) == Unsettled(unread=(f"~/{USER}",))
    assert time.process_time() - began < 5


def test_a_folder_in_the_place_of_settings_is_said(tmp_path: Path) -> None:
    (tmp_path / USER).mkdir(parents=True)
    found = read_start_up_variables(login_shell(tmp_path), tmp_path)
    assert found.unsettled == Unsettled(unread=(f"~/{USER}",))


def test_settings_that_are_not_utf_8_are_read_all_the_same(tmp_path: Path) -> None:
    settings = f'{{// 한글\n"{ENV}": {{"AWS_PROFILE": "team"}}}}'.encode("cp949")
    assert look(tmp_path, settings).mentioned == {"AWS_PROFILE": f"~/{USER}"}

"""What the AWS CLI reads and Claude Code does not: told with file, line and the one change that both understand."""

from __future__ import annotations

import pytest

from checkpoints.client.cli_view import CliView, model_aws_cli
from checkpoints.client.obstacle import Obstacle
from checkpoints.client.place import Place
from checkpoints.client.portability import Difference, find_differences
from checkpoints.client.view import ClientView, model_claude_code
from tests.client.generated_machines import machines
from tests.client.machine import CONFIG, CREDENTIALS, FOLDERS, KEY, SECRET, USER, GivenFiles, keys
from tests.lengths import at_length


def look_twice(files: dict[str, str | bytes], variables: dict[str, str]) -> tuple[CliView, ClientView]:
    """The AWS CLI and Claude Code on one machine without settings of Claude Code."""
    given = GivenFiles(files)
    given_variables = {"HOME": "/home/kim", **variables}
    view = model_claude_code(given_variables, FOLDERS, given)
    return model_aws_cli(given_variables, FOLDERS.home, given), view


def compare(files: dict[str, str | bytes], **variables: str) -> tuple[Difference, ...]:
    return find_differences(*look_twice(files, variables))


@pytest.mark.parametrize(
    ("text", "obstacle", "name", "line", "instead"),
    [
        (
            f"[default]\nAWS_ACCESS_KEY_ID = {KEY}\naws_secret_access_key = x\n",
            Obstacle.LETTER_CASE,
            "AWS_ACCESS_KEY_ID",
            2,
            "aws_access_key_id =",
        ),
        (
            f"[default]\naws_access_key_id = {KEY}\n\naws_secret_access_key: x\n",
            Obstacle.COLON,
            "aws_secret_access_key",
            4,
            "aws_secret_access_key =",
        ),
        (f"# mine\n[default] my account\n{keys()}", Obstacle.SECTION_LINE, "[default]", 2, "[default]"),
        (f"[default]# mine\n{keys()}", Obstacle.SECTION_LINE, "[default]", 1, "[default]"),
        (
            f"[DEFAULT]\naws_access_key_id = {KEY}\n[default]\naws_secret_access_key = x\n",
            Obstacle.INHERITED,
            "aws_access_key_id",
            2,
            "[default]",
        ),
        (
            f"[default]\n{keys()}aws_security_token = t\n",
            Obstacle.TOKEN_NAME,
            "aws_security_token",
            4,
            "aws_session_token =",
        ),
        (
            "[default]\ncredential_process = vend # mine\n",
            Obstacle.COMMENT,
            "credential_process",
            2,
            "credential_process =",
        ),
        (
            "[default]\ncredential_process = vend\n  output = json\n",
            Obstacle.INDENTATION,
            "credential_process",
            2,
            "credential_process =",
        ),
    ],
)
def test_a_line_of_the_credentials_file(text: str, obstacle: Obstacle, name: str, line: int, instead: str) -> None:
    assert compare({CREDENTIALS: text}) == (Difference(obstacle, Place(name, "~/.aws/credentials", line), instead),)


@pytest.mark.parametrize(
    ("title", "name", "obstacle", "instead"),
    [
        ("profile  ws", "ws", Obstacle.SECTION_SPACES, "[profile ws]"),
        ("profile ws ", "ws", Obstacle.SECTION_SPACES, "[profile ws]"),
        ("profile 워크샵", "워크샵", Obstacle.SECTION_NAME, "[profile workshop]"),
        ("profile 'my account'", "my account", Obstacle.SECTION_NAME, "[profile workshop]"),
    ],
)
def test_a_section_of_the_config_file(title: str, name: str, obstacle: Obstacle, instead: str) -> None:
    found = compare({CONFIG: f"[{title}]\n{keys()}"}, AWS_PROFILE=name)
    assert found == (Difference(obstacle, Place(f"[{title}]", "~/.aws/config", 1), instead),)


@pytest.mark.parametrize("line", ["region = us-east-1 # mine", "Region: us-west-2"])
def test_the_region_of_a_profile_is_no_difference_of_identity(line: str) -> None:
    assert compare({CREDENTIALS: f"[default]\n{keys()}{line}\n"}) == ()


def test_a_profile_whose_name_holds_the_prefix() -> None:
    found = compare({CREDENTIALS: f"[profile ws]\n{keys()}"}, AWS_PROFILE="profile ws")
    assert found == (Difference(Obstacle.PREFIX, Place("[profile ws]", "~/.aws/credentials", 1), "[ws]"),)


def test_default_beside_profile_default() -> None:
    found = compare({CONFIG: f"[profile default]\nregion = us-east-1\n[default]\n{keys()}"})
    assert found == (Difference(Obstacle.SPECIAL_DEFAULT, Place("[profile default]", "~/.aws/config", 1)),)


def test_a_variable_within_a_path() -> None:
    files: dict[str, str | bytes] = {"/home/kim/own": f"[default]\n{keys()}"}
    found = compare(files, AWS_SHARED_CREDENTIALS_FILE="$HOME/own")
    place = Place("AWS_SHARED_CREDENTIALS_FILE")
    assert found == (Difference(Obstacle.PATH, place, "AWS_SHARED_CREDENTIALS_FILE=~/own"),)
    (found_too,) = compare(files, AWS_SHARED_CREDENTIALS_FILE="$OWN", OWN="/home/kim/own")
    assert (found_too.obstacle, found_too.instead) == (Obstacle.PATH, "")
    (empty,) = compare({CREDENTIALS: f"[default]\n{keys()}"}, AWS_SHARED_CREDENTIALS_FILE="")
    assert (empty.obstacle, empty.instead) == (Obstacle.PATH, "")


def test_the_source_of_a_role_and_its_session_are_looked_at_as_well() -> None:
    role = "[default]\nrole_arn = arn\nsource_profile = ws\n"
    (found,) = compare({CONFIG: f"{role}[profile  ws]\n{keys()}"})
    assert found.place == Place("[profile  ws]", "~/.aws/config", 4)
    sso = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = n\n[sso-session s]\nsso_region = us-east-1\n"
    (found,) = compare({CONFIG: f"{sso}SSO_START_URL = https://one\n"})
    assert (found.obstacle, found.place.line, found.instead) == (Obstacle.LETTER_CASE, 7, "sso_start_url =")
    (found,) = compare({CONFIG: sso.replace("[sso-session s]", "[sso-session  s]")})
    assert (found.obstacle, found.place.line, found.instead) == (Obstacle.SECTION_SPACES, 5, "[sso-session s]")


@pytest.mark.parametrize(
    "files",
    [
        {CREDENTIALS: f"[default] # mine\n{keys()}"},
        {CREDENTIALS: f"[default]\n{keys()}aws_session_token = t\naws_security_token = t\n"},
        {CONFIG: f'[profile "ws"]\n{keys()}', CREDENTIALS: f"[default]\n{keys()}"},
        {CONFIG: "[default]\nOutput = json\n", CREDENTIALS: f"[default]\n{keys()}"},
        {},
    ],
)
def test_what_both_read_alike(files: dict[str, str | bytes]) -> None:
    assert compare(files) == ()


def test_a_pair_with_parts_in_both_files() -> None:
    files: dict[str, str | bytes] = {
        CONFIG: "[default]\naws_session_token = t\n",
        CREDENTIALS: f"[default]\n{keys()}",
    }
    place = Place("aws_session_token", "~/.aws/config", 2)
    assert compare(files) == (Difference(Obstacle.TWO_FILES, place),)
    files[CREDENTIALS] = f"[default]\n{keys()}aws_session_token = t\n"
    assert compare(files) == ()


def test_a_section_under_two_spellings() -> None:
    found = compare({CONFIG: f'[profile ws]\nrole_arn = x\n[profile "ws"]\n{keys()}'}, AWS_PROFILE="ws")
    assert found == (Difference(Obstacle.REPEATED, Place("role_arn", "~/.aws/config", 2)),)


def test_sessions_of_a_config_file_under_a_tilde() -> None:
    text = "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = n\n"
    session = "[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://one\n"
    found = compare({"/home/kim/own": text + session}, AWS_CONFIG_FILE="~/own")
    assert found == (Difference(Obstacle.PATH, Place("AWS_CONFIG_FILE"), "AWS_CONFIG_FILE=/home/kim/own"),)


@pytest.mark.parametrize(("written", "instead"), [("~/own", "/home/kim/own"), ("${HOME}/own", "/home/kim/own")])
def test_a_cache_of_aws_login_that_only_the_aws_cli_finds(written: str, instead: str) -> None:
    files: dict[str, str | bytes] = {CONFIG: "[default]\nlogin_session = s\n"}
    name = "AWS_LOGIN_CACHE_DIRECTORY"
    assert compare(files, **{name: written}) == (Difference(Obstacle.PATH, Place(name), f"{name}={instead}"),)
    assert compare(files, **{name: "/home/kim/own"}) == ()


def test_a_file_that_the_aws_cli_cannot_parse_is_no_matter_of_single_lines() -> None:
    files = {CREDENTIALS: f"[default]\n{keys()}[default]\n{keys()}"}
    cli, view = look_twice({**files}, {})
    assert find_differences(cli, view) == ()
    assert cli.files.broken == Place("", "~/.aws/credentials", 4)
    assert view.credential_source == "shared-credentials"


def test_files_that_claude_codes_settings_name_are_no_matter_of_the_aws_cli() -> None:
    settings = '{"env": {"AWS_CONFIG_FILE": "/own"}}'
    assert compare({USER: settings, "/own": "[default]\n", CONFIG: f"[default]\nREGION = x\n{keys()}"}) == ()


def test_nothing_of_a_content_is_told() -> None:
    text = f"[default] {SECRET}\nAWS_ACCESS_KEY_ID = {KEY}\nAWS_SECRET_ACCESS_KEY: {SECRET}\n"
    found = compare({CREDENTIALS: text})
    assert found
    assert SECRET not in repr(found)
    assert KEY not in repr(found)


@pytest.mark.parametrize("seed", [1, at_length(2)])
def test_after_the_change_that_is_told_both_read_alike(seed: int) -> None:
    changed = 0
    for machine in machines(seed, 1500, 0.3):
        files: dict[str, str | bytes] = dict(machine.files)
        for _ in range(20):
            cli, view = look_twice(files, dict(machine.variables))
            found = find_differences(cli, view)
            lines = [each for each in found if each.instead and each.place.file and each.obstacle not in UNCHANGED]
            if not lines:
                break
            changed += 1
            path = (cli.config if lines[0].place.file == cli.config.shown else cli.credentials).path
            files[path] = change(files[path], lines[0])
        else:
            pytest.fail(f"the changes lead nowhere: {machine}")
        if not found and cli.identity.profile and view.identity.profile == cli.identity.profile:
            same = cli.identity.fingerprint == view.identity.fingerprint
            assert same or cli.identity.source != view.identity.source, machine
    assert changed > 30


# Their change is another one than of the line that is told: keys move to another section, lines move apart.
UNCHANGED = (Obstacle.INHERITED, Obstacle.SPECIAL_DEFAULT, Obstacle.INDENTATION, Obstacle.COMMENT, Obstacle.OTHER)


def change(content: str | bytes, difference: Difference) -> bytes:
    """The file with the line that is told, as both understand it."""
    assert isinstance(content, bytes)
    assert difference.place.line
    lines = content.split(b"\n")
    line = lines[difference.place.line - 1].rstrip(b"\r")
    if difference.instead.startswith("["):
        changed = difference.instead.encode()
    else:
        value = line.partition(b":" if difference.obstacle is Obstacle.COLON else b"=")[2]
        if difference.obstacle is Obstacle.LETTER_CASE and not value:
            value = line.partition(b":")[2]
        changed = difference.instead.encode() + value
    lines[difference.place.line - 1] = changed
    return b"\n".join(lines)

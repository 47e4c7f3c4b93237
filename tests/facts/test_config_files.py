"""The AWS config and credentials files."""

from __future__ import annotations

import pytest
from botocore.configloader import load_config

from checkpoints.facts.config_files import FileDefect, read_config_files
from checkpoints.facts.providers import Provider
from tests.machine import LONG_TERM_ID, OTHER_ID, SECRET, TOKEN, Machine, static


def test_a_machine_without_files_has_no_profiles(machine: Machine) -> None:
    files = read_config_files({}, machine.home)
    assert (files.profiles, files.config.exists, files.config.broken) == ({}, False, None)
    assert read_config_files({}, None).config.shown == "~/.aws/config"
    assert not read_config_files({"AWS_CONFIG_FILE": "${NOWHERE}/x"}, None).config.exists
    (machine.home / ".aws" / "config").mkdir(parents=True)  # a folder in its place
    assert not read_config_files({}, machine.home).config.exists


def test_both_files_make_one_profile(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile work]\nregion = ap-northeast-2\n" + static(OTHER_ID))
    machine.write("home/.aws/credentials", "[work]\n" + static() + "\n[default]\n" + static())
    files = read_config_files({}, machine.home)
    work = files.profiles["work"]
    assert set(files.profiles) == {"work", "default"}
    assert work.region == "ap-northeast-2"
    assert set(work.providers) == {Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE}
    assert work.providers[Provider.SHARED_CREDENTIALS] != work.providers[Provider.CONFIG_FILE]
    assert (
        work.providers[Provider.SHARED_CREDENTIALS] == files.profiles["default"].providers[Provider.SHARED_CREDENTIALS]
    )


@pytest.mark.parametrize(
    ("section", "provider"),
    [
        ("role_arn = arn:aws:iam::111122223333:role/R\nsource_profile = default", Provider.ASSUME_ROLE),
        ("role_arn = arn:aws:iam::111122223333:role/R\nweb_identity_token_file = /t", Provider.WEB_IDENTITY),
        ("sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = R", Provider.SSO),
        ("sso_role_name = R", Provider.SSO),
        ("login_session = arn:aws:iam::111122223333:user/u", Provider.LOGIN),
        ("credential_process = /bin/keys", Provider.PROCESS),
        (static(), Provider.CONFIG_FILE),
        ("region = us-east-1", ""),
    ],
)
def test_a_profile_tells_its_provider(machine: Machine, section: str, provider: str) -> None:
    machine.write("home/.aws/config", f"[default]\n{section}\n")
    assert list(read_config_files({}, machine.home).profiles["default"].providers) == [provider] * bool(provider)


@pytest.mark.parametrize("sections", [("default", "profile default"), ("profile default", "default")])
def test_the_later_of_two_default_sections_counts_as_for_botocore(machine: Machine, sections: tuple[str, str]) -> None:
    first, second = (f"[{title}]\nregion = {region}\n" for title, region in zip(sections, ("a", "b"), strict=True))
    path = machine.write("home/.aws/config", first + second)
    assert load_config(str(path))["profiles"]["default"] == {"region": "b"}
    assert read_config_files({}, machine.home).profiles["default"].region == "b"


def test_an_sso_session_and_the_older_form_are_one_identity(machine: Machine) -> None:
    machine.write(
        "home/.aws/config",
        "[profile a]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = R\n"
        "[profile b]\nsso_start_url = https://corp.example/start/#\nsso_account_id = 1\nsso_role_name = R\n"
        "[profile c]\nsso_session = corp\nsso_account_id = 2\nsso_role_name = R\n"
        "[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = us-east-1\n",
    )
    profiles = read_config_files({}, machine.home).profiles
    assert set(profiles) == {"a", "b", "c"}
    assert profiles["a"].providers[Provider.SSO] == profiles["b"].providers[Provider.SSO]
    assert profiles["a"].providers[Provider.SSO] != profiles["c"].providers[Provider.SSO]


def test_a_section_without_the_word_profile_is_told_and_quoted_names_are_read(machine: Machine) -> None:
    sections = "[w]\nregion = us-east-1\n[default]\n[profile x]\n[services s]\n[profile 'open]\n"
    machine.write("home/.aws/config", sections + '[profile "my work"]\nregion = us-east-1\n[profile a b c]\n')
    files = read_config_files({}, machine.home)
    assert files.unprefixed == ("w",)
    assert set(files.profiles) == {"x", "default", "my work"}


@pytest.mark.parametrize(
    ("content", "broken"),
    [
        ("region = us-east-1", FileDefect.SYNTAX),
        ("[default]\nregion", FileDefect.SYNTAX),
        ("[a]\n[a]\n", FileDefect.SYNTAX),
        (b"\xef\xbb\xbf[default]\nregion = us-east-1", FileDefect.BYTE_ORDER_MARK),
        (b"\xef\xbb\xbfregion", FileDefect.BYTE_ORDER_MARK),
        ("# 한글\n[default]".encode("cp949"), FileDefect.ENCODING),
        (b"#" * (1 << 21), FileDefect.SIZE),
        ("", None),
    ],
)
def test_a_broken_file_is_told(machine: Machine, content: str | bytes, broken: FileDefect | None) -> None:
    machine.write("home/.aws/config", content)
    config = read_config_files({}, machine.home).config
    assert (config.exists, config.broken) == (True, broken)


def test_variables_say_where_the_files_are(machine: Machine) -> None:
    machine.write("home/mine", "[default]\nregion = eu-west-1\n")
    machine.write("elsewhere/keys", "[default]\n" + static())
    variables = {
        "AWS_CONFIG_FILE": "~/mine",
        "AWS_SHARED_CREDENTIALS_FILE": "$PLACE/keys",
        "PLACE": f"{machine.root}/elsewhere",
    }
    files = read_config_files(variables, machine.home)
    assert files.profiles["default"].region == "eu-west-1"
    assert Provider.SHARED_CREDENTIALS in files.profiles["default"].providers
    assert files.config.shown == "AWS_CONFIG_FILE=~/mine"


def test_half_a_pair_is_seen_by_shape(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[default]\naws_secret_access_key = {SECRET}\n")
    profile = read_config_files({}, machine.home).profiles["default"]
    assert profile.credentials_file_keys.is_half
    assert profile.providers == {}


def test_every_secret_of_both_files_is_known_and_no_placeholder(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[a]\n{static()}aws_session_token = {TOKEN}\n")
    machine.write(
        "home/.aws/config", f"[profile b]\naws_access_key_id = {OTHER_ID}\naws_secret_access_key = your-secret\n"
    )
    files = read_config_files({}, machine.home)
    assert files.secrets == {LONG_TERM_ID, SECRET, TOKEN, OTHER_ID}
    assert SECRET not in repr(files)
    assert OTHER_ID not in repr(files)

"""`~/.aws/config` and `~/.aws/credentials` as Claude Code reads them."""

from __future__ import annotations

import pytest

from checkpoints.client.credential_chain import read_environment_keys
from checkpoints.client.identity import SourceProblem
from checkpoints.client.place import Place
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource
from tests.client.machine import CONFIG, CREDENTIALS, KEY, OTHER, SECRET, keys, look

SHARED, CONFIG_SOURCE, INSTANCE = (
    CredentialSource.SHARED_CREDENTIALS,
    CredentialSource.CONFIG_FILE,
    CredentialSource.INSTANCE_ROLE,
)


def key_id_of(identity: str | None) -> str | None:
    """The key id, of the two that the tests know, that an identity was made from."""
    known = {fingerprint.of_keys(each, SECRET): each for each in (KEY, OTHER)}
    return known.get(identity or "")


def test_a_key_pair_is_told_with_file_line_and_key() -> None:
    found = look({CREDENTIALS: f"# mine\n\n[default]\n{keys()}"}).identity
    assert (found.source, found.profile, key_id_of(found.fingerprint)) == (SHARED, "default", KEY)
    assert found.place == Place("aws_access_key_id", "~/.aws/credentials", 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[default]\nAWS_ACCESS_KEY_ID = a\nAWS_SECRET_ACCESS_KEY = b\n", "keys in capitals"),
        ("[default]\naws_access_key_id: a\naws_secret_access_key: b\n", "a colon"),
        (f"[default] my account\n{keys()}", "text behind the bracket"),
        (f"[DEFAULT]\n{keys()}[default]\nregion = us-east-1\n", "keys inherited from [DEFAULT]"),
        (f"[ default ]\n{keys()}", "spaces inside of the brackets"),
        (f"default\n{keys()}", "no brackets"),
        (f"[profile default]\n{keys()}", "a prefix in the credentials file"),
        (f"[my account]\n{keys()}", "a prefix that is not known"),
        ("[default]\nregion =\n  aws_access_key_id = a\n  aws_secret_access_key = b\n", "a sub-section"),
        (f"[default]\n{keys()}[__proto__]\n", "a section that nobody may have"),
    ],
)
def test_what_the_aws_cli_may_read_and_claude_code_does_not(text: str, why: str) -> None:
    assert look({CREDENTIALS: text}).identity.source is INSTANCE, why


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff[default]\r\n{keys()}",
        f"[default] # mine\n{keys()}",
        f"[default]\naws_access_key_id={KEY} ; mine\n\taws_secret_access_key = {SECRET} # mine\n",
        f"[default]\naws_access_key_id = {KEY}\n[other]\na = b\n[default]\naws_secret_access_key = {SECRET}\n",
        f"[default]\naws_access_key_id = {OTHER}\naws_access_key_id = {KEY}\naws_secret_access_key = {SECRET}\n",
        f"[default]\n{keys()}aws_session_token =\n",
        f"[default]\nnonsense\n= b\n{keys()}",
        f"[default]\ns3 =\n  max = 1\n{keys()}",
    ],
)
def test_what_claude_code_reads_all_the_same(text: str) -> None:
    found = look({CREDENTIALS: text}).identity
    assert (found.source, key_id_of(found.fingerprint)) == (SHARED, KEY)


def test_a_value_ends_at_a_comment_and_not_at_a_hash_inside_of_a_word() -> None:
    view = look({CONFIG: "[default]\nregion = eu-west-1 # Dublin\noutput = a#b;c\n"})
    assert view.region.name == "eu-west-1"
    assert view.files.profiles["default"]["output"].text == "a#b;c"


def test_the_old_name_of_the_session_token_is_not_read() -> None:
    found = look({CREDENTIALS: f"[default]\n{keys()}aws_security_token = token\n"}).identity
    assert found.fingerprint == fingerprint.of_keys(KEY, SECRET)
    found = look({CREDENTIALS: f"[default]\n{keys()}aws_session_token = token\n"}).identity
    assert found.fingerprint == fingerprint.of_keys(KEY, SECRET, "token")


@pytest.mark.parametrize("title", ["profile ws", 'profile "ws"', "profile 'ws'", "profile\tws", "profile.ws"])
def test_a_profile_of_the_config_file(title: str) -> None:
    found = look({CONFIG: f"[{title}]\n{keys()}"}, AWS_PROFILE="ws").identity
    assert (found.source, found.profile) == (CONFIG_SOURCE, "ws")


@pytest.mark.parametrize("title", ["ws", "profile  ws", " profile ws", "profile ws ", "Profile ws", "profile 'ws\""])
def test_a_section_that_is_no_profile_of_the_config_file(title: str) -> None:
    found = look({CONFIG: f"[{title}]\n{keys()}"}, AWS_PROFILE="ws").identity
    assert found.source is INSTANCE
    assert [each.problem for each in found.passed_over] == [SourceProblem.PROFILE_MISSING]
    assert found.passed_over[0].place == Place("AWS_PROFILE")


def test_a_profile_with_a_korean_name_works_in_the_credentials_file_only() -> None:
    assert look({CONFIG: f"[profile 워크샵]\n{keys()}"}, AWS_PROFILE="워크샵").identity.source is INSTANCE
    assert look({CREDENTIALS: f"[워크샵]\n{keys()}"}, AWS_PROFILE="워크샵").identity.source is SHARED


def test_a_prefixed_section_of_the_credentials_file_has_a_name_of_its_own() -> None:
    files = {CREDENTIALS: f"[profile ws]\n{keys()}"}
    assert look(files, AWS_PROFILE="ws").identity.source is INSTANCE
    assert look(files, AWS_PROFILE="profile ws").identity.source is INSTANCE
    assert look(files, AWS_PROFILE="profile.ws").identity.source is SHARED


@pytest.mark.parametrize("first", [True, False])
def test_profile_default_takes_the_place_of_default_in_any_order(first: bool) -> None:
    sections = [f"[profile default]\n{keys(KEY)}", f"[default]\n{keys(OTHER)}region = eu-west-1\n"]
    view = look({CONFIG: "".join(sections if first else reversed(sections))})
    assert key_id_of(view.identity.fingerprint) == KEY
    assert view.region.name == "us-east-1"


def test_both_files_make_one_profile_key_by_key() -> None:
    files = {
        CONFIG: f"[default]\naws_access_key_id = {OTHER}\naws_secret_access_key = {SECRET}\n",
        CREDENTIALS: f"[default]\naws_access_key_id = {KEY}\n",
    }
    found = look(files).identity
    assert (found.source, key_id_of(found.fingerprint)) == (SHARED, KEY)


def test_a_file_that_is_no_utf_8_is_read_as_far_as_it_goes() -> None:
    assert look({CREDENTIALS: b"[caf\xe9]\nx = y\n[default]\n" + keys().encode()}).identity.source is SHARED
    assert look({CREDENTIALS: f"[default]\n{keys()}".encode("utf-16")}).identity.source is INSTANCE


@pytest.mark.parametrize("name", ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"])
def test_the_home_directory_is_expanded_as_a_tilde_and_not_as_a_variable(name: str) -> None:
    files = {"/home/kim/own/file": f"[default]\n{keys()}"}
    found = look(files, **{name: "~/own/file"})
    assert found.identity.place == Place("aws_access_key_id", "~/own/file", 2)
    assert look(files, **{name: "$HOME/own/file"}).identity.source is INSTANCE
    assert look(files, **{name: "/home/kim/own/file"}).identity.source is not INSTANCE


def test_an_empty_variable_for_a_file_or_a_profile_is_no_variable() -> None:
    found = look({CREDENTIALS: f"[default]\n{keys()}"}, AWS_SHARED_CREDENTIALS_FILE="", AWS_PROFILE="")
    assert found.identity.source is SHARED


def test_no_secret_is_in_what_python_prints() -> None:
    view = look({CREDENTIALS: f"[default]\n{keys()}"}, AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET)
    assert SECRET not in repr(view)
    assert SECRET not in repr(view.files)
    assert read_environment_keys(view.variables)

"""step3.single-source: Claude Code would use what this run tested."""

from __future__ import annotations

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import CredentialSource, Verdict
from tests.facts.test_api_key import long_term
from tests.machine import KEYS, LONG_TERM_ID, OTHER_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.source_cases import (
    INSTANCE,
    SSO_PROFILE,
    conflict,
    of_environment,
    of_key,
    of_profile,
    single,
)

# -- one source


def test_keys_of_the_environment_are_claude_code_s_too(machine: Machine) -> None:
    environment = machine.look(**TEMPORARY_KEYS)
    found = single(environment, of_environment(environment))
    assert (found.verdict, found.cause, found.notes) == (Verdict.PASSED, None, ())
    assert found.detail.values["run"] == "AWS_ACCESS_KEY_ID"
    for secret in TEMPORARY_KEYS.values():
        assert secret not in messages.everything(found)


def test_an_instance_role_is_claude_code_s_too(machine: Machine) -> None:
    found = single(machine.look(), INSTANCE)
    assert (found.verdict, found.notes) == (Verdict.PASSED, ())
    assert found.detail.values["run"] == "Instance Role"


@pytest.mark.parametrize("name", ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
def test_a_container_role_is_claude_code_s_too(machine: Machine, name: str) -> None:
    found = single(machine.look(**{name: "/x"}), Credentials(CredentialSource.CONTAINER_ROLE, "container-role"))
    assert (found.verdict, found.notes) == (Verdict.PASSED, ())


def test_a_web_identity_is_claude_code_s_too(machine: Machine) -> None:
    environment = machine.look(AWS_WEB_IDENTITY_TOKEN_FILE="/t", AWS_ROLE_ARN="r")
    found = single(environment, Credentials(CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity"))
    assert (found.verdict, found.notes) == (Verdict.PASSED, ())


@pytest.mark.parametrize(
    ("section", "method"),
    [
        (static(), "config-file"),
        (SSO_PROFILE, "sso"),
        ("login_session = s\n", "login"),
        ("credential_process = /p\n", "custom-process"),
        ("role_arn = r\nsource_profile = x\n", "assume-role"),
    ],
)
def test_a_profile_is_claude_code_s_too(machine: Machine, section: str, method: str) -> None:
    machine.write("home/.aws/config", f"[profile w]\n{section}")
    environment = machine.look(AWS_PROFILE="w")
    found = single(environment, of_profile(environment, method, "w"))
    assert (found.verdict, found.notes) == (Verdict.PASSED, ())
    assert found.detail.values["run"] == f"[w] ({method})"


def test_a_web_identity_of_a_profile_is_claude_code_s_too(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile w]\nrole_arn = r\nweb_identity_token_file = /t\n")
    method = "assume-role-with-web-identity"
    found = single(machine.look(AWS_PROFILE="w"), Credentials(CredentialSource.WEB_IDENTITY, method, "w"))
    assert found.verdict is Verdict.PASSED


def test_an_api_key_is_claude_code_s_too_and_shadows_the_rest(machine: Machine) -> None:
    environment = machine.look(AWS_BEARER_TOKEN_BEDROCK=long_term(), AWS_PROFILE="w", **KEYS)
    found = single(environment, of_key(long_term()))
    assert found.verdict is Verdict.PASSED
    assert [messages.read(note) for note in found.notes] == [
        "Credentials that are here, but not used: AWS_ACCESS_KEY_ID"
    ]


def test_a_default_profile_behind_keys_of_the_environment_is_only_shadowed(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    environment = machine.look(**KEYS)
    found = single(environment, of_environment(environment))
    assert found.verdict is Verdict.PASSED
    assert found.notes[0].values["sources"] == "[default] (shared-credentials-file)"


def test_all_that_is_shadowed_is_named(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static(OTHER_ID))
    environment = machine.look(AWS_CONTAINER_CREDENTIALS_FULL_URI="http://127.0.0.1/", **KEYS)
    found = single(environment, of_environment(environment))
    assert [note.values["sources"] for note in found.notes] == ["[default] (shared-credentials-file), container-role"]


def test_one_key_in_two_places_is_one_identity(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static())
    environment = machine.look(AWS_PROFILE="w", **KEYS)
    found = single(environment, of_environment(environment))
    assert found.verdict is Verdict.PASSED
    assert messages.notes(found) == ["sources.same-key"]
    assert found.notes[0].values["claude_code"] == "[w] (shared-credentials-file)"


# -- two sources


def test_a_profile_beats_keys_of_the_environment_in_claude_code(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static(OTHER_ID))
    environment = machine.look(AWS_PROFILE="w", **KEYS)
    found = single(environment, of_environment(environment))
    assert conflict(found) == ("AWS_ACCESS_KEY_ID", "[w] (shared-credentials-file)")
    assert messages.command(found) == "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"
    assert [(each.source, messages.read(each.shows)) for each in found.evidence] == [
        ("boto3, AWS CLI", "uses AWS_ACCESS_KEY_ID"),
        ("Claude Code", "uses [w] (shared-credentials-file)"),
    ]
    assert OTHER_ID not in messages.everything(found)
    assert LONG_TERM_ID not in messages.everything(found)


def test_a_profile_without_credentials_leaves_claude_code_to_the_instance_role(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile w]\nregion = us-east-1\n")
    environment = machine.look(AWS_PROFILE="w", **KEYS)
    assert conflict(single(environment, of_environment(environment)))[1] == "Instance Role"


def test_botocore_s_older_variable_is_unknown_to_claude_code(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static() + "[default]\n" + static(OTHER_ID))
    environment = machine.look(AWS_DEFAULT_PROFILE="w")
    found = single(environment, of_profile(environment, "shared-credentials-file", "w"))
    assert conflict(found) == ("[w] (shared-credentials-file)", "[default] (shared-credentials-file)")
    assert messages.command(found) == 'export AWS_PROFILE="$AWS_DEFAULT_PROFILE"'


def test_old_keys_beat_sso_of_the_same_profile_in_claude_code(machine: Machine) -> None:
    machine.write("home/.aws/config", f"[default]\n{SSO_PROFILE}")
    machine.write("home/.aws/credentials", "[default]\n" + static())
    environment = machine.look()
    found = single(environment, of_profile(environment, "sso"))
    assert conflict(found) == ("[default] (sso)", "[default] (shared-credentials-file)")
    assert messages.command(found) == "aws configure list"
    environment = machine.look(AWS_PROFILE="default")
    assert messages.command(single(environment, of_profile(environment, "sso"))) == "aws configure list"


def test_half_a_pair_does_not_beat_sso(machine: Machine) -> None:
    machine.write("home/.aws/config", f"[default]\naws_access_key_id = {LONG_TERM_ID}\n{SSO_PROFILE}")
    machine.write("home/.aws/credentials", f"[default]\naws_access_key_id = {LONG_TERM_ID}\n")
    environment = machine.look()
    assert single(environment, of_profile(environment, "sso")).verdict is Verdict.PASSED


def test_keys_of_the_config_file_beat_a_process_in_claude_code(machine: Machine) -> None:
    machine.write("home/.aws/config", f"[default]\ncredential_process = /p\n{static()}")
    environment = machine.look()
    found = single(environment, of_profile(environment, "custom-process"))
    assert conflict(found) == ("[default] (custom-process)", "[default] (config-file)")


def test_a_web_identity_beats_the_default_profile_only_in_boto(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    environment = machine.look(AWS_WEB_IDENTITY_TOKEN_FILE="/t", AWS_ROLE_ARN="r")
    found = single(environment, Credentials(CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity"))
    assert conflict(found) == ("AWS_WEB_IDENTITY_TOKEN_FILE", "[default] (shared-credentials-file)")


def test_files_of_older_tools_are_unknown_to_claude_code(machine: Machine) -> None:
    found = single(machine.look(), Credentials(CredentialSource.SHARED_CREDENTIALS, "boto-config"))
    assert conflict(found) == ("boto-config", "Instance Role")


def test_no_secret_is_shown(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[w]\n" + static(OTHER_ID))
    environment = machine.look(AWS_PROFILE="w", **TEMPORARY_KEYS)
    told = messages.everything(single(environment, of_environment(environment)))
    for secret in (SECRET, TOKEN, OTHER_ID, *TEMPORARY_KEYS.values()):
        assert secret not in told

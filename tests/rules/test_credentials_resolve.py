"""step3.credentials-resolve: what the default chain found."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest

from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import step3
from checkpoints.rules.credentials.chain import format_instant
from checkpoints.rules.finding import Finding
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, LONG_TERM_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.fakes import NOW, facts

PAIR = describe_key_pair(LONG_TERM_ID, SECRET)


def resolved(machine: Machine, found: Credentials, **variables: str) -> Finding:
    return step3.judge_chain(facts(environment=machine.look(**variables), credentials=found))


def broken(
    machine: Machine, error: str, method: str = "", variables: dict[str, str] | None = None, **fields: Any
) -> Finding:
    profile = fields.pop("profile", None)
    found = Credentials(error=error, method=method, profile=profile, **fields)
    return resolved(machine, found, **(variables or {}))


# -- found


@pytest.mark.parametrize(
    ("source", "method", "words"),
    [
        (CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", "Option A"),
        (CredentialSource.CONFIG_FILE, "config-file", "Option A"),
        (CredentialSource.ENVIRONMENT, "env", "Option B"),
        (CredentialSource.SSO, "sso", "Option C"),
        (CredentialSource.LOGIN, "login", "Option D"),
        (CredentialSource.INSTANCE_ROLE, "iam-role", "the guide lets you skip step 3"),
        (CredentialSource.CONTAINER_ROLE, "container-role", "container's role"),
        (CredentialSource.ASSUME_ROLE, "assume-role", "[work] assumes"),
        (CredentialSource.WEB_IDENTITY, "assume-role-with-web-identity", "web identity"),
        (CredentialSource.CREDENTIAL_PROCESS, "custom-process", "credential_process of profile [work]"),
    ],
)
def test_the_option_is_named(machine: Machine, source: CredentialSource, method: str, words: str) -> None:
    of_profile = method not in ("env", "iam-role", "container-role")
    found = resolved(machine, Credentials(source, method, "work" if of_profile else None, PAIR))
    assert (found.verdict, found.cause) == (Verdict.PASSED, None)
    assert words in messages.read(found.detail)
    assert found.notes == ()
    assert [messages.read(each.shows) for each in found.evidence] == ["in use"]


def test_a_profile_without_a_name_is_the_default_one(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.SSO, "sso"))
    assert "[default]" in messages.read(found.detail)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (long_term(), "credentials.found.bedrock-api-key.long-term"),
        (short_term(), "credentials.found.bedrock-api-key.short-term"),
        ("sk-ant", "credentials.found.bedrock-api-key"),
    ],
)
def test_an_api_key_tells_its_kind(machine: Machine, value: str, key: str) -> None:
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(value)))
    assert (found.verdict, found.detail.key) == (Verdict.PASSED, key)
    assert found.evidence[0].source == "AWS_BEARER_TOKEN_BEDROCK"


def test_what_an_api_key_tells_is_noted_with_its_account_masked(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(long_term())))
    assert [messages.read(note) for note in found.notes] == ["Account of the API key: ********3333"]
    key = parse_api_key(short_term())
    found = resolved(machine, Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key, expires_at=key.expires_at))
    assert [messages.read(note) for note in found.notes] == [
        "Region of the API key: us-east-1",
        "Temporary credentials: valid until 2026-11-24 12:00 UTC (about 9 h 0 min left).",
    ]


def test_temporary_credentials_say_how_long_they_last(machine: Machine) -> None:
    ends = NOW + timedelta(hours=1, minutes=5, seconds=30)
    found = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=ends))
    assert [messages.read(note) for note in found.notes] == [
        "Temporary credentials: valid until 2026-11-24 04:05 UTC (about 1 h 5 min left)."
    ]


def test_times_are_told_in_utc_wherever_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "KST-9")
        time.tzset()
        told = format_instant(NOW)
    time.tzset()
    assert told == "2026-11-24 03:00 UTC"


def test_a_time_that_has_passed_is_not_told_as_lasting(machine: Machine) -> None:
    found = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=NOW))
    assert found.notes == ()


def test_what_is_shadowed_is_noted(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[default]\n" + static())
    found = resolved(
        machine,
        Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(long_term())),
        AWS_BEARER_TOKEN_BEDROCK=long_term(),
        AWS_WEB_IDENTITY_TOKEN_FILE="/t",
        AWS_CONTAINER_CREDENTIALS_FULL_URI="http://127.0.0.1/",
        **KEYS,
    )
    assert found.notes[-1].values["sources"] == (
        "AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, [default] (shared-credentials-file), container-role"
    )


# -- nothing found


def test_nothing_anywhere_is_no_credentials(machine: Machine) -> None:
    found = resolved(machine, Credentials())
    assert (found.verdict, found.cause, found.detail.key) == (Verdict.FAILED, Cause.NO_CREDENTIALS, "credentials.none")
    assert messages.command(found) == "aws configure"
    assert found.notes == ()


def test_a_profile_without_credentials_is_named(machine: Machine) -> None:
    machine.write("home/.aws/config", "[profile work]\nregion = us-east-1\n")
    found = resolved(machine, Credentials(), AWS_PROFILE="work")
    assert (found.cause, found.detail.key) == (Cause.NO_CREDENTIALS, "credentials.none-in-profile")
    assert found.detail.values["profile"] == "work"
    assert messages.command(found) == "aws configure --profile work"


def test_other_profiles_are_named_where_none_was_chosen(machine: Machine) -> None:
    machine.write("home/.aws/credentials", "[b]\n" + static() + "[a]\n" + static())
    found = resolved(machine, Credentials())
    assert (found.cause, found.detail.key) == (Cause.NO_CREDENTIALS, "credentials.none-but-profiles")
    assert found.detail.values["profiles"] == "a, b"
    assert messages.command(found) == "export AWS_PROFILE=a"


def test_a_default_profile_without_credentials_is_not_one_of_the_others(machine: Machine) -> None:
    machine.write("home/.aws/config", "[default]\nregion = us-east-1\n")
    assert resolved(machine, Credentials()).detail.key == "credentials.none"
    machine.write("home/.aws/credentials", "[work]\n" + static())
    assert resolved(machine, Credentials()).detail.values["profiles"] == "work"


def test_keys_in_a_dotenv_are_pointed_out(machine: Machine) -> None:
    machine.write("project/.env", f"AWS_ACCESS_KEY_ID={LONG_TERM_ID}\nAWS_REGION=us-east-1\n")
    found = resolved(machine, Credentials())
    assert [note.values["names"] for note in found.notes] == ["AWS_ACCESS_KEY_ID"]
    machine.write("project/.env", f"AWS_ACCESS_KEY_ID={LONG_TERM_ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\n")
    found = resolved(machine, Credentials())
    assert [note.values["names"] for note in found.notes] == ["AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"]
    assert messages.notes(found) == ["credentials.in-dotenv"]


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_SESSION_TOKEN": TOKEN}, "AWS_SESSION_TOKEN"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"),
        ({"AWS_ACCESS_KEY_ID": ""}, "AWS_ACCESS_KEY_ID"),
    ],
)
def test_half_a_pair_that_boto_passes_over_in_silence(machine: Machine, variables: dict[str, str], place: str) -> None:
    found = resolved(machine, Credentials(), **variables)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PARTIAL_CREDENTIALS)
    assert found.detail.key == "credentials.half-environment"
    assert found.detail.values["place"] == place
    assert found.detail.values["missing"] == "AWS_ACCESS_KEY_ID"
    assert messages.command(found).startswith("unset AWS_ACCESS_KEY_ID")


def test_an_emptied_secret_or_token_alone_is_nothing(machine: Machine) -> None:
    found = resolved(machine, Credentials(), AWS_SECRET_ACCESS_KEY="", AWS_SESSION_TOKEN="")
    assert found.cause is Cause.NO_CREDENTIALS


@pytest.mark.parametrize(
    ("file", "section", "place"),
    [
        ("credentials", "[default]", "~/.aws/credentials [default]"),
        ("config", "[default]", "~/.aws/config [default]"),
    ],
)
def test_half_a_pair_in_a_file(machine: Machine, file: str, section: str, place: str) -> None:
    machine.write(f"home/.aws/{file}", f"{section}\naws_secret_access_key = {SECRET}\n")
    found = resolved(machine, Credentials())
    assert (found.cause, found.detail.values["place"]) == (Cause.PARTIAL_CREDENTIALS, place)
    assert found.detail.values["missing"] == "aws_access_key_id"
    assert messages.command(found) == "aws configure --profile default"


@pytest.mark.parametrize(
    ("method", "file"),
    [("shared-credentials-file", "~/.aws/credentials [w]"), ("config-file", "~/.aws/config [w]")],
)
@pytest.mark.parametrize(
    ("values", "missing"),
    [
        (("", SECRET), "aws_access_key_id"),
        ((LONG_TERM_ID, ""), "aws_secret_access_key"),
        (("", ""), "aws_access_key_id, aws_secret_access_key"),
    ],
    ids=["id", "secret", "both"],
)
def test_an_empty_value_in_a_file_is_half_a_pair_though_botocore_takes_it(
    machine: Machine, method: str, file: str, values: tuple[str, str], missing: str
) -> None:
    source = CredentialSource.SHARED_CREDENTIALS if method.startswith("shared") else CredentialSource.CONFIG_FILE
    found = resolved(machine, Credentials(source, method, "w", describe_key_pair(*values)))
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.PARTIAL_CREDENTIALS)
    assert (found.detail.values["place"], found.detail.values["missing"]) == (file, missing)
    assert messages.command(found) == "aws configure --profile w"


def test_an_empty_value_where_no_profile_is_named_is_the_default_one_s(machine: Machine) -> None:
    pair = describe_key_pair("", SECRET)
    found = resolved(machine, Credentials(CredentialSource.SHARED_CREDENTIALS, "shared-credentials-file", keys=pair))
    assert found.detail.values["place"] == "~/.aws/credentials [default]"


def test_an_empty_api_key_and_nothing_else(machine: Machine) -> None:
    found = resolved(machine, Credentials(bearer_is_empty=True), AWS_BEARER_TOKEN_BEDROCK="")
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.BEARER_TOKEN_EMPTY)
    assert messages.command(found) == "unset AWS_BEARER_TOKEN_BEDROCK"


def test_no_secret_is_in_what_is_told(machine: Machine) -> None:
    pair = describe_key_pair(*TEMPORARY_KEYS.values())
    found = resolved(machine, Credentials(CredentialSource.ENVIRONMENT, "env", keys=pair), **TEMPORARY_KEYS)
    for secret in TEMPORARY_KEYS.values():
        assert secret not in messages.everything(found)

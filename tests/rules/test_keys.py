"""step3.credentials-valid: AWS accepts what the chain found."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace

import pytest

from checkpoints.client import Place
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import step3
from checkpoints.rules.finding import Finding
from tests.machine import KEYS as OF_SHELL
from tests.machine import LONG_TERM_ID, SECRET, TEMPORARY_ID, TOKEN, Machine
from tests.rules import messages
from tests.rules.fakes import (
    ACCOUNT_ID,
    FakeAccount,
    denied,
    facts,
    faulty,
    identified,
    listed,
    refused,
    throttled,
    timed_out,
    unreachable,
)

STS, LIST = "sts:GetCallerIdentity", "bedrock:ListInferenceProfiles"
ENVIRONMENT = Credentials(CredentialSource.ENVIRONMENT, "env", keys=describe_key_pair(LONG_TERM_ID, SECRET))
NOT_ASKED = Answer(STS, Outcome.NOT_ASKED)


def keys(key_id: str = LONG_TERM_ID, secret: str = SECRET, token: str = "", method: str = "env") -> Credentials:
    source = CredentialSource.ENVIRONMENT if method == "env" else CredentialSource.SHARED_CREDENTIALS
    profile = None if method == "env" else "work"
    return Credentials(source, method, profile, describe_key_pair(key_id, secret, token))


def judged(
    found: Credentials = ENVIRONMENT, identity: Answer | None = None, inference_profiles: Answer | None = None
) -> Finding:
    account = FakeAccount(identity or identified(), inference_profiles or denied(LIST))
    return step3.judge_acceptance(facts(account, credentials=found))


EXAMPLE = keys("AKIAIOSFODNN7EXAMPLE")


# -- before AWS is asked


def test_without_credentials_it_is_blocked_by_the_chain() -> None:
    found = judged(Credentials())
    assert (found.verdict, found.cause) == (Verdict.BLOCKED, Cause.NO_CREDENTIALS)
    assert found.blocked_by == ("step3.credentials-resolve",)


def test_a_chain_that_proved_nothing_proves_nothing_here_either() -> None:
    found = judged(Credentials(method="assume-role", error="ClientError", error_code="Throttling", error_status=400))
    assert (found.verdict, found.cause, found.check) == (Verdict.UNVERIFIED, Cause.THROTTLED, "step3.credentials-valid")


REMOVE_TOKEN = "python -m checkpoints remove aws_session_token aws_security_token --from ~/.aws/credentials"
START_ANEW = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\naws configure"
ALL_THREE = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN"
SHARED = "shared-credentials-file"
OLD_TOKEN = keys(token=TOKEN, method=SHARED)
FLAWS = {
    "placeholders":
        (keys("your-access-key-id", "your-secret-access-key", "your-session-token"), "placeholder-credentials",
         ALL_THREE, START_ANEW),
    "placeholder-of-a-token":
        (keys(token="your-session-token"), "placeholder-credentials", "AWS_SESSION_TOKEN",
         "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN"),
    "placeholder-in-a-file":
        (keys("your-access-key-id", method=SHARED), "placeholder-credentials", "aws_access_key_id",
         "aws configure --profile work"),
    "comment-behind-a-key":
        (keys(secret=f"{SECRET} # my key"), "invalid-credentials", "AWS_SECRET_ACCESS_KEY",
         'export AWS_SECRET_ACCESS_KEY="${AWS_SECRET_ACCESS_KEY%%[[:space:]]*}"'),
    "placeholders-in-claude-code-s-settings":
        (replace(keys("your-access-key-id"), settings_file="~/.claude/settings.json"), "placeholder-credentials",
         "AWS_ACCESS_KEY_ID", "python -m checkpoints remove AWS_ACCESS_KEY_ID"),
    "comment-behind-a-good-token":
        (keys(TEMPORARY_ID, token=f"{TOKEN} # mine"), "invalid-credentials", "AWS_SESSION_TOKEN",
         'export AWS_SESSION_TOKEN="${AWS_SESSION_TOKEN%%[[:space:]]*}"'),
    "quotes-around-a-good-token":
        (keys(TEMPORARY_ID, token=f'"{TOKEN}"', method=SHARED), "invalid-credentials", "aws_session_token",
         "aws configure --profile work"),
    "brackets-around-a-key":
        (keys(f"<{LONG_TERM_ID}>", f"[{SECRET}]"), "invalid-credentials", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
         START_ANEW),
    "quotes-and-spaces":
        (keys(f'"{LONG_TERM_ID}"', f" {SECRET}"), "invalid-credentials", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
         START_ANEW),
    "no-token": (keys(TEMPORARY_ID), "session-token-missing", "AWS_SESSION_TOKEN", "https://docs.aws.amazon.com/"),
    "old-token":
        (keys(token=TOKEN), "session-token-stale", "AWS_SESSION_TOKEN", "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN"),
    "old-token-in-a-file":
        (OLD_TOKEN, "session-token-stale", "aws_session_token",
         f"{REMOVE_TOKEN} --section work"),
    "old-token-of-no-profile-by-name":
        (replace(OLD_TOKEN, profile=None), "session-token-stale", "aws_session_token",
         f"{REMOVE_TOKEN} --section default"),
}  # fmt: skip


@pytest.mark.parametrize(("pair", "cause", "names", "command"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_is_found_before_aws_is_asked(pair: Credentials, cause: str, names: str, command: str) -> None:
    found = judged(pair)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause(cause))
    assert found.detail.values["names"] == names
    assert messages.command(found).startswith(command)


@pytest.mark.parametrize(
    ("file", "title", "method"),
    [("credentials", "work", SHARED), ("config", "profile work", "config-file"), ("config", "default", "config-file")],
)
def test_comments_in_a_file_are_cut_off_where_they_stand(machine: Machine, file: str, title: str, method: str) -> None:
    lines = f"# mine\n[{title}]\naws_access_key_id = {LONG_TERM_ID}\naws_secret_access_key = {SECRET} # 내 키\n"
    machine.write(f"home/.aws/{file}", lines)
    name = title.removeprefix("profile ")
    pair = describe_key_pair(LONG_TERM_ID, f"{SECRET} # 내 키")
    source = Credentials(CredentialSource.SHARED_CREDENTIALS, method, name, pair)
    found = step3.judge_acceptance(facts(FakeAccount(), environment=machine.look(), credentials=source))
    assert (found.cause, found.case) == (Cause.INVALID_CREDENTIALS, "comment")
    assert found.detail.values["place"] == f"~/.aws/{file}:4 aws_secret_access_key"
    command = messages.command(found)
    assert command == f"sed -i.bak -E '4s/[[:space:]]+[#;].*//' ~/.aws/{file}"
    home = {"HOME": str(machine.home), "PATH": os.environ["PATH"]}
    subprocess.run(command, shell=True, check=True, env=home)
    assert (machine.home / ".aws" / file).read_text() == lines.replace(" # 내 키", "")


def test_comments_in_lines_that_are_not_known_are_told_without_a_command() -> None:
    found = judged(keys(secret=f"{SECRET} # my key", method=SHARED))
    assert (found.cause, found.case) == (Cause.INVALID_CREDENTIALS, "comment")
    assert (found.detail.values["place"], messages.command(found)) == ("~/.aws/credentials", "")


@pytest.mark.parametrize(
    "pair",
    [
        keys(TEMPORARY_ID, token=TOKEN),
        Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", keys=describe_key_pair(TEMPORARY_ID, SECRET)),
    ],
    ids=["temporary-key-with-its-token", "keys-that-come-whole-from-aws"],
)
def test_keys_without_a_flaw_are_asked_about(pair: Credentials) -> None:
    assert judged(pair).verdict is Verdict.PASSED


# -- what AWS says of keys


def test_an_identity_is_proof_and_shows_no_account() -> None:
    found = judged(inference_profiles=listed())
    assert (found.verdict, found.cause) == (Verdict.PASSED, None)
    assert messages.read(found.detail) == "AWS accepted the credentials: user/attendee"
    assert [each.source for each in found.evidence] == [STS]
    assert found.notes == ()
    assert "111122223333" not in messages.everything(found)


def test_a_path_with_colons_belongs_to_the_principal() -> None:
    found = judged(identity=identified(f"arn:aws:iam::{ACCOUNT_ID}:user/a:b:c/attendee"))
    assert messages.read(found.detail) == "AWS accepted the credentials: user/a:b:c/attendee"


@pytest.mark.parametrize(
    ("refusal", "cause", "example_cause"),
    [
        (refused(STS, "InvalidClientTokenId", "no", 403), "invalid-credentials", "placeholder-credentials"),
        (refused(STS, "SignatureDoesNotMatch", "no", 403), "invalid-credentials", "placeholder-credentials"),
        (refused(STS, "ExpiredToken", "no", 400), "expired-credentials", "expired-credentials"),
        (refused(STS, "RequestTimeTooSkewed", "no", 403), "clock-skew", "clock-skew"),
        (refused(LIST, "UnrecognizedClientException", "no", 403), "invalid-credentials", "placeholder-credentials"),
    ],
    ids=lambda value: value.code if isinstance(value, Answer) else None,
)
def test_a_refusal_fails_with_its_cause(refusal: Answer, cause: str, example_cause: str) -> None:
    identity, profiles = (refusal, None) if refusal.operation == STS else (None, refusal)
    found = judged(identity=identity, inference_profiles=profiles)
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause(cause))
    assert found.evidence[0].source == refusal.operation
    assert refusal.code in messages.read(found.detail)
    # The example key of AWS's documentation is a placeholder, once refused.
    assert judged(EXAMPLE, identity, profiles).cause is Cause(example_cause)
    assert judged(EXAMPLE).verdict is Verdict.PASSED


@pytest.mark.parametrize("profile", ["work", None])
@pytest.mark.parametrize(
    ("method", "command"),
    [("env", START_ANEW), ("sso", "aws sso login --profile={}"), ("login", "aws login --profile {}")],
)
def test_refused_keys_are_renewed_where_they_come_from(method: str, command: str, profile: str | None) -> None:
    found = judged(replace(ENVIRONMENT, method=method, profile=profile), identity=refused(STS, "InvalidClientTokenId"))
    assert found.cause is Cause.INVALID_CREDENTIALS
    assert messages.command(found) == command.format(profile or "default")


@pytest.mark.parametrize(("profile", "command"), [("work", "aws configure --profile work"), (None, "aws configure")])
@pytest.mark.parametrize("method", ["shared-credentials-file", "config-file"])
def test_refused_keys_of_a_file_are_entered_again(method: str, profile: str | None, command: str) -> None:
    found = judged(replace(ENVIRONMENT, method=method, profile=profile), identity=refused(STS, "InvalidClientTokenId"))
    assert messages.command(found) == command


def test_refused_keys_of_the_shell_go_where_an_instance_has_a_role() -> None:
    account = FakeAccount(refused(STS, "InvalidClientTokenId"), denied(LIST))
    on_ec2 = facts(account, credentials=ENVIRONMENT, environment=Environment(is_on_ec2=True))
    found = step3.judge_acceptance(on_ec2)
    assert (found.cause, found.case) == (Cause.INVALID_CREDENTIALS, "instance")
    assert messages.command(found) == f"{START_ANEW.splitlines()[0]} AWS_SECURITY_TOKEN"


@pytest.mark.parametrize(("profile", "option"), [("work", " --profile work"), (None, "")])
def test_keys_that_only_another_tool_renews_are_shown_to_aws(profile: str | None, option: str) -> None:
    keys = replace(ENVIRONMENT, method="custom-process", profile=profile)
    found = judged(keys, identity=refused(STS, "InvalidClientTokenId"))
    assert messages.command(found) == f"aws sts get-caller-identity{option}"


@pytest.mark.parametrize(
    "silent", [throttled(STS), faulty(STS), unreachable(STS), timed_out(STS), denied(STS), NOT_ASKED]
)
@pytest.mark.parametrize(
    "bedrock",
    [
        listed(),
        denied(LIST),
        refused(LIST, "AccessDeniedException", "Your account is not authorized to use this service", 403),
    ],
)
def test_bedrock_s_word_is_enough_where_sts_has_none(silent: Answer, bedrock: Answer) -> None:
    found = judged(identity=silent, inference_profiles=bedrock)
    assert (found.verdict, found.cause) == (Verdict.PASSED, None)
    assert messages.notes(found) == ["credentials.sts-silent"]
    assert [each.source for each in found.evidence] == [LIST, STS]


@pytest.mark.parametrize(
    ("bedrock", "verdict", "cause"),
    [
        (unreachable(LIST), Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE),
        (timed_out(LIST), Verdict.FAILED, Cause.TIMEOUT),
        (throttled(LIST), Verdict.UNVERIFIED, Cause.THROTTLED),
        (faulty(LIST), Verdict.UNVERIFIED, Cause.SERVICE_ERROR),
        (Answer(LIST, Outcome.REFUSED, code="MalformedAnswer"), Verdict.UNVERIFIED, Cause.SERVICE_ERROR),
        (refused(LIST, "403", "<p>a proxy's page</p>", 403), Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE),
        (refused(LIST, "NoCodeOfBedrock", "new words", 403), Verdict.FAILED, None),
        (refused(LIST, "AccessDeniedException", "words that nobody knows", 403), Verdict.FAILED, None),
        (refused(LIST, "ValidationException", "odd"), Verdict.FAILED, None),
        (Answer(LIST, Outcome.REFUSED, None, "NewException", "new words"), Verdict.FAILED, None),
        (Answer(LIST, Outcome.NOT_SENT, code="ValueError"), Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE),
    ],
)
def test_where_neither_has_a_word_bedrock_s_silence_decides(
    bedrock: Answer, verdict: Verdict, cause: Cause | None
) -> None:
    found = judged(identity=unreachable(STS), inference_profiles=bedrock)
    assert (found.verdict, found.cause) == (verdict, cause)
    assert [each.source for each in found.evidence] == [STS, LIST]


# -- the clock

UNKNOWN_KEY = refused(STS, "InvalidClientTokenId", "is invalid", 403, skew_s=4000.0)
SIGNED_LATE = refused(STS, "SignatureDoesNotMatch", "Signature expired: now earlier", 403, skew_s=-3600.0)
CLOCKS: dict[str, tuple[Answer, float | None, str | None, list[tuple[str, str]]]] = {
    # STS's answer; the skew of Bedrock's; the cause; the notes with their minutes
    "ahead": (identified(skew_s=301.0), None, None, [("credentials.clock-ahead", "5")]),
    "behind": (identified(skew_s=-301.0), None, None, [("credentials.clock-behind", "5")]),
    "ahead-as-aws-allows": (identified(skew_s=300.0), None, None, []),
    "behind-as-aws-allows": (identified(skew_s=-300.0), None, None, []),
    "right": (identified(skew_s=0.0), None, None, []),
    "the-first-date-counts": (identified(skew_s=None), -1234.0, None, [("credentials.clock-behind", "21")]),
    "an-unknown-key": (UNKNOWN_KEY, None, "invalid-credentials", []),
    "a-refused-signature": (SIGNED_LATE, None, "clock-skew", [("credentials.clock-behind", "60")]),
}


@pytest.mark.parametrize(("identity", "of_bedrock", "cause", "notes"), CLOCKS.values(), ids=CLOCKS)
def test_a_clock_that_is_off_is_noted_where_it_matters(
    identity: Answer, of_bedrock: float | None, cause: str | None, notes: list[tuple[str, str]]
) -> None:
    found = judged(identity=identity, inference_profiles=replace(listed(), skew_s=of_bedrock))
    assert found.cause is (Cause(cause) if cause else None)
    assert [(note.key, note.values["minutes"]) for note in found.notes] == notes


def test_refused_keys_are_told_with_the_command_that_might_renew_them(machine: Machine) -> None:
    machine.write("project/.claude/settings.json", '{"awsAuthRefresh": "login"}')
    looked, seen = machine.look(**OF_SHELL), machine.compare(**OF_SHELL)
    account = FakeAccount(refused(STS, "InvalidClientTokenId", "no", 403), denied(LIST))
    slow = replace(seen, slow_command=Place("awsAuthRefresh", "~/.claude/settings.json", 2))
    told = [
        step3.judge_acceptance(facts(environment=looked, credentials=keys(), account=account, claude_code=each))
        for each in (seen, slow)
    ]
    project = "awsAuthRefresh in .claude/settings.json:1 may give Claude Code credentials of its own."
    late = "The command of awsAuthRefresh did not end in time (~/.claude/settings.json:2)."
    assert [[messages.read(note) for note in found.notes] for found in told] == [[project], [late, project]]

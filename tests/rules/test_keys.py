"""step3.credentials-valid: AWS accepts what the chain found."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from dataclasses import replace

import pytest

from checkpoints.client.place import Place
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.environment import Environment
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules import step3
from checkpoints.rules.finding import Finding
from checkpoints.run.removal import remove_keys
from tests.machine import KEYS as OF_SHELL
from tests.machine import LONG_TERM_ID, SECRET, TEMPORARY_ID, TOKEN, Machine
from tests.rules import messages
from tests.rules.fakes import (
    ACCOUNT_ID,
    FakeAccount,
    Reply,
    denied,
    facts,
    faulty,
    identified,
    listed,
    refused,
    reply_to,
    throttled,
    timed_out,
    unreachable,
)
from tests.rules.worlds import grouped, told

STS, LIST = "sts:GetCallerIdentity", "bedrock:ListInferenceProfiles"
SHARED = "shared-credentials-file"
UNKNOWN_KEY = refused(STS, "InvalidClientTokenId", "no", 403)


def keys(
    key_id: str = LONG_TERM_ID, secret: str = SECRET, token: str = "", method: str = "env", profile: str | None = None
) -> Credentials:
    source = CredentialSource.ENVIRONMENT if method == "env" else CredentialSource.SHARED_CREDENTIALS
    return Credentials(source, method, profile, describe_key_pair(key_id, secret, token))


def in_file(key_id: str = LONG_TERM_ID, secret: str = SECRET, token: str = "") -> Credentials:
    return keys(key_id, secret, token, SHARED, "work")


def judged(found: Credentials | None = None, identity: Answer | None = None, listing: Reply = denied) -> Finding:
    account = FakeAccount(identity or identified(), reply_to(LIST, listing))
    return step3.judge_acceptance(facts(account, credentials=found or keys()))


# -- before AWS is asked

REMOVE_TOKEN = "python -m checkpoints remove aws_session_token aws_security_token --from ~/.aws/credentials"
START_ANEW = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN\naws configure"
UNSET_TOKEN = "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN"
CONFIGURE = "aws configure --profile work"
PLACEHOLDER, INVALID, STALE = "placeholder-credentials", "invalid-credentials", "session-token-stale"
BOTH_NAMES = "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"
TRIM = 'export {0}="${{{0}%%[[:space:]]*}}"'
IN_CONFIG = REMOVE_TOKEN.replace("credentials", "config")
# By the cause, its case, the names of what has the flaw, and the command.
FLAWS: dict[tuple[str, str, str, str], dict[str, Credentials]] = {
    (PLACEHOLDER, "", f"{BOTH_NAMES}, AWS_SESSION_TOKEN", START_ANEW): {
        "placeholders": keys("your-access-key-id", "your-secret-access-key", "your-session-token")
    },
    (PLACEHOLDER, "", "AWS_SESSION_TOKEN", UNSET_TOKEN): {"placeholder-of-a-token": keys(token="your-session-token")},
    (PLACEHOLDER, "", "aws_access_key_id", CONFIGURE): {"placeholder-in-a-file": in_file("your-access-key-id")},
    (INVALID, "comment", "AWS_SECRET_ACCESS_KEY", TRIM.format("AWS_SECRET_ACCESS_KEY")): {
        "comment-behind-a-key": keys(secret=f"{SECRET} # my key")
    },
    (INVALID, "comment", "AWS_SESSION_TOKEN", TRIM.format("AWS_SESSION_TOKEN")): {
        "comment-behind-a-good-token": keys(TEMPORARY_ID, token=f"{TOKEN} # mine")
    },
    (INVALID, "", "aws_session_token", CONFIGURE): {
        "quotes-around-a-good-token": in_file(TEMPORARY_ID, token=f'"{TOKEN}"')
    },
    (INVALID, "brackets", BOTH_NAMES, START_ANEW): {"brackets": keys(f"<{LONG_TERM_ID}>", f"[{SECRET}]")},
    (INVALID, "", BOTH_NAMES, START_ANEW): {"quotes-and-spaces": keys(f'"{LONG_TERM_ID}"', f" {SECRET}")},
    ("session-token-missing", "", "AWS_SESSION_TOKEN", "https://docs.aws.amazon.com/"): {
        "no-token": keys(TEMPORARY_ID)
    },
    (STALE, "", "AWS_SESSION_TOKEN", UNSET_TOKEN): {"old-token": keys(token=TOKEN)},
    (STALE, "", "aws_session_token", f"{REMOVE_TOKEN} --section work"): {"old-token-in-a-file": in_file(token=TOKEN)},
    (STALE, "", "aws_session_token", f"{REMOVE_TOKEN} --section default"): {
        "old-token-of-no-profile-by-name": keys(token=TOKEN, method=SHARED)
    },
    (STALE, "", "aws_session_token", f"{IN_CONFIG} --section 'profile work'"): {
        "old-token-of-the-config-file": keys(token=TOKEN, method="config-file", profile="work")
    },
    (STALE, "", "aws_session_token", f"{IN_CONFIG} --section default"): {
        "old-token-of-the-config-file-s-default": keys(token=TOKEN, method="config-file", profile="default")
    },
}


@pytest.mark.parametrize(("pair", "flaw"), grouped(FLAWS))
def test_a_flaw_is_found_before_aws_is_asked(pair: Credentials, flaw: tuple[str, str, str, str]) -> None:
    cause, case, names, command = flaw
    found = judged(pair)
    assert (told(found), found.case, found.detail.values["names"]) == (f"failed: {cause}", case, names)
    assert pair.method != "env" or found.detail.values["place"] == names
    assert messages.command(found).startswith(command)


@pytest.mark.parametrize(
    ("file", "title", "method", "profile"),
    [
        ("credentials", "work", SHARED, "work"),
        ("config", "profile work", "config-file", "work"),
        ("config", "default", "config-file", "default"),
        ("config", "default", "config-file", None),
        ("config", 'profile  "work"', "config-file", "work"),
        ("config", "profile\twork", "config-file", "work"),
        ("config", "profile default", "config-file", "default"),
    ],
)
def test_comments_in_a_file_are_cut_off_where_they_stand(
    machine: Machine, file: str, title: str, method: str, profile: str | None
) -> None:
    lines = f"[{title}]\naws_access_key_id = {LONG_TERM_ID} # mine\naws_secret_access_key = {SECRET} # 내 키\n"
    machine.write(f"home/.aws/{file}", lines)
    source = keys(f"{LONG_TERM_ID} # mine", f"{SECRET} # 내 키", method=method, profile=profile)
    found = step3.judge_acceptance(facts(FakeAccount(), environment=machine.look(), credentials=source))
    assert (told(found), found.case) == ("failed: invalid-credentials", "comment")
    places = [f"~/.aws/{file}:2 aws_access_key_id", f"~/.aws/{file}:3 aws_secret_access_key"]
    assert found.detail.values["place"] == ", ".join(places)
    command = messages.command(found)
    assert command == f"sed -i.bak -E '2s/[[:space:]]+[#;].*//; 3s/[[:space:]]+[#;].*//' ~/.aws/{file}"
    home = {"HOME": str(machine.home), "PATH": os.environ["PATH"]}
    subprocess.run(command, shell=True, check=True, env=home)
    assert (machine.home / ".aws" / file).read_text() == lines.replace(" # mine", "").replace(" # 내 키", "")


@pytest.mark.parametrize("title", ['profile  "work"', "profile work"])
def test_an_old_token_is_removed_from_the_section_as_it_is_written(machine: Machine, title: str) -> None:
    lines = f"[{title}]\naws_access_key_id = {LONG_TERM_ID}\naws_session_token = {TOKEN}\n"
    machine.write("home/.aws/config", lines)
    source = keys(token=TOKEN, method="config-file", profile="work")
    found = step3.judge_acceptance(facts(FakeAccount(), environment=machine.look(), credentials=source))
    assert told(found) == "failed: session-token-stale"
    _, _, _, *arguments = shlex.split(messages.command(found))
    assert arguments[-1] == "profile work"
    assert remove_keys(lines, ("aws_session_token",), arguments[-1]).text == lines.replace(
        f"aws_session_token = {TOKEN}\n", ""
    )


def test_an_old_token_that_stands_in_both_files_is_removed_from_the_one_in_use(machine: Machine) -> None:
    lines = f"aws_access_key_id = {LONG_TERM_ID}\naws_session_token = {TOKEN}\n"
    machine.write("home/.aws/credentials", f"[work]\n{lines}")
    machine.write("home/.aws/config", f"[profile work]\n{lines}")
    found = step3.judge_acceptance(facts(FakeAccount(), environment=machine.look(), credentials=in_file(token=TOKEN)))
    assert (told(found), found.detail.values["place"]) == (
        "failed: session-token-stale",
        "~/.aws/credentials:3 aws_session_token",
    )
    assert messages.command(found) == f"{REMOVE_TOKEN} --section work"


def test_where_the_lines_of_comments_are_not_known_the_keys_are_entered_anew(machine: Machine) -> None:
    machine.write("home/.aws/credentials", f"[profile work]\naws_secret_access_key = {SECRET} # my key\n")
    source = in_file(secret=f"{SECRET} # my key")
    found = step3.judge_acceptance(facts(FakeAccount(), environment=machine.look(), credentials=source))
    assert (told(found), found.case) == ("failed: invalid-credentials", "")
    assert (found.detail.values["place"], messages.command(found)) == (
        "~/.aws/credentials aws_secret_access_key",
        CONFIGURE,
    )


REMOVE, FROM_SETTINGS = "python -m checkpoints remove", "--from ~/.claude/settings.json"
ID, SECRET_NAME, TOKEN_NAME = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
ENTER_ANEW = f"{REMOVE} {ID} {SECRET_NAME} {FROM_SETTINGS}\naws configure"
EC2 = {"AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1"}
AT, OF_BOTH = "~/.claude/settings.json:1", {ID: LONG_TERM_ID, SECRET_NAME: SECRET}
# What the settings and the shell set, and the ending: its cause, case, place where one is told, and command.
KEYS_OF_SETTINGS: dict[str, tuple[dict[str, str], dict[str, str], tuple[str, str, str, str]]] = {
    "placeholder": ({**OF_BOTH, ID: "your-access-key-id"}, {}, (PLACEHOLDER, "", f"{AT} {ID}", ENTER_ANEW)),
    "comment": (
        {**OF_BOTH, SECRET_NAME: f"{SECRET} # my key"},
        {},
        (INVALID, "", f"{AT} {SECRET_NAME}", ENTER_ANEW),
    ),
    "old-token": (
        {**OF_BOTH, TOKEN_NAME: TOKEN},
        {},
        (STALE, "", f"{AT} {TOKEN_NAME}", f"{REMOVE} {TOKEN_NAME} {FROM_SETTINGS}"),
    ),
    "old-token-of-the-shell": (OF_BOTH, {TOKEN_NAME: TOKEN}, (STALE, "", TOKEN_NAME, UNSET_TOKEN)),
    "half-of-them-in-the-shell": (
        {ID: "your-access-key-id"},
        {SECRET_NAME: SECRET},
        (PLACEHOLDER, "", f"{AT} {ID}", f"{REMOVE} {ID} {FROM_SETTINGS}\nunset {SECRET_NAME}\naws configure"),
    ),
    "refused": (OF_BOTH, {}, (INVALID, "", "", ENTER_ANEW)),
    "refused-where-an-instance-has-a-role": (OF_BOTH, EC2, (INVALID, "instance", "", ENTER_ANEW.splitlines()[0])),
    "refused-of-the-shell-and-repeated": (
        OF_BOTH,
        OF_BOTH,
        (INVALID, "", "", ENTER_ANEW.replace("\n", f"\nunset {ID} {SECRET_NAME}\n")),
    ),
}


@pytest.mark.parametrize(("env", "shell", "ending"), KEYS_OF_SETTINGS.values(), ids=KEYS_OF_SETTINGS)
def test_keys_in_claude_code_s_settings_are_changed_there(
    machine: Machine, env: dict[str, str], shell: dict[str, str], ending: tuple[str, str, str, str]
) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": env}))
    used = {**shell, **env}
    file = "~/.claude/settings.json" if env != shell else None
    found = replace(keys(used[ID], used[SECRET_NAME], used.get(TOKEN_NAME, "")), settings_file=file)
    judged = step3.judge_acceptance(
        facts(
            FakeAccount(UNKNOWN_KEY),
            environment=machine.look(**shell),
            credentials=found,
            claude_code=machine.compare(**shell),
        )
    )
    cause, case, place, command = ending
    assert (told(judged), judged.case, judged.detail.values.get("place", "")) == (f"failed: {cause}", case, place)
    assert messages.command(judged) == command
    assert messages.notes(judged) == (["credentials.of-settings"] if file else [])


def test_refused_keys_of_a_command_in_the_settings_go_with_that_command(machine: Machine) -> None:
    machine.write("home/.claude/settings.json", '{"awsCredentialExport": "vend"}')
    exported = replace(keys(method=EXPORT), settings_file="~/.claude/settings.json")
    found = step3.judge_acceptance(facts(FakeAccount(UNKNOWN_KEY), credentials=exported, claude_code=machine.compare()))
    assert told(found) == "failed: invalid-credentials"
    assert messages.command(found) == f"{REMOVE} awsCredentialExport {FROM_SETTINGS}\naws configure"


OF_A_ROLE = Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", keys=describe_key_pair(TEMPORARY_ID, SECRET))


@pytest.mark.parametrize("pair", [keys(TEMPORARY_ID, token=TOKEN), OF_A_ROLE], ids=["with-its-token", "of-a-role"])
def test_keys_without_a_flaw_are_asked_about(pair: Credentials) -> None:
    assert told(judged(pair)) == "passed"


# -- what AWS says of keys


def test_an_identity_is_proof_and_shows_no_account() -> None:
    found = judged(listing=listed())
    assert (told(found), found.notes) == ("passed", ())
    assert messages.read(found.detail) == "AWS accepted the credentials: user/attendee"
    assert [each.source for each in found.evidence] == [STS]
    assert "111122223333" not in messages.everything(found)
    of_path = judged(identity=identified(f"arn:aws:iam::{ACCOUNT_ID}:user/a:b:c/attendee"))
    assert messages.read(of_path.detail) == "AWS accepted the credentials: user/a:b:c/attendee"


@pytest.mark.parametrize(
    ("refusal", "cause", "of_example"),
    [
        (UNKNOWN_KEY, INVALID, PLACEHOLDER),
        (refused(STS, "SignatureDoesNotMatch", "no", 403), INVALID, PLACEHOLDER),
        (refused(STS, "ExpiredToken", "no", 400), "expired-credentials", "expired-credentials"),
        (refused(STS, "RequestTimeTooSkewed", "no", 403), "clock-skew", "clock-skew"),
        (refused(LIST, "UnrecognizedClientException", "no", 403), INVALID, PLACEHOLDER),
    ],
    ids=lambda value: value.code if isinstance(value, Answer) else None,
)
def test_a_refusal_fails_with_its_cause(refusal: Answer, cause: str, of_example: str) -> None:
    identity, listing = (refusal, denied) if refusal.operation == STS else (None, refusal)
    found = judged(identity=identity, listing=listing)
    assert told(found) == f"failed: {cause}"
    assert found.evidence[0].source == refusal.operation
    assert refusal.code in messages.read(found.detail)
    # The example key of AWS's documentation is a placeholder, once refused.
    example = keys("AKIAIOSFODNN7EXAMPLE")
    assert told(judged(example, identity, listing)) == f"failed: {of_example}"
    assert told(judged(example)) == "passed"


RENEWED: dict[tuple[str, str | None], str] = {
    ("env", "work"): START_ANEW,
    ("env", None): START_ANEW,
    ("sso", "work"): "aws sso login --profile=work",
    ("sso", None): "aws sso login --profile=default",
    ("login", "work"): "aws login --profile work",
    ("login", None): "aws login --profile default",
    (SHARED, "work"): CONFIGURE,
    (SHARED, None): "aws configure",
    ("config-file", "work"): CONFIGURE,
    ("config-file", None): "aws configure",
    ("custom-process", "work"): "aws sts get-caller-identity --profile work",  # only another tool renews them
    ("custom-process", None): "aws sts get-caller-identity",
}


@pytest.mark.parametrize(("method", "profile"), RENEWED)
def test_refused_keys_are_renewed_where_they_come_from(method: str, profile: str | None) -> None:
    found = judged(replace(keys(), method=method, profile=profile), UNKNOWN_KEY)
    assert (told(found), messages.command(found)) == ("failed: invalid-credentials", RENEWED[method, profile])


def test_refused_keys_of_the_shell_go_where_an_instance_has_a_role() -> None:
    on_ec2 = facts(FakeAccount(UNKNOWN_KEY), credentials=keys(), environment=Environment(is_on_ec2=True))
    found = step3.judge_acceptance(on_ec2)
    assert (told(found), found.case) == ("failed: invalid-credentials", "instance")
    assert messages.command(found) == f"{START_ANEW.splitlines()[0]} AWS_SECURITY_TOKEN"


def test_refused_keys_of_a_file_are_entered_anew_on_an_instance_too() -> None:
    on_ec2 = facts(FakeAccount(UNKNOWN_KEY), credentials=in_file(), environment=Environment(is_on_ec2=True))
    found = step3.judge_acceptance(on_ec2)
    assert (told(found), found.case, messages.command(found)) == ("failed: invalid-credentials", "", CONFIGURE)


NOT_ASKED = Answer(STS, Outcome.NOT_ASKED)
NOT_FOR_YOU = ("AccessDeniedException", "Your account is not authorized to use this service", 403)


@pytest.mark.parametrize(
    "silent", [throttled(STS), faulty(STS), unreachable(STS), timed_out(STS), denied(STS), NOT_ASKED]
)
@pytest.mark.parametrize("listing", [listed(), denied(LIST), refused(LIST, *NOT_FOR_YOU)])
def test_bedrock_s_word_is_enough_where_sts_has_none(silent: Answer, listing: Answer) -> None:
    found = judged(identity=silent, listing=listing)
    assert (told(found), messages.notes(found)) == ("passed", ["credentials.sts-silent"])
    assert [each.source for each in found.evidence] == [LIST, STS]


NOBODY_NAMED = {
    "refused": ("AccessDeniedException", "is not authorized to perform: bedrock:ListInferenceProfiles", 403),
    "encoded": ("AccessDeniedException", "You are not authorized. Encoded authorization failure message: x", 403),
}


@pytest.mark.parametrize(
    ("silent", "cause"),
    [
        (throttled(STS), "throttled"),
        (faulty(STS), "service-error"),
        (unreachable(STS), "endpoint-unreachable"),
        (timed_out(STS), "timeout"),
        (denied(STS), "not-permitted-to-look"),
        (NOT_ASKED, "not-permitted-to-look"),
    ],
)
@pytest.mark.parametrize("listing", NOBODY_NAMED.values(), ids=NOBODY_NAMED)
def test_a_refusal_that_names_nobody_proves_nothing_where_sts_has_no_word(
    silent: Answer, cause: str, listing: Reply
) -> None:
    found = judged(identity=silent, listing=listing)
    assert told(found) == f"unverified: {cause}"
    assert found.case == ("called" if cause == "not-permitted-to-look" else "")
    assert [each.source for each in found.evidence] == [STS, LIST][silent is NOT_ASKED :]
    assert told(judged(identity=identified(), listing=listing)) == "passed"


@pytest.mark.parametrize(
    ("silent", "cause"),
    [
        (throttled(STS), "throttled"),
        (faulty(STS), "service-error"),
        (timed_out(STS), "timeout"),
    ],
)
def test_a_refusal_in_unknown_words_proves_nothing_where_sts_has_not_answered(silent: Answer, cause: str) -> None:
    found = judged(identity=silent, listing=("AccessDeniedException", "words that nobody knows", 403))
    assert (told(found), found.detail.key) == (f"unverified: {cause}", "looking.refused")
    assert [each.source for each in found.evidence] == [STS, LIST]


SILENCE: dict[str, dict[str, Reply]] = {
    "failed: endpoint-unreachable": {
        "unreachable": unreachable,
        "of-a-proxy": ("403", "<p>a proxy's page</p>", 403),
        "not-sent": Answer(LIST, Outcome.NOT_SENT, code="ValueError"),
    },
    "failed: timeout": {"timeout": timed_out},
    "unverified: throttled": {"throttled": throttled},
    "unverified: service-error": {"fault": faulty, "malformed": Answer(LIST, Outcome.REFUSED, code="MalformedAnswer")},
    "unverified: endpoint-unreachable": {  # of STS: a refusal that nobody can read is no proof
        "unknown-code": ("NoCodeOfBedrock", "new words", 403),
        "unknown-words": ("AccessDeniedException", "words that nobody knows", 403),
        "odd-body": ("ValidationException", "odd", 400),
        "without-a-status": Answer(LIST, Outcome.REFUSED, None, "NewException", "new words"),
    },
}


@pytest.mark.parametrize(("listing", "expected"), grouped(SILENCE))
def test_where_neither_has_a_word_bedrock_s_silence_decides(listing: Reply, expected: str) -> None:
    found = judged(identity=unreachable(STS), listing=listing)
    assert told(found) == expected
    assert [each.source for each in found.evidence] == [STS, LIST]


def test_a_line_end_in_what_a_command_printed_is_told_where_no_request_can_be_sent_with_it() -> None:
    of_command = keys(f"{TEMPORARY_ID}\n", SECRET, TOKEN, "custom-process", "work")
    unsent = Answer(STS, Outcome.NOT_SENT, code="HTTPClientError")
    found = judged(of_command, unsent, unsent._replace(operation=LIST))
    assert (told(found), found.detail.key) == ("failed: invalid-credentials", "credentials.wrapped")
    assert found.detail.values["names"] == "AccessKeyId"
    assert told(judged(of_command)) == "passed"


def test_a_setting_with_which_nothing_can_be_sent_is_told_as_that() -> None:
    unsent = Answer(STS, Outcome.NOT_SENT, code="InvalidConfigError", message='the "x" services do not exist')
    found = judged(in_file(), unsent, unsent._replace(operation=LIST))
    assert (told(found), found.detail.values["profile"]) == ("failed: config-unreadable", "work")


@pytest.mark.parametrize(("end", "notes"), [("\r\n", ["credentials.padded"]), (" ", []), ("", [])], ids=repr)
def test_a_line_end_behind_a_token_is_noted_for_the_aws_cli(end: str, notes: list[str]) -> None:
    found = judged(keys(TEMPORARY_ID, SECRET, f"{TOKEN}{end}"))
    assert (told(found), messages.notes(found)) == ("passed", notes)


# -- the clock

SKEWED_KEY = UNKNOWN_KEY._replace(skew_s=4000.0)
SIGNED_LATE = refused(STS, "SignatureDoesNotMatch", "Signature expired: now earlier", 403, skew_s=-3600.0)
CLOCKS: dict[str, tuple[Answer, float | None, str, list[tuple[str, str]]]] = {
    # STS's answer; the skew of Bedrock's; what it comes to; the notes with their minutes
    "ahead": (identified(skew_s=301.0), None, "passed", [("credentials.clock-ahead", "5")]),
    "behind": (identified(skew_s=-301.0), None, "passed", [("credentials.clock-behind", "5")]),
    "ahead-as-aws-allows": (identified(skew_s=300.0), None, "passed", []),
    "behind-as-aws-allows": (identified(skew_s=-300.0), None, "passed", []),
    "right": (identified(skew_s=0.0), None, "passed", []),
    "the-first-date-counts": (identified(skew_s=None), -1234.0, "passed", [("credentials.clock-behind", "21")]),
    "an-unknown-key": (SKEWED_KEY, None, "failed: invalid-credentials", []),
    "a-refused-signature": (SIGNED_LATE, None, "failed: clock-skew", [("credentials.clock-behind", "60")]),
}


@pytest.mark.parametrize(("identity", "of_bedrock", "expected", "notes"), CLOCKS.values(), ids=CLOCKS)
def test_a_clock_that_is_off_is_noted_where_it_matters(
    identity: Answer, of_bedrock: float | None, expected: str, notes: list[tuple[str, str]]
) -> None:
    found = judged(identity=identity, listing=listed()._replace(skew_s=of_bedrock))
    assert told(found) == expected
    assert [(note.key, note.values["minutes"]) for note in found.notes] == notes


def test_refused_keys_are_told_with_the_command_that_might_renew_them_and_left_open_until_it_ends(
    machine: Machine,
) -> None:
    machine.write("project/.claude/settings.json", '{"awsAuthRefresh": "login"}')
    looked, seen = machine.look(**OF_SHELL), machine.compare(**OF_SHELL)
    slow = replace(seen, slow_command=Place("awsAuthRefresh", "~/.claude/settings.json", 2))
    refused, waiting = (
        step3.judge_acceptance(
            facts(FakeAccount(UNKNOWN_KEY), environment=looked, credentials=keys(), claude_code=each)
        )
        for each in (seen, slow)
    )
    project = "awsAuthRefresh in .claude/settings.json:1 may give Claude Code credentials of its own."
    late = "The command of awsAuthRefresh did not end in time (~/.claude/settings.json:2)."
    assert (told(refused), messages.noted(refused)) == ("failed: invalid-credentials", [project])
    assert (told(waiting), waiting.case) == ("unverified: timeout", "settings-command")
    assert messages.read(waiting.detail) == late

"""step3.credentials-resolve: what the default chain found."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from checkpoints.client.place import Place
from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.key_pair import describe_key_pair
from checkpoints.facts.providers import SOURCES
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules import step3
from checkpoints.rules.finding import format_instant
from tests.facts.test_api_key import long_term, short_term
from tests.machine import KEYS, LONG_TERM_ID, SECRET, TEMPORARY_KEYS, TOKEN, Machine, static
from tests.rules import messages
from tests.rules.fakes import NOW, facts
from tests.rules.source_cases import CONFIG, CREDENTIALS, SETTINGS, resolved
from tests.rules.worlds import told

PAIR = describe_key_pair(LONG_TERM_ID, SECRET)


def of_api_key(value: str) -> Credentials:
    key = parse_api_key(value)
    return Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key, expires_at=key.expires_at)


# -- found


@pytest.mark.parametrize(
    ("method", "profile", "words"),
    [
        ("shared-credentials-file", "work", "Option A"),
        ("config-file", "work", "Option A"),
        ("env", None, "Option B"),
        ("sso", "work", "Option C"),
        ("sso", None, "[default]"),
        ("login", "work", "Option D"),
        ("iam-role", None, "the guide lets you skip step 3"),
        ("container-role", None, "container's (task) role"),
        ("assume-role", "work", "[work] assumes"),
        ("assume-role-with-web-identity", "work", "web identity"),
        ("custom-process", "work", "credential_process of profile [work]"),
    ],
)
def test_the_option_is_named(machine: Machine, method: str, profile: str | None, words: str) -> None:
    found = resolved(machine, Credentials(SOURCES[method], method, profile, PAIR))
    assert (told(found), found.notes) == ("passed", ())
    assert words in messages.read(found.detail)
    assert [messages.read(each.shows) for each in found.evidence] == ["in use"]


def test_keys_that_only_claude_code_finds_are_told_with_their_file(machine: Machine) -> None:
    found = Credentials(CredentialSource.ENVIRONMENT, "env", keys=PAIR, of_claude_code=True)
    in_settings = resolved(machine, replace(found, settings_file="~/.claude/settings.json"))
    assert messages.notes(in_settings) == ["credentials.of-settings"]
    assert "~/.claude/settings.json" in messages.read(in_settings.notes[0])
    assert messages.notes(resolved(machine, found)) == ["credentials.only-claude-code"]


KINDS = {
    long_term(): (".long-term", ["Account of the API key: ********3333"]),
    short_term(): (
        ".short-term",
        [
            "Region of the API key: us-east-1",
            "Temporary credentials: valid until 2026-11-24 12:00 UTC (about 9 h 0 min left).",
        ],
    ),
    "sk-ant": ("", []),
}


@pytest.mark.parametrize("value", KINDS, ids=["long-term", "short-term", "neither"])
def test_an_api_key_tells_its_kind_and_its_account_masked(machine: Machine, value: str) -> None:
    kind, noted = KINDS[value]
    found = resolved(machine, of_api_key(value))
    assert (told(found), found.detail.key) == ("passed", f"credentials.found.bedrock-api-key{kind}")
    assert found.evidence[0].source == "AWS_BEARER_TOKEN_BEDROCK"
    assert messages.noted(found) == noted


def test_temporary_credentials_say_how_long_they_last_until_they_have_ended(machine: Machine) -> None:
    ends = NOW + timedelta(hours=1, minutes=5, seconds=30)
    found = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=ends))
    assert messages.noted(found) == ["Temporary credentials: valid until 2026-11-24 04:05 UTC (about 1 h 5 min left)."]
    ended = resolved(machine, Credentials(CredentialSource.INSTANCE_ROLE, "iam-role", expires_at=NOW))
    assert ended.notes == ()


def test_times_are_told_in_utc_wherever_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "KST-9")
        time.tzset()
        shown = format_instant(NOW)
    time.tzset()
    assert shown == "2026-11-24 03:00 UTC"


def test_what_is_shadowed_is_noted(machine: Machine) -> None:
    others = {"AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/", **KEYS}
    shell = {"AWS_BEARER_TOKEN_BEDROCK": long_term(), **others}
    found = resolved(machine, of_api_key(long_term()), {CREDENTIALS: "[default]\n" + static()}, shell)
    assert found.notes[-1].values["sources"] == (
        "AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, [default] (shared-credentials-file), container-role"
    )


# -- nothing found

REGION = "region = us-east-1\n"
WORK, TWO = "[work]\n" + static(), "[b]\n" + static() + "[a]\n" + static()
ASK = "printf 'AWS_PROFILE: '; read -r AWS_PROFILE; export AWS_PROFILE"
EXPORT_WORK = "export AWS_PROFILE=work\necho 'export AWS_PROFILE=work' >> ~/.bashrc"
SET_UP_WORKSHOP = EXPORT_WORK.replace("work", "workshop") + "\naws configure --profile workshop"
ANY: dict[str, str] = {}
EMPTIED = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": ""}
# The files, the variables, the text with a value of it, and the command.
NONE: dict[str, tuple[dict[str, str], dict[str, str], str, str, str]] = {
    "nothing-anywhere": (ANY, ANY, "none", "", "aws configure"),
    "an-emptied-secret": (ANY, {"AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": ""}, "none", "", "aws configure"),
    "an-emptied-id": (ANY, {"AWS_ACCESS_KEY_ID": ""}, "none", "", "aws configure"),
    "an-emptied-pair-beside-a-profile": ({CREDENTIALS: WORK}, EMPTIED, "none-but-profiles", "work", EXPORT_WORK),
    "a-profile-that-nobody-has": (ANY, {"AWS_PROFILE": "nowhere"}, "none", "", "aws configure"),
    "the-default-profile-alone": ({CONFIG: f"[default]\n{REGION}"}, ANY, "none", "", "aws configure"),
    "other-profiles": ({CREDENTIALS: TWO}, ANY, "none-but-profiles", "a, b", ASK),
    "one-profile-beside-the-default-one": (
        {CONFIG: f"[default]\n{REGION}", CREDENTIALS: WORK},
        ANY,
        "none-but-profiles",
        "work",
        EXPORT_WORK,
    ),
    "a-profile-without-credentials": (
        {CONFIG: f"[profile work]\n{REGION}"},
        {"AWS_PROFILE": "work"},
        "none-in-profile",
        "work",
        "aws configure --profile work",
    ),
    "a-profile-without-credentials-whose-name-claude-code-does-not-find": (
        {CONFIG: f"[profile 'my team']\n{REGION}"},
        {"AWS_PROFILE": "my team"},
        "none-in-profile",
        "my team",
        SET_UP_WORKSHOP,
    ),
    "a-profile-without-credentials-of-a-variable-that-claude-code-does-not-know": (
        {CONFIG: f"[profile work]\n{REGION}"},
        {"AWS_DEFAULT_PROFILE": "work"},
        "none-in-profile",
        "work",
        f"unset AWS_DEFAULT_PROFILE\n{EXPORT_WORK}\naws configure --profile work",
    ),
    "another-profile-without-credentials": ({CONFIG: f"[profile dev]\n{REGION}"}, ANY, "none", "", "aws configure"),
    "of-two-other-profiles-one-without-credentials": (
        {CONFIG: f"[profile dev]\n{REGION}", CREDENTIALS: WORK},
        ANY,
        "none-but-profiles",
        "work",
        EXPORT_WORK,
    ),
    "profiles-that-claude-code-does-not-find": (
        {CREDENTIALS: "[profile work]\n" + static()},
        ANY,
        "none-but-unknown-profiles",
        "profile work",
        SET_UP_WORKSHOP,
    ),
}


@pytest.mark.parametrize(("files", "variables", "key", "value", "command"), NONE.values(), ids=NONE)
def test_nothing_is_found(
    machine: Machine, files: dict[str, str], variables: dict[str, str], key: str, value: str, command: str
) -> None:
    found = resolved(machine, None, files, variables)
    assert (told(found), found.detail.key) == ("failed: no-credentials", f"credentials.{key}")
    assert not value or value in found.detail.values.values()
    assert (messages.command(found), found.notes) == (command, ())
    assert found.case == ("profiles" if command == ASK else "")


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID"),
        (f"AWS_SECRET_ACCESS_KEY={SECRET}", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"),
    ],
    ids=["id", "pair"],
)
def test_keys_in_a_dotenv_are_pointed_out(machine: Machine, content: str, names: str) -> None:
    found = resolved(machine, None, {"project/.env": f"AWS_ACCESS_KEY_ID={LONG_TERM_ID}\n{content}\n"})
    assert [(note.key, note.values["names"]) for note in found.notes] == [("credentials.in-dotenv", names)]


@pytest.mark.parametrize(
    ("variables", "place", "missing"),
    [
        ({"AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": SECRET}, "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
        ({"AWS_SESSION_TOKEN": TOKEN}, "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY"),
        (
            {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": TOKEN},
            "AWS_SESSION_TOKEN",
            "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
        ),
    ],
)
def test_half_a_pair_that_boto_passes_over_in_silence(
    machine: Machine, variables: dict[str, str], place: str, missing: str
) -> None:
    found = resolved(machine, None, {}, variables)
    assert (told(found), found.detail.key) == ("failed: partial-credentials", "credentials.half-environment")
    assert (found.detail.values["place"], found.detail.values["missing"]) == (place, missing)
    assert messages.command(found).startswith("unset AWS_ACCESS_KEY_ID")


@pytest.mark.parametrize("file", ["credentials", "config"])
@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (f"aws_secret_access_key = {SECRET}", "aws_access_key_id"),
        (f"aws_session_token = {TOKEN}", "aws_access_key_id, aws_secret_access_key"),
    ],
)
def test_half_a_pair_in_a_file(machine: Machine, file: str, line: str, missing: str) -> None:
    found = resolved(machine, None, {f"home/.aws/{file}": f"[default]\n{line}\n"})
    assert (told(found), found.detail.values["place"]) == ("failed: partial-credentials", f"~/.aws/{file} [default]")
    assert found.detail.values["missing"] == missing
    assert messages.command(found) == "aws configure"


@pytest.mark.parametrize(
    ("method", "profile", "file"),
    [
        ("shared-credentials-file", "w", "~/.aws/credentials [w]"),
        ("config-file", "w", "~/.aws/config [w]"),
        ("shared-credentials-file", None, "~/.aws/credentials [default]"),
    ],
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
    machine: Machine, method: str, profile: str | None, file: str, values: tuple[str, str], missing: str
) -> None:
    found = resolved(machine, Credentials(SOURCES[method], method, profile, describe_key_pair(*values)))
    assert told(found) == "failed: partial-credentials"
    assert (found.detail.values["place"], found.detail.values["missing"]) == (file, missing)
    assert messages.command(found) == (f"aws configure --profile {profile}" if profile else "aws configure")


def test_a_command_of_the_project_that_might_bring_credentials_is_noted(machine: Machine) -> None:
    found = resolved(machine, None, {"project/.claude/settings.json": '{"awsAuthRefresh": "login"}'})
    assert told(found) == "failed: no-credentials"
    note = "awsAuthRefresh in .claude/settings.json:1 may give Claude Code credentials of its own."
    assert messages.noted(found) == [note]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            '{"env": {"AWS_BEARER_TOKEN_BEDROCK": "k"}, "permissions": 5}',
            "The value of permissions in Claude Code's settings (~/.claude/settings.json:1) is not valid.",
        ),
        (
            '{"env": {"AWS_BEARER_TOKEN_BEDROCK": "k"},}',
            "Claude Code's settings (~/.claude/settings.json:1) are not valid JSON.",
        ),
    ],
)
def test_settings_that_claude_code_leaves_out_are_noted_where_no_credentials_are(
    machine: Machine, text: str, note: str
) -> None:
    found = resolved(machine, files={SETTINGS: text})
    assert told(found) == "failed: no-credentials"
    (shown,) = messages.noted(found)
    assert shown.startswith(note)


def test_a_command_of_the_settings_that_has_not_ended_leaves_the_chain_open(machine: Machine) -> None:
    slow = Place("awsCredentialExport", "~/.claude/settings.json", 3)
    claude_code = replace(machine.compare(), slow_command=slow)
    found = step3.judge_chain(facts(environment=machine.look(), credentials=Credentials(), claude_code=claude_code))
    assert (told(found), found.case) == ("unverified: timeout", "settings-command")
    assert found.detail.values["place"] == "~/.claude/settings.json:3"


def test_an_empty_api_key_and_nothing_else(machine: Machine) -> None:
    found = resolved(machine, Credentials(bearer_is_empty=True), {}, {"AWS_BEARER_TOKEN_BEDROCK": ""})
    assert told(found) == "failed: bearer-token-empty"
    assert messages.command(found) == "unset AWS_BEARER_TOKEN_BEDROCK"


def test_no_secret_is_in_what_is_told(machine: Machine) -> None:
    pair = describe_key_pair(*TEMPORARY_KEYS.values())
    found = resolved(machine, Credentials(CredentialSource.ENVIRONMENT, "env", keys=pair), {}, TEMPORARY_KEYS)
    assert not any(secret in messages.everything(found) for secret in TEMPORARY_KEYS.values())

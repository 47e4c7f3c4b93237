"""step3.credentials-valid for an Amazon Bedrock API key."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules import step1, step3
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from tests.facts.test_api_key import long_term, short_term
from tests.machine import Machine
from tests.rules import messages, words
from tests.rules.fakes import NOW, FakeAccount, Reply, denied, facts, listed, reply_to, throttled, unreachable
from tests.rules.worlds import grouped, told

LIST, ACCESS = "bedrock:ListInferenceProfiles", "AccessDeniedException"
NOT_ASKED = Answer("sts:GetCallerIdentity", Outcome.NOT_ASKED)
LISTED = listed()
OPAQUE = "ABSKnot*base64"
OLD = "20261123T000000Z"
BEARER = "AWS_BEARER_TOKEN_BEDROCK"
UNKNOWN = (ACCESS, "Authentication failed: Please make sure your API Key is valid.", 403)


def looked(value: str, listing: Reply = LISTED) -> Facts:
    key = parse_api_key(value)
    found = Credentials(CredentialSource.BEDROCK_API_KEY, api_key=key, expires_at=key.expires_at)
    return facts(FakeAccount(NOT_ASKED, reply_to(LIST, listing)), credentials=found)


def judged(value: str, listing: Reply = LISTED) -> Finding:
    return step3.judge_acceptance(looked(value, listing))


@pytest.mark.parametrize("value", [long_term(), short_term(), OPAQUE], ids=["long", "short", "opaque"])
@pytest.mark.parametrize(
    "listing",
    [
        LISTED,
        denied(LIST),
        denied("bedrock:CallWithBearerToken")._replace(operation=LIST),
        (ACCESS, "Your account is not authorized to use this service", 403),
        ("OptInRequired", "", 403),
    ],
)
def test_success_a_denial_of_a_principal_and_words_about_the_account_accept_it(value: str, listing: Reply) -> None:
    found = judged(value, listing)
    assert told(found) == "passed"
    assert [each.source for each in found.evidence] == [LIST]


def test_a_refusal_that_names_nobody_proves_nothing_of_an_api_key() -> None:
    denied_to_nobody = ("AccessDeniedException", "is not authorized to perform: bedrock:ListInferenceProfiles", 403)
    found = judged(long_term(), denied_to_nobody)
    assert (told(found), found.case) == ("unverified: not-permitted-to-look", "called")
    assert [each.source for each in found.evidence] == [LIST]


AGAINST: dict[tuple[str, str], list[str]] = {
    ("placeholder-credentials", "placeholder"): ["your-bedrock-api-key"],
    ("bearer-token-malformed", "api-key-prefix"): ["sk-ant-api03"],
    ("bearer-token-malformed", "api-key-quotes"): [f"'{long_term()}'"],
    ("bearer-token-malformed", "api-key-white-space"): [f"{long_term()[:9]}\n{long_term()[9:]}"],
    ("bearer-token-malformed", "api-key-characters"): [f"{long_term()[:20]}…{long_term()[20:]}"],
    ("bearer-token-malformed", "api-key-empty"): [""],
    ("bearer-token-wrong-region", "api-key-elsewhere"): [short_term("us-west-2")],
    ("bearer-token-expired", "api-key-expired"): [short_term(issued=OLD), short_term("us-west-2", issued=OLD)],
}


@pytest.mark.parametrize("reason", AGAINST, ids=lambda reason: reason[1])
def test_what_an_api_key_tells_against_itself(reason: tuple[str, str]) -> None:
    for value in AGAINST[reason]:
        found = judged(value)
        assert (told(found), found.detail.key) == (f"failed: {reason[0]}", f"credentials.{reason[1]}")
        assert [each.source for each in found.evidence] == ["AWS_BEARER_TOKEN_BEDROCK"]
        assert not value or value not in messages.everything(found)
        assert reason[1] != "placeholder" or "read -r" in messages.command(found)


@pytest.mark.parametrize("end", ["\n", " "], ids=repr)
def test_white_space_around_an_api_key_is_noted_for_the_aws_cli(end: str) -> None:
    found = judged(f"{long_term()}{end}")
    assert (told(found), messages.notes(found)) == ("passed", ["credentials.padded"])
    assert messages.notes(judged(long_term())) == []


SHELL_ASKS = f"for name in {BEARER}; do printf"
IN_SETTINGS: dict[str, dict[str, tuple[str, Reply]]] = {
    "placeholder-credentials": {"placeholder": ("your-bedrock-api-key", LISTED)},
    "bearer-token-malformed": {"quotes": (f"'{long_term()}'", LISTED)},
    "bearer-token-expired": {"ended": (short_term(issued=OLD), LISTED)},
    "bearer-token-wrong-region": {"elsewhere": (short_term("us-west-2"), LISTED)},
    "bearer-token-rejected": {"refused": (long_term(), UNKNOWN)},
    "clock-skew": {"clock": (long_term(), ("RequestTimeTooSkewed", "no", 403))},
}


@pytest.mark.parametrize("is_in_shell", [False, True], ids=["of-settings", "of-both"])
@pytest.mark.parametrize(("case", "cause"), grouped(IN_SETTINGS))
def test_an_api_key_in_claude_code_s_settings_is_removed_there_before_the_shell_asks_for_another(
    machine: Machine, case: tuple[str, Reply], cause: str, is_in_shell: bool
) -> None:
    value, listing = case
    machine.write("home/.claude/settings.json", json.dumps({"env": {BEARER: value}}))
    shell = {BEARER: value} if is_in_shell else {}
    there = looked(value, listing)
    file = None if is_in_shell else "~/.claude/settings.json"
    credentials = replace(there.credentials, settings_file=file)
    seen = replace(
        there, environment=machine.look(**shell), credentials=credentials, claude_code=machine.compare(**shell)
    )
    found = step3.judge_acceptance(seen)
    assert told(found) == f"failed: {cause}"
    removal, *asking = messages.command(found).splitlines()
    if cause != "clock-skew":
        assert removal == f"python -m checkpoints remove {BEARER} --from ~/.claude/settings.json"
        assert asking[0].startswith(SHELL_ASKS)


@pytest.mark.parametrize(
    "refusal",
    [
        (ACCESS, "Access to this resource was refused.", 403),
        (ACCESS, "", 403),
        ("ForbiddenException", "Forbidden", 403),
        ("UnauthorizedException", "Not today.", 401),
        ("ValidationException", "odd", 400),
        words.NEW_CODE,
    ],
    ids=lambda told: f"{told[0]}-{told[1]}",
)
def test_a_refusal_in_unknown_words_proves_nothing_and_leads_to_no_model_catalogue(
    refusal: tuple[str, str, int],
) -> None:
    there = looked(long_term(), refusal)
    found = step3.judge_acceptance(there)
    assert (told(found), found.detail.key) == ("failed", "looking.refused")
    assert refusal[0] in messages.read(found.detail)
    assert told(step1.judge_haiku_access(there)) == "blocked by step3.credentials-valid"


def test_an_api_key_expires_at_its_second() -> None:
    ends = parse_api_key(short_term()).expires_at
    assert ends is not None
    assert ends > NOW
    before, at = (replace(looked(short_term()), now=moment) for moment in (ends - timedelta(seconds=1), ends))
    assert told(step3.judge_acceptance(before)) == "passed"
    assert told(step3.judge_acceptance(at)) == "failed: bearer-token-expired"


def test_a_key_of_which_nothing_is_known_is_asked_about() -> None:
    unknown = Credentials(CredentialSource.BEDROCK_API_KEY)
    assert told(step3.judge_acceptance(facts(FakeAccount(NOT_ASKED, LISTED), credentials=unknown))) == "passed"


EXPIRED = ("ExpiredTokenException", "The security token is expired", 403)
REFUSED: dict[str, dict[str, tuple[str, Reply]]] = {
    "failed: bearer-token-rejected": {
        "rejected": (long_term(), UNKNOWN),
        "empty": (long_term(), (ACCESS, "Authorization header is missing", 403)),
        "invalid-token": (long_term(), ("UnrecognizedClientException", "The security token is invalid.", 403)),
    },
    "failed: bearer-token-malformed": {
        "no-base64": (OPAQUE, UNKNOWN),
        "prefix": (long_term(), (ACCESS, "Invalid API Key format: Must start with prefix", 403)),
    },
    "failed: bearer-token-expired": {
        "expired": (long_term(), (ACCESS, "Bearer Token has expired", 403)),
        "expired-token": (long_term(), EXPIRED),
    },
    # -- silence, which proves nothing
    "failed: endpoint-unreachable": {"unreachable": (long_term(), unreachable)},
    "unverified: throttled": {"throttled": (long_term(), throttled)},
}


@pytest.mark.parametrize(("case", "expected"), grouped(REFUSED))
def test_a_refused_api_key_has_its_own_cause(case: tuple[str, Reply], expected: str) -> None:
    assert told(judged(*case)) == expected

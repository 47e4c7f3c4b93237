"""IAM's sentence of refusal, in the shapes that AWS sends."""

from __future__ import annotations

import pytest

from checkpoints.refusals.denial import POLICY_KINDS, Denial, parse_denial

WHO = "arn:aws:iam::111122223333:user/attendee"
MODEL = "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"
HEAD = f"User: {WHO} is not authorized to perform: bedrock:InvokeModel on resource: {MODEL}"

NO = "because no {} allows the bedrock:InvokeModel action"
THERE_IS_NO = "because there {} no {} that allows the bedrock:InvokeModel action"
DENY = "with an explicit deny in {}"
IDENTITY, SESSION, BOUNDARY = "identity-based policy", "session policy", "permissions boundary"
SCP, RCP, RESOURCE = "service control policy", "resource control policy", "resource-based policy"

# The end of the sentence, the policy that it names, and whether a Deny did it.
TAILS = {
    "no-identity-policy": (NO.format(IDENTITY), IDENTITY, False),
    "no-session-policy": (NO.format(SESSION), SESSION, False),
    "no-boundary": (NO.format(BOUNDARY), BOUNDARY, False),
    "no-scp": (NO.format(SCP), SCP, False),
    "no-rcp": (NO.format(RCP), RCP, False),
    "no-endpoint-policy": (NO.format("VPC endpoint policy"), "vpc endpoint policy", False),
    "deny-identity": (DENY.format(f"an {IDENTITY}"), IDENTITY, True),
    "deny-session": (DENY.format(f"a {SESSION}"), SESSION, True),
    "deny-boundary": (DENY.format(f"a {BOUNDARY}"), BOUNDARY, True),
    "deny-scp": (DENY.format(f"a {SCP}"), SCP, True),
    "deny-scp-arn": (DENY.format(f"a {SCP}: arn:aws:organizations::444455556666:policy/o-x/p-y"), SCP, True),
    "deny-rcp": (DENY.format(f"a {RCP}"), RCP, True),
    "deny-resource": (DENY.format(f"a {RESOURCE}"), RESOURCE, True),
    "deny-the": (DENY.format(f"the {BOUNDARY}"), BOUNDARY, True),
    "deny-endpoint-policy": (DENY.format("a VPC endpoint policy"), "vpc endpoint policy", True),
    "deny-without-article": (DENY.format("VPC endpoint policy"), "vpc endpoint policy", True),
    "deny-with-policy-arn": (
        DENY.format(f"a {RCP}, with policy ARN: arn:aws:organizations::1:policy/o-x/p-y"),
        RCP,
        True,
    ),
    "there-is-no": (THERE_IS_NO.format("is", "VPC endpoint policy"), "vpc endpoint policy", False),
    "there-is-no-boundary": (THERE_IS_NO.format("is", BOUNDARY), BOUNDARY, False),
    "there-are-no": (THERE_IS_NO.format("are", "session policies"), SESSION, False),
    "there-is-no-more": (f"because there is no {SCP}.", SCP, False),
    "deny-unsaid": ("with an explicit deny", "", True),
    "nothing": ("", "", False),
}


@pytest.mark.parametrize(("tail", "kind", "explicit"), TAILS.values(), ids=TAILS)
def test_every_end_of_the_sentence_names_its_policy(tail: str, kind: str, explicit: bool) -> None:
    denial = Denial(WHO, "bedrock:InvokeModel", MODEL, kind, explicit, "p-y" if tail.endswith("p-y") else "")
    assert parse_denial(f"{HEAD} {tail}") == denial
    # Sentences around it and line breaks within it change nothing.
    broken = f"{HEAD} {tail}".replace(" is not ", "\n  is not\t").replace(" in a", "\r\n in a")
    assert parse_denial(f"An error occurred.\n{broken}\nContact your administrator.") == denial


def test_a_comma_before_the_end_of_the_sentence_belongs_to_nothing() -> None:
    found = parse_denial(f"{HEAD}, because no session policy allows the bedrock:InvokeModel action")
    assert found == Denial(WHO, "bedrock:InvokeModel", MODEL, SESSION, False)


def test_typographic_hyphens_and_spaces_are_read_like_plain_ones() -> None:
    found = parse_denial(f"{HEAD} with\u00a0an explicit deny in an identity\u2011based policy")
    assert found == Denial(WHO, "bedrock:InvokeModel", MODEL, IDENTITY, True)


def test_a_sentence_without_user_or_resource_is_still_a_denial() -> None:
    assert parse_denial("is not authorized to perform: bedrock:CallWithBearerToken") == Denial(
        "", "bedrock:CallWithBearerToken", "", "", False
    )


@pytest.mark.parametrize("explicit", [False, True], ids=["missing", "explicit"])
@pytest.mark.parametrize("kind", ["", *POLICY_KINDS])
def test_a_sentence_is_written_as_it_is_read(kind: str, explicit: bool) -> None:
    denial = Denial(WHO, "bedrock:InvokeModel", MODEL, kind, explicit)
    assert parse_denial(denial.sentence) == denial


@pytest.mark.parametrize(
    ("kind", "explicit", "end"),
    [
        ("identity-based policy", True, "with an explicit deny in an identity-based policy"),
        ("session policy", True, "with an explicit deny in a session policy"),
        ("vpc endpoint policy", False, "because no VPC endpoint policy allows the bedrock:InvokeModel action"),
    ],
)
def test_a_sentence_is_written_as_aws_writes_it(kind: str, explicit: bool, end: str) -> None:
    assert Denial(WHO, "bedrock:InvokeModel", MODEL, kind, explicit).sentence == f"{HEAD} {end}"


@pytest.mark.parametrize("end", [".", ",", ""], ids=["full-stop", "comma", "none"])
def test_punctuation_after_the_resource_is_not_part_of_it(end: str) -> None:
    found = parse_denial(f"{HEAD}{end}")
    assert found is not None
    assert found.resource == MODEL


@pytest.mark.parametrize("resource", ["role WorkshopRole", "user kim", "policy arn:aws:iam::aws:policy/ReadOnlyAccess"])
def test_iam_names_the_kind_of_its_own_resources(resource: str) -> None:
    who = "arn:aws:sts::111122223333:assumed-role/WorkshopRole/kim"
    told = f"User: {who} is not authorized to perform: iam:GetRole on resource: {resource}"
    found = parse_denial(f"{told} with an explicit deny in an identity-based policy")
    assert found is not None
    assert (found.resource, found.kind, found.explicit) == (resource, "identity-based policy", True)


def test_a_resource_keeps_its_last_letter_whatever_it_is() -> None:
    found = parse_denial("is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:X.")
    assert found is not None
    assert found.resource == "arn:aws:bedrock:X"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "Access denied",
        "Model access is denied due to IAM user or service role is not authorized to perform the required AWS "
        "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access.",
        "Your account is not authorized to access this model.",
    ],
    ids=["empty", "bare", "marketplace", "account"],
)
def test_other_refusals_are_no_denials_of_iam(message: str) -> None:
    assert parse_denial(message) is None


@pytest.mark.parametrize(
    ("resource", "region"),
    [
        (MODEL, "us-west-2"),
        ("arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6", ""),
        ("arn:aws:bedrock:us-east-1:111122223333:inference-profile/*", "us-east-1"),
        ("*", None),
        ("", None),
    ],
    ids=["model", "global-model", "profile", "star", "none"],
)
def test_the_region_is_the_resources(resource: str, region: str | None) -> None:
    assert Denial(WHO, "bedrock:InvokeModel", resource, "", False).region == region

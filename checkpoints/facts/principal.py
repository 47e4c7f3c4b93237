"""The caller's principal, parsed from the ARN that `sts:GetCallerIdentity` returns."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARN = re.compile(
    r"^arn:aws[\w-]*:(?:iam|sts)::(?P<account>\d{12}):"
    r"(?:(?P<root>root)|user/(?P<user>.+)|assumed-role/(?P<role>[^/]+)/.*|federated-user/(?P<federated>.+))$"
)


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller. kind: `root`, `user`, `role`, `federated-user` or `unknown`; name: without its path."""

    kind: str
    name: str
    account: str | None

    @property
    def label(self) -> str:
        """A short name, `role/Workshop`, without the session's name, which may be a mail address."""
        return f"{self.kind}/{self.name}" if self.name else self.kind


def parse_principal(arn: str) -> Principal:
    """Parse a caller's ARN. A session's ARN lacks the role's path, which only `iam:GetRole` returns."""
    match = _ARN.match(arn)
    if match is None:
        return Principal("unknown", "", None)
    account = match["account"]
    if match["root"]:
        return Principal("root", "", account)
    for kind, name in (("user", match["user"]), ("role", match["role"]), ("federated-user", match["federated"])):
        if name:
            return Principal(kind, name.rsplit("/", 1)[-1], account)
    return Principal("unknown", "", account)

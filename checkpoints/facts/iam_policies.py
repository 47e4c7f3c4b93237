"""The policies of the principal in use, read from IAM as far as the caller may.

Read: attached and inline policies, for a user its groups' as well, each managed policy's default version, and the
permissions boundary. Once IAM refuses a text no other is asked for, and of the policies left only the names are listed;
the first list that it refuses ends the reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from checkpoints.facts.account import AttachedPolicy, PrincipalPolicies
from checkpoints.facts.answer import Answer
from checkpoints.facts.principal import Principal

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

Send = Callable[[str, Callable[[], Mapping[str, Any]]], Answer]
UNREADABLE = PrincipalPolicies(None, (), None, False, False, ())
_PAGES = 50  # IAM's lists of one principal are far shorter
_MOST_POLICIES = 400  # IAM's quotas for one principal and its groups come to fewer


class _RefusedError(Exception):
    """IAM did not tell all: where it refused or did not answer, the answer is among the reader's refusals."""


class _Reader:
    """IAM, asked about one principal. kind: `user` or `role`."""

    def __init__(self, client: IAMClient, who: Principal, send: Send) -> None:
        self._client = client
        self._send = send
        self._kind = who.kind
        self._name = {f"{who.kind.title()}Name": who.name}
        self.policies: list[AttachedPolicy] = []
        self.unread: list[str] = []
        self.refusals: list[Answer] = []
        self.principal_arn: str | None = None
        self.boundary: AttachedPolicy | None = None
        self.is_boundary_known = False

    def _ask(self, method: str, **parameters: str) -> Mapping[str, Any]:
        operation = "iam:" + method.title().replace("_", "")
        answer = self._send(operation, lambda: getattr(self._client, method)(**parameters))
        if not answer.answered:
            self.refusals.append(answer)
            raise _RefusedError(operation)
        return answer.body

    def _all(self, method: str, key: str, **parameters: str) -> Iterator[Any]:
        for _ in range(_PAGES):
            page = self._ask(method, **parameters)
            yield from page.get(key, ())
            if not page.get("IsTruncated"):
                return
            if page.get("Marker") in (None, "", parameters.get("Marker")):
                break
            parameters["Marker"] = page["Marker"]
        raise _RefusedError(method)  # the list has no end, and what is missing may be in the rest

    def read_policies(self) -> None:
        """Read every policy of the principal, its groups' included. Raises `_RefusedError` where IAM refuses a list."""
        self._read_of(self._kind, self._name, "attached", "inline")
        if self._kind == "user":
            for group in self._all("list_groups_for_user", "Groups", **self._name):
                self._read_of("group", {"GroupName": group["GroupName"]}, "group", "group")

    def _read_of(self, kind: str, name: Mapping[str, str], managed: str, inline: str) -> None:
        for policy in self._all(f"list_attached_{kind}_policies", "AttachedPolicies", **name):
            arn = policy["PolicyArn"]
            self._add(_name_policy(arn), managed, partial(self._read_managed, arn))
        for policy_name in self._all(f"list_{kind}_policies", "PolicyNames", **name):
            self._add(policy_name, inline, partial(self._read_inline, kind, policy_name, name))

    def _add(self, name: str, how: str, read_text: Callable[[], object]) -> None:
        if len(self.policies) + len(self.unread) == _MOST_POLICIES:
            raise _RefusedError(name)
        document: object = None
        with suppress(_RefusedError, KeyError):
            document = None if self.refusals else read_text()
        if isinstance(document, dict):
            self.policies.append(AttachedPolicy(name, how, document))
            return
        self.unread.append(name)  # botocore decodes documents; one that is not JSON stays text
        if self.is_lost:
            raise _RefusedError(name)

    @property
    def is_lost(self) -> bool:
        """Whether an answer did not come."""
        return any(refusal.lost for refusal in self.refusals)

    def _read_managed(self, arn: str) -> object:
        version = self._ask("get_policy", PolicyArn=arn)["Policy"]["DefaultVersionId"]
        return self._ask("get_policy_version", PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]

    def _read_inline(self, kind: str, policy_name: str, name: Mapping[str, str]) -> object:
        return self._ask(f"get_{kind}_policy", PolicyName=policy_name, **name)["PolicyDocument"]

    def read_principal(self) -> None:
        """Read the principal's own ARN, path included, and its permissions boundary. Raises as `read_policies`."""
        found = self._ask(f"get_{self._kind}", **self._name)[self._kind.title()]
        self.principal_arn = found.get("Arn")
        bound = found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        document = self._read_managed(bound) if bound else None
        if isinstance(document, dict):
            self.boundary = AttachedPolicy(_name_policy(bound), "boundary", document)
        self.is_boundary_known = bound is None or self.boundary is not None


def _name_policy(arn: str) -> str:
    return arn.rsplit("/", 1)[-1]


def read_principal_policies(client: IAMClient, who: Principal, send: Send) -> PrincipalPolicies:
    """Read the policies of a user or role; for any other principal, and where IAM refuses, what could be read.

    send: sends an operation and returns its answer, never raising.
    """
    if who.kind not in ("user", "role"):
        return UNREADABLE
    reader = _Reader(client, who, send)
    is_listed = False
    with suppress(_RefusedError, KeyError):
        reader.read_policies()
        is_listed = True
    is_complete = is_listed and not reader.unread
    # An incomplete list needs no boundary, and STS returns a user's ARN; a role's path is known to IAM only.
    if not reader.is_lost and (is_complete or who.kind == "role"):
        with suppress(_RefusedError, KeyError):
            reader.read_principal()
    return PrincipalPolicies(
        reader.principal_arn,
        tuple(reader.policies),
        reader.boundary,
        reader.is_boundary_known,
        is_complete,
        tuple(reader.refusals),
        tuple(reader.unread),
    )

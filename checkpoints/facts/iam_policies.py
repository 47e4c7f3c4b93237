"""The policies of the principal in use, read from IAM as far as the caller may.

Read: attached and inline policies, for a user its groups' as well, each managed policy's default version, and the
permissions boundary. The first refusal ends the reading: a part of the policies proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
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
    """IAM refused or did not answer; the answer itself is among the reader's refusals."""


class _Reader:
    """IAM, asked about one principal. kind: `user` or `role`."""

    def __init__(self, client: IAMClient, who: Principal, send: Send) -> None:
        self._client = client
        self._send = send
        self._kind = who.kind
        self._name = {f"{who.kind.title()}Name": who.name}
        self.refusals: list[Answer] = []

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
            if not page.get("IsTruncated") or not page.get("Marker"):
                return
            parameters["Marker"] = page["Marker"]

    def policies(self) -> Iterator[AttachedPolicy]:
        """Every policy of the principal, its groups' included. Raises `_RefusedError` where IAM refuses."""
        yield from self._of(self._kind, self._name, "attached", "inline")
        if self._kind == "user":
            for group in self._all("list_groups_for_user", "Groups", **self._name):
                yield from self._of("group", {"GroupName": group["GroupName"]}, "group", "group")

    def _of(self, kind: str, name: Mapping[str, str], managed: str, inline: str) -> Iterator[AttachedPolicy]:
        for policy in self._all(f"list_attached_{kind}_policies", "AttachedPolicies", **name):
            yield self._managed(policy["PolicyArn"], managed)
        for policy_name in self._all(f"list_{kind}_policies", "PolicyNames", **name):
            got = self._ask(f"get_{kind}_policy", PolicyName=policy_name, **name)
            yield _policy(policy_name, inline, got["PolicyDocument"])

    def _managed(self, arn: str, how: str) -> AttachedPolicy:
        version = self._ask("get_policy", PolicyArn=arn)["Policy"]["DefaultVersionId"]
        got = self._ask("get_policy_version", PolicyArn=arn, VersionId=version)
        return _policy(arn.rsplit("/", 1)[-1], how, got["PolicyVersion"]["Document"])

    def itself(self) -> tuple[str | None, AttachedPolicy | None]:
        """The principal's own ARN, path included, and its permissions boundary."""
        found = self._ask(f"get_{self._kind}", **self._name)[self._kind.title()]
        bound = found.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        return found.get("Arn"), self._managed(bound, "boundary") if bound else None


def _policy(name: str, how: str, document: object) -> AttachedPolicy:
    # botocore decodes documents; one that is not JSON stays text, which the evaluator never takes for an Allow.
    return AttachedPolicy(name, how, document if isinstance(document, dict) else {"unreadable": document})


def read_principal_policies(client: IAMClient, who: Principal, send: Send) -> PrincipalPolicies:
    """Read the policies of a user or role; for any other principal, and where IAM refuses, what could be read.

    send: sends an operation and returns its answer, never raising.
    """
    if who.kind not in ("user", "role"):
        return UNREADABLE
    reader = _Reader(client, who, send)
    policies: tuple[AttachedPolicy, ...] = ()
    arn, boundary = None, None
    complete = boundary_known = True
    try:
        policies = tuple(islice(reader.policies(), _MOST_POLICIES))
        complete = len(policies) < _MOST_POLICIES
    except (_RefusedError, KeyError):
        complete = False
    lost = any(refusal.lost for refusal in reader.refusals)
    if lost or (not complete and who.kind == "user"):
        # An incomplete list needs no boundary, and STS returns a user's ARN; a role's path is known to IAM only.
        return PrincipalPolicies(None, policies, None, False, complete, tuple(reader.refusals))
    try:
        arn, boundary = reader.itself()
    except (_RefusedError, KeyError):
        boundary_known = False
    return PrincipalPolicies(arn, policies, boundary, boundary_known, complete, tuple(reader.refusals))

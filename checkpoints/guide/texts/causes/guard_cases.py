"""What to do about a policy above the principal's own: a boundary, a session's, an organization's or a resource's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checkpoints.guide.texts.advice import Advice
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_GRANT_THERE = {
    Cause.PERMISSIONS_BOUNDARY: Text(
        ko="현재 자격증명({principal})의 권한 경계 정책에 보고서의 JSON에 있는 Statement를 추가하고 1분 뒤 다시 확인하세요.",
        en="Add the statements in the JSON policy in the report to the permissions boundary of {principal}, and check again after one minute.",
    ),
    Cause.SESSION_POLICY: Text(
        ko="세션을 만드는 곳(페더레이션, AssumeRole 설정)의 세션 정책에 보고서의 JSON에 있는 Statement를 추가하고 새 세션을 만드세요.",
        en="Where the session is created (federation, AssumeRole), add the statements in the JSON policy in the report to its session policy, then get a new session.",
    ),
    Cause.RESOURCE_POLICY: Text(
        ko="네트워크 관리자에게 Bedrock VPC 엔드포인트(bedrock, bedrock-runtime)의 정책에 보고서의 JSON에 있는 Statement를 추가해 달라고 요청하세요.",
        en="Ask the network administrator to add the statements in the JSON policy in the report to the policy of the Bedrock VPC endpoints (bedrock and bedrock-runtime).",
    ),
    Cause.SCP_DENY: Text(
        ko="조직 관리자에게 이 계정의 SCP에 보고서의 JSON에 있는 Statement를 추가해 달라고 요청하세요.",
        en="Ask the organization's administrator to add the statements in the JSON policy in the report to the SCP of this account.",
    ),
}
_DENY_THERE = {
    Cause.PERMISSIONS_BOUNDARY: Text(
        ko="현재 자격증명({principal})의 권한 경계에서 Deny Statement에 예외를 추가하세요. 작업: {action}, 리소스: {resource}",
        en="Add an exception to the Deny statement in the permissions boundary of {principal}. Action: {action}, resource: {resource}",
    ),
    Cause.SESSION_POLICY: Text(
        ko="세션을 만드는 곳(페더레이션, AssumeRole 설정)의 세션 정책에서 Deny Statement에 예외를 추가하고 새 세션을 만드세요. 작업: {action}, 리소스: {resource}",
        en="Where the session is created (federation, AssumeRole), add an exception to the Deny statement in its session policy, then get a new session. Action: {action}, resource: {resource}",
    ),
    Cause.RESOURCE_POLICY: Text(
        ko="네트워크 관리자에게 Bedrock VPC 엔드포인트(bedrock, bedrock-runtime)의 정책에서 Deny Statement에 예외를 추가해 달라고 요청하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the network administrator to add an exception to the Deny statement in the policy of the Bedrock VPC endpoints (bedrock and bedrock-runtime). Action: {action}, resource: {resource}",
    ),
    Cause.SCP_DENY: Text(
        ko="조직 관리자에게 SCP의 Deny Statement에 예외를 추가해 달라고 요청하세요. 추론 프로파일의 대상 리전이 모두 필요합니다. 작업: {action}, 리소스: {resource}",
        en="Ask the organization's administrator to add an exception to the Deny statement in the SCP, for every destination Region of the inference profiles. Action: {action}, resource: {resource}",
    ),
}

# An SCP and AWS Marketplace, which has no destination Regions.
_SUBSCRIBING_WHY = Text(
    ko="SCP는 계정 안에서 해결할 수 없으며, 구독하지 못하면 모델이 응답하지 않습니다.",
    en="An SCP cannot be changed within the account, and models do not answer without a subscription.",
)
_SUBSCRIBING_FIXES = {
    "grant-subscribing": Text(
        ko="조직 관리자에게 이 계정의 SCP에 보고서의 JSON에 있는 Statement를 추가해 달라고 요청하고 5분 뒤 다시 확인하세요. 작업: {action}",
        en="Ask the organization's administrator to add the statements in the JSON policy in the report to the SCP of this account, and check again after five minutes. Action: {action}",
    ),
    "deny-subscribing": Text(
        ko="조직 관리자에게 SCP의 Deny Statement에 예외를 추가해 달라고 요청하고 5분 뒤 다시 확인하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the organization's administrator to add an exception to the Deny statement in the SCP, and check again after five minutes. Action: {action}, resource: {resource}",
    ),
}

# Policies that share a cause with another kind, which is meant where nothing else is said: what is told of them.
_RCPS = "https://console.aws.amazon.com/organizations/v2/home/policies/resource-control-policy"
_BEDROCK = "https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}"
_RCP_HEADLINE = Text(
    ko="조직의 RCP가 필요한 작업을 막습니다. 관리자에게 허용을 요청하세요.",
    en="An RCP blocks what is needed. Ask your administrator to allow it.",
)
_RCP_WHAT = Text(
    ko="조직의 리소스 제어 정책(RCP)이 {action} 작업을 막고 있습니다.",
    en="A resource control policy (RCP) of the organization blocks {action}.",
)
_RCP_WHY = Text(
    ko="RCP는 계정 안에서 해결할 수 없으며, SCP나 IAM 정책을 바꿔도 해결되지 않습니다.",
    en="An RCP cannot be changed within the account, and changing SCPs or IAM policies does not help.",
)
_RCP_FIXES = {
    "rcp-grant": Text(
        ko="조직 관리자에게 이 계정의 RCP에서 막는 작업을 허용해 달라고 요청하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the organization's administrator to allow it in the RCP of this account. Action: {action}, resource: {resource}",
    ),
    "rcp-deny": Text(
        ko="조직 관리자에게 RCP의 Deny Statement에 예외를 추가해 달라고 요청하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the organization's administrator to add an exception to the Deny statement in the RCP. Action: {action}, resource: {resource}",
    ),
    "rcp-deny-policy": Text(
        ko="조직 관리자에게 RCP({policy})의 Deny Statement에 예외를 추가해 달라고 요청하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the organization's administrator to add an exception to the Deny statement of the RCP {policy}. Action: {action}, resource: {resource}",
    ),
}
_RESOURCE_HEADLINE = Text(
    ko="리소스의 정책이 필요한 작업을 막습니다. 관리자에게 허용을 요청하세요.",
    en="The resource's policy blocks what is needed. Ask your administrator to allow it.",
)
_RESOURCE_WHAT = Text(
    ko="리소스에 연결된 정책(리소스 기반 정책)이 {action} 작업을 허용하지 않습니다.",
    en="The policy attached to the resource (a resource-based policy) does not allow {action}.",
)
_RESOURCE_FIXES = {
    "resource-grant": Text(
        ko="계정 관리자에게 리소스의 정책(리소스 기반 정책)에 보고서의 JSON에 있는 Statement를 추가해 달라고 요청하세요. 리소스: {resource}",
        en="Ask the account administrator to add the statements in the JSON policy in the report to the policy of the resource (its resource-based policy). Resource: {resource}",
    ),
    "resource-deny": Text(
        ko="계정 관리자에게 리소스의 정책(리소스 기반 정책)에 있는 Deny Statement에 예외를 추가해 달라고 요청하세요. 작업: {action}, 리소스: {resource}",
        en="Ask the account administrator to add an exception to the Deny statement in the policy of the resource (its resource-based policy). Action: {action}, resource: {resource}",
    ),
}


def advise_guard(cause: Cause, usual: Advice) -> Iterator[tuple[str, Advice]]:
    """The advice for each case of a policy above the principal's own; none for another cause."""
    if cause in _GRANT_THERE:
        yield "grant", replace(usual, fix=_GRANT_THERE[cause])
        yield "deny", replace(usual, fix=_DENY_THERE[cause])
    if cause is Cause.SCP_DENY:
        of_rcp = replace(usual, headline=_RCP_HEADLINE, what=_RCP_WHAT, why=_RCP_WHY, page=_RCPS)
        yield from ((case, replace(of_rcp, fix=fix)) for case, fix in _RCP_FIXES.items())
        of_subscribing = replace(usual, why=_SUBSCRIBING_WHY)
        yield from ((case, replace(of_subscribing, fix=fix)) for case, fix in _SUBSCRIBING_FIXES.items())
    if cause is Cause.RESOURCE_POLICY:
        of_resource = replace(usual, headline=_RESOURCE_HEADLINE, what=_RESOURCE_WHAT, page=_BEDROCK)
        yield from ((case, replace(of_resource, fix=fix)) for case, fix in _RESOURCE_FIXES.items())

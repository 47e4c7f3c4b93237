"""What to do about a missing permission, as far as policies could be read: the JSON to attach, the statement to change.

In the report a finding comes with a JSON policy wherever something has to be granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.causes.guard_cases import advise_guard
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_MISSING = (
    Cause.POLICY_NOT_ATTACHED,
    Cause.POLICY_INCOMPLETE,
    Cause.STREAMING_NOT_ALLOWED,
    Cause.DESTINATION_REGION_DENIED,
    Cause.MARKETPLACE_DENIED,
)
_DENIED = (
    Cause.EXPLICIT_DENY,
    Cause.SCP_DENY,
    Cause.PERMISSIONS_BOUNDARY,
    Cause.SESSION_POLICY,
    Cause.RESOURCE_POLICY,
)

# -- what an attendee can do without the administrator

_HEADLINES = {
    "condition-mfa": Text(
        ko="MFA 인증이 필요합니다. 새 세션을 만들고 다시 확인하세요.",
        en="MFA is required. Get a new session with MFA, then check again.",
    ),
    "condition-network": Text(
        ko="허용된 네트워크가 아닙니다. 회사 네트워크나 VPN에서 다시 확인하세요.",
        en="This network is not allowed. Check again from your company's network or VPN.",
    ),
}

# -- something is not granted

_GRANT = Text(
    ko="보고서의 JSON 정책을 현재 자격증명({principal})에 연결하고 1분 뒤 다시 확인하세요. 빠진 권한이 모두 들어 있습니다.",
    en="Attach the JSON policy in the report to {principal}, and check again after one minute. It grants everything that is missing.",
)
_GRANT_OF_CAUSE = {
    Cause.POLICY_NOT_ATTACHED: Text(
        ko="IAM 콘솔의 Users(또는 Roles)에서 {principal} 항목을 선택하고, Add permissions → Attach policies directly에서 {guide_policy} 정책을 연결하세요. 정책이 아직 없으면 보고서의 JSON으로 만드세요. 1분 뒤 다시 확인하세요.",
        en="In the IAM console, open {principal} under Users (or Roles), choose Add permissions → Attach policies directly, and attach {guide_policy}. If there is no such policy yet, create it from the JSON in the report. Check again after one minute.",
    ),
    Cause.MARKETPLACE_DENIED: Text(
        ko="보고서의 JSON 정책을 현재 자격증명({principal})에 연결하고 5분 뒤 다시 확인하세요. 관리자가 두 모델을 한 번씩 호출해도 됩니다.",
        en="Attach the JSON policy in the report to {principal}, and check again after five minutes. An administrator may also call each of the two models once instead.",
    ),
}
_NOT_YET_HEADLINE = Text(
    ko="권한이 아직 적용되지 않았습니다. 몇 분 뒤 다시 확인하세요.",
    en="The permission is not in effect yet. Check again in a few minutes.",
)
_NOT_YET_WHAT = Text(
    ko="연결된 정책에는 권한이 있지만 AWS가 아직 거부합니다.",
    en="The attached policies allow it, but AWS still denies it.",
)
_NOT_YET = Text(
    ko="방금 연결했다면 몇 분 뒤 이 명령으로 다시 확인하세요. 계속 거부되면 계정 관리자에게 조직의 정책(SCP), 권한 경계나 세션 정책이 막는지 문의하세요.",
    en="If it was attached just now, check again with this command after a few minutes. If it stays denied, ask the account administrator whether an SCP of the organization, a permissions boundary or a session policy blocks it.",
)
_UNREAD_HEADLINE = Text(
    ko="정책이 연결되어 있지만 거부됩니다. 관리자에게 정책 확인을 요청하세요.",
    en="The policy is attached, but calls are denied. Ask your administrator to check it.",
)
_UNREAD_WHAT = Text(
    ko="{guide_policy} 정책이 연결되어 있지만 AWS가 거부합니다. 정책의 내용은 읽을 수 없습니다.",
    en="{guide_policy} is attached, but AWS denies the calls. The text of the policy could not be read.",
)
_UNREAD = Text(
    ko="연결된 {guide_policy} 정책에 보고서의 JSON에 있는 권한이 모두 있는지 확인하고, 빠진 권한이 있으면 추가하세요. 모두 있으면 조직의 정책(SCP), 권한 경계나 세션 정책이 막는지 확인하세요. 몇 분 뒤 다시 확인하세요.",
    en="Make sure that the attached {guide_policy} has all that the JSON in the report has, and add what it lacks. If it has all of it, check whether an SCP of the organization, a permissions boundary or a session policy blocks it. Check again after a few minutes.",
)
_CONDITION_WHAT = Text(
    ko="{policy} 정책의 Statement({statement})는 {key} 조건이 맞을 때만 허용하지만, 현재 요청은 이 조건에 맞지 않습니다.",
    en="Statement {statement} of {policy} allows it only under a condition on {key}, which these requests do not meet.",
)
_CONDITIONS: dict[str, tuple[Who, Text]] = {
    "condition": (
        Who.OWNER,
        Text(
            ko="{policy} 정책의 Statement({statement})에서 {key} 조건을 고치거나, 보고서의 JSON 정책을 현재 자격증명({principal})에 연결하세요.",
            en="Change the condition on {key} in statement {statement} of {policy}, or attach the JSON policy in the report to {principal}.",
        ),
    ),
    "condition-region": (
        Who.OWNER,
        Text(
            ko="{policy} 정책의 Statement({statement})에서 {key} 조건에 추론 프로파일의 대상 리전을 모두 추가하거나, 보고서의 JSON 정책을 현재 자격증명({principal})에 연결하세요.",
            en="In statement {statement} of {policy}, add every destination Region of the inference profiles to the condition on {key}, or attach the JSON policy in the report to {principal}.",
        ),
    ),
    "condition-mfa": (
        Who.ATTENDEE,
        Text(
            ko="MFA로 인증한 새 세션을 만들고(aws sts get-session-token) 다시 확인하세요. MFA 없이 사용하려면 계정 관리자에게 보고서의 JSON 정책을 현재 자격증명({principal})에 연결해 달라고 요청하세요.",
            en="Get a new session with MFA (aws sts get-session-token) and check again. To work without MFA, ask the account administrator to attach the JSON policy in the report to {principal}.",
        ),
    ),
    "condition-network": (
        Who.ATTENDEE,
        Text(
            ko="허용된 네트워크(회사 네트워크나 VPN)에서 다시 확인하세요. 다른 네트워크에서 사용하려면 계정 관리자에게 보고서의 JSON 정책을 현재 자격증명({principal})에 연결해 달라고 요청하세요.",
            en="Check again from an allowed network (your company's network or VPN). To use another one, ask the account administrator to attach the JSON policy in the report to {principal}.",
        ),
    ),
}
_OTHER_RESOURCE = Text(
    ko="{policy} 정책의 Statement({statement})는 이 작업을 다른 리소스에만 허용합니다: {key}",
    en="Statement {statement} of {policy} allows the action only on other resources: {key}",
)
_UNKNOWN_ACTION = Text(
    ko="{policy} 정책의 Statement({statement})에 IAM에 없는 작업이 있습니다: {key}. Bedrock 작업의 이름은 bedrock:InvokeModel처럼 bedrock:으로 시작합니다.",
    en="Statement {statement} of {policy} has an action that IAM does not know: {key}. Bedrock actions begin with bedrock:, as in bedrock:InvokeModel.",
)
_REPLACE = Text(
    ko="{policy} 정책의 Statement({statement})를 보고서의 JSON에 있는 Statement로 바꾸거나, JSON 정책을 현재 자격증명({principal})에 연결하세요. 1분 뒤 다시 확인하세요.",
    en="Replace statement {statement} of {policy} with the statements in the JSON policy in the report, or attach that policy to {principal}. Check again after one minute.",
)

_GRANT_PIN = Text(
    ko="보고서의 JSON 정책을 현재 자격증명({principal})에 연결하거나, {place} 위치의 값을 지우세요.",
    en="Attach the JSON policy in the report to {principal}, or remove the value from {place}.",
)

# -- a statement denies

_STATEMENT_WHAT = Text(
    ko="{policy} 정책의 Statement({statement})가 {action} 작업을 명시적으로 거부(Deny)합니다.",
    en="Statement {statement} of {policy} explicitly denies {action}.",
)
_POLICY_WHAT = Text(
    ko="{policy} 정책이 {action} 작업을 명시적으로 거부(Deny)합니다.",
    en="The policy {policy} explicitly denies {action}.",
)
_STATEMENT = Text(
    ko="{policy} 정책의 Statement({statement})에 예외를 추가하세요. 작업: {action}, 리소스: {resource}",
    en="Add an exception to statement {statement} of {policy}. Action: {action}, resource: {resource}",
)
_POLICY = Text(
    ko="{policy} 정책의 Deny Statement에 예외를 추가하세요. 작업: {action}, 리소스: {resource}",
    en="Add an exception to the Deny statement of {policy}. Action: {action}, resource: {resource}",
)
_DENY_ALL = Text(
    ko="현재 자격증명({principal})에서 {policy} 정책을 분리하세요. AWS 관리형 정책은 수정할 수 없습니다.",
    en="Detach {policy} from {principal}. An AWS managed policy cannot be edited.",
)
_DENY_CONDITION_WHAT = Text(
    ko="{policy} 정책의 Statement({statement})가 {key} 조건에 따라 {action} 작업을 거부(Deny)합니다.",
    en="Statement {statement} of {policy} denies {action} by its condition on {key}.",
)
_DENY_CONDITIONS: dict[str, tuple[Who, Text]] = {
    "condition": (
        Who.OWNER,
        Text(
            ko="{policy} 정책의 Statement({statement})에서 {key} 조건을 고치거나 예외를 추가하세요. 작업: {action}, 리소스: {resource}",
            en="Change the condition on {key} in statement {statement} of {policy}, or add an exception. Action: {action}, resource: {resource}",
        ),
    ),
    "condition-region": (
        Who.OWNER,
        Text(
            ko="{policy} 정책의 Statement({statement})에서 추론 프로파일의 대상 리전을 모두 {key} 조건의 예외로 추가하세요. 작업: {action}, 리소스: {resource}",
            en="In statement {statement} of {policy}, add every destination Region of the inference profiles as an exception to the condition on {key}. Action: {action}, resource: {resource}",
        ),
    ),
    "condition-mfa": (
        Who.ATTENDEE,
        Text(
            ko="MFA로 인증한 새 세션을 만들고(aws sts get-session-token) 다시 확인하세요. MFA 없이 사용하려면 계정 관리자에게 {policy} 정책의 Statement({statement})에 예외를 추가해 달라고 요청하세요.",
            en="Get a new session with MFA (aws sts get-session-token) and check again. To work without MFA, ask the account administrator for an exception in statement {statement} of {policy}.",
        ),
    ),
    "condition-network": (
        Who.ATTENDEE,
        Text(
            ko="허용된 네트워크(회사 네트워크나 VPN)에서 다시 확인하세요. 다른 네트워크에서 사용하려면 계정 관리자에게 {policy} 정책의 Statement({statement})에 예외를 추가해 달라고 요청하세요.",
            en="Check again from an allowed network (your company's network or VPN). To use another one, ask the account administrator for an exception in statement {statement} of {policy}.",
        ),
    ),
}

# -- a role of IAM Identity Center

_PERMISSION_SETS = "https://console.aws.amazon.com/singlesignon/home#/permissionSets"
_IN_PERMISSION_SET = Text(
    ko="이 역할은 IAM 콘솔에서 수정할 수 없습니다. IAM Identity Center에서 권한 세트({permission_set})의 인라인 정책에 보고서의 JSON을 추가하고 계정에 다시 프로비저닝하세요.",
    en="This role cannot be edited in IAM. Add the JSON policy in the report to the inline policy of the permission set {permission_set} in IAM Identity Center, then provision it to the account again.",
)
_IN_ITS_BOUNDARY = Text(
    ko="이 역할은 IAM 콘솔에서 수정할 수 없습니다. IAM Identity Center에서 권한 세트({permission_set})의 권한 경계로 지정한 정책에 보고서의 JSON에 있는 Statement를 추가하고 계정에 다시 프로비저닝하세요.",
    en="This role cannot be edited in IAM. Add the statements in the JSON policy in the report to the policy that is the permissions boundary of the permission set {permission_set} in IAM Identity Center, then provision it to the account again.",
)
_TO_FEDERATING_USER = Text(
    ko="페더레이션 세션({principal})에는 정책을 연결할 수 없습니다. 이 세션을 만든(GetFederationToken) IAM 사용자에게 보고서의 JSON 정책을 연결하고, 세션 정책에서도 같은 권한을 허용한 뒤 새 세션을 만드세요.",
    en="No policy can be attached to a federated session ({principal}). Attach the JSON policy in the report to the IAM user that made the session (GetFederationToken), allow the same in the session policy, then get a new session.",
)
_EXCEPT_IN_PERMISSION_SET = Text(
    ko="이 역할은 IAM 콘솔에서 수정할 수 없습니다. IAM Identity Center에서 권한 세트({permission_set})의 정책에 있는 Deny Statement에 예외를 추가하고 계정에 다시 프로비저닝하세요. 작업: {action}, 리소스: {resource}",
    en="This role cannot be edited in IAM. Add an exception to the Deny statement in the policies of the permission set {permission_set} in IAM Identity Center, then provision it to the account again. Action: {action}, resource: {resource}",
)


def advise_cases(*tables: Mapping[Cause, Advice]) -> dict[str, Advice]:
    """The advice for each special case, by `CAUSE.CASE`. tables: the advice for the causes themselves."""
    usual = {cause: advice for table in tables for cause, advice in table.items()}
    cases: dict[str, Advice] = {}
    for cause in _MISSING:
        cases |= {f"{cause.value}.{case}": advice for case, advice in _advise_missing(cause, usual[cause])}
    cases["model-pin-unusable.grant"] = replace(usual[Cause.MODEL_PIN_UNUSABLE], fix=_GRANT_PIN)
    for cause in _DENIED:
        cases |= {f"{cause.value}.{case}": advice for case, advice in _advise_denied(cause, usual[cause])}
    return cases


def _advise_missing(cause: Cause, usual: Advice) -> Iterator[tuple[str, Advice]]:
    yield "grant", replace(usual, fix=_GRANT_OF_CAUSE.get(cause, _GRANT))
    yield (
        "not-yet",
        replace(
            usual,
            headline=_NOT_YET_HEADLINE,
            what=_NOT_YET_WHAT,
            who=Who.ATTENDEE,
            fix=_NOT_YET,
            command="pytest -m step2",
            page="",
        ),
    )
    if cause is Cause.POLICY_INCOMPLETE:
        yield "unread", replace(usual, headline=_UNREAD_HEADLINE, what=_UNREAD_WHAT, fix=_UNREAD)
    yield "other-resource", replace(usual, what=_OTHER_RESOURCE, fix=_GRANT_OF_CAUSE.get(cause, _GRANT))
    yield "unknown-action", replace(usual, what=_UNKNOWN_ACTION, fix=_REPLACE)
    for case, (who, fix) in _CONDITIONS.items():
        yield (
            case,
            replace(usual, headline=_HEADLINES.get(case, usual.headline), what=_CONDITION_WHAT, who=who, fix=fix),
        )
    yield "sso-grant", replace(usual, fix=_IN_PERMISSION_SET, page=_PERMISSION_SETS)
    yield "federated-grant", replace(usual, fix=_TO_FEDERATING_USER)


def _advise_denied(cause: Cause, usual: Advice) -> Iterator[tuple[str, Advice]]:
    yield from advise_guard(cause, usual)
    if cause is Cause.PERMISSIONS_BOUNDARY:
        yield "sso-grant", replace(usual, fix=_IN_ITS_BOUNDARY, page=_PERMISSION_SETS)
    if cause in (Cause.EXPLICIT_DENY, Cause.PERMISSIONS_BOUNDARY):
        yield "sso-deny", replace(usual, fix=_EXCEPT_IN_PERMISSION_SET, page=_PERMISSION_SETS)
    yield "deny-statement", replace(usual, what=_STATEMENT_WHAT, fix=_STATEMENT)
    yield "deny-policy", replace(usual, what=_POLICY_WHAT, fix=_POLICY)
    yield "deny-all", replace(usual, what=_POLICY_WHAT, fix=_DENY_ALL)
    for case, (who, fix) in _DENY_CONDITIONS.items():
        yield (
            f"deny-{case}",
            replace(usual, headline=_HEADLINES.get(case, usual.headline), what=_DENY_CONDITION_WHAT, who=who, fix=fix),
        )

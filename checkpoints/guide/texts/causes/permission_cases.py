"""What to do about a missing permission where it is a special case of its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_GUARDRAIL = Advice(
    what=Text(
        ko="연결된 정책이 가드레일(guardrail)을 지정한 요청에만 {action} 작업을 허용합니다.",
        en="The policies allow {action} only for requests that name a guardrail (bedrock:GuardrailIdentifier).",
    ),
    why=Text(
        ko="Claude Code의 요청에는 가드레일이 없으므로 모두 403 오류로 끝납니다.",
        en="Claude Code's requests name none, so all of them end with a 403.",
    ),
    who=Who.OWNER,
    fix=Text(
        ko="계정 관리자에게 {principal}의 정책에서 bedrock:GuardrailIdentifier 조건을 빼거나 예외를 두어 달라고 요청하세요. 가드레일이 꼭 필요한 계정이라면 Claude Code의 ANTHROPIC_CUSTOM_HEADERS 설정에 지정할 가드레일을 받으세요.",
        en="Have the condition on bedrock:GuardrailIdentifier removed from the policies of {principal}, or an exception made. Where the account must have one, ask which guardrail Claude Code is to name in ANTHROPIC_CUSTOM_HEADERS.",
    ),
    page="https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html",
)
_REVOKED_SESSION = Advice(
    what=Text(
        ko="이 세션은 취소된 것으로 보입니다. 역할의 정책(AWSRevokeOlderSessions)이 어느 시각 이전에 만든 세션의 모든 요청을 거부합니다.",
        en="This session looks revoked: a policy of its role (AWSRevokeOlderSessions) denies everything to sessions that were issued before some moment.",
    ),
    why=Text(
        ko="권한을 더 연결해도 이 세션의 요청은 계속 거부됩니다.",
        en="Whatever is attached to the role, this session stays denied.",
    ),
    who=Who.ATTENDEE,
    fix=Text(
        ko="다시 로그인하거나 역할을 다시 맡아 새 세션을 만든 뒤 이 명령으로 확인하세요. 새 세션도 거부되면 계정 관리자에게 문의하세요.",
        en="Get a new session: log in again, or assume the role again, then look with this command. Where a new session is denied as well, ask the account's administrator.",
    ),
    command="aws sts get-caller-identity",
)
_PERMISSION_SETS = "https://console.aws.amazon.com/singlesignon/home#/permissionSets"
_IN_PERMISSION_SET = Text(
    ko="이 역할은 IAM 콘솔에서 수정할 수 없습니다. IAM Identity Center의 권한 세트 {permission_set}에서 정책을 고치고 계정에 다시 프로비저닝하세요.",
    en="This role cannot be edited in IAM: change the policies of the permission set {permission_set} in IAM Identity Center, and provision it to the account again.",
)
_PERMISSION_SET_CAUSES = (
    Cause.POLICY_NOT_ATTACHED,
    Cause.POLICY_INCOMPLETE,
    Cause.STREAMING_NOT_ALLOWED,
    Cause.DESTINATION_REGION_DENIED,
    Cause.EXPLICIT_DENY,
    Cause.PERMISSIONS_BOUNDARY,
    Cause.MARKETPLACE_DENIED,
)


def advise_cases(*tables: Mapping[Cause, Advice]) -> dict[str, Advice]:
    """The advice for each special case, by `CAUSE.CASE`. tables: the advice for the causes themselves."""
    usual = {cause: advice for table in tables for cause, advice in table.items()}
    cases = {
        f"{Cause.EXPLICIT_DENY.value}.guardrail": _GUARDRAIL,
        f"{Cause.POLICY_INCOMPLETE.value}.guardrail": _GUARDRAIL,
        f"{Cause.EXPLICIT_DENY.value}.revoked-session": _REVOKED_SESSION,
    }
    for cause in _PERMISSION_SET_CAUSES:
        there = replace(usual[cause], who=Who.OWNER, fix=_IN_PERMISSION_SET, command="", page=_PERMISSION_SETS)
        cases[f"{cause.value}.sso-role"] = there
    return cases

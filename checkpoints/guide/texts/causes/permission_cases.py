"""What to do about a missing permission where it is a special case of its cause."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_GUARDRAIL = Advice(
    headline=Text(
        ko="정책이 가드레일을 요구합니다. 관리자에게 예외를 요청하세요.",
        en="A policy requires a guardrail. Ask your administrator for an exception.",
    ),
    what=Text(
        ko="연결된 정책이 가드레일(guardrail)을 지정한 요청에만 {action} 작업을 허용합니다.",
        en="The policies allow {action} only for requests with a guardrail (bedrock:GuardrailIdentifier).",
    ),
    why=Text(
        ko="Claude Code의 요청에는 가드레일이 없으므로 모두 403 오류로 끝납니다.",
        en="Claude Code's requests have no guardrail, so all of them end with a 403 error.",
    ),
    who=Who.OWNER,
    fix=Text(
        ko="계정 관리자에게 현재 자격증명({principal})의 정책에서 bedrock:GuardrailIdentifier 조건을 지우거나 예외를 추가해 달라고 요청하세요. 가드레일이 꼭 필요한 계정이라면 Claude Code의 ANTHROPIC_CUSTOM_HEADERS 설정에 지정할 가드레일을 문의하세요.",
        en="Ask the account administrator to remove the condition bedrock:GuardrailIdentifier from the policies of {principal}, or to add an exception. If the account requires a guardrail, ask which one to set in Claude Code's ANTHROPIC_CUSTOM_HEADERS.",
    ),
    page="https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html",
)
_REVOKED_SESSION = Advice(
    headline=Text(
        ko="세션이 취소되었습니다. 다시 로그인해 새 세션을 만드세요.",
        en="The session was revoked. Log in again to get a new one.",
    ),
    what=Text(
        ko="이 세션은 취소된 것으로 보입니다. 역할의 정책(AWSRevokeOlderSessions)이 특정 시각 이전에 만든 세션의 요청을 모두 거부합니다.",
        en="This session seems to be revoked: a policy of its role (AWSRevokeOlderSessions) denies every request of sessions created before a certain time.",
    ),
    why=Text(
        ko="권한을 더 연결해도 이 세션의 요청은 계속 거부됩니다.",
        en="Whatever is attached to the role, requests of this session stay denied.",
    ),
    who=Who.ATTENDEE,
    fix=Text(
        ko="다시 로그인하거나 역할을 다시 수임해 새 세션을 만든 뒤 이 명령으로 확인하세요. 새 세션도 거부되면 계정 관리자에게 문의하세요.",
        en="Log in again or assume the role again to get a new session, then check with this command. If a new session is denied too, ask the account administrator.",
    ),
    command="aws sts get-caller-identity",
)

# By `CAUSE.CASE`.
CASES: dict[str, Advice] = {
    f"{Cause.EXPLICIT_DENY.value}.guardrail": _GUARDRAIL,
    f"{Cause.PERMISSIONS_BOUNDARY.value}.guardrail": _GUARDRAIL,
    f"{Cause.POLICY_INCOMPLETE.value}.guardrail": _GUARDRAIL,
    f"{Cause.EXPLICIT_DENY.value}.revoked-session": _REVOKED_SESSION,
}

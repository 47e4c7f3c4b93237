"""What to do about credentials that AWS does not accept."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"
_TEMPORARY_KEYS = "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtogetcredentials.html"

_REFUSED = Text(
    ko="이 자격증명으로는 AWS에 어떤 요청도 보낼 수 없습니다.",
    en="With these credentials, every request to AWS fails.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.PLACEHOLDER_CREDENTIALS: Advice(
        headline=Text(
            ko="가이드의 예시 값이 그대로 있습니다. 실제 값을 입력하세요.",
            en="The guide's example values are still set. Enter your own.",
        ),
        what=Text(
            ko="가이드의 예시 값을 그대로 붙여넣었습니다.", en="The guide's example values were pasted unchanged."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(ko="예시 값 대신 발급받은 실제 값을 입력하세요.", en="Enter your own values instead of the examples."),
        command=_REMEDY,
    ),
    Cause.INVALID_CREDENTIALS: Advice(
        headline=Text(
            ko="AWS가 자격증명을 거부했습니다. Access Key를 다시 입력하세요.",
            en="AWS refused the credentials. Enter the access key again.",
        ),
        what=Text(ko="AWS가 자격증명을 거부했습니다.", en="AWS refused the credentials."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="Access Key를 따옴표나 공백 없이 다시 입력하세요. 키가 비활성화되었거나 삭제되었다면 새로 발급받으세요.",
            en="Enter the access key again, without quotes or spaces. If it was disabled or deleted, create a new one.",
        ),
        command=_REMEDY,
    ),
    Cause.EXPIRED_CREDENTIALS: Advice(
        headline=Text(
            ko="임시 자격증명이 만료되었습니다. 새로 받으세요.",
            en="The temporary credentials have expired. Get new ones.",
        ),
        what=Text(ko="임시 자격증명이 만료되었습니다.", en="The temporary credentials have expired."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명을 새로 받으세요. 값을 붙여넣었다면 Access Key ID, Secret Access Key, Session Token을 모두 바꾸세요. SSO나 aws login이라면 다시 로그인하세요.",
            en="Get new temporary credentials. If you pasted them, replace all three: access key ID, secret access key and session token. With SSO or aws login, log in again.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    Cause.SESSION_TOKEN_MISSING: Advice(
        headline=Text(
            ko="세션 토큰이 없습니다. 임시 자격증명의 세 값을 모두 설정하세요.",
            en="The session token is missing. Set all three temporary credentials.",
        ),
        what=Text(
            ko="임시 Access Key에 필요한 세션 토큰이 없습니다.", en="The temporary access key has no session token."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명의 세 값(Access Key ID, Secret Access Key, Session Token)을 모두 설정하세요.",
            en="Set all three values of the temporary credentials: access key ID, secret access key and session token.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    Cause.SESSION_TOKEN_STALE: Advice(
        headline=Text(
            ko="이전 세션 토큰이 남아 있습니다. 토큰을 지우세요.", en="An old session token is still set. Remove it."
        ),
        what=Text(
            ko="장기 Access Key와 함께 이전 세션 토큰이 남아 있습니다.",
            en="An old session token is still set beside a long-term access key.",
        ),
        why=Text(
            ko="세션 토큰을 함께 보내면 AWS가 올바른 장기 Access Key도 거부합니다.",
            en="If the token is sent too, AWS refuses even a valid long-term key.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="남아 있는 세션 토큰을 지우세요.", en="Remove the old session token."),
        command=_REMEDY,
    ),
    Cause.CLOCK_SKEW: Advice(
        headline=Text(
            ko="컴퓨터의 시계가 맞지 않습니다. 시간을 맞추세요.", en="The computer's clock is wrong. Set the time."
        ),
        what=Text(ko="컴퓨터의 시계가 맞지 않습니다.", en="The computer's clock is wrong."),
        why=Text(
            ko="AWS는 시각이 5분 넘게 다른 요청을 거부합니다.",
            en="AWS refuses requests whose time is more than five minutes off.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="시계를 인터넷 시각에 맞추세요. Windows와 macOS에서는 '자동으로 시간 설정'을 켜세요.",
            en="Synchronize the clock. On Windows and macOS, turn on automatic time.",
        ),
        command="sudo timedatectl set-ntp true",
    ),
}

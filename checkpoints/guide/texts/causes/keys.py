"""What to do about credentials that AWS does not accept."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"
_TEMPORARY_KEYS = "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtogetcredentials.html"

_REFUSED = Text(
    ko="AWS가 받아들이지 않는 자격증명으로는 아무 요청도 할 수 없습니다.",
    en="Nothing can be asked of AWS with credentials that it does not accept.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.PLACEHOLDER_CREDENTIALS: Advice(
        what=Text(
            ko="가이드의 예시 문구를 그대로 붙여 넣었습니다.", en="A placeholder of the guide was pasted as it stands."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="예시 문구 대신 발급받은 실제 값을 입력하세요.", en="Enter your own value instead of the placeholder."
        ),
        command=_REMEDY,
    ),
    Cause.INVALID_CREDENTIALS: Advice(
        what=Text(ko="AWS가 인정하지 않는 자격증명입니다.", en="AWS does not recognise the credentials."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="Access Key를 따옴표나 공백 없이 다시 입력하세요. 키가 비활성화되었거나 삭제되었다면 새로 발급받으세요.",
            en="Enter the access key again, without quotes or spaces; where it was disabled or deleted, create a new one.",
        ),
        command=_REMEDY,
    ),
    Cause.EXPIRED_CREDENTIALS: Advice(
        what=Text(ko="임시 자격증명이 만료되었습니다.", en="The temporary credentials have expired."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명을 새로 받으세요. 값을 직접 붙여넣었다면 Access Key ID, Secret Access Key, Session Token을 모두 바꾸고, SSO나 aws login이라면 다시 로그인하세요.",
            en="Get new temporary credentials: where they were pasted, replace access key id, secret access key and session token, all three; with SSO or aws login, log in again.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    Cause.SESSION_TOKEN_MISSING: Advice(
        what=Text(
            ko="임시 Access Key에 필요한 세션 토큰이 없습니다.", en="The session token of a temporary key is missing."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명의 세 값(Access Key ID, Secret Access Key, Session Token)을 모두 설정하세요.",
            en="Set all three values of the temporary credentials: access key id, secret access key and session token.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    Cause.SESSION_TOKEN_STALE: Advice(
        what=Text(
            ko="장기 Access Key 옆에 예전 세션 토큰이 남아 있습니다.",
            en="An old session token was left beside a long-term key.",
        ),
        why=Text(
            ko="세션 토큰이 함께 전송되면 AWS가 올바른 장기 키도 거절합니다.",
            en="With the token sent along, AWS refuses even a good long-term key.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="남아 있는 세션 토큰을 지우세요.", en="Take the old session token away."),
        command=_REMEDY,
    ),
    Cause.CLOCK_SKEW: Advice(
        what=Text(ko="컴퓨터의 시계가 맞지 않습니다.", en="The machine's clock is off."),
        why=Text(
            ko="AWS는 시각이 5분 이상 다른 요청의 서명을 거절합니다.",
            en="AWS refuses signatures from a clock that is more than five minutes off.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="시계를 인터넷 시각에 맞추세요. Windows와 macOS에서는 '자동으로 시간 설정'을 켜세요.",
            en="Synchronise the clock; on Windows and macOS switch on automatic time.",
        ),
        command="sudo timedatectl set-ntp true",
    ),
}

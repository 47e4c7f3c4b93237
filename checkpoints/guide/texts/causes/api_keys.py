"""What to do about each cause of a Bedrock API key."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_API_KEYS = "https://console.aws.amazon.com/bedrock/home?region={guide_region}#/api-keys"

_API_KEY_FIRST = Text(
    ko="API Key는 다른 모든 자격증명보다 먼저 쓰이므로, 이 값이 잘못되면 Bedrock 호출이 모두 실패합니다.",
    en="An API key comes before all other credentials; while it is wrong, every call of Bedrock fails.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.BEARER_TOKEN_EMPTY: Advice(
        what=Text(
            ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값으로 설정되어 있습니다.",
            en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value.",
        ),
        why=Text(
            ko="빈 값도 '설정됨'으로 여겨져 빈 API Key가 전송되고, 다른 자격증명은 무시됩니다.",
            en="Empty is not unset: an empty API key is sent, and good credentials are passed over.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="변수를 해제하세요. API Key를 쓰려면 그 뒤에 실제 값을 설정하세요.",
            en="Unset the variable; to use an API key, set its value afterwards.",
        ),
        command="unset AWS_BEARER_TOKEN_BEDROCK",
    ),
    Cause.BEARER_TOKEN_MALFORMED: Advice(
        what=Text(ko="Bedrock API Key의 형식이 올바르지 않습니다.", en="The Bedrock API key is malformed."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="API Key를 따옴표, 공백, 줄바꿈 없이 다시 복사해 입력하세요.",
            en="Copy the API key again, without quotes, spaces or line ends.",
        ),
        command="read -rs AWS_BEARER_TOKEN_BEDROCK && export AWS_BEARER_TOKEN_BEDROCK",
    ),
    Cause.BEARER_TOKEN_REJECTED: Advice(
        what=Text(ko="Bedrock이 API Key를 거절했습니다.", en="Bedrock refuses the API key."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="키가 삭제되었거나 비활성화되었을 수 있습니다. {guide_region} 리전에서 새 API Key를 발급받으세요.",
            en="The key may have been deleted or disabled: create a new one in {guide_region}.",
        ),
        page=_API_KEYS,
    ),
    Cause.BEARER_TOKEN_EXPIRED: Advice(
        what=Text(ko="Bedrock API Key가 만료되었습니다.", en="The Bedrock API key has expired."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="{guide_region} 리전에서 새 API Key를 발급받으세요. 단기 키는 최대 12시간만 유효합니다.",
            en="Create a new API key in {guide_region}; short-term keys last 12 hours at most.",
        ),
        page=_API_KEYS,
    ),
    Cause.BEARER_TOKEN_WRONG_REGION: Advice(
        what=Text(
            ko="다른 리전에서 발급한 Bedrock API Key입니다.", en="The Bedrock API key belongs to another Region."
        ),
        why=Text(
            ko="단기 API Key는 발급한 리전에서만 쓸 수 있고, 이 워크샵은 {guide_region} 리전을 사용합니다.",
            en="A short-term key works only in the Region it was made in, and the workshop uses {guide_region}.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="콘솔에서 {guide_region} 리전을 고른 뒤 API Key를 새로 발급받으세요.",
            en="Switch the console to {guide_region}, and create a new API key there.",
        ),
        page=_API_KEYS,
    ),
}

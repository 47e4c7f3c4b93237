"""What to do about each cause of a Bedrock API key."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_ENTER = "ask AWS_BEARER_TOKEN_BEDROCK"

_API_KEY_FIRST = Text(
    ko="API Key는 다른 자격증명보다 먼저 사용되므로, 값이 잘못되면 Bedrock 호출이 모두 실패합니다.",
    en="An API key is used before all other credentials. While it is wrong, every Bedrock call fails.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.BEARER_TOKEN_EMPTY: Advice(
        headline=Text(
            ko="AWS_BEARER_TOKEN_BEDROCK이 비어 있습니다. 변수를 해제하세요.",
            en="AWS_BEARER_TOKEN_BEDROCK is empty. Unset it.",
        ),
        what=Text(
            ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값으로 설정되어 있습니다.",
            en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value.",
        ),
        why=Text(
            ko="값이 비어 있어도 API Key가 설정된 것으로 처리되어 다른 자격증명을 사용하지 않습니다.",
            en="An empty value still counts as an API key, so other credentials are not used.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="변수를 해제하세요. API Key를 쓴다면 실제 값을 다시 설정하세요.",
            en="Unset the variable. If you use an API key, set its value again.",
        ),
        command="unset AWS_BEARER_TOKEN_BEDROCK",
    ),
    Cause.BEARER_TOKEN_MALFORMED: Advice(
        headline=Text(
            ko="Bedrock API Key의 형식이 잘못되었습니다. 다시 복사해 입력하세요.",
            en="The Bedrock API key has a wrong format. Copy it again.",
        ),
        what=Text(ko="Bedrock API Key의 형식이 올바르지 않습니다.", en="The Bedrock API key has a wrong format."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="API Key를 따옴표, 공백, 줄바꿈 없이 다시 복사해 입력하세요.",
            en="Copy the API key again, without quotes, spaces or line breaks.",
        ),
        command=_ENTER,
    ),
    Cause.BEARER_TOKEN_REJECTED: Advice(
        headline=Text(
            ko="Bedrock이 API Key를 거부했습니다. 새로 발급받으세요.",
            en="Bedrock refused the API key. Create a new one.",
        ),
        what=Text(ko="Bedrock이 API Key를 거부했습니다.", en="Bedrock refused the API key."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="키가 삭제되었거나 비활성화되었을 수 있습니다. Bedrock 콘솔({guide_region})의 API keys에서 새 API Key를 발급받아 이 명령으로 입력하세요.",
            en="The key may have been deleted or disabled. Create a new one under API keys in the Bedrock console ({guide_region}), and enter it with this command.",
        ),
        command=_ENTER,
    ),
    Cause.BEARER_TOKEN_EXPIRED: Advice(
        headline=Text(
            ko="Bedrock API Key가 만료되었습니다. 새로 발급받으세요.",
            en="The Bedrock API key has expired. Create a new one.",
        ),
        what=Text(ko="Bedrock API Key가 만료되었습니다.", en="The Bedrock API key has expired."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="Bedrock 콘솔({guide_region})의 API keys에서 새 API Key를 발급받아 이 명령으로 입력하세요. 단기 API Key는 최대 12시간만 유효합니다.",
            en="Create a new one under API keys in the Bedrock console ({guide_region}), and enter it with this command. A short-term key lasts 12 hours at most.",
        ),
        command=_ENTER,
    ),
    Cause.BEARER_TOKEN_WRONG_REGION: Advice(
        headline=Text(
            ko="API Key의 리전이 다릅니다. {guide_region} 리전에서 새로 발급받으세요.",
            en="The API key is for another Region. Create one in {guide_region}.",
        ),
        what=Text(
            ko="다른 리전에서 발급한 Bedrock API Key입니다.", en="The Bedrock API key was created in another Region."
        ),
        why=Text(
            ko="단기 API Key는 발급한 리전에서만 쓸 수 있고, 이 워크샵은 {guide_region} 리전을 사용합니다.",
            en="A short-term key works only in the Region where it was created, and the workshop uses {guide_region}.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="Bedrock 콘솔에서 {guide_region} 리전을 선택하고, API keys에서 새 API Key를 발급받아 이 명령으로 입력하세요.",
            en="In the Bedrock console, change to {guide_region}, create a new key under API keys, and enter it with this command.",
        ),
        command=_ENTER,
    ),
}

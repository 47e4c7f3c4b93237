"""What to do about each cause of model access."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_CATALOG = "https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}#/model-catalog"
_PLAYGROUND = (
    "https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}#/text-generation-playground"
)
_SUPPORT = "https://console.aws.amazon.com/support/home#/case/create"
_RERUN = "pytest -m step1"

ADVICE: dict[Cause, Advice] = {
    Cause.MODEL_ACCESS_NOT_GRANTED: Advice(
        what=Text(ko="이 계정에 {model} 사용이 허용되어 있지 않습니다.", en="This account has no access to {model}."),
        why=Text(
            ko="Claude Code의 모든 요청이 403 오류로 끝납니다.", en="Every request of Claude Code would end with a 403."
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Bedrock 콘솔({guide_region})의 모델 카탈로그에서 {model}을(를) 열어 사용을 시작한 뒤 2분쯤 지나 다시 확인하세요.",
            en="Open {model} in the model catalog of the Bedrock console ({guide_region}), start using it, and check again after about two minutes.",
        ),
        page=_CATALOG,
    ),
    Cause.USE_CASE_FORM_MISSING: Advice(
        what=Text(
            ko="Anthropic 사용 사례 양식(use case details)이 제출되지 않았습니다.",
            en="The use case details for Anthropic models are not submitted.",
        ),
        why=Text(
            ko="계정마다 한 번 제출하기 전에는 어떤 Claude 모델도 응답하지 않습니다.",
            en="Until they are submitted, once per account, no Claude model answers.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Bedrock 콘솔의 Chat/Text playground에서 Anthropic 모델을 선택해 양식을 제출하고 15분 뒤 다시 확인하세요. 이미 제출했다면 올바른 계정을 쓰고 있는지도 확인하세요.",
            en="Choose an Anthropic model in the console's Chat/Text playground, submit the form, and check again after 15 minutes. If it was submitted already, make sure that you use the right account.",
        ),
        page=_PLAYGROUND,
    ),
    Cause.AGREEMENT_PENDING: Advice(
        what=Text(
            ko="{model}의 AWS Marketplace 계약을 처리하는 중입니다.",
            en="The AWS Marketplace agreement for {model} is still being processed.",
        ),
        why=Text(
            ko="처리가 끝나기 전에는 모델이 응답하지 않을 수 있습니다.", en="Until it is done the model may not answer."
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="보통 2분, 길면 15분 걸립니다. `--wait`로 기다리며 다시 확인하세요.",
            en="It takes about 2 and at most 15 minutes: let the check wait for it.",
        ),
        command="pytest -m step1 --wait 15",
    ),
    Cause.AGREEMENT_ERROR: Advice(
        what=Text(
            ko="{model}의 AWS Marketplace 계약이 실패했습니다.", en="The AWS Marketplace agreement for {model} failed."
        ),
        why=Text(ko="계약 없이는 모델을 사용할 수 없습니다.", en="Without an agreement the model cannot be used."),
        who=Who.OWNER,
        fix=Text(
            ko="결제 정보를 확인한 뒤 모델 카탈로그에서 {model}을(를) 다시 활성화하세요.",
            en="Check the billing details, then enable {model} again in the model catalog.",
        ),
        page=_CATALOG,
    ),
    Cause.MARKETPLACE_DENIED: Advice(
        what=Text(
            ko="이 사용자나 역할에는 모델을 AWS Marketplace에서 구독할 권한이 없습니다.",
            en="This user or role may not subscribe to the model on AWS Marketplace.",
        ),
        why=Text(
            ko="계정에서 모델을 처음 호출하는 사람에게는 가이드 정책의 Marketplace 부분이 필요합니다.",
            en="Whoever calls a model first in an account needs the Marketplace statement of the guide's policy.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="가이드의 정책을 두 번째 문(AllowMarketplaceSubscription)까지 그대로 연결하고 5분 뒤 다시 확인하세요. 관리자가 모델을 한 번 호출해 두어도 됩니다.",
            en="Attach the guide's policy with its second statement (AllowMarketplaceSubscription) and check again after five minutes; or let an administrator call the model once.",
        ),
        page="https://console.aws.amazon.com/iam/home#/policies",
    ),
    Cause.PAYMENT_INSTRUMENT: Advice(
        what=Text(ko="계정에 사용할 수 있는 결제 수단이 없습니다.", en="The account has no valid payment method."),
        why=Text(
            ko="Anthropic 모델은 AWS Marketplace를 거치므로 유효한 결제 수단이 있어야 합니다.",
            en="Anthropic's models come through AWS Marketplace, which needs a valid payment method.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="결제 콘솔에서 기본 결제 수단을 등록하고 2분 뒤 다시 확인하세요.",
            en="Add a default payment method in the billing console and check again after two minutes.",
        ),
        page="https://console.aws.amazon.com/billing/home#/paymentpreferences",
    ),
    Cause.ACCOUNT_NOT_AUTHORIZED: Advice(
        what=Text(
            ko="이 계정은 {model}을(를) 사용하도록 승인되지 않았습니다.",
            en="This account is not authorised for {model}.",
        ),
        why=Text(
            ko="새 계정이거나 확인 중인 계정, 또는 제한된 모델일 때 나타나며 권한 설정으로는 풀리지 않습니다.",
            en="It happens to new accounts, accounts under verification and restricted models; no permission fixes it.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="AWS Support에 모델 액세스 문의를 열거나 워크숍용으로 준비된 계정을 사용하세요.",
            en="Open a case with AWS Support about model access, or use the account prepared for the workshop.",
        ),
        page=_SUPPORT,
    ),
    Cause.OPERATION_NOT_ALLOWED: Advice(
        what=Text(
            ko="이 계정에서는 Bedrock 모델 호출이 막혀 있습니다(Operation not allowed).",
            en="Model calls are blocked for this account (Operation not allowed).",
        ),
        why=Text(
            ko="새 계정이나 제한된 계정에서 나타나며 정책을 고쳐도 풀리지 않습니다.",
            en="New and restricted accounts show this; changing policies does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="AWS Support에 Bedrock 모델 호출 제한 해제를 요청하거나 다른 계정을 사용하세요.",
            en="Ask AWS Support to lift the restriction on Bedrock model calls, or use another account.",
        ),
        page=_SUPPORT,
    ),
    Cause.UNSUPPORTED_COUNTRY: Advice(
        what=Text(
            ko="지원되지 않는 국가나 지역에서 온 요청으로 보입니다.",
            en="The request seems to come from an unsupported country or region.",
        ),
        why=Text(
            ko="Anthropic 모델은 지원 국가의 네트워크와 청구지에서만 응답합니다.",
            en="Anthropic's models answer only networks and billing addresses of supported countries.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="VPN을 끄고 다시 확인하세요. 그래도 같으면 계정의 청구 국가를 확인하세요.",
            en="Turn your VPN off and check again; if it stays, look at the account's billing country.",
        ),
        command=_RERUN,
    ),
    Cause.MODEL_LEGACY: Advice(
        what=Text(
            ko="{model}은(는) Legacy 모델이라 새로 사용할 수 없습니다.",
            en="{model} is a Legacy model and closed to new users.",
        ),
        why=Text(
            ko="최근에 이 모델을 쓰지 않은 계정에서는 무엇을 해도 열리지 않습니다.",
            en="Nothing opens it to an account that has not been using it lately.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그에서 같은 계열의 새 모델을 활성화하고 진행자에게 알려 주세요.",
            en="Enable a newer model of the same family in the model catalog, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_RETIRED: Advice(
        what=Text(ko="{model}은(는) 지원이 종료된 모델입니다.", en="{model} has reached its end of life."),
        why=Text(ko="지원이 종료된 모델은 어떤 계정에서도 응답하지 않습니다.", en="A retired model answers nobody."),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그에서 같은 계열의 새 모델을 활성화하고 진행자에게 알려 주세요.",
            en="Enable a newer model of the same family in the model catalog, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_NOT_IN_REGION: Advice(
        what=Text(
            ko="{model}을(를) {guide_region} 리전에서 이 ID로 호출할 수 없습니다.",
            en="{model} cannot be called by this id in {guide_region}.",
        ),
        why=Text(
            ko="Claude Code가 같은 ID를 쓰면 400 오류가 납니다.", en="Claude Code would get a 400 with the same id."
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 {model}이(가) 제공되는지 확인하세요.",
            en="See in the model catalog ({guide_region}) whether {model} is offered.",
        ),
        page=_CATALOG,
    ),
    Cause.QUOTA_EXHAUSTED: Advice(
        what=Text(
            ko="이 계정의 하루 토큰 할당량이 0이거나 모두 소진되었습니다.",
            en="The account's daily token quota is zero or used up.",
        ),
        why=Text(
            ko="모델 액세스는 있어도 오늘은 Claude Code를 쓸 수 없습니다.",
            en="Access is there, but Claude Code cannot be used today.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Service Quotas에서 할당량 증가를 요청하거나 다른 계정을 사용하세요.",
            en="Request a higher quota in Service Quotas, or use another account.",
        ),
        page="https://{guide_region}.console.aws.amazon.com/servicequotas/home/services/bedrock/quotas",
    ),
}

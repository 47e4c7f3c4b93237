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
        headline=Text(
            ko="모델 액세스가 허용되지 않았습니다. 관리자에게 사용 시작을 요청하세요.",
            en="Model access is not granted. Ask your administrator to enable the model.",
        ),
        what=Text(
            ko="이 계정에는 {model} 모델 액세스가 허용되어 있지 않습니다.", en="This account has no access to {model}."
        ),
        why=Text(
            ko="이 모델을 사용하는 Claude Code의 요청이 403 오류로 끝납니다.",
            en="Claude Code's requests to this model end with a 403 error.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Bedrock 콘솔({guide_region})의 모델 카탈로그에서 {model} 모델을 선택해 playground를 열고 메시지를 한 번 보내세요. 2분 뒤 다시 확인하세요.",
            en="In the model catalog of the Bedrock console ({guide_region}), open {model} in the playground and send one message. Check again after two minutes.",
        ),
        page=_CATALOG,
    ),
    Cause.USE_CASE_FORM_MISSING: Advice(
        headline=Text(
            ko="Anthropic 사용 사례 양식이 없습니다. 관리자에게 제출을 요청하세요.",
            en="The Anthropic use case details are missing. Ask your administrator to submit them.",
        ),
        what=Text(
            ko="Anthropic 사용 사례 양식(use case details)이 제출되지 않았습니다.",
            en="The use case details for Anthropic models were not submitted.",
        ),
        why=Text(
            ko="계정에서 이 양식을 한 번 제출해야 Claude 모델을 사용할 수 있습니다.",
            en="No Claude model answers until they are submitted, once per account.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Bedrock 콘솔의 Chat/Text playground에서 Anthropic 모델을 선택해 양식을 제출하고, 15분 뒤 다시 확인하세요. 이미 제출했다면 현재 자격증명의 계정이 맞는지 확인하세요.",
            en="In the console's Chat/Text playground, select an Anthropic model and submit the form. Check again after 15 minutes. If it was submitted already, check that your credentials belong to the right account.",
        ),
        page=_PLAYGROUND,
    ),
    Cause.AGREEMENT_PENDING: Advice(
        headline=Text(
            ko="AWS가 Marketplace 계약을 처리 중입니다. 기다렸다가 다시 확인하세요.",
            en="AWS is still processing the Marketplace agreement. Wait, then check again.",
        ),
        what=Text(
            ko="{model} 모델의 AWS Marketplace 계약을 처리하는 중입니다.",
            en="The AWS Marketplace agreement for {model} is still being processed.",
        ),
        why=Text(
            ko="처리가 끝나기 전에는 모델이 응답하지 않을 수 있습니다.",
            en="Until it is done, the model may not answer.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="보통 2분, 길면 15분 걸립니다. 이 명령은 처리가 끝날 때까지 기다렸다가 다시 확인합니다.",
            en="It takes about 2 and at most 15 minutes. This command waits and checks again.",
        ),
        command="pytest -m step1 --wait 15",
    ),
    Cause.AGREEMENT_ERROR: Advice(
        headline=Text(
            ko="Marketplace 계약이 실패했습니다. 관리자에게 결제 수단 확인을 요청하세요.",
            en="The Marketplace agreement failed. Ask your administrator to check the billing.",
        ),
        what=Text(
            ko="{model} 모델의 AWS Marketplace 계약이 실패했습니다.",
            en="The AWS Marketplace agreement for {model} failed.",
        ),
        why=Text(ko="계약 없이는 모델을 사용할 수 없습니다.", en="Without the agreement, the model cannot be used."),
        who=Who.OWNER,
        fix=Text(
            ko="결제 콘솔에서 결제 수단을 확인한 뒤 모델 카탈로그에서 {model} 모델을 선택해 playground에서 메시지를 한 번 보내세요.",
            en="Check the payment method in the billing console. Then open {model} from the model catalog in the playground, and send one message.",
        ),
        page=_CATALOG,
    ),
    Cause.MARKETPLACE_DENIED: Advice(
        headline=Text(
            ko="Marketplace 구독 권한이 없습니다. 관리자에게 추가를 요청하세요.",
            en="The Marketplace permission is missing. Ask your administrator to add it.",
        ),
        what=Text(
            ko="현재 사용자나 역할에 AWS Marketplace에서 모델을 구독할 권한이 없습니다.",
            en="The user or role in use has no permission to subscribe to the model on AWS Marketplace.",
        ),
        why=Text(
            ko="계정에서 모델을 처음 호출할 때 Marketplace 구독 권한이 필요합니다.",
            en="The first call of a model in an account needs permission to subscribe on AWS Marketplace.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책 JSON에 두 번째 Statement(AllowMarketplaceSubscription)가 있는지 확인하고, 없으면 가이드의 JSON 전체로 바꾼 뒤 5분 뒤 다시 확인하세요. 관리자가 두 모델을 한 번씩 호출해도 됩니다.",
            en="Check that the policy has the second statement (AllowMarketplaceSubscription). If not, replace it with the guide's whole JSON, and check again after five minutes. An administrator may also call each of the two models once instead.",
        ),
        page="https://console.aws.amazon.com/iam/home#/policies",
    ),
    Cause.PAYMENT_INSTRUMENT: Advice(
        headline=Text(
            ko="계정에 결제 수단이 없습니다. 관리자에게 등록을 요청하세요.",
            en="The account has no payment method. Ask your administrator to add one.",
        ),
        what=Text(ko="계정에 사용할 수 있는 결제 수단이 없습니다.", en="The account has no valid payment method."),
        why=Text(
            ko="Anthropic 모델은 AWS Marketplace를 통해 제공되므로 유효한 결제 수단이 필요합니다.",
            en="Anthropic models are sold through AWS Marketplace, which needs a valid payment method.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="결제 콘솔에서 기본 결제 수단을 등록하고 2분 뒤 다시 확인하세요.",
            en="Add a default payment method in the billing console, and check again after two minutes.",
        ),
        page="https://console.aws.amazon.com/billing/home#/paymentpreferences",
    ),
    Cause.ACCOUNT_NOT_AUTHORIZED: Advice(
        headline=Text(
            ko="이 계정은 모델 사용이 승인되지 않았습니다. 관리자에게 알리세요.",
            en="This account is not authorized for the model. Tell your administrator.",
        ),
        what=Text(
            ko="이 계정은 {model} 모델의 사용이 승인되지 않았습니다.",
            en="This account is not authorized for {model}.",
        ),
        why=Text(
            ko="새 계정, 심사 중인 계정, 제공이 제한된 모델에서 나타나며 권한을 바꿔도 해결되지 않습니다.",
            en="This happens with new accounts, accounts under review and restricted models. Changing permissions does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="AWS Support에 모델 액세스 사례(case)를 접수하거나, 워크샵용으로 준비된 계정을 사용하세요.",
            en="Open a case with AWS Support about model access, or use an account prepared for the workshop.",
        ),
        page=_SUPPORT,
    ),
    Cause.OPERATION_NOT_ALLOWED: Advice(
        headline=Text(
            ko="이 계정은 모델 호출이 제한되어 있습니다. 관리자에게 알리세요.",
            en="Model calls are restricted in this account. Tell your administrator.",
        ),
        what=Text(
            ko="이 계정에서는 Bedrock 모델 호출이 제한되어 있습니다(Operation not allowed).",
            en="Bedrock model calls are restricted in this account (Operation not allowed).",
        ),
        why=Text(
            ko="새 계정이나 제한된 계정에서 나타나며 정책을 바꿔도 해결되지 않습니다.",
            en="This happens with new and restricted accounts. Changing policies does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="AWS Support에 Bedrock 모델 호출 제한 해제를 요청하거나 다른 계정을 사용하세요.",
            en="Ask AWS Support to lift the restriction on Bedrock model calls, or use another account.",
        ),
        page=_SUPPORT,
    ),
    Cause.UNSUPPORTED_COUNTRY: Advice(
        headline=Text(
            ko="지원되지 않는 국가의 요청입니다. VPN을 끄고 다시 확인하세요.",
            en="The request comes from an unsupported country. Turn off the VPN and check again.",
        ),
        what=Text(
            ko="지원되지 않는 국가나 지역에서 보낸 요청으로 보입니다.",
            en="The request seems to come from an unsupported country or region.",
        ),
        why=Text(
            ko="Anthropic 모델은 지원되는 국가의 네트워크와 청구 주소에서만 사용할 수 있습니다.",
            en="Anthropic models can be used only from networks and billing addresses in supported countries.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="VPN을 끄고 다시 확인하세요. 그래도 실패하면 계정의 청구 국가를 확인하세요.",
            en="Turn off your VPN and check again. If it still fails, check the account's billing country.",
        ),
        command=_RERUN,
    ),
    Cause.MODEL_LEGACY: Advice(
        headline=Text(
            ko="Legacy 모델은 새로 사용할 수 없습니다. 관리자에게 새 모델을 요청하세요.",
            en="A Legacy model is closed to new users. Ask your administrator for a newer one.",
        ),
        what=Text(
            ko="{model} 모델은 Legacy 상태여서 새로 사용할 수 없습니다.",
            en="{model} is a Legacy model and closed to new users.",
        ),
        why=Text(
            ko="최근 사용 이력이 없는 계정에서는 더 이상 사용할 수 없습니다.",
            en="An account that has not used it recently cannot use it any more.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그에 같은 계열의 새 모델이 있으면 선택해 playground에서 메시지를 한 번 보내고 다시 확인하세요. 새 모델이 없거나 그래도 실패하면 진행자에게 알리세요.",
            en="If the model catalog has a newer model of the same family, select it, send one message in the playground, and check again. If there is none, or it still fails, tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_RETIRED: Advice(
        headline=Text(
            ko="모델의 지원이 종료되었습니다. 관리자에게 새 모델을 요청하세요.",
            en="The model has reached its end of life. Ask your administrator for a newer one.",
        ),
        what=Text(ko="{model} 모델은 지원이 종료되었습니다.", en="{model} has reached its end of life."),
        why=Text(
            ko="지원이 종료된 모델은 어떤 계정에서도 사용할 수 없습니다.",
            en="No account can use a model after its end of life.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그에 같은 계열의 새 모델이 있으면 선택해 playground에서 메시지를 한 번 보내고 다시 확인하세요. 새 모델이 없거나 그래도 실패하면 진행자에게 알리세요.",
            en="If the model catalog has a newer model of the same family, select it, send one message in the playground, and check again. If there is none, or it still fails, tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_NOT_IN_REGION: Advice(
        headline=Text(
            ko="{guide_region} 리전에서 모델을 호출할 수 없습니다. 관리자에게 알리세요.",
            en="The model cannot be called in {guide_region}. Tell your administrator.",
        ),
        what=Text(
            ko="{guide_region} 리전에서 이 ID로 {model} 모델을 호출할 수 없습니다.",
            en="{model} cannot be called with this ID in {guide_region}.",
        ),
        why=Text(
            ko="Claude Code에서도 같은 ID를 쓰면 400 오류가 발생합니다.",
            en="Claude Code would get a 400 error with the same ID.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 {model} 모델이 제공되는지 확인하고 진행자에게 알리세요.",
            en="Check in the model catalog ({guide_region}) whether {model} is available, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.QUOTA_EXHAUSTED: Advice(
        headline=Text(
            ko="일일 토큰 할당량이 없습니다. 관리자에게 할당량 증가를 요청하세요.",
            en="The daily token quota is used up. Ask your administrator for more.",
        ),
        what=Text(
            ko="이 계정의 일일 토큰 할당량이 0이거나 모두 사용되었습니다.",
            en="The account's daily token quota is zero or used up.",
        ),
        why=Text(
            ko="모델 액세스는 있지만 오늘은 Claude Code를 사용할 수 없습니다.",
            en="Model access is granted, but Claude Code cannot be used today.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="Service Quotas에서 할당량 증가를 요청하거나 다른 계정을 사용하세요.",
            en="Request a quota increase in Service Quotas, or use another account.",
        ),
        page="https://{guide_region}.console.aws.amazon.com/servicequotas/home/services/bedrock/quotas",
    ),
}

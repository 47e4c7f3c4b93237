"""Texts of step 1 (model access) and of step 4's profiles that tell what is so.

What to do about each cause stands in `causes`.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "access.answered": Text(
        ko="{model}이(가) 실제 호출(출력 1토큰)에 응답했습니다.",
        en="{model} answered a real call (one output token).",
    ),
    "access.subscribed-just-now": Text(
        ko="호출 전에는 {model} 모델의 액세스 상태가 모두 정상은 아니었습니다. 첫 호출이 구독을 시작하고 그 뒤 {minutes}분까지는 조건이 부족해도 응답할 수 있으니, {minutes}분 뒤 한 번 더 확인하세요.",
        en="Before the call not every access gate of {model} was open. A first call starts the subscription, and for up to {minutes} minutes it may be answered even if something is missing: check once more in {minutes} minutes.",
    ),
    "access.gates-open": Text(
        ko="{model}의 네 가지 액세스 상태가 모두 정상이고, 모델이 거절하지 않았습니다.",
        en="All four access gates of {model} are open, and the model refuses nothing.",
    ),
    "access.stands-in": Text(
        ko="가이드의 {model}은(는) 더 이상 제공되지 않지만, 같은 계열의 새 모델 {newer}을(를) 사용할 수 있습니다.",
        en="The guide's {model} is no longer offered, but the newer model of its family, {newer}, is granted.",
    ),
    "access.refused": Text(
        ko="AWS가 {model} 호출을 거절했습니다.",
        en="AWS refused the call to {model}.",
    ),
    "access.refused-otherwise": Text(
        ko="AWS가 {model} 호출을 거절했습니다({code}): {message}",
        en="AWS refused the call to {model} ({code}): {message}",
    ),
    "access.gate-shut": Text(
        ko="{model}의 액세스 상태 중 정상이 아닌 것이 있습니다. AWS 메시지: {told}",
        en="Not every access gate of {model} is open. AWS says: {told}",
    ),
    "access.retired": Text(
        ko="{model}은(는) {day}에 지원이 종료되었습니다.",
        en="{model} reached its end of life on {day}.",
    ),
    "access.no-message": Text(
        ko="{model} 호출이 성공으로 돌아왔지만 모델의 응답이 들어 있지 않습니다.",
        en="The call to {model} came back as a success, but without a model's message in it.",
    ),
    "access.no-answer": Text(
        ko="{model}의 응답을 확인하지 못했습니다.",
        en="{model} gave no answer.",
    ),
    "access.unproven": Text(
        ko="이 권한으로는 {model}의 액세스 상태를 조회할 수 없고, 모델을 호출해 확인하지도 않았습니다.",
        en="This caller may not look at the access of {model}, and the model was not asked.",
    ),
    "use-case.submitted": Text(
        ko="이 계정은 Anthropic 사용 사례 양식(use case details)을 제출했습니다.",
        en="This account has submitted the use case details for Anthropic models.",
    ),
    "use-case.by-answer": Text(
        ko="Anthropic 모델이 응답하므로 사용 사례 양식(use case details)이 제출된 상태입니다.",
        en="An Anthropic model answers, so the use case details have been submitted.",
    ),
    "use-case.inherited": Text(
        ko="이 계정에는 제출된 양식이 없지만 모델이 응답합니다. 조직의 관리 계정에서 제출한 양식이 적용된 것으로 보입니다.",
        en="No details are found in this account, but a model answers: they are most likely those of the organisation's management account.",
    ),
    "use-case.missing": Text(
        ko="이 계정은 Anthropic 사용 사례 양식(use case details)을 아직 제출하지 않았거나 반영되지 않았습니다.",
        en="The use case details for Anthropic models have not been submitted for this account, or are not in force yet.",
    ),
    "use-case.unproven": Text(
        ko="이 권한으로는 사용 사례 양식의 제출 여부를 조회할 수 없고, 이를 증명할 모델 응답도 없습니다.",
        en="This caller may not look at the use case details, and no model's answer proves them.",
    ),
    "evidence.gates": Text(
        ko="계약(agreement) {agreement}, 인가(authorization) {authorization}, 권한(entitlement) {entitlement}, 리전(region) {region}",
        en="agreement {agreement}, authorization {authorization}, entitlement {entitlement}, region {region}",
    ),
    "profiles.listed": Text(
        ko="{region}에서 Claude 추론 프로파일 {claude}개가 조회됩니다.",
        en="{claude} inference profiles of Claude are listed in {region}.",
    ),
    "profiles.shown": Text(
        ko="추론 프로파일 {count}개 중 Claude {claude}개: {ids}",
        en="{count} inference profiles, {claude} of them Claude: {ids}",
    ),
    "profiles.none": Text(
        ko="{region}에서 추론 프로파일이 하나도 조회되지 않습니다.",
        en="No inference profile at all is listed in {region}.",
    ),
    "profiles.no-claude": Text(
        ko="{region}의 추론 프로파일 {count}개 중 Anthropic Claude 모델을 담은 것이 없습니다.",
        en="None of the {count} inference profiles in {region} holds a model of Anthropic's Claude.",
    ),
    "profiles.both": Text(
        ko="가이드의 두 모델 모두 추론 프로파일이 있습니다.",
        en="There is an inference profile for each of the guide's two models.",
    ),
    "profiles.holds": Text(ko="{model}: {id}", en="{model}: {id}"),
    "profiles.missing": Text(
        ko="{region}의 목록에 {model}({model_id})을(를) 담은 추론 프로파일이 없습니다.",
        en="No inference profile listed in {region} holds {model} ({model_id}).",
    ),
    "guide.model-aged": Text(
        ko="가이드의 {model}은(는) 지원 종료 또는 Legacy 상태입니다. 이 실행은 {newer}(으)로 확인했습니다. 가이드의 모델 이름을 바꿔 주세요.",
        en="The guide's {model} is retired or Legacy. This run was judged on {newer}. The guide should name a newer model.",
    ),
    "guide.model-ends": Text(
        ko="{model}의 지원 종료일은 {day}입니다. 그 전에 가이드의 모델 이름을 바꿔 주세요.",
        en="{model} reaches its end of life on {day}. The guide should name a newer model before then.",
    ),
    "guide.console-page": Text(
        ko="Bedrock 콘솔의 Model access 페이지와 'Access granted' 표시는 없어졌습니다. 지금은 처음 호출할 때 모델이 자동으로 활성화됩니다.",
        en="The Bedrock console's Model access page and its 'Access granted' label are gone. Models are now enabled by their first call.",
    ),
    "checkpoint.credentials-test.yes": Text(
        ko="`aws bedrock list-inference-profiles --region {guide_region}` 명령을 실행하면 Claude 프로파일 목록이 출력됩니다.",
        en="`aws bedrock list-inference-profiles --region {guide_region}` prints a list with Claude profiles.",
    ),
    "checkpoint.model-access.yes": Text(
        ko="두 Claude 모델을 사용할 수 있고 사용 사례 양식도 제출되어 있습니다.",
        en="Both Claude models may be used, and the use case details are submitted.",
    ),
}

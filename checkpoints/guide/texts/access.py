"""Texts of step 1 (model access) and of step 4's profiles that tell what is so.

What to do about each cause stands in `causes`.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "access.answered": Text(
        ko="실제 호출(출력 1토큰)에 {model} 모델이 응답했습니다.",
        en="{model} answered a real call (one output token).",
    ),
    "access.subscribed-just-now": Text(
        ko="호출 전에는 {model} 모델의 액세스 상태가 모두 정상은 아니었습니다. 첫 호출로 구독이 시작되면 {minutes}분까지는 조건이 부족해도 응답할 수 있으니 {minutes}분 뒤 다시 확인하세요.",
        en="Before the call, some access states of {model} were not OK. The first call starts the subscription, and for up to {minutes} minutes the model may answer even if something is missing. Check again in {minutes} minutes.",
    ),
    "access.gates-alone": Text(
        ko="{model} 모델의 네 가지 액세스 상태가 모두 정상입니다.", en="All four access states of {model} are OK."
    ),
    "access.gates-open": Text(
        ko="{model} 모델의 네 가지 액세스 상태가 모두 정상이고, 시험 요청도 거부되지 않았습니다.",
        en="All four access states of {model} are OK, and a test request was not refused.",
    ),
    "access.stands-in": Text(
        ko="가이드의 {model} 모델은 지원이 종료되었지만, 같은 계열의 {newer} 모델을 사용할 수 있습니다.",
        en="The guide's {model} is no longer offered, but {newer}, a newer model of the same family, works.",
    ),
    "access.stands-in-open": Text(
        ko="가이드의 {model} 모델은 지원이 종료되었지만, 같은 계열의 {newer} 모델은 액세스 상태가 모두 정상입니다.",
        en="The guide's {model} is no longer offered, but all access states of {newer}, a newer model of the same family, are OK.",
    ),
    "access.refused": Text(
        ko="AWS가 {model} 모델 호출을 거부했습니다.",
        en="AWS refused the call to {model}.",
    ),
    "access.refused-otherwise": Text(
        ko="AWS가 {model} 모델 호출을 거부했습니다({code}): {message}",
        en="AWS refused the call to {model} ({code}): {message}",
    ),
    "access.gate-shut": Text(
        ko="{model} 모델의 액세스 상태 중 정상이 아닌 항목이 있습니다.", en="Some access states of {model} are not OK."
    ),
    "access.gate-shut-reason": Text(
        ko="{model} 모델의 액세스 상태 중 정상이 아닌 항목이 있습니다. AWS 메시지: {reason}",
        en="Some access states of {model} are not OK. AWS says: {reason}",
    ),
    "access.retired": Text(
        ko="{model} 모델의 지원이 종료되었습니다(종료일: {day}).",
        en="{model} reached its end of life on {day}.",
    ),
    "access.no-message": Text(
        ko="{model} 모델 호출은 성공했지만 응답에 내용이 없습니다.",
        en="The call to {model} succeeded, but the response has no message in it.",
    ),
    "access.no-answer": Text(
        ko="{model} 모델에서 응답을 받지 못했습니다.",
        en="{model} did not answer.",
    ),
    "access.slow": Text(
        ko="{model} 모델이 제한 시간 안에 응답하지 않았습니다({operation}).",
        en="{model} did not answer in time ({operation}).",
    ),
    "access.unproven": Text(
        ko="현재 자격증명에는 {model} 모델의 액세스 상태를 조회할 권한이 없고, 모델을 호출하지도 않아 확인하지 못했습니다.",
        en="These credentials have no permission to read the access state of {model}, and the model was not called, so access is not verified.",
    ),
    "access.unanswered": Text(
        ko="{model} 모델의 상태를 묻는 요청({operation})에 AWS의 응답을 받지 못했고, 모델을 호출하지도 않아 확인하지 못했습니다.",
        en="AWS did not answer what was asked about {model} ({operation}), and the model was not called, so access is not verified.",
    ),
    "use-case.submitted": Text(
        ko="이 계정은 Anthropic 사용 사례 양식(use case details)을 제출했습니다.",
        en="This account has submitted the use case details for Anthropic models.",
    ),
    "use-case.by-answer": Text(
        ko="Anthropic 모델이 응답하므로 사용 사례 양식(use case details)은 제출되었습니다.",
        en="An Anthropic model answers, so the use case details have been submitted.",
    ),
    "use-case.inherited": Text(
        ko="이 계정에는 제출된 양식이 없지만 모델이 응답합니다. 조직의 관리 계정에서 제출한 양식이 적용된 것으로 보입니다.",
        en="This account has no use case details, but a model answers: the organization's management account has probably submitted them.",
    ),
    "use-case.missing": Text(
        ko="이 계정은 Anthropic 사용 사례 양식(use case details)을 제출하지 않았거나, 제출했지만 아직 반영되지 않았습니다.",
        en="The use case details for Anthropic models were not submitted for this account, or have not taken effect yet.",
    ),
    "use-case.unproven": Text(
        ko="사용 사례 양식의 제출 여부를 조회하지 못했고, 제출을 증명하는 모델 응답도 없습니다.",
        en="The use case details could not be read, and no model answered to prove that they were submitted.",
    ),
    "evidence.gates": Text(
        ko="계약(agreement) {agreement}, 계정 승인(authorization) {authorization}, 사용 권한(entitlement) {entitlement}, 리전 제공(region) {region}",
        en="agreement {agreement}, authorization {authorization}, entitlement {entitlement}, region {region}",
    ),
    "profiles.listed": Text(
        ko="{region} 리전에서 Claude 추론 프로파일 {claude}개가 조회됩니다.",
        en="{claude} Claude inference profiles are listed in {region}.",
    ),
    "profiles.shown": Text(
        ko="추론 프로파일 {count}개 중 Claude {claude}개: {ids}",
        en="{count} inference profiles, {claude} of them for Claude: {ids}",
    ),
    "profiles.none": Text(
        ko="{region} 리전에서 조회되는 추론 프로파일이 없습니다.",
        en="No inference profiles are listed in {region}.",
    ),
    "profiles.no-claude": Text(
        ko="{region} 리전의 추론 프로파일 {count}개 중 Claude 모델의 프로파일이 없습니다.",
        en="None of the {count} inference profiles in {region} contains a Claude model.",
    ),
    "profiles.both": Text(
        ko="가이드의 두 모델 모두 추론 프로파일이 있습니다.",
        en="There is an inference profile for each of the guide's two models.",
    ),
    "profiles.holds": Text(ko="{model}: {id}", en="{model}: {id}"),
    "profiles.missing": Text(
        ko="{region} 리전의 목록에 {model} 모델({model_id})의 추론 프로파일이 없습니다.",
        en="No inference profile listed in {region} contains {model} ({model_id}).",
    ),
    "guide.model-aged": Text(
        ko="가이드의 {model} 모델은 지원 종료 또는 Legacy 상태입니다. 이번 실행에서는 {newer} 모델로 확인했습니다. 가이드의 모델 이름을 바꿔 주세요.",
        en="The guide's {model} has ended or is Legacy. This run checked {newer} instead. Please update the model's name in the guide.",
    ),
    "guide.model-ends": Text(
        ko="{model} 모델의 지원 종료일은 {day}입니다. 그 전에 가이드의 모델 이름을 바꿔 주세요.",
        en="{model} reaches its end of life on {day}. Please update the model's name in the guide before then.",
    ),
    "guide.console-page": Text(
        ko="Bedrock 콘솔의 Model access 페이지와 'Access granted' 표시는 없어졌습니다. 지금은 모델을 처음 호출할 때 자동으로 활성화됩니다.",
        en="The Bedrock console no longer has the Model access page or the label 'Access granted'. A model is now enabled by its first call.",
    ),
    "checkpoint.credentials-test.yes": Text(
        ko="`aws bedrock list-inference-profiles --region {guide_region}` 명령을 실행하면 Claude 프로파일 목록이 출력됩니다.",
        en="`aws bedrock list-inference-profiles --region {guide_region}` prints a list with Claude profiles.",
    ),
    "checkpoint.model-access.yes": Text(
        ko="두 Claude 모델을 사용할 수 있고 사용 사례 양식도 제출되어 있습니다.",
        en="Both Claude models can be used, and the use case details are submitted.",
    ),
    "checkpoint.model-access.open": Text(
        ko="두 Claude 모델의 액세스 상태가 모두 정상이고 사용 사례 양식도 제출되어 있습니다.",
        en="All access states of both Claude models are OK, and the use case details are submitted.",
    ),
}

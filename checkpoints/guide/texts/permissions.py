"""Texts of step 2: the IAM policy."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "policy.attached": Text(
        ko="가이드의 정책과 같은 권한을 주는 정책이 연결되어 있습니다: {names}",
        en="Policies that grant what the guide's policy grants are attached: {names}",
    ),
    "policy.by-effect": Text(
        ko="정책만 보고는 알 수 없지만(IAM을 조회할 수 없거나 조건을 판단할 수 없음), 필요한 세 가지 작업이 모두 허용되는 것을 확인했습니다. 정책이 연결된 것과 같습니다.",
        en="The policies themselves do not tell (IAM may not be read, or a condition cannot be judged), but all three actions are proven to be allowed: the policy is attached by effect.",
    ),
    "policy.not-attached": Text(
        ko="지금 쓰는 자격증명({principal})에는 {policy} 정책의 권한이 없습니다.",
        en="The identity in use ({principal}) has none of the permissions of {policy}.",
    ),
    "policy.says-else": Text(
        ko="{principal}에 연결된 정책({names})에는 가이드 정책의 작업과 리소스가 들어 있지 않습니다.",
        en="The policies attached to {principal} ({names}) do not hold the actions and resources of the guide's policy.",
    ),
    "policy.read": Text(ko="읽은 정책: {names}", en="Policies read: {names}"),
    "policy.evaluated": Text(
        ko="연결된 정책의 기본 버전을 읽어 의미로 평가했습니다.",
        en="The default versions of the attached policies, evaluated by meaning.",
    ),
    "policy.simulated": Text(
        ko="IAM 정책 시뮬레이터(SimulatePrincipalPolicy)의 답입니다.",
        en="The answer of IAM's policy simulator (SimulatePrincipalPolicy).",
    ),
    "policy.narrow-later": Text(
        ko="프로덕션에서는 가이드의 권고대로 Resource를 특정 추론 프로파일 ARN으로 제한하세요.",
        en="In production, narrow the Resource to particular inference profiles, as the guide recommends.",
    ),
    "permissions.proven": Text(
        ko="InvokeModel, InvokeModelWithResponseStream, ListInferenceProfiles가 모두 허용됩니다. 프로파일의 대상 리전: {regions}",
        en="InvokeModel, InvokeModelWithResponseStream and ListInferenceProfiles are allowed. The profiles route to: {regions}",
    ),
    "permissions.short": Text(
        ko="{principal}에 {action} 권한이 없습니다. 리소스: {resource} ({kind})",
        en="{principal} lacks {action} on {resource} ({kind}).",
    ),
    "permissions.elsewhere": Text(
        ko="추론 프로파일이 요청을 보내는 대상 리전 {region}에서 {action}이(가) 거부됩니다. 리소스: {resource} ({kind})",
        en="{action} is denied in {region}, a destination that the inference profile routes to: {resource} ({kind}).",
    ),
    "permissions.not-yet": Text(
        ko="정책에는 {action} 권한이 있지만 AWS가 아직 거부합니다. 방금 연결했다면 1~2분 뒤 다시 확인하세요. 리소스: {resource}",
        en="The policy holds {action}, but AWS still denies it. If it was attached just now, check again in a minute or two. Resource: {resource}",
    ),
    "permissions.unjudged": Text(
        ko="정책의 조건을 판단할 수 없어 {resource}에 {action}이(가) 허용되는지 확인하지 못했습니다.",
        en="A condition of the policies cannot be judged, so it is not proven that {action} is allowed on {resource}.",
    ),
    "permissions.quarantined": Text(
        ko="{principal}에 AWS의 {policy} 정책이 연결되어 있습니다. AWS가 이 사용자의 Access Key를 유출된 것으로 판단했다는 뜻입니다.",
        en="{principal} has AWS's policy {policy} attached: AWS found the user's access key in public.",
    ),
    "evidence.permitted": Text(
        ko="토큰을 만들 수 없는 요청을 보내 권한 검사를 통과했습니다({code}, 과금 없음).",
        en="A request that cannot produce a token passed the permission check ({code}, nothing billed).",
    ),
    "marketplace.granted": Text(
        ko="Bedrock을 거친 호출({via})에 {actions} 권한이 있습니다.",
        en="{actions} are granted when called through Bedrock ({via}).",
    ),
    "marketplace.short": Text(
        ko="Bedrock을 거친 호출({via})에 {action} 권한이 없습니다.",
        en="{action} is not granted when called through Bedrock ({via}).",
    ),
    "marketplace.refused": Text(
        ko="모델 구독에 필요한 AWS Marketplace 권한이 없다고 AWS가 답했습니다. {policy}의 두 번째 문을 확인하세요.",
        en="AWS says that the Marketplace permissions for subscribing to the model are missing: see the second statement of {policy}.",
    ),
    "marketplace.subscribed": Text(
        ko="두 모델이 이미 구독되어 있어 이 사용자에게는 Marketplace 권한이 필요 없습니다.",
        en="Both models are subscribed to already, so this caller needs no Marketplace permission.",
    ),
    "marketplace.further-models": Text(
        ko="이 계정에서 아직 쓰지 않은 다른 모델을 처음 호출할 때는 Marketplace 권한이 필요합니다. {policy} 정책의 두 번째 문을 그대로 두세요.",
        en="The first call of a further model in this account needs the Marketplace permissions: keep the second statement of {policy}.",
    ),
    "marketplace.unproven": Text(
        ko="이 권한으로는 IAM을 조회할 수 없고, 두 모델의 응답으로도 확인되지 않았습니다.",
        en="This caller may not read IAM, and the two models' answers do not show it either.",
    ),
    "guide.get-inference-profile": Text(
        ko="현재 공식 정책에는 bedrock:GetInferenceProfile이 추가되어 있습니다(애플리케이션 추론 프로파일을 쓸 때만 필요).",
        en="The current official policy also has bedrock:GetInferenceProfile (needed only for application inference profiles).",
    ),
}

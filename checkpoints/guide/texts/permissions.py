"""Texts of step 2: the IAM policy."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "policy.attached": Text(
        ko="가이드의 정책과 같은 권한을 부여하는 정책이 연결되어 있습니다: {names}",
        en="Policies that grant the same as the guide's policy are attached: {names}",
    ),
    "policy.by-effect": Text(
        ko="정책만으로는 판단할 수 없지만(IAM 조회 권한이 없거나 조건을 판단할 수 없음), 필요한 세 작업이 모두 허용되므로 정책이 연결된 것으로 봅니다.",
        en="The policies alone do not show it (IAM cannot be read, or a condition cannot be evaluated), but all three actions are allowed, so the policy counts as attached.",
    ),
    "policy.not-attached": Text(
        ko="현재 자격증명({principal})에는 {policy} 정책의 권한이 없습니다.",
        en="The credentials in use ({principal}) have none of the permissions in {policy}.",
    ),
    "policy.says-else": Text(
        ko="현재 자격증명({principal})에 연결된 정책({names})에는 가이드 정책의 작업과 리소스가 없습니다.",
        en="The policies attached to {principal} ({names}) do not include the actions and resources of the guide's policy.",
    ),
    "policy.unread": Text(
        ko="현재 자격증명({principal})에 {policy} 정책이 연결되어 있지만 필요한 세 작업을 AWS가 모두 거부합니다. 이 정책의 내용은 읽을 수 없어 이유를 알 수 없습니다.",
        en="{policy} is attached to {principal}, but AWS denies all three actions. The text of the policy could not be read, so the reason is not known.",
    ),
    "policy.conditional": Text(
        ko="현재 자격증명({principal})에 연결된 정책({names})에 {key} 조건이 있습니다. 현재 요청은 이 조건에 맞지 않습니다.",
        en="The policies attached to {principal} ({names}) allow it only under a condition on {key}, which these requests do not meet.",
    ),
    "policy.read": Text(ko="읽은 정책: {names}", en="Policies read: {names}"),
    "policy.evaluated": Text(
        ko="연결된 정책의 기본 버전을 읽고, 실제로 허용하는 권한을 기준으로 평가했습니다.",
        en="The default versions of the attached policies, evaluated by what they really allow.",
    ),
    "policy.simulated": Text(
        ko="IAM 정책 시뮬레이터(SimulatePrincipalPolicy)의 결과입니다.",
        en="The result of the IAM policy simulator (SimulatePrincipalPolicy).",
    ),
    "policy.narrow-later": Text(
        ko="프로덕션에서는 가이드의 권고대로 Resource를 특정 추론 프로파일 ARN으로 제한하세요.",
        en="In production, limit Resource to specific inference profiles, as the guide recommends.",
    ),
    "permissions.proven": Text(
        ko="InvokeModel, InvokeModelWithResponseStream, ListInferenceProfiles 작업이 모두 허용됩니다. 프로파일의 대상 리전: {regions}",
        en="InvokeModel, InvokeModelWithResponseStream and ListInferenceProfiles are allowed. Destination Regions of the profiles: {regions}",
    ),
    "permissions.short": Text(
        ko="현재 자격증명({principal})에 {action} 권한이 없습니다. 리소스: {resource} ({kind})",
        en="{principal} has no permission for {action} on {resource} ({kind}).",
    ),
    "permissions.elsewhere": Text(
        ko="추론 프로파일의 대상인 {region} 리전에서 {action} 작업이 거부됩니다. 리소스: {resource} ({kind})",
        en="{action} is denied in {region}, a destination Region of the inference profile: {resource} ({kind}).",
    ),
    "permissions.not-yet": Text(
        ko="정책에는 {action} 권한이 있지만 AWS가 아직 거부합니다. 방금 연결했다면 1~2분 뒤 다시 확인하세요. 리소스: {resource}",
        en="The policy includes {action}, but AWS still denies it. If it was attached just now, check again in 1 to 2 minutes. Resource: {resource}",
    ),
    "permissions.also-missing": Text(
        ko="현재 자격증명({principal})에 연결된 정책에도 {action} 권한이 없습니다. 이 권한은 연결된 정책에 따로 추가해야 합니다. 리소스: {resource}",
        en="The policies attached to {principal} also lack {action}, which has to be added to them as well. Resource: {resource}",
    ),
    "permissions.also-denied": Text(
        ko="현재 자격증명({principal})에 적용되는 정책의 Deny Statement도 {action} 작업을 거부합니다. 이 Statement에도 예외가 필요합니다. 리소스: {resource}",
        en="A Deny statement in the policies that apply to {principal} also denies {action} and needs an exception as well. Resource: {resource}",
    ),
    "permissions.also-there": Text(
        ko="{action} 작업도 정책({kind})에서 막고 있습니다. 이 작업도 허용해야 합니다. 리소스: {resource}",
        en="{action} is also blocked by a policy ({kind}) and has to be allowed as well. Resource: {resource}",
    ),
    "permissions.grant-as-well": Text(
        ko="보고서의 JSON 정책도 현재 자격증명({principal})에 연결해야 합니다. 연결된 정책에 빠진 권한을 허용합니다.",
        en="The JSON policy in the report has to be attached to {principal} as well. It grants what the attached policies lack.",
    ),
    "permissions.grant-in-set": Text(
        ko="보고서의 JSON 정책도 IAM Identity Center에서 권한 세트({permission_set})의 인라인 정책에 추가해야 합니다. 연결된 정책에 빠진 권한을 허용합니다.",
        en="The JSON policy in the report has to be added to the inline policy of the permission set {permission_set} in IAM Identity Center as well. It grants what the attached policies lack.",
    ),
    "permissions.encoded": Text(
        ko="IAM이 거부 이유를 인코딩했습니다. AWS CLI로 같은 요청을 보내 메시지 전체를 계정 관리자에게 전달하세요. 관리자가 aws sts decode-authorization-message 명령으로 이유를 볼 수 있습니다.",
        en="IAM encoded the reason. Send the same request with the AWS CLI and give the whole message to the account administrator, who can read the reason with aws sts decode-authorization-message.",
    ),
    "permissions.unjudged": Text(
        ko="정책의 조건(Condition)을 판단할 수 없어 {resource} 리소스에 대한 {action} 작업의 허용 여부를 확인하지 못했습니다.",
        en="A condition in the policies cannot be evaluated, so it is not verified that {action} is allowed on {resource}.",
    ),
    "permissions.quarantined": Text(
        ko="현재 사용자({principal})에게 AWS의 {policy} 정책이 연결되어 있습니다. AWS가 이 사용자의 Access Key가 유출되었다고 판단했습니다.",
        en="AWS attached its policy {policy} to {principal}: it found the user's access key in public.",
    ),
    "evidence.permitted": Text(
        ko="토큰이 생성되지 않는 요청을 보내 권한 검사를 통과했습니다({code}, 과금 없음).",
        en="A request that cannot produce a token passed the permission check ({code}, not billed).",
    ),
    "marketplace.granted": Text(
        ko="Bedrock을 통한 호출({via})에 {actions} 권한이 있습니다.",
        en="{actions} are granted when called through Bedrock ({via}).",
    ),
    "marketplace.short": Text(
        ko="Bedrock을 통한 호출({via})에 {action} 권한이 없습니다.",
        en="{action} is not granted when called through Bedrock ({via}).",
    ),
    "marketplace.refused": Text(
        ko="AWS가 Marketplace 구독 권한이 없다고 응답했습니다. {policy} 정책의 두 번째 Statement를 확인하세요.",
        en="AWS says that the permissions to subscribe on AWS Marketplace are missing. Check the second statement of {policy}.",
    ),
    "marketplace.or-above": Text(
        ko="AWS는 어느 정책이 막는지 알려 주지 않습니다. 연결된 정책에 이 권한이 이미 있으면 권한 경계(permissions boundary), 세션 정책 또는 SCP에서 막는 것입니다.",
        en="AWS does not say which policy is in the way. Where the attached policies have these permissions already, it is a permissions boundary, a session policy or an SCP.",
    ),
    "marketplace.subscribed": Text(
        ko="두 모델이 이미 구독되어 있어 현재 자격증명에는 Marketplace 권한이 필요하지 않습니다.",
        en="Both models are already subscribed, so these credentials need no AWS Marketplace permissions.",
    ),
    "marketplace.further-models": Text(
        ko="이 계정에서 다른 모델을 처음 호출할 때는 Marketplace 권한이 필요합니다. {policy} 정책의 두 번째 Statement를 그대로 두세요.",
        en="The first call of another model in this account needs the AWS Marketplace permissions. Keep the second statement of {policy}.",
    ),
    "marketplace.unproven": Text(
        ko="현재 자격증명에는 IAM 조회 권한이 없고, 두 모델의 응답으로도 확인되지 않았습니다.",
        en="These credentials have no permission to read IAM, and the answers of the two models do not show it either.",
    ),
    "guide.get-inference-profile": Text(
        ko="현재 공식 정책에는 bedrock:GetInferenceProfile이 추가되어 있습니다(애플리케이션 추론 프로파일을 쓸 때만 필요).",
        en="The current official policy also has bedrock:GetInferenceProfile (needed only for application inference profiles).",
    ),
}

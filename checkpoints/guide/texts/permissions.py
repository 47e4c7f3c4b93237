"""Texts of step 2: the IAM policy."""

from __future__ import annotations

from checkpoints.guide.texts.text import Advice, Text, Who

_IAM = "https://console.aws.amazon.com/iam/home"
_ORGANIZATIONS = "https://console.aws.amazon.com/organizations/v2/home/policies/service-control-policy"
_POLICIES = "https://console.aws.amazon.com/iam/home#/policies"

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
    "marketplace.unproven": Text(
        ko="이 권한으로는 IAM을 조회할 수 없고, 두 모델의 응답으로도 확인되지 않았습니다.",
        en="This caller may not read IAM, and the two models' answers do not show it either.",
    ),
    "guide.get-inference-profile": Text(
        ko="현재 공식 정책에는 bedrock:GetInferenceProfile이 추가되어 있습니다(애플리케이션 추론 프로파일을 쓸 때만 필요).",
        en="The current official policy also has bedrock:GetInferenceProfile (needed only for application inference profiles).",
    ),
}

_WHY = Text(
    ko="이 권한이 없으면 Claude Code의 요청이 403 오류로 끝납니다.",
    en="Without it Claude Code's requests end with a 403.",
)

ADVICE: dict[str, Advice] = {
    "policy-not-attached": Advice(
        what=Text(
            ko="ClaudeCodeBedrockAccess 정책이 지금 쓰는 사용자나 역할에 연결되지 않았습니다.",
            en="ClaudeCodeBedrockAccess is not attached to the user or role in use.",
        ),
        why=_WHY,
        who=Who.OWNER,
        fix=Text(
            ko="IAM 콘솔에서 {principal}에 ClaudeCodeBedrockAccess 정책을 연결하고 1분 뒤 다시 확인하세요.",
            en="Attach ClaudeCodeBedrockAccess to {principal} in the IAM console, and check again after a minute.",
        ),
        page=_IAM,
    ),
    "policy-incomplete": Advice(
        what=Text(
            ko="연결된 정책에 필요한 권한의 일부가 빠져 있습니다.",
            en="Something that is needed is missing in the policies that are attached.",
        ),
        why=_WHY,
        who=Who.OWNER,
        fix=Text(
            ko="정책에 {action} 작업과 {resource} 리소스를 추가하세요. 가이드의 JSON에 있는 작업이면 그 JSON을 그대로 붙여넣는 것이 가장 확실합니다.",
            en="Add the action {action} on {resource} to the policy; where the guide's JSON has it, pasting that as it stands is the surest way.",
        ),
        page=_POLICIES,
    ),
    "streaming-not-allowed": Advice(
        what=Text(
            ko="스트리밍 호출 권한(InvokeModelWithResponseStream)이 없습니다.",
            en="The permission for streaming (InvokeModelWithResponseStream) is missing.",
        ),
        why=Text(
            ko="Claude Code는 항상 스트리밍으로 호출하므로 InvokeModel만으로는 동작하지 않습니다.",
            en="Claude Code always streams; InvokeModel alone does not serve it.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책에 {action} 작업과 {resource} 리소스를 추가하세요.",
            en="Add the action {action} on {resource} to the policy.",
        ),
        page=_POLICIES,
    ),
    "destination-region-denied": Advice(
        what=Text(
            ko="추론 프로파일의 대상 리전 {region}에서 호출이 허용되지 않습니다.",
            en="Calls are not allowed in {region}, a destination of the inference profile.",
        ),
        why=Text(
            ko="us. 프로파일은 요청을 여러 리전으로 보내므로, 한 곳이라도 막히면 가끔 또는 항상 실패합니다.",
            en="A us. profile sends requests to several Regions; one that is closed makes calls fail now and then, or always.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책의 Resource에 {resource}을(를) 추가하세요(작업: {action}).",
            en="Add {resource} to the policy's Resource (action: {action}).",
        ),
        page=_POLICIES,
    ),
    "explicit-deny": Advice(
        what=Text(
            ko="다른 정책의 명시적 거부(Deny)가 {action}을(를) 막고 있습니다.",
            en="An explicit deny of another policy blocks {action}.",
        ),
        why=Text(
            ko="명시적 거부는 어떤 허용보다 우선하므로 가이드의 정책을 연결해도 풀리지 않습니다.",
            en="An explicit deny beats every allow, so the guide's policy alone does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="{principal}에 적용되는 정책 중 {action}을(를) {resource}에서 거부하는 문(Deny)을 찾아 예외를 두세요.",
            en="Find the Deny on {action} for {resource} among the policies of {principal}, and make an exception.",
        ),
        page=_IAM,
    ),
    "scp-deny": Advice(
        what=Text(
            ko="조직의 서비스 제어 정책(SCP)이 {region}에서 {action}을(를) 막고 있습니다.",
            en="A service control policy of the organisation blocks {action} in {region}.",
        ),
        why=Text(
            ko="SCP는 계정 안에서는 풀 수 없으며, 대상 리전 하나만 막혀도 호출이 실패할 수 있습니다.",
            en="An SCP cannot be lifted within the account, and one closed destination Region is enough to fail calls.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="조직 관리자에게 Bedrock의 {action}을(를) {resource}에 대해 SCP에서 예외로 해 달라고 요청하세요.",
            en="Ask the organisation's administrator to exempt {action} on {resource} in the SCP.",
        ),
        page=_ORGANIZATIONS,
    ),
    "permissions-boundary": Advice(
        what=Text(
            ko="권한 경계(permissions boundary)가 {action}을(를) 허용하지 않습니다.",
            en="The permissions boundary does not allow {action}.",
        ),
        why=Text(
            ko="정책이 허용해도 권한 경계가 허용하지 않으면 호출할 수 없습니다.",
            en="What the boundary does not allow stays closed, whatever a policy allows.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="{principal}의 권한 경계에서 {action}({resource})을(를) 허용하고, 거부(Deny)하는 문이 있으면 예외를 두세요.",
            en="Have the permissions boundary of {principal} allow {action} on {resource}, and except it from a Deny in there.",
        ),
        page=_IAM,
    ),
    "session-policy": Advice(
        what=Text(ko="세션 정책이 {action}을(를) 허용하지 않습니다.", en="The session policy does not allow {action}."),
        why=Text(
            ko="역할에 권한이 있어도 세션을 만들 때 붙인 정책이 더 좁으면 호출할 수 없습니다.",
            en="A session may do less than its role when it was made with a narrower policy.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="세션을 만드는 쪽(페더레이션, assume-role 설정)의 세션 정책에서 {action}({resource})을(를) 허용하고, 거부(Deny)하는 문이 있으면 예외를 두세요.",
            en="Where the session is made (federation, assume-role), have its policy allow {action} on {resource}, and except it from a Deny in there.",
        ),
        page=_IAM,
    ),
}

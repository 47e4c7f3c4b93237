"""What to do about each cause of a missing permission."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_IAM = "https://console.aws.amazon.com/iam/home"
_ORGANIZATIONS = "https://console.aws.amazon.com/organizations/v2/home/policies/service-control-policy"
_POLICIES = "https://console.aws.amazon.com/iam/home#/policies"

_WHY = Text(
    ko="이 권한이 없으면 Claude Code의 요청이 403 오류로 끝납니다.",
    en="Without it Claude Code's requests end with a 403.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.POLICY_NOT_ATTACHED: Advice(
        what=Text(
            ko="{guide_policy} 정책이 지금 쓰는 사용자나 역할에 연결되지 않았습니다.",
            en="{guide_policy} is not attached to the user or role in use.",
        ),
        why=_WHY,
        who=Who.OWNER,
        fix=Text(
            ko="IAM 콘솔에서 {principal}에 {guide_policy} 정책을 연결하고 1분 뒤 다시 확인하세요.",
            en="Attach {guide_policy} to {principal} in the IAM console, and check again after a minute.",
        ),
        page=_IAM,
    ),
    Cause.POLICY_INCOMPLETE: Advice(
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
    Cause.STREAMING_NOT_ALLOWED: Advice(
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
    Cause.DESTINATION_REGION_DENIED: Advice(
        what=Text(
            ko="추론 프로파일의 대상 리전 {region}에서 호출이 허용되지 않습니다.",
            en="Calls are not allowed in {region}, a destination of the inference profile.",
        ),
        why=Text(
            ko="{guide_profiles} 프로파일은 요청을 여러 리전으로 보내므로, 한 곳이라도 막히면 가끔 또는 항상 실패합니다.",
            en="A {guide_profiles} profile sends requests to several Regions; one that is closed makes calls fail now and then, or always.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책의 Resource에 {resource}을(를) 추가하세요(작업: {action}).",
            en="Add {resource} to the policy's Resource (action: {action}).",
        ),
        page=_POLICIES,
    ),
    Cause.EXPLICIT_DENY: Advice(
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
    Cause.SCP_DENY: Advice(
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
    Cause.PERMISSIONS_BOUNDARY: Advice(
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
    Cause.SESSION_POLICY: Advice(
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
    Cause.RESOURCE_POLICY: Advice(
        what=Text(
            ko="VPC 엔드포인트나 리소스에 연결된 정책이 {action} 작업을 허용하지 않습니다.",
            en="A policy on a VPC endpoint or on the resource does not allow {action}.",
        ),
        why=Text(
            ko="사용자나 역할의 정책이 아니므로 IAM에는 원인이 없고, IAM의 정책을 바꿔도 해결되지 않습니다.",
            en="It is not a policy of the user or role: nothing is to be found in IAM, and changing policies there does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="네트워크 관리자에게 Bedrock VPC 엔드포인트(bedrock, bedrock-runtime)의 정책에서 {action} 작업을 허용해 달라고 요청하세요. 대상 리소스: {resource}",
            en="Ask the network's administrator to allow {action} on {resource} in the policy of the Bedrock VPC endpoints (bedrock and bedrock-runtime).",
        ),
        page="https://{guide_region}.console.aws.amazon.com/vpcconsole/home?region={guide_region}#Endpoints:",
    ),
    Cause.KEY_QUARANTINED: Advice(
        what=Text(
            ko="AWS가 이 사용자의 Access Key를 유출된 것으로 보고 사용을 제한했습니다(AWSCompromisedKeyQuarantine).",
            en="AWS restricted this user because its access key was leaked (AWSCompromisedKeyQuarantine).",
        ),
        why=Text(
            ko="다른 사람이 이 키를 사용하고 있을 수 있습니다. 제한 정책을 지우거나 예외를 두면 계정이 위험해집니다.",
            en="Somebody else may be using the key; removing the policy or making an exception puts the account at risk.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="이 Access Key를 비활성화하고 CloudTrail에서 사용 기록을 조사한 뒤 새 키를 발급하세요.",
            en="Deactivate the access key, look through its use in CloudTrail, and then create a new key.",
        ),
        page="https://console.aws.amazon.com/iam/home#/users",
    ),
}

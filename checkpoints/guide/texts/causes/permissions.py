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
    en="Without this permission, Claude Code's requests end with a 403 error.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.POLICY_NOT_ATTACHED: Advice(
        headline=Text(
            ko="{guide_policy} 정책이 없습니다. 관리자에게 연결을 요청하세요.",
            en="{guide_policy} is not attached. Ask your administrator to attach it.",
        ),
        what=Text(
            ko="{guide_policy} 정책이 현재 사용자나 역할에 연결되어 있지 않습니다.",
            en="The {guide_policy} policy is not attached to the user or role in use.",
        ),
        why=_WHY,
        who=Who.OWNER,
        fix=Text(
            ko="IAM 콘솔의 Users(또는 Roles)에서 {principal} 항목을 선택하고, Add permissions → Attach policies directly에서 {guide_policy} 정책을 연결하세요. 1분 뒤 다시 확인하세요.",
            en="In the IAM console, open {principal} under Users (or Roles), choose Add permissions → Attach policies directly, and attach {guide_policy}. Check again after one minute.",
        ),
        page=_IAM,
    ),
    Cause.POLICY_INCOMPLETE: Advice(
        headline=Text(
            ko="정책에 빠진 권한이 있습니다. 관리자에게 추가를 요청하세요.",
            en="The policy lacks permissions. Ask your administrator to add them.",
        ),
        what=Text(
            ko="연결된 정책에 필요한 권한의 일부가 빠져 있습니다.",
            en="The attached policies lack some of the permissions.",
        ),
        why=_WHY,
        who=Who.OWNER,
        fix=Text(
            ko="정책에 빠진 권한을 추가하세요. 작업: {action}, 리소스: {resource}. 가이드 2단계의 JSON에 있는 권한이면 JSON 전체를 다시 붙여넣으세요.",
            en="Add what is missing to the policy. Action: {action}, resource: {resource}. If the JSON of the guide's step 2 has it, paste that whole JSON again.",
        ),
        page=_POLICIES,
    ),
    Cause.STREAMING_NOT_ALLOWED: Advice(
        headline=Text(
            ko="스트리밍 호출 권한이 없습니다. 관리자에게 추가를 요청하세요.",
            en="The streaming permission is missing. Ask your administrator to add it.",
        ),
        what=Text(
            ko="스트리밍 호출 권한(InvokeModelWithResponseStream)이 없습니다.",
            en="The streaming permission (InvokeModelWithResponseStream) is missing.",
        ),
        why=Text(
            ko="Claude Code는 항상 스트리밍으로 호출하므로 InvokeModel만으로는 동작하지 않습니다.",
            en="Claude Code always uses streaming; InvokeModel alone is not enough.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책에 빠진 권한을 추가하세요. 작업: {action}, 리소스: {resource}",
            en="Add what is missing to the policy. Action: {action}, resource: {resource}",
        ),
        page=_POLICIES,
    ),
    Cause.DESTINATION_REGION_DENIED: Advice(
        headline=Text(
            ko="다른 리전의 모델 호출이 거부됩니다. 관리자에게 허용을 요청하세요.",
            en="Model calls are denied in another Region. Ask your administrator to allow them.",
        ),
        what=Text(
            ko="추론 프로파일의 대상인 {region} 리전에서 호출이 허용되지 않습니다.",
            en="Calls are not allowed in {region}, a destination Region of the inference profile.",
        ),
        why=Text(
            ko="{guide_profiles} 프로파일은 요청을 여러 리전으로 나누어 보내므로 한 리전만 거부되어도 호출이 실패할 수 있습니다.",
            en="A {guide_profiles} profile sends requests to several Regions. If one is denied, calls may fail sometimes or always.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="정책의 Resource에 빠진 리소스를 추가하세요. 리소스: {resource}, 작업: {action}",
            en="Add what is missing to the policy's Resource. Resource: {resource}, action: {action}",
        ),
        page=_POLICIES,
    ),
    Cause.EXPLICIT_DENY: Advice(
        headline=Text(
            ko="Deny 정책이 필요한 작업을 막습니다. 관리자에게 예외를 요청하세요.",
            en="A Deny blocks what is needed. Ask your administrator for an exception.",
        ),
        what=Text(
            ko="다른 정책의 명시적 거부(Deny)가 {action} 작업을 막고 있습니다.",
            en="An explicit Deny in another policy blocks {action}.",
        ),
        why=Text(
            ko="명시적 거부는 어떤 허용보다 우선하므로 가이드의 정책을 연결해도 해결되지 않습니다.",
            en="An explicit Deny overrides every Allow, so attaching the guide's policy does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="현재 자격증명({principal})에 적용되는 정책에서 {action} 작업을 거부하는 Deny Statement를 찾아 지우거나 예외를 추가하세요. 대상 리소스: {resource}",
            en="In the policies that apply to {principal}, find the Deny statement on {action}, and remove it or add an exception. Resource: {resource}",
        ),
        page=_IAM,
    ),
    Cause.SCP_DENY: Advice(
        headline=Text(
            ko="조직의 SCP가 필요한 작업을 막습니다. 관리자에게 허용을 요청하세요.",
            en="An SCP blocks what is needed. Ask your administrator to allow it.",
        ),
        what=Text(
            ko="조직의 서비스 제어 정책(SCP)이 {region} 리전에서 {action} 작업을 막고 있습니다.",
            en="A service control policy (SCP) of the organization blocks {action} in {region}.",
        ),
        why=Text(
            ko="SCP는 계정 안에서 해결할 수 없으며, 대상 리전 하나만 거부되어도 호출이 실패할 수 있습니다.",
            en="An SCP cannot be changed within the account, and one denied destination Region is enough to make calls fail.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="조직 관리자에게 SCP에서 {action} 작업을 허용해 달라고 요청하세요. 대상 리소스: {resource}",
            en="Ask the organization's administrator to allow {action} in the SCP. Resource: {resource}",
        ),
        page=_ORGANIZATIONS,
    ),
    Cause.PERMISSIONS_BOUNDARY: Advice(
        headline=Text(
            ko="권한 경계가 필요한 작업을 막습니다. 관리자에게 허용을 요청하세요.",
            en="A permissions boundary blocks what is needed. Ask your administrator to allow it.",
        ),
        what=Text(
            ko="권한 경계(permissions boundary)가 {action} 작업을 허용하지 않습니다.",
            en="The permissions boundary does not allow {action}.",
        ),
        why=Text(
            ko="정책이 허용해도 권한 경계가 허용하지 않으면 호출할 수 없습니다.",
            en="Even if a policy allows a call, it fails when the boundary does not allow it.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="현재 자격증명({principal})의 권한 경계에서 {action} 작업을 허용하세요. Deny Statement가 있으면 예외를 추가하세요. 대상 리소스: {resource}",
            en="Allow {action} in the permissions boundary of {principal}. If it has a Deny statement, add an exception. Resource: {resource}",
        ),
        page=_IAM,
    ),
    Cause.SESSION_POLICY: Advice(
        headline=Text(
            ko="세션 정책이 필요한 작업을 막습니다. 관리자에게 허용을 요청하세요.",
            en="A session policy blocks what is needed. Ask your administrator to allow it.",
        ),
        what=Text(
            ko="세션 정책이 {action} 작업을 허용하지 않습니다.", en="The session policy does not allow {action}."
        ),
        why=Text(
            ko="역할에 권한이 있어도 세션을 만들 때 지정한 정책이 허용하지 않으면 호출할 수 없습니다.",
            en="A session is limited by the policy that it was created with, even if its role allows more.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="세션을 만드는 쪽(페더레이션, AssumeRole 설정)의 세션 정책에서 {action} 작업을 허용하세요. Deny Statement가 있으면 예외를 추가하세요. 대상 리소스: {resource}",
            en="Where the session is created (federation, AssumeRole), allow {action} in its policy. If it has a Deny statement, add an exception. Resource: {resource}",
        ),
        page=_IAM,
    ),
    Cause.RESOURCE_POLICY: Advice(
        headline=Text(
            ko="VPC 엔드포인트나 리소스의 정책이 막습니다. 관리자에게 허용을 요청하세요.",
            en="A VPC endpoint or resource policy blocks it. Ask your administrator to allow it.",
        ),
        what=Text(
            ko="VPC 엔드포인트나 리소스에 연결된 정책이 {action} 작업을 허용하지 않습니다.",
            en="A policy on a VPC endpoint or on the resource does not allow {action}.",
        ),
        why=Text(
            ko="사용자나 역할의 정책이 아니므로 IAM에서는 원인을 찾을 수 없고, IAM 정책을 바꿔도 해결되지 않습니다.",
            en="It is not a policy of the user or role, so IAM does not show it, and changing policies there does not help.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="네트워크 관리자에게 Bedrock VPC 엔드포인트(bedrock, bedrock-runtime)의 정책에서 {action} 작업을 허용해 달라고 요청하세요. 대상 리소스: {resource}",
            en="Ask the network administrator to allow {action} in the policy of the Bedrock VPC endpoints (bedrock and bedrock-runtime). Resource: {resource}",
        ),
        page="https://{guide_region}.console.aws.amazon.com/vpcconsole/home?region={guide_region}#Endpoints:",
    ),
    Cause.KEY_QUARANTINED: Advice(
        headline=Text(
            ko="Access Key가 유출되었습니다. 바로 계정 관리자에게 알리세요.",
            en="Your access key has leaked. Tell your account administrator now.",
        ),
        what=Text(
            ko="이 사용자의 Access Key가 유출되어 AWS가 사용을 제한했습니다(AWSCompromisedKeyQuarantine).",
            en="The user's access key has leaked, and AWS restricted the user (AWSCompromisedKeyQuarantine).",
        ),
        why=Text(
            ko="다른 사람이 이 키를 사용하고 있을 수 있습니다. 제한 정책을 지우거나 예외를 추가하면 계정이 위험해집니다.",
            en="Somebody else may be using the key. Removing the policy or adding an exception puts the account at risk.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="이 Access Key를 비활성화하고 CloudTrail에서 사용 기록을 조사하세요. AWS Support 사례(case)의 안내를 모두 마치면 AWSCompromisedKeyQuarantine 정책을 분리하고 새 키를 발급해, aws configure로 입력하게 하세요.",
            en="Deactivate the access key, and check its use in CloudTrail. When everything that the case of AWS Support asks for is done, detach AWSCompromisedKeyQuarantine and create a new key, to be entered with aws configure.",
        ),
        page="https://console.aws.amazon.com/iam/home#/users",
    ),
}

"""Texts of step 3 that tell what is so: which credentials were found, where a chain broke, what AWS said.

What to do about each cause stands in `causes`.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_FOUND = {
    "credential-export": Text(
        ko="Claude Code 설정의 awsCredentialExport 명령이 출력한 자격증명을 사용합니다.",
        en="The credentials printed by the awsCredentialExport command in Claude Code's settings are in use.",
    ),
    "shared-credentials": Text(
        ko="Option A: ~/.aws/credentials의 [{profile}] 프로필에 있는 Access Key를 사용합니다.",
        en="Option A: the access key of profile [{profile}] in ~/.aws/credentials is in use.",
    ),
    "config-file": Text(
        ko="Option A: ~/.aws/config의 [{profile}] 프로필에 있는 Access Key를 사용합니다.",
        en="Option A: the access key of profile [{profile}] in ~/.aws/config is in use.",
    ),
    "environment": Text(
        ko="Option B: 환경변수의 Access Key를 사용합니다.", en="Option B: the access key in the environment is in use."
    ),
    "sso": Text(
        ko="Option C: SSO 프로필([{profile}])을 사용합니다.", en="Option C: the SSO profile [{profile}] is in use."
    ),
    "login": Text(
        ko="Option D: aws login으로 받은 자격증명을 사용합니다([{profile}] 프로필).",
        en="Option D: the credentials of aws login are in use (profile [{profile}]).",
    ),
    "bedrock-api-key": Text(ko="Option E: Bedrock API Key를 사용합니다.", en="Option E: a Bedrock API key is in use."),
    "bedrock-api-key.long-term": Text(
        ko="Option E: 장기(long-term) Bedrock API Key를 사용합니다.",
        en="Option E: a long-term Bedrock API key is in use.",
    ),
    "bedrock-api-key.short-term": Text(
        ko="Option E: 단기(short-term) Bedrock API Key를 사용합니다.",
        en="Option E: a short-term Bedrock API key is in use.",
    ),
    "instance-role": Text(
        ko="EC2 인스턴스 역할(Instance Role)을 사용합니다. 가이드에 따라 3단계를 건너뛸 수 있습니다.",
        en="The EC2 instance role is in use; the guide lets you skip step 3.",
    ),
    "container-role": Text(ko="컨테이너의 태스크 역할을 사용합니다.", en="The container's (task) role is in use."),
    "assume-role": Text(
        ko="[{profile}] 프로필로 수임(AssumeRole)한 역할을 사용합니다.",
        en="The role that profile [{profile}] assumes is in use.",
    ),
    "web-identity": Text(
        ko="웹 자격증명(web identity) 토큰으로 수임한 역할을 사용합니다.",
        en="A role assumed with a web identity token is in use.",
    ),
    "credential-process": Text(
        ko="[{profile}] 프로필의 credential_process가 반환한 자격증명을 사용합니다.",
        en="The credentials returned by the credential_process of profile [{profile}] are in use.",
    ),
    "new-provider": Text(
        ko="AWS 도구의 새 방식({provider})으로 찾은 자격증명을 사용합니다.",
        en="Credentials that AWS tools found in a new way ({provider}) are in use.",
    ),
}

_NOT_FOUND = {
    "none": Text(
        ko="환경변수, ~/.aws, SSO, aws login, 인스턴스 역할 어디에서도 자격증명을 찾지 못했습니다.",
        en="No credentials were found: not in the environment, ~/.aws, SSO, aws login or an instance role.",
    ),
    "none-in-profile": Text(
        ko="[{profile}] 프로필은 있지만 자격증명이 없습니다.",
        en="Profile [{profile}] exists, but has no credentials.",
    ),
    "none-but-profiles": Text(
        ko="기본 프로필에는 자격증명이 없습니다. 다른 프로필을 쓰려면 AWS_PROFILE에 지정하세요. 있는 프로필: {profiles}",
        en="The default profile has no credentials. To use another profile, set AWS_PROFILE. Existing profiles: {profiles}",
    ),
    "none-but-unknown-profiles": Text(
        ko="기본 프로필에는 자격증명이 없고, 다른 프로필({profiles})의 이름은 Claude Code가 찾지 못합니다. 영문자와 숫자로 된 이름으로 다시 설정하세요.",
        en="The default profile has no credentials, and Claude Code does not find the others under their names ({profiles}). Set up a profile whose name has only letters and digits.",
    ),
    "no-credentials": Text(
        ko="인스턴스 역할에서 자격증명을 받지 못했습니다.", en="The instance role returned no usable credentials."
    ),
    "half-environment": Text(
        ko="환경변수에 Access Key의 일부만 있습니다. 없거나 빈 변수: {missing} (설정된 변수: {place})",
        en="The environment has only part of an access key. Missing or empty: {missing} (set: {place}).",
    ),
    "half-file": Text(
        ko="{place} 위치에 Access Key의 일부만 있습니다. 없거나 빈 값: {missing}",
        en="{place} has only part of an access key. Missing or empty: {missing}.",
    ),
    "bearer-empty": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값이고 다른 자격증명도 없습니다.",
        en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value, and there are no other credentials.",
    ),
    "profile-empty": Text(
        ko="{variable} 변수가 빈 값입니다. AWS 도구가 이름 없는 프로필을 찾다가 오류로 끝납니다.",
        en="{variable} is set to an empty value: AWS tools look for a profile without a name, and end with an error.",
    ),
    "profile-unknown": Text(
        ko="{variable} 변수에 지정한 [{profile}] 프로필이 없습니다. 있는 프로필: {profiles}",
        en="{variable} is set to [{profile}], a profile that does not exist. Existing profiles: {profiles}",
    ),
    "profile-unprefixed": Text(
        ko="{file} 파일에 [{profile}] 섹션이 있지만, 이 파일에서는 [profile {profile}] 형식으로 적어야 합니다.",
        en="{file} says [{profile}]; in this file it must be [profile {profile}].",
    ),
    "config-broken": Text(ko="{file} 파일을 읽을 수 없습니다.", en="{file} cannot be read."),
    "config-forbidden": Text(
        ko="{file} 파일이 있지만, 이 사용자에게는 읽기 권한이 없습니다.",
        en="{file} is there, but this user may not read it.",
    ),
    "config-marked": Text(
        ko="{file} 파일 맨 앞에 보이지 않는 글자(BOM)가 있어 AWS 도구가 읽지 못합니다. 메모장에서 'UTF-8'로 다시 저장하세요.",
        en="{file} starts with an invisible byte order mark (BOM), which AWS tools cannot read. Save it again as UTF-8 without BOM.",
    ),
    "config-encoding": Text(
        ko="{file} 파일이 UTF-8 형식이 아니어서 읽을 수 없습니다. 메모장에서 'UTF-8'로 다시 저장하세요.",
        en="{file} is not UTF-8 and cannot be read. Save it again as UTF-8.",
    ),
    "config-large": Text(
        ko="{file} 파일이 1MB보다 커서 이 점검은 읽지 않았습니다. AWS 도구와 Claude Code가 무엇을 사용하는지 확인하지 못했습니다.",
        en="{file} is larger than 1 MB and was not read, so it is not known what AWS tools and Claude Code use.",
    ),
    "repeated": Text(
        ko="{file} 파일에 {name} 항목이 두 번 있습니다({first_line}번째 줄과 {line}번째 줄). AWS 도구는 이런 파일을 읽지 못합니다.",
        en="{file} has {name} twice (lines {first_line} and {line}), and AWS tools cannot read such a file.",
    ),
    "windows-path": Text(
        ko="{variable} 변수에 Windows 경로(C:\\ 형식)가 있어 이 셸에서는 파일을 찾을 수 없습니다.",
        en="{variable} holds a Windows path (C:\\), which does not exist in this shell.",
    ),
    "sso-session-missing": Text(
        ko="[{profile}] 프로필에 지정된 [sso-session {session}] 섹션이 {file} 파일에 없습니다.",
        en="Profile [{profile}] uses the session {session}, but {file} has no [sso-session {session}].",
    ),
    "sso-session-misspelt": Text(
        ko="[{profile}] 프로필에는 [sso-session {session}] 섹션이 필요하지만, 파일에는 {near} 섹션이 있습니다.",
        en="Profile [{profile}] needs [sso-session {session}], but the file has {near}.",
    ),
    "needs-shell": Text(
        ko="[{profile}] 프로필의 credential_process는 셸 없이 실행되는데 명령에 셸 문법({syntax})이 있습니다(위치: {place}).",
        en="The credential_process of profile [{profile}] runs without a shell, but its command uses one ({syntax}; {place}).",
    ),
    "expired-process": Text(
        ko="[{profile}] 프로필의 credential_process가 만료된 키를 반환했습니다(위치: {place}).",
        en="The credential_process of profile [{profile}] returned keys that have expired ({place}).",
    ),
    "metadata-disabled": Text(
        ko="EC2 인스턴스이지만 {variable} 변수 때문에 인스턴스 역할을 조회하지 않습니다.",
        en="This is an EC2 instance, but {variable} turns off the lookup of its role.",
    ),
    "metadata-v1-disabled": Text(
        ko="EC2 인스턴스이지만 버전 2(IMDSv2)로는 역할을 조회할 수 없고, {place} 위치의 {name} 값이 버전 1을 막습니다.",
        en="This is an EC2 instance, but version 2 of its metadata service gives no role, and {name} in {place} forbids version 1.",
    ),
    "config-incomplete": Text(
        ko="AWS 설정({file})의 [{profile}] 프로필에 빠졌거나 잘못된 값이 있습니다.",
        en="A setting of profile [{profile}] ({file}) is missing or wrong.",
    ),
    "sso-login-required": Text(
        ko="SSO 프로필([{profile}])의 로그인 세션이 없거나 만료되었습니다.",
        en="The SSO session of profile [{profile}] is missing or has expired.",
    ),
    "login-required": Text(
        ko="[{profile}] 프로필의 aws login 세션이 없거나 만료되었습니다.",
        en="The aws login session of profile [{profile}] is missing or has expired.",
    ),
    "login-not-allowed": Text(
        ko="[{profile}] 프로필의 aws login 세션을 갱신할 권한(signin:CreateOAuth2Token)이 없습니다.",
        en="The aws login session of profile [{profile}] cannot be renewed: signin:CreateOAuth2Token is not allowed.",
    ),
    "crt-missing": Text(
        ko="aws login 자격증명을 읽는 데 필요한 Python 패키지(awscrt)가 없습니다.",
        en="The Python package that reads the credentials of aws login (awscrt) is missing.",
    ),
    "credential-process-failed": Text(
        ko="[{profile}] 프로필의 credential_process가 자격증명을 반환하지 못했습니다.",
        en="The credential_process of profile [{profile}] returned no credentials.",
    ),
    "web-identity-token-missing": Text(
        ko="웹 자격증명(web identity) 토큰 파일을 읽을 수 없거나 역할 설정이 빠져 있습니다.",
        en="The web identity token file cannot be read, or the role for it is missing.",
    ),
    "web-identity-of-profile": Text(
        ko="[{profile}] 프로필에 지정된 웹 자격증명(web identity) 토큰 파일을 읽을 수 없거나 역할 설정이 빠져 있습니다(위치: {place}).",
        en="Profile [{profile}] names a web identity token file that cannot be read, or has no role for it ({place}).",
    ),
    "container-credentials-failed": Text(
        ko="컨테이너의 자격증명 주소가 응답하지 않거나 올바르지 않습니다.",
        en="The container's credentials address does not answer, or is wrong.",
    ),
    "assume-role-failed": Text(
        ko="[{profile}] 프로필의 역할을 수임(AssumeRole)할 수 없습니다. source_profile 또는 credential_source 설정을 확인하세요.",
        en="The role of profile [{profile}] cannot be assumed. Check its source_profile or credential_source.",
    ),
    "role-region": Text(
        ko="Claude Code는 [{profile}] 프로필에 적힌 리전({place})에서 역할을 수임(AssumeRole)하는데, 그 리전에서는 실패하고 {guide_region} 리전에서는 성공합니다.",
        en="Claude Code assumes the role in the Region of profile [{profile}] ({place}), where that fails; in {guide_region} it works.",
    ),
    "mfa-needed": Text(
        ko="[{profile}] 프로필의 역할은 MFA 코드를 요구합니다. 점검 도구와 Claude Code는 MFA 코드를 입력받을 수 없습니다.",
        en="The role of profile [{profile}] asks for an MFA code. Neither this run nor Claude Code can enter one.",
    ),
    "invalid-credentials": Text(
        ko="환경변수의 자격증명 값이 올바른 형식이 아닙니다.",
        en="The credentials in the environment do not have a valid format.",
    ),
    "expired-credentials": Text(
        ko="환경변수의 임시 자격증명이 만료되었습니다(AWS_CREDENTIAL_EXPIRATION).",
        en="The temporary credentials in the environment have expired (AWS_CREDENTIAL_EXPIRATION).",
    ),
    "refused-on-the-way": Text(
        ko="[{profile}] 프로필의 자격증명을 받는 중에 AWS가 요청을 거부했습니다({code}).",
        en="AWS refused a request while the credentials of profile [{profile}] were fetched ({code}).",
    ),
    "service-error": Text(
        ko="[{profile}] 프로필의 자격증명을 받는 중에 AWS의 응답을 읽을 수 없었습니다.",
        en="An answer of AWS could not be read while the credentials of profile [{profile}] were fetched.",
    ),
    "endpoint-unreachable": Text(
        ko="[{profile}] 프로필의 자격증명을 받으려 했지만 AWS에 연결할 수 없습니다.",
        en="AWS could not be reached to get the credentials of profile [{profile}].",
    ),
    "timeout": Text(
        ko="제한 시간 안에 [{profile}] 프로필의 자격증명을 받지 못했습니다.",
        en="Getting the credentials of profile [{profile}] timed out.",
    ),
    "command-silent": Text(
        ko="{name} 명령이 제한 시간 안에 끝나지 않았습니다(위치: {place}).",
        en="The command of {name} did not end in time ({place}).",
    ),
    "metadata-silent": Text(
        ko="EC2 인스턴스 메타데이터 서비스가 연결만 받고 제한 시간 안에 응답하지 않았습니다.",
        en="The EC2 instance metadata service took the connection, and did not answer in time.",
    ),
    "unfinished": Text(
        ko="20초 안에 [{profile}] 프로필의 자격증명을 받지 못했습니다.",
        en="The credentials of profile [{profile}] did not arrive within 20 seconds.",
    ),
    "broke": Text(ko="{provider} 단계에서 중단({code})", en="stopped at {provider} ({code})"),
}

_ACCEPTANCE = {
    "accepted": Text(ko="AWS가 자격증명을 인증했습니다: {principal}", en="AWS accepted the credentials: {principal}"),
    "accepted-by-bedrock": Text(ko="Bedrock이 자격증명을 인증했습니다.", en="Bedrock accepted the credentials."),
    "sts-silent": Text(
        ko="STS(sts get-caller-identity)에서 결과를 받지 못해 Bedrock의 응답으로 확인했습니다.",
        en="STS (sts get-caller-identity) returned no result, so Bedrock's answer was used.",
    ),
    "api-key-accepted": Text(ko="Bedrock이 API Key를 인증했습니다.", en="Bedrock accepted the API key."),
    "refused": Text(
        ko="AWS가 자격증명을 거부했습니다({operation}: {code}).",
        en="AWS refused the credentials ({operation}: {code}).",
    ),
    "placeholder": Text(
        ko="{place} 값이 가이드의 예시 그대로입니다.",
        en="The guide's example value is still set ({place}).",
    ),
    "placeholder.seen": Text(ko="예시 값", en="an example value"),
    "example-key": Text(
        ko="AWS 문서의 예시 Access Key가 설정되어 있어 AWS가 거부했습니다.",
        en="This is the example access key from the AWS documentation, and AWS refused it.",
    ),
    "wrapped": Text(
        ko="{place} 값에 따옴표, 공백, 줄바꿈 또는 깨진 문자가 포함되어 있습니다.",
        en="There are quotes, spaces, line ends or broken characters in the value of {place}.",
    ),
    "wrapped.seen": Text(ko="따옴표·공백·줄바꿈·깨진 문자 포함", en="quotes, spaces, line ends or broken characters"),
    "padded": Text(
        ko="{place} 값 앞뒤에 공백이나 줄바꿈이 있습니다. Claude Code는 빼고 사용하지만 AWS CLI 명령은 실패할 수 있습니다. AWS CLI도 사용하려면 값을 다시 입력하세요.",
        en="There are spaces or a line end around the value of {place}. Claude Code leaves them out, but AWS CLI commands may fail. To use the AWS CLI as well, enter the value again.",
    ),
    "commented": Text(
        ko="{place} 값 뒤에 주석(#)이 있습니다. AWS CLI는 주석까지 값으로 읽습니다.",
        en="There is a comment (#) after the value of {place}; the AWS CLI reads it as part of the value.",
    ),
    "commented-in-settings": Text(
        ko="{place} 값 뒤에 주석(#)이 있습니다. Claude Code는 주석까지 값으로 읽습니다.",
        en="There is a comment (#) after the value of {place}; Claude Code reads it as part of the value.",
    ),
    "commented-in-settings.seen": Text(ko="값 뒤의 주석", en="a comment after the value"),
    "commented.seen": Text(ko="값 뒤의 주석", en="a comment after the value"),
    "bracketed": Text(
        ko="{place} 값에 괄호가 포함되어 있습니다.",
        en="There are brackets around the value of {place}.",
    ),
    "bracketed.seen": Text(ko="괄호 포함", en="brackets around the value"),
    "token-missing": Text(
        ko="ASIA로 시작하는 임시 Access Key에는 {names} 값이 함께 필요하지만 없습니다.",
        en="The access key is a temporary one (ASIA…) and needs {names}, which is missing.",
    ),
    "token-missing.seen": Text(ko="없음", en="missing"),
    "token-stale": Text(
        ko="AKIA로 시작하는 장기 Access Key와 함께 이전 {names} 값이 남아 있습니다.",
        en="The access key is a long-term one (AKIA…), but an old {names} is still set.",
    ),
    "token-stale.seen": Text(ko="장기 Access Key에는 필요 없는 값", en="not used with a long-term key"),
    "api-key-empty": Text(ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값입니다.", en="AWS_BEARER_TOKEN_BEDROCK is empty."),
    "api-key-comment": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값 뒤에 주석(#)이 있습니다. 키는 그대로 두고 주석만 지우세요.",
        en="There is a comment (#) after the value of AWS_BEARER_TOKEN_BEDROCK. Keep the key, and remove the comment.",
    ),
    "api-key-brackets": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 괄호가 포함되어 있습니다. 괄호를 빼고 키만 입력하세요.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK is in brackets. Enter the key without them.",
    ),
    "api-key-quotes": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 따옴표가 포함되어 있습니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK has quotes around it.",
    ),
    "api-key-white-space": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 공백이나 줄바꿈이 포함되어 있습니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK contains spaces or line breaks.",
    ),
    "api-key-prefix": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값이 Bedrock API Key의 형식(ABSK… 또는 bedrock-api-key-…)이 아닙니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK is not a Bedrock API key (ABSK… or bedrock-api-key-…).",
    ),
    "api-key-characters": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 키에 쓰이지 않는 문자가 포함되어 있습니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK contains characters that no key has.",
    ),
    "api-key-expired": Text(
        ko="단기 Bedrock API Key가 만료되었습니다({at}).", en="The short-term Bedrock API key has expired ({at})."
    ),
    "api-key-elsewhere": Text(
        ko="이 단기 Bedrock API Key는 {region} 리전용입니다.",
        en="This short-term Bedrock API key is for Region {region}.",
    ),
}

_NOTES = {
    "only-claude-code": Text(
        ko="Claude Code가 사용하는 자격증명으로 점검했습니다. AWS CLI는 이 자격증명을 찾지 못하거나 다르게 읽습니다.",
        en="This run used the credentials that Claude Code uses. The AWS CLI does not find them, or reads others.",
    ),
    "claude-code-reads": Text(
        ko="Claude Code는 이 오류와 관계없이 자격증명({claude_code})을 사용하지만, 가이드의 테스트에 쓰는 AWS CLI는 사용하지 못합니다.",
        en="Claude Code still uses {claude_code} in spite of this error. The AWS CLI, which the guide uses for its test, does not.",
    ),
    "of-settings": Text(
        ko="Claude Code 설정({file})에만 있는 자격증명으로 점검했습니다. AWS CLI는 이 자격증명을 사용하지 않습니다.",
        en="This run used the credentials in Claude Code's settings ({file}). The AWS CLI does not use them.",
    ),
    "in-use": Text(ko="사용 중", en="in use"),
    "shadowed": Text(ko="사용되지 않는 자격증명: {sources}", en="Credentials that are not used: {sources}"),
    "lasting": Text(
        ko="임시 자격증명입니다. 유효 기간: {until} (약 {hours}시간 {minutes}분 남음)",
        en="Temporary credentials: valid until {until} (about {hours} h {minutes} min left).",
    ),
    "api-key-account": Text(ko="API Key의 계정: {account}", en="Account of the API key: {account}"),
    "api-key-region": Text(ko="API Key의 리전: {region}", en="Region of the API key: {region}"),
    "near-miss": Text(
        ko="이름이 비슷하지만 AWS 도구가 읽지 않는 변수가 있습니다: {names}",
        en="Variables with a similar name, which AWS tools do not read: {names}",
    ),
    "in-dotenv": Text(
        ko=".env 파일에 {names} 값이 있지만, 셸도 Claude Code도 이 파일을 읽지 않습니다.",
        en=".env has {names}, but neither the shell nor Claude Code reads that file.",
    ),
    "clock-ahead": Text(
        ko="이 컴퓨터의 시계가 약 {minutes}분 빠릅니다. 시간을 맞추세요.",
        en="This computer's clock is about {minutes} min ahead. Set the time.",
    ),
    "clock-behind": Text(
        ko="이 컴퓨터의 시계가 약 {minutes}분 느립니다. 시간을 맞추세요.",
        en="This computer's clock is about {minutes} min behind. Set the time.",
    ),
}

_SOURCES = {
    "single": Text(
        ko="Claude Code도 이 점검과 같은 자격증명({run})을 사용합니다.",
        en="Claude Code uses the same credentials as this run: {run}.",
    ),
    "used-by-both": Text(ko="점검과 Claude Code가 함께 사용", en="used by this run and by Claude Code"),
    "conflict": Text(
        ko="서로 다른 자격증명입니다. 점검과 AWS CLI: {run} / Claude Code: {claude_code}",
        en="These are different credentials. This run and the AWS CLI: {run} / Claude Code: {claude_code}",
    ),
    "conflict-nothing": Text(
        ko="이 점검과 AWS CLI는 {run} 자격증명을 사용하지만, Claude Code는 자격증명을 찾지 못합니다.",
        en="This run and the AWS CLI use {run}, but Claude Code finds no credentials.",
    ),
    "new-provider": Text(
        ko="AWS 도구가 새 방식({provider})으로 찾은 자격증명을 Claude Code도 찾는지는 알 수 없습니다.",
        en="It is not known whether Claude Code also finds the credentials that AWS tools found in a new way ({provider}).",
    ),
    "uses": Text(ko="사용: {choice}", en="uses {choice}"),
    "sets": Text(ko="env에서 {variable} 변수를 바꿈", en="changes {variable} under env"),
    "by-own-proxy": Text(
        ko="Claude Code처럼 {name} 프록시({place})로 AWS에 연결해 점검했습니다. AWS CLI는 이 프록시를 사용하지 않습니다. AWS CLI도 사용하려면 같은 주소를 HTTPS_PROXY 변수로 지정하세요.",
        en="AWS was asked through the proxy of {name} ({place}), as Claude Code does. The AWS CLI does not use it; to use the AWS CLI as well, set HTTPS_PROXY to the same address.",
    ),
    "same-key": Text(
        ko="읽는 곳은 다르지만 같은 자격증명입니다. AWS 도구: {run} / Claude Code: {claude_code}",
        en="They are read from different places, but are the same credentials. AWS tools: {run} / Claude Code: {claude_code}",
    ),
    "bearer-empty": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값이어서 AWS 도구가 {run} 대신 빈 API Key를 보냅니다.",
        en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value, so AWS tools send an empty API key instead of using {run}.",
    ),
    "is-empty": Text(ko="빈 값", en="empty"),
    "hook": Text(
        ko="Claude Code가 {file} 파일의 {hook} 설정으로 다른 자격증명을 가져올 수 있습니다.",
        en="{hook} in {file} may give Claude Code credentials of its own.",
    ),
    "sso-token-ending": Text(
        ko="[{profile}] 프로필의 SSO 토큰이 곧 만료되며 갱신할 수 없습니다. Claude Code는 마지막 5분이 남은 토큰을 사용하지 않습니다.",
        en="The SSO token of profile [{profile}] is about to expire and cannot be renewed. Claude Code does not use it in its last five minutes.",
    ),
    "login-token-incomplete": Text(
        ko="[{profile}] 프로필의 aws login 세션 파일에 빈 값이 있어 Claude Code가 사용하지 않습니다.",
        en="The file of the aws login session of profile [{profile}] lacks a value, so Claude Code does not use it.",
    ),
    "command-left-alone": Text(
        ko="Claude Code는 {place} 위치의 {name} 명령이 출력하는 자격증명을 사용합니다. 프로젝트 설정의 명령이므로 이 점검에서는 실행하지 않았고, 같은 자격증명인지 알 수 없습니다.",
        en="Claude Code uses the credentials printed by the command {name} in {place}. It is in a project's settings, so this run did not run it, and cannot tell whether they are the same.",
    ),
    "refresh-left-alone": Text(
        ko="Claude Code는 다른 자격증명을 찾지 못해 {place} 위치의 {name} 명령을 실행합니다. 프로젝트 설정의 명령이므로 이 점검에서는 실행하지 않았고, 어떤 자격증명이 되는지 알 수 없습니다.",
        en="Claude Code finds no other credentials and runs the command {name} in {place}. It is in a project's settings, so this run did not run it, and cannot tell which credentials it brings.",
    ),
    "command-failed": Text(
        ko="{place} 위치의 {name} 명령이 자격증명을 출력하지 않아, Claude Code는 그다음 자격증명을 사용합니다.",
        en="The command {name} in {place} printed no credentials, so Claude Code uses the next source.",
    ),
    "settings-dropped": Text(
        ko="Claude Code 설정({file})의 {field} 값이 올바르지 않습니다. Claude Code가 이 파일 전체를 사용하지 않고, 시작할 때 Settings Error 화면을 보여 줍니다.",
        en="The value of {field} in Claude Code's settings ({file}) is not valid. Claude Code ignores the whole file, and shows the screen Settings Error when it starts.",
    ),
    "settings-unreadable": Text(
        ko="Claude Code 설정 파일({file})이 올바른 JSON이 아닙니다. Claude Code가 이 파일을 사용하지 않고, 시작할 때 Settings Error 화면을 보여 줍니다.",
        en="Claude Code's settings ({file}) are not valid JSON. Claude Code ignores the file, and shows the screen Settings Error when it starts.",
    ),
    "field-ignored": Text(
        ko="관리자의 Claude Code 설정({file})에 있는 {field} 값이 올바르지 않아 Claude Code가 이 값을 사용하지 않습니다.",
        en="The value of {field} in the administrator's settings for Claude Code ({file}) is not valid, so Claude Code ignores that value.",
    ),
    "prompt-hook": Text(
        ko="Claude Code 설정({place})에 UserPromptSubmit 훅이 있습니다. 이 점검은 훅을 실행하지 않으며, 훅이 거부하면 Claude Code는 프롬프트를 보내지 않습니다.",
        en="Claude Code's settings ({place}) have a hook for UserPromptSubmit, which this run does not run. A prompt that the hook refuses is not sent.",
    ),
    "untrusted": Text(
        ko="이 네트워크의 AWS 인증서는 {name} 설정의 파일이 있어야 신뢰할 수 있지만, Claude Code는 이 설정을 읽지 않습니다.",
        en="The certificate of AWS on this network is trusted by the file in {name} alone, which Claude Code does not read.",
    ),
    "by-own-certificates": Text(
        ko="Claude Code처럼 시스템의 인증서도 사용해 AWS에 연결하고 점검했습니다. AWS CLI는 시스템의 인증서를 사용하지 않습니다. AWS CLI도 사용하려면 회사의 루트 인증서(PEM) 경로를 AWS_CA_BUNDLE 변수로 지정하세요.",
        en="AWS was asked with the system's certificates, as Claude Code does. The AWS CLI does not use them; to use the AWS CLI as well, set the path of your company's root certificate (PEM) in AWS_CA_BUNDLE.",
    ),
    "no-public-certificates": Text(
        ko="{place} 위치의 {name} 값 때문에 Claude Code가 공인 인증서를 신뢰하지 않아 AWS에 연결하지 못합니다.",
        en="Because of {name} in {place}, Claude Code trusts no public certificates and cannot connect to AWS.",
    ),
    "own-proxy": Text(
        ko="Claude Code는 {place} 위치의 {name} 프록시로 연결하는데, 이 프록시로는 AWS에 연결되지 않습니다.",
        en="Claude Code goes through the proxy of {name} in {place}, which does not lead to AWS.",
    ),
    "proxy-refused": Text(
        ko="{place} 위치의 {name} 값이 http://로 시작하는 프록시 주소가 아니어서 Claude Code가 시작되지 않습니다.",
        en="{name} in {place} is not a proxy address that begins with http://, so Claude Code does not start.",
    ),
    "past-proxy": Text(
        ko="{place} 위치의 {name} 값 때문에 Claude Code는 AWS 도구와 달리 프록시 없이 연결하는데, 그렇게는 AWS에 연결되지 않습니다.",
        en="Because of {name} in {place}, Claude Code connects without the proxy that AWS tools use, and does not reach AWS.",
    ),
    "start-refused": Text(
        ko="Claude Code의 설정({file})을 JSON으로 읽을 수 없어 Claude Code가 시작되지 않습니다.",
        en="The settings of Claude Code in {file} cannot be read as JSON, so Claude Code does not start.",
    ),
}

TEXTS: dict[str, Text] = {
    **{f"credentials.found.{source}": text for source, text in _FOUND.items()},
    **{f"credentials.{key}": text for key, text in (_NOT_FOUND | _ACCEPTANCE | _NOTES).items()},
    **{f"sources.{key}": text for key, text in _SOURCES.items()},
}

"""Texts of step 3 that tell what is so: which credentials were found, where a chain broke, what AWS said.

What to do about each cause stands in `causes`.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_FOUND = {
    "credential-export": Text(
        ko="Claude Code 설정의 awsCredentialExport 명령이 출력한 자격증명을 사용합니다.",
        en="The credentials that the command awsCredentialExport of Claude Code's settings prints are in use.",
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
        ko="Option C: SSO 프로필 [{profile}]을(를) 사용합니다.", en="Option C: the SSO profile [{profile}] is in use."
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
    "container-role": Text(
        ko="컨테이너에 연결된 역할의 자격증명을 사용합니다.", en="The credentials of the container's role are in use."
    ),
    "assume-role": Text(
        ko="[{profile}] 프로필이 역할을 맡아(AssumeRole) 받은 자격증명을 사용합니다.",
        en="The credentials of the role that profile [{profile}] assumes are in use.",
    ),
    "web-identity": Text(
        ko="웹 자격증명(web identity) 토큰으로 맡은 역할을 사용합니다.",
        en="A role assumed with a web identity token is in use.",
    ),
    "credential-process": Text(
        ko="[{profile}] 프로필의 credential_process가 준 자격증명을 사용합니다.",
        en="The credentials that the credential_process of profile [{profile}] gave are in use.",
    ),
}

_NOT_FOUND = {
    "none": Text(
        ko="환경변수, ~/.aws, SSO, aws login, 인스턴스 역할 어디에서도 자격증명을 찾지 못했습니다.",
        en="No credentials in the environment, in ~/.aws, by SSO or aws login, or from an instance role.",
    ),
    "none-in-profile": Text(
        ko="[{profile}] 프로필은 있지만 자격증명이 들어 있지 않습니다.",
        en="Profile [{profile}] exists, but holds no credentials.",
    ),
    "none-but-profiles": Text(
        ko="기본 프로필에는 자격증명이 없습니다. 다른 프로필({profiles})을 쓰려면 AWS_PROFILE을 설정해야 합니다.",
        en="The default profile holds no credentials; to use another one ({profiles}), AWS_PROFILE has to name it.",
    ),
    "none-but-unknown-profiles": Text(
        ko="기본 프로필에는 자격증명이 없고, 다른 프로필({profiles})은 Claude Code가 찾지 못하는 이름입니다. 이름을 영문자와 숫자로 바꿔 다시 설정하세요.",
        en="The default profile holds no credentials, and Claude Code does not find the others under their names ({profiles}). Set one up with a name of letters and digits.",
    ),
    "no-credentials": Text(
        ko="인스턴스 역할에서 자격증명을 받지 못했습니다.", en="The instance role gave no credentials that can be used."
    ),
    "half-environment": Text(
        ko="환경변수에 Access Key의 일부만 있습니다(설정된 변수: {place}). {missing}이(가) 없거나 비어 있습니다.",
        en="Only a part of an access key is in the environment (variables set: {place}); {missing} is missing or empty.",
    ),
    "half-file": Text(
        ko="{place}에 Access Key의 일부만 있습니다. {missing}이(가) 없거나 비어 있습니다.",
        en="{place} holds only a part of an access key; {missing} is missing or empty.",
    ),
    "bearer-empty": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값이고 다른 자격증명도 없습니다.",
        en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value, and there are no other credentials.",
    ),
    "profile-empty": Text(
        ko="{variable}이(가) 빈 값입니다. AWS 도구는 이름이 빈 프로필을 찾다가 멈춥니다.",
        en="{variable} is set to an empty value: AWS tools look for a profile without a name, and stop.",
    ),
    "profile-unknown": Text(
        ko="{variable}이(가) 가리키는 [{profile}] 프로필이 없습니다. 있는 프로필: {profiles}",
        en="{variable} names profile [{profile}], which does not exist. Existing profiles: {profiles}",
    ),
    "profile-unprefixed": Text(
        ko="{file}에 [{profile}]이라고만 적혀 있습니다. 이 파일에서는 [profile {profile}]로 적어야 합니다.",
        en="{file} says [{profile}]; in this file it has to be [profile {profile}].",
    ),
    "config-broken": Text(ko="{file} 파일을 읽을 수 없습니다.", en="{file} cannot be read."),
    "config-marked": Text(
        ko="{file} 파일 맨 앞에 보이지 않는 글자(BOM)가 있어 AWS 도구가 읽지 못합니다. 메모장에서 'UTF-8'로 다시 저장하세요.",
        en="{file} starts with an invisible byte order mark, which AWS tools cannot read: save it as plain UTF-8.",
    ),
    "config-encoding": Text(
        ko="{file} 파일이 UTF-8이 아니라 읽을 수 없습니다(한글 주석이 CP949로 저장된 경우 등).",
        en="{file} is not UTF-8 and cannot be read.",
    ),
    "repeated": Text(
        ko="{file} 파일에 {name} 항목이 두 번 있습니다({first_line}번째 줄과 {line}번째 줄). AWS 도구는 이런 파일을 읽지 못합니다.",
        en="{name} stands twice in {file} (lines {first_line} and {line}), and AWS tools cannot read such a file.",
    ),
    "windows-path": Text(
        ko="{variable} 변수에 Windows 경로(C:\\ 형식)가 들어 있어, 이 셸에서는 파일을 찾을 수 없습니다.",
        en="{variable} holds a path of Windows (C:\\), which leads nowhere in this shell.",
    ),
    "sso-session-missing": Text(
        ko="[{profile}] 프로필이 가리키는 [sso-session {session}] 섹션이 {file} 파일에 없습니다.",
        en="Profile [{profile}] names the session {session}, but there is no [sso-session {session}] in {file}.",
    ),
    "sso-session-misspelt": Text(
        ko="[{profile}] 프로필은 [sso-session {session}] 섹션을 가리키지만, 파일에는 {near} 섹션이 있습니다.",
        en="Profile [{profile}] needs [sso-session {session}], but the file has {near}.",
    ),
    "needs-shell": Text(
        ko="[{profile}] 프로필의 credential_process는 셸 없이 실행되는데, 명령에 셸 문법({syntax})이 있습니다(위치: {place}).",
        en="The credential_process of profile [{profile}] runs without a shell, but its command uses one ({syntax}; {place}).",
    ),
    "expired-process": Text(
        ko="[{profile}] 프로필의 credential_process가 이미 만료된 키를 내주었습니다(위치: {place}).",
        en="The credential_process of profile [{profile}] handed out keys whose Expiration has passed ({place}).",
    ),
    "metadata-disabled": Text(
        ko="EC2 인스턴스이지만 {variable} 변수가 인스턴스 역할 조회를 꺼 두었습니다.",
        en="This is an EC2 instance, but {variable} switches the lookup of its role off.",
    ),
    "config-incomplete": Text(
        ko="AWS 설정({file})의 [{profile}] 프로필에 빠지거나 잘못된 값이 있습니다.",
        en="A setting of profile [{profile}] ({file}) is missing or wrong.",
    ),
    "sso-login-required": Text(
        ko="SSO 프로필 [{profile}]의 로그인 세션이 없거나 만료되었습니다.",
        en="The SSO session of profile [{profile}] does not exist or has expired.",
    ),
    "login-required": Text(
        ko="[{profile}] 프로필의 aws login 세션이 없거나 만료되었습니다.",
        en="The aws login session of profile [{profile}] does not exist or has expired.",
    ),
    "login-not-allowed": Text(
        ko="[{profile}] 프로필의 aws login 세션을 갱신할 권한(signin:CreateOAuth2Token)이 없습니다.",
        en="The session of profile [{profile}] may not be renewed: signin:CreateOAuth2Token is not allowed.",
    ),
    "crt-missing": Text(
        ko="aws login 자격증명을 읽는 데 필요한 파이썬 패키지(awscrt)가 없습니다.",
        en="The Python package that reads the credentials of aws login (awscrt) is missing.",
    ),
    "credential-process-failed": Text(
        ko="[{profile}] 프로필의 credential_process가 자격증명을 주지 못했습니다.",
        en="The credential_process of profile [{profile}] gave no credentials.",
    ),
    "web-identity-token-missing": Text(
        ko="웹 자격증명(web identity) 토큰 파일을 읽을 수 없거나 역할 설정이 빠져 있습니다.",
        en="The web identity token file cannot be read, or the role for it is missing.",
    ),
    "container-credentials-failed": Text(
        ko="컨테이너의 자격증명 주소가 응답하지 않거나 올바르지 않습니다.",
        en="The container's credentials address does not answer, or is wrong.",
    ),
    "assume-role-failed": Text(
        ko="[{profile}] 프로필의 역할을 맡을 수 없습니다(source_profile 또는 credential_source 설정 확인 필요).",
        en="The role of profile [{profile}] cannot be assumed: its source_profile or credential_source is wrong.",
    ),
    "mfa-needed": Text(
        ko="[{profile}] 프로필의 역할은 MFA 코드를 물어봅니다. 점검도 Claude Code도 코드를 입력받지 않습니다.",
        en="The role of profile [{profile}] asks for an MFA code, which neither this run nor Claude Code can type.",
    ),
    "invalid-credentials": Text(
        ko="환경변수의 자격증명 값을 해석할 수 없습니다.", en="The credentials in the environment cannot be understood."
    ),
    "expired-credentials": Text(
        ko="환경변수의 임시 자격증명이 만료되었습니다(AWS_CREDENTIAL_EXPIRATION).",
        en="The temporary credentials in the environment have expired (AWS_CREDENTIAL_EXPIRATION).",
    ),
    "refused-on-the-way": Text(
        ko="[{profile}] 프로필의 자격증명을 받는 중에 AWS가 거절했습니다({code}).",
        en="AWS refused while the credentials of profile [{profile}] were fetched ({code}).",
    ),
    "endpoint-unreachable": Text(
        ko="[{profile}] 프로필의 자격증명을 받으려 했지만 AWS에 연결할 수 없습니다.",
        en="AWS could not be reached to fetch the credentials of profile [{profile}].",
    ),
    "timeout": Text(
        ko="[{profile}] 프로필의 자격증명을 받는 요청에 제한 시간 안에 응답이 없었습니다.",
        en="Fetching the credentials of profile [{profile}] got no answer in time.",
    ),
    "metadata-silent": Text(
        ko="EC2 인스턴스 메타데이터 서비스가 연결만 받고 제한 시간 안에 응답하지 않았습니다.",
        en="The EC2 instance metadata service took the connection, and did not answer in time.",
    ),
    "unfinished": Text(
        ko="[{profile}] 프로필의 자격증명 확인이 20초 안에 끝나지 않았습니다.",
        en="Looking for the credentials of profile [{profile}] did not end within 20 seconds.",
    ),
    "broke": Text(ko="{provider} 단계에서 중단됨({code})", en="stopped at {provider} ({code})"),
}

_ACCEPTANCE = {
    "accepted": Text(ko="AWS가 자격증명을 받아들였습니다: {principal}", en="AWS accepts the credentials: {principal}"),
    "accepted-by-bedrock": Text(ko="Bedrock이 자격증명을 받아들였습니다.", en="Bedrock accepts the credentials."),
    "sts-silent": Text(
        ko="STS(sts get-caller-identity)는 판단할 수 있는 응답을 주지 않아 Bedrock의 응답으로 확인했습니다.",
        en="STS (sts get-caller-identity) gave no answer that decides; Bedrock's answer does.",
    ),
    "api-key-accepted": Text(ko="Bedrock이 API Key를 받아들였습니다.", en="Bedrock accepts the API key."),
    "refused": Text(
        ko="AWS가 자격증명을 거절했습니다({operation}: {code}).",
        en="AWS refused the credentials ({operation}: {code}).",
    ),
    "placeholder": Text(
        ko="{names}에 실제 값이 아니라 가이드의 예시 문구가 들어 있습니다.",
        en="{names} still holds a guide's placeholder instead of a value.",
    ),
    "placeholder.seen": Text(ko="예시 문구", en="a placeholder"),
    "example-key": Text(
        ko="AWS 문서에 나오는 예시 Access Key를 사용했고, AWS가 거절했습니다.",
        en="This is the example access key of AWS's documentation, and AWS refused it.",
    ),
    "wrapped": Text(
        ko="{names} 값에 따옴표, 공백 또는 줄바꿈이 섞여 있습니다.",
        en="The value of {names} has quotes, spaces or line ends around it.",
    ),
    "wrapped.seen": Text(ko="따옴표·공백·줄바꿈이 섞임", en="quotes, spaces or line ends"),
    "commented": Text(
        ko="{names} 값 뒤에 주석(#)이 붙어 있습니다. AWS CLI는 주석까지 값으로 읽습니다(위치: {place}).",
        en="A comment (#) stands behind the value of {names}; the AWS CLI takes it for a part of the value ({place}).",
    ),
    "commented.seen": Text(ko="값 뒤의 주석", en="a comment behind the value"),
    "bracketed": Text(
        ko="{names} 값이 괄호에 싸여 있습니다(위치: {place}).",
        en="The value of {names} stands in brackets ({place}).",
    ),
    "bracketed.seen": Text(ko="값을 싼 괄호", en="brackets around the value"),
    "token-missing": Text(
        ko="ASIA로 시작하는 임시 Access Key인데 {names}이(가) 없습니다.",
        en="The access key is a temporary one (ASIA…), but {names} is missing.",
    ),
    "token-missing.seen": Text(ko="없음", en="missing"),
    "token-stale": Text(
        ko="AKIA로 시작하는 장기 Access Key에 예전 {names}이(가) 함께 남아 있습니다.",
        en="The access key is a long-term one (AKIA…), but an old {names} was left beside it.",
    ),
    "token-stale.seen": Text(ko="장기 키에는 필요 없는 값", en="not wanted with a long-term key"),
    "api-key-empty": Text(ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값입니다.", en="AWS_BEARER_TOKEN_BEDROCK is empty."),
    "api-key-comment": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값 뒤에 주석(#)이 붙어 있습니다. 키는 그대로 두고 주석만 빼세요.",
        en="A comment (#) stands behind the value of AWS_BEARER_TOKEN_BEDROCK: keep the key, and leave the comment out.",
    ),
    "api-key-brackets": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값이 괄호에 싸여 있습니다. 괄호를 빼고 키만 입력하세요.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK stands in brackets: enter the key without them.",
    ),
    "api-key-quotes": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 따옴표까지 들어가 있습니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK has quotes around it.",
    ),
    "api-key-white-space": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK 값에 공백이나 줄바꿈이 섞여 있습니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK has spaces or line ends in it.",
    ),
    "api-key-prefix": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK의 값은 Bedrock API Key의 형식(ABSK… 또는 bedrock-api-key-…)이 아닙니다.",
        en="The value of AWS_BEARER_TOKEN_BEDROCK is no Bedrock API key (ABSK… or bedrock-api-key-…).",
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
        en="This run used the credentials that Claude Code uses; the AWS CLI does not find them, or reads others.",
    ),
    "claude-code-reads": Text(
        ko="Claude Code는 이 오류와 관계없이 자격증명({claude_code})을 사용합니다. 가이드가 시험에 쓰는 AWS CLI는 그렇지 않습니다.",
        en="Claude Code is not stopped by this mistake, and would use {claude_code}; the AWS CLI, with which the guide tests, is.",
    ),
    "of-settings": Text(
        ko="Claude Code 설정({file})에만 있는 자격증명으로 점검했습니다. AWS CLI는 이 자격증명을 사용하지 않습니다.",
        en="This run used the credentials of Claude Code's settings ({file}); the AWS CLI does not use them.",
    ),
    "in-use": Text(ko="사용 중", en="in use"),
    "shadowed": Text(
        ko="함께 있지만 쓰이지 않는 자격증명: {sources}", en="Credentials that are here, but not used: {sources}"
    ),
    "lasting": Text(
        ko="임시 자격증명입니다. {until}까지 유효합니다(약 {hours}시간 {minutes}분 남음).",
        en="Temporary credentials: valid until {until} (about {hours} h {minutes} min left).",
    ),
    "api-key-account": Text(ko="API Key의 계정: {account}", en="Account of the API key: {account}"),
    "api-key-region": Text(ko="API Key의 리전: {region}", en="Region of the API key: {region}"),
    "near-miss": Text(
        ko="이름이 비슷하지만 AWS 도구가 읽지 않는 변수가 있습니다: {names}",
        en="Variables of nearly the right name, which no AWS tool reads: {names}",
    ),
    "in-dotenv": Text(
        ko=".env에 {names}이(가) 있지만, 셸도 Claude Code도 이 파일을 읽지 않습니다.",
        en=".env holds {names}, but neither the shell nor Claude Code reads that file.",
    ),
    "clock-ahead": Text(
        ko="이 컴퓨터의 시계가 약 {minutes}분 빠릅니다. 시간을 맞춰 두세요.",
        en="This machine's clock is about {minutes} min ahead; set it right.",
    ),
    "clock-behind": Text(
        ko="이 컴퓨터의 시계가 약 {minutes}분 느립니다. 시간을 맞춰 두세요.",
        en="This machine's clock is about {minutes} min behind; set it right.",
    ),
}

_SOURCES = {
    "single": Text(
        ko="Claude Code도 이 점검과 같은 자격증명({run})을 사용합니다.",
        en="Claude Code would use the same credentials as this run: {run}.",
    ),
    "used-by-both": Text(ko="점검과 Claude Code가 함께 사용", en="used by this run and by Claude Code"),
    "conflict": Text(
        ko="이 점검과 AWS CLI는 {run}을(를), Claude Code는 {claude_code}을(를) 사용하게 됩니다. 서로 다른 자격증명입니다.",
        en="This run and the AWS CLI use {run}, Claude Code would use {claude_code}: another identity.",
    ),
    "conflict-nothing": Text(
        ko="이 점검과 AWS CLI는 {run} 자격증명을 사용하지만, Claude Code는 자격증명을 찾지 못합니다.",
        en="This run and the AWS CLI use {run}, but Claude Code finds no credentials.",
    ),
    "uses": Text(ko="사용: {choice}", en="uses {choice}"),
    "sets": Text(ko="env에서 {variable}을(를) 바꿈", en="changes {variable} under env"),
    "same-key": Text(
        ko="AWS 도구는 {run}에서, Claude Code는 {claude_code}에서 읽지만 같은 자격증명입니다.",
        en="AWS tools read {run} and Claude Code {claude_code}, but they are the same credentials.",
    ),
    "bearer-empty": Text(
        ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값으로 설정되어 있어 AWS 도구가 {run} 대신 빈 API Key를 보냅니다.",
        en="AWS_BEARER_TOKEN_BEDROCK is set to an empty value, so AWS tools send an empty API key instead of using {run}.",
    ),
    "is-empty": Text(ko="빈 값", en="empty"),
    "hook": Text(
        ko="{file}의 {hook} 설정에 따라 Claude Code가 다른 자격증명을 받아 올 수 있습니다.",
        en="{hook} in {file} may give Claude Code credentials of its own.",
    ),
    "command-left-alone": Text(
        ko="Claude Code는 {place} 위치의 {name} 명령이 출력하는 자격증명을 사용합니다. 프로젝트에 딸린 명령이므로 이 점검에서는 실행하지 않았고, 같은 자격증명인지 알 수 없습니다.",
        en="Claude Code uses the credentials that the command {name} in {place} prints. It comes with the project, so this run did not run it, and cannot tell whether they are the same.",
    ),
    "command-failed": Text(
        ko="{place} 위치의 {name} 명령이 자격증명을 출력하지 않아, Claude Code는 그다음 자격증명을 사용합니다.",
        en="The command {name} in {place} printed no credentials, so Claude Code uses the next source.",
    ),
    "settings-dropped": Text(
        ko="Claude Code 설정 {file} 위치의 {field} 값이 올바르지 않아, Claude Code가 이 파일 전체를 사용하지 않고, 시작할 때 Settings Error 화면을 보여 줍니다.",
        en="The value of {field} in Claude Code's settings ({file}) is not valid: Claude Code leaves the whole file out, and starts with a screen named Settings Error.",
    ),
    "settings-unreadable": Text(
        ko="Claude Code 설정 파일({file})이 올바른 JSON이 아닙니다. Claude Code가 이 파일을 사용하지 않고, 시작할 때 Settings Error 화면을 보여 줍니다.",
        en="Claude Code's settings in {file} are not valid JSON: Claude Code leaves the file out, and starts with a screen named Settings Error.",
    ),
    "field-ignored": Text(
        ko="관리자의 Claude Code 설정({file})에 있는 {field} 값이 올바르지 않아, Claude Code가 이 값만 사용하지 않습니다.",
        en="The value of {field} in the administrator's settings for Claude Code ({file}) is not valid, so Claude Code leaves that value out.",
    ),
    "untrusted": Text(
        ko="이 네트워크의 AWS 인증서는 AWS_CA_BUNDLE 파일이 있어야 믿을 수 있는데, Claude Code는 이 변수를 읽지 않습니다.",
        en="The certificate of AWS on this network is trusted by the file in AWS_CA_BUNDLE alone, which Claude Code does not read.",
    ),
    "managed-unreadable": Text(
        ko="관리자의 Claude Code 설정 파일({file})이 올바른 JSON 객체가 아니어서 Claude Code가 시작되지 않습니다.",
        en="The administrator's settings for Claude Code ({file}) are not a valid JSON object, so Claude Code does not start.",
    ),
}

TEXTS: dict[str, Text] = {
    **{f"credentials.found.{source}": text for source, text in _FOUND.items()},
    **{f"credentials.{key}": text for key, text in (_NOT_FOUND | _ACCEPTANCE | _NOTES).items()},
    **{f"sources.{key}": text for key, text in _SOURCES.items()},
}

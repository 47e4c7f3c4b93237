"""What to do about each cause of step 3."""

from __future__ import annotations

from checkpoints.guide.texts.text import Advice, Text, Who

_REMEDY = "{remedy}"
_API_KEYS = "https://console.aws.amazon.com/bedrock/home?region=us-east-1#/api-keys"
_TEMPORARY_KEYS = "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtogetcredentials.html"

_NOTHING_WORKS = Text(
    ko="자격증명이 없으면 Claude Code가 Bedrock을 호출할 수 없습니다.",
    en="Without credentials Claude Code cannot call Bedrock.",
)
_REFUSED = Text(
    ko="AWS가 받아들이지 않는 자격증명으로는 아무 요청도 할 수 없습니다.",
    en="Nothing can be asked of AWS with credentials that it does not accept.",
)
_API_KEY_FIRST = Text(
    ko="API Key는 다른 모든 자격증명보다 먼저 쓰이므로, 이 값이 잘못되면 Bedrock 호출이 모두 실패합니다.",
    en="An API key comes before all other credentials; while it is wrong, every call of Bedrock fails.",
)

_FINDING: dict[str, Advice] = {
    "no-credentials": Advice(
        what=Text(ko="AWS 자격증명을 찾을 수 없습니다.", en="No AWS credentials were found."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="가이드 3단계의 옵션 중 하나를 골라 설정하세요. 가장 간단한 방법은 Option A이고, 이미 만든 프로필이 있으면 AWS_PROFILE로 지정합니다.",
            en="Follow one of the options of the guide's step 3: option A is the simplest; where there is a profile already, name it in AWS_PROFILE.",
        ),
        command=_REMEDY,
    ),
    "partial-credentials": Advice(
        what=Text(ko="Access Key가 반쪽만 설정되어 있습니다.", en="Only half of an access key is set."),
        why=Text(
            ko="Access Key ID와 Secret Access Key가 모두 있어야 요청에 서명할 수 있습니다.",
            en="It takes both access key id and secret access key to sign a request.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="반쪽짜리 값을 지우고 Access Key ID와 Secret Access Key를 함께 다시 입력하세요.",
            en="Drop the half pair, and enter access key id and secret access key together.",
        ),
        command=_REMEDY,
    ),
    "profile-not-found": Advice(
        what=Text(ko="지정한 AWS 프로필이 없습니다.", en="The AWS profile that was asked for does not exist."),
        why=Text(
            ko="프로필을 찾지 못하면 AWS 도구는 다른 자격증명이 있어도 사용하지 않고 멈춥니다.",
            en="Without the profile AWS tools stop, even where other credentials would do.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="있는 프로필 이름({profiles})을 쓰거나, 프로필을 새로 만들거나, 프로필을 쓰지 않는다면 변수를 해제하세요.",
            en="Name a profile that exists ({profiles}) or create it; where no profile is meant, unset the variable.",
        ),
        command=_REMEDY,
    ),
    "config-unreadable": Advice(
        what=Text(ko="AWS 설정 파일을 사용할 수 없습니다.", en="An AWS config file cannot be used."),
        why=Text(
            ko="파일 한 곳의 오류 때문에 AWS 도구가 모든 자격증명을 읽지 못합니다.",
            en="One mistake in the file keeps AWS tools from reading any credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="파일({file})의 형식을 고치세요. config 파일은 '[profile 이름]'(기본은 '[default]'), credentials 파일은 '[이름]' 아래에 '이름 = 값' 형태여야 합니다.",
            en="Mend the file ({file}): lines of the form 'name = value' under '[profile name]' (or '[default]') in a config file, under '[name]' in a credentials file.",
        ),
        page="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    ),
    "sso-login-required": Advice(
        what=Text(ko="SSO에 로그인되어 있지 않습니다.", en="There is no valid SSO login."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(ko="SSO에 다시 로그인하세요(Option C).", en="Log in with SSO again (option C)."),
        command="aws sso login --profile={profile}",
    ),
    "login-required": Advice(
        what=Text(ko="aws login 세션이 없거나 만료되었습니다.", en="There is no valid aws login session."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="다시 로그인하세요(Option D). 권한 오류라면 계정 관리자에게 SignInLocalDevelopmentAccess 정책을 요청하세요.",
            en="Log in again (option D); where a permission is missing, ask the account's owner for SignInLocalDevelopmentAccess.",
        ),
        command="aws login --profile {profile}",
    ),
    "crt-missing": Advice(
        what=Text(
            ko="aws login 자격증명을 읽을 패키지가 이 파이썬에 없습니다.",
            en="This Python lacks the package that reads aws login credentials.",
        ),
        why=Text(
            ko="로그인은 올바르게 했지만 이 점검이 자격증명을 읽지 못합니다.",
            en="The login itself is fine, but this run cannot read its credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="패키지를 설치한 뒤 다시 실행하세요.", en="Install the package, and run again."),
        command='python -m pip install "boto3[crt]"',
    ),
    "credential-process-failed": Advice(
        what=Text(ko="credential_process가 실패했습니다.", en="The credential process failed."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="프로필의 credential_process 명령을 직접 실행해 오류를 확인하고 고치세요.",
            en="Run the command of the profile's credential_process by hand, and mend what it complains about.",
        ),
        command="aws configure get credential_process --profile {profile}",
    ),
    "web-identity-token-missing": Advice(
        what=Text(ko="웹 자격증명 토큰을 사용할 수 없습니다.", en="The web identity token cannot be used."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 설정을 쓰지 않는다면 변수를 해제하고, 쓴다면 토큰 파일의 경로와 AWS_ROLE_ARN을 바로잡으세요.",
            en="Unset the variables where they are not meant; otherwise set the token file's path and AWS_ROLE_ARN right.",
        ),
        command="unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN",
    ),
    "container-credentials-failed": Advice(
        what=Text(ko="컨테이너 자격증명을 받을 수 없습니다.", en="The container's credentials cannot be fetched."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="컨테이너가 아니라면 변수를 해제하세요. 컨테이너라면 관리자에게 태스크 역할 설정을 확인해 달라고 하세요.",
            en="Outside a container unset the variables; inside one, have the task's role looked after.",
        ),
        command="unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ),
    "assume-role-failed": Advice(
        what=Text(ko="프로필의 역할을 맡을 수 없습니다.", en="The profile's role cannot be assumed."),
        why=_NOTHING_WORKS,
        who=Who.OWNER,
        fix=Text(
            ko="역할의 신뢰 정책과 sts:AssumeRole 권한, 프로필의 source_profile을 확인하세요. MFA가 필요한 역할은 사용할 수 없습니다.",
            en="Check the role's trust policy, the permission for sts:AssumeRole and the profile's source_profile; roles that ask for MFA cannot be used.",
        ),
        page="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html",
    ),
}

_KEYS: dict[str, Advice] = {
    "placeholder-credentials": Advice(
        what=Text(
            ko="가이드의 예시 문구를 그대로 붙여 넣었습니다.", en="A placeholder of the guide was pasted as it stands."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="예시 문구 대신 발급받은 실제 값을 입력하세요.", en="Enter your own value instead of the placeholder."
        ),
        command=_REMEDY,
    ),
    "invalid-credentials": Advice(
        what=Text(ko="AWS가 인정하지 않는 자격증명입니다.", en="AWS does not recognise the credentials."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="Access Key를 따옴표나 공백 없이 다시 입력하세요. 키가 비활성화되었거나 삭제되었다면 새로 발급받으세요.",
            en="Enter the access key again, without quotes or spaces; where it was disabled or deleted, create a new one.",
        ),
        command=_REMEDY,
    ),
    "expired-credentials": Advice(
        what=Text(ko="임시 자격증명이 만료되었습니다.", en="The temporary credentials have expired."),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명을 새로 받으세요. 값을 직접 붙여넣었다면 Access Key ID, Secret Access Key, Session Token을 모두 바꾸고, SSO나 aws login이라면 다시 로그인하세요.",
            en="Get new temporary credentials: where they were pasted, replace access key id, secret access key and session token, all three; with SSO or aws login, log in again.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    "session-token-missing": Advice(
        what=Text(
            ko="임시 Access Key에 필요한 세션 토큰이 없습니다.", en="The session token of a temporary key is missing."
        ),
        why=_REFUSED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="임시 자격증명의 세 값(Access Key ID, Secret Access Key, Session Token)을 모두 설정하세요.",
            en="Set all three values of the temporary credentials: access key id, secret access key and session token.",
        ),
        page=_TEMPORARY_KEYS,
    ),
    "session-token-stale": Advice(
        what=Text(
            ko="장기 Access Key 옆에 예전 세션 토큰이 남아 있습니다.",
            en="An old session token was left beside a long-term key.",
        ),
        why=Text(
            ko="세션 토큰이 함께 전송되면 AWS가 올바른 장기 키도 거절합니다.",
            en="With the token sent along, AWS refuses even a good long-term key.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="남아 있는 세션 토큰을 지우세요.", en="Take the old session token away."),
        command=_REMEDY,
    ),
    "conflicting-sources": Advice(
        what=Text(
            ko="Claude Code가 점검한 것과 다른 자격증명을 사용하게 됩니다.",
            en="Claude Code would use other credentials than the ones that were tested.",
        ),
        why=Text(
            ko="여기서 확인한 권한과 모델 액세스가 Claude Code에는 적용되지 않을 수 있습니다.",
            en="Permissions and model access that were proven here may not hold for Claude Code.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="사용할 자격증명 하나만 남기고 나머지 변수나 설정을 지우세요.",
            en="Keep the one source that you mean, and take the other variables or settings away.",
        ),
        command=_REMEDY,
    ),
    "clock-skew": Advice(
        what=Text(ko="컴퓨터의 시계가 맞지 않습니다.", en="The machine's clock is off."),
        why=Text(
            ko="AWS는 시각이 5분 이상 다른 요청의 서명을 거절합니다.",
            en="AWS refuses signatures from a clock that is more than five minutes off.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="시계를 인터넷 시각에 맞추세요. Windows와 macOS에서는 '자동으로 시간 설정'을 켜세요.",
            en="Synchronise the clock; on Windows and macOS switch on automatic time.",
        ),
        command="sudo timedatectl set-ntp true",
    ),
}

_API_KEY: dict[str, Advice] = {
    "bearer-token-empty": Advice(
        what=Text(
            ko="AWS_BEARER_TOKEN_BEDROCK이 빈 값으로 설정되어 있습니다.",
            en="AWS_BEARER_TOKEN_BEDROCK is set to nothing.",
        ),
        why=Text(
            ko="빈 값도 '설정됨'으로 여겨져 빈 API Key가 전송되고, 다른 자격증명은 무시됩니다.",
            en="Empty is not unset: an empty API key is sent, and good credentials are passed over.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="변수를 해제하세요. API Key를 쓰려면 그 뒤에 실제 값을 설정하세요.",
            en="Unset the variable; to use an API key, set its value afterwards.",
        ),
        command="unset AWS_BEARER_TOKEN_BEDROCK",
    ),
    "bearer-token-malformed": Advice(
        what=Text(ko="Bedrock API Key의 형식이 올바르지 않습니다.", en="The Bedrock API key is malformed."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="API Key를 따옴표, 공백, 줄바꿈 없이 다시 복사해 입력하세요.",
            en="Copy the API key again, without quotes, spaces or line ends.",
        ),
        command="read -rs AWS_BEARER_TOKEN_BEDROCK && export AWS_BEARER_TOKEN_BEDROCK",
    ),
    "bearer-token-rejected": Advice(
        what=Text(ko="Bedrock이 API Key를 거절했습니다.", en="Bedrock refuses the API key."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="키가 삭제되었거나 비활성화되었을 수 있습니다. us-east-1에서 새 API Key를 발급받으세요.",
            en="The key may have been deleted or disabled: create a new one in us-east-1.",
        ),
        page=_API_KEYS,
    ),
    "bearer-token-expired": Advice(
        what=Text(ko="Bedrock API Key가 만료되었습니다.", en="The Bedrock API key has expired."),
        why=_API_KEY_FIRST,
        who=Who.ATTENDEE,
        fix=Text(
            ko="us-east-1에서 새 API Key를 발급받으세요. 단기 키는 최대 12시간만 유효합니다.",
            en="Create a new API key in us-east-1; short-term keys last 12 hours at most.",
        ),
        page=_API_KEYS,
    ),
    "bearer-token-wrong-region": Advice(
        what=Text(
            ko="다른 리전에서 발급한 Bedrock API Key입니다.", en="The Bedrock API key belongs to another Region."
        ),
        why=Text(
            ko="단기 API Key는 발급한 리전에서만 쓸 수 있고, 이 워크샵은 us-east-1을 사용합니다.",
            en="A short-term key works only in the Region it was made in, and the workshop uses us-east-1.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="콘솔의 리전을 us-east-1로 바꾼 뒤 API Key를 새로 발급받으세요.",
            en="Switch the console to us-east-1, and create a new API key there.",
        ),
        page=_API_KEYS,
    ),
}

ADVICE: dict[str, Advice] = _FINDING | _KEYS | _API_KEY

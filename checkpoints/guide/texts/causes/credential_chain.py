"""What to do where the credential chain finds no credentials."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"

_NOTHING_WORKS = Text(
    ko="자격증명이 없으면 Claude Code가 Bedrock을 호출할 수 없습니다.",
    en="Without credentials Claude Code cannot call Bedrock.",
)

ADVICE: dict[Cause, Advice] = {
    Cause.NO_CREDENTIALS: Advice(
        headline=Text(
            ko="AWS 자격증명이 없습니다. 가이드 3단계에 따라 설정하세요.",
            en="No AWS credentials found. Set them up as in step 3 of the guide.",
        ),
        what=Text(ko="AWS 자격증명을 찾을 수 없습니다.", en="No AWS credentials were found."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="워크샵 EC2라면 진행자에게 알리세요(인스턴스 역할 필요). 내 컴퓨터라면 가이드 3단계의 Option A를 따르거나, 이미 만든 프로필을 AWS_PROFILE에 지정하세요.",
            en="On the workshop's EC2 instance, tell your facilitator. Elsewhere, follow option A of the guide's step 3, or set AWS_PROFILE.",
        ),
        command=_REMEDY,
    ),
    Cause.PARTIAL_CREDENTIALS: Advice(
        headline=Text(
            ko="Access Key가 일부만 설정되어 있습니다. 두 값을 함께 다시 입력하세요.",
            en="Only part of an access key is set. Enter both values again.",
        ),
        what=Text(
            ko="Access Key ID와 Secret Access Key 중 하나만 설정되어 있습니다.",
            en="Only one of access key ID and secret access key is set.",
        ),
        why=Text(
            ko="Access Key ID와 Secret Access Key가 모두 있어야 요청에 서명할 수 있습니다.",
            en="A request can be signed only with both the access key ID and the secret access key.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="남아 있는 값을 지우고 Access Key ID와 Secret Access Key를 함께 다시 입력하세요.",
            en="Remove the incomplete key, then enter access key ID and secret access key together.",
        ),
        command=_REMEDY,
    ),
    Cause.PROFILE_NOT_FOUND: Advice(
        headline=Text(
            ko="지정한 AWS 프로필이 없습니다. 이름을 바꾸거나 지정을 해제하세요.",
            en="The chosen AWS profile does not exist. Change its name or unset it.",
        ),
        what=Text(ko="지정한 AWS 프로필이 없습니다.", en="The AWS profile that is set does not exist."),
        why=Text(
            ko="프로필을 찾지 못하면 AWS 도구는 다른 자격증명이 있어도 사용하지 않고 오류로 끝납니다.",
            en="Without the profile, AWS tools end with an error, even if there are other credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="있는 프로필 중에서 고르거나 프로필을 새로 만드세요. 프로필을 쓰지 않는다면 변수를 해제하세요. 있는 프로필: {profiles}",
            en="Choose an existing profile or create one. If you use no profile, unset the variable. Existing profiles: {profiles}",
        ),
        command=_REMEDY,
    ),
    Cause.CONFIG_UNREADABLE: Advice(
        headline=Text(
            ko="AWS 설정 파일에 오류가 있습니다. 파일의 형식을 고치세요.",
            en="An AWS config file has an error. Fix its format.",
        ),
        what=Text(ko="AWS 설정 파일을 사용할 수 없습니다.", en="An AWS config file cannot be used."),
        why=Text(
            ko="파일 한 곳의 오류 때문에 AWS 도구가 자격증명을 읽지 못합니다.",
            en="One error in the file keeps AWS tools from reading any credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="설정 파일({file})의 형식을 고치세요. config 파일은 '[profile 이름]'(기본은 '[default]'), credentials 파일은 '[이름]' 아래에 '이름 = 값' 형식으로 적습니다.",
            en="Fix the format of {file}: lines 'name = value' under '[profile name]' (or '[default]') in the config file, under '[name]' in the credentials file.",
        ),
        page="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    ),
    Cause.SSO_LOGIN_REQUIRED: Advice(
        headline=Text(
            ko="SSO 로그인이 없거나 만료되었습니다. 다시 로그인하세요.",
            en="The SSO login is missing or has expired. Log in again.",
        ),
        what=Text(
            ko="SSO에 로그인하지 않았거나 로그인이 만료되었습니다.", en="The SSO login is missing or has expired."
        ),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(ko="SSO에 다시 로그인하세요(Option C).", en="Log in with SSO again (option C)."),
        command="aws sso login --profile={profile}",
    ),
    Cause.LOGIN_REQUIRED: Advice(
        headline=Text(
            ko="aws login 세션이 없거나 만료되었습니다. 다시 로그인하세요.",
            en="The aws login session is missing or has expired. Log in again.",
        ),
        what=Text(ko="aws login 세션이 없거나 만료되었습니다.", en="The aws login session is missing or has expired."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="다시 로그인하세요(Option D). 로그인할 때 권한 오류가 나면 계정 관리자에게 SignInLocalDevelopmentAccess 정책 연결을 요청하세요.",
            en="Log in again (option D). If the login fails for lack of permission, ask the account administrator to attach SignInLocalDevelopmentAccess.",
        ),
        command="aws login --profile {profile}",
    ),
    Cause.CRT_MISSING: Advice(
        headline=Text(
            ko="aws login에 필요한 Python 패키지(awscrt)가 없습니다. 설치하세요.",
            en="The Python package for aws login (awscrt) is missing. Install it.",
        ),
        what=Text(
            ko="aws login 자격증명을 읽는 Python 패키지(awscrt)가 없습니다.",
            en="The Python package that reads aws login credentials (awscrt) is missing.",
        ),
        why=Text(
            ko="로그인은 정상이지만 이 점검이 자격증명을 읽을 수 없습니다.",
            en="The login is fine, but this run cannot read its credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="패키지를 설치한 뒤 다시 실행하세요.", en="Install the package, then run again."),
        command='python -m pip install "boto3[crt]"',
    ),
    Cause.CREDENTIAL_PROCESS_FAILED: Advice(
        headline=Text(
            ko="credential_process 명령이 실패했습니다. 직접 실행해 오류를 고치세요.",
            en="The credential_process command failed. Run it by hand and fix the error.",
        ),
        what=Text(ko="credential_process 명령이 실패했습니다.", en="The credential_process command failed."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 명령은 credential_process를 실행하고 그 오류를 보여 줍니다. 오류를 고치세요.",
            en="This command runs the credential_process and shows its error. Fix that error.",
        ),
        command="aws sts get-caller-identity --profile {profile}",
    ),
    Cause.WEB_IDENTITY_TOKEN_MISSING: Advice(
        headline=Text(
            ko="웹 자격증명 토큰을 읽을 수 없습니다. 변수를 해제하거나 경로를 고치세요.",
            en="The web identity token cannot be read. Unset the variables or fix the path.",
        ),
        what=Text(ko="웹 자격증명 토큰을 사용할 수 없습니다.", en="The web identity token cannot be used."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="웹 자격증명을 쓰지 않는다면 이 명령으로 변수를 해제하세요. 쓴다면 토큰 파일의 경로와 AWS_ROLE_ARN 값을 고치세요.",
            en="If you do not use web identity, unset the variables with this command. If you do, fix the path of the token file and AWS_ROLE_ARN.",
        ),
        command=_REMEDY,
    ),
    Cause.CONTAINER_CREDENTIALS_FAILED: Advice(
        headline=Text(
            ko="컨테이너 자격증명을 받지 못했습니다. 관련 변수를 해제하세요.",
            en="No container credentials. Unset their variables.",
        ),
        what=Text(ko="컨테이너 자격증명을 받을 수 없습니다.", en="The container credentials cannot be fetched."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="컨테이너가 아니라면 이 명령으로 변수를 해제하세요. 컨테이너라면 관리자에게 태스크 역할 설정 확인을 요청하세요.",
            en="Outside a container, unset the variables with this command. Inside one, ask the administrator to check the task role.",
        ),
        command=_REMEDY,
    ),
    Cause.ASSUME_ROLE_FAILED: Advice(
        headline=Text(
            ko="역할을 수임(AssumeRole)할 수 없습니다. 관리자에게 설정 확인을 요청하세요.",
            en="The role cannot be assumed. Ask your administrator to check its settings.",
        ),
        what=Text(ko="프로필의 역할을 수임(AssumeRole)할 수 없습니다.", en="The profile's role cannot be assumed."),
        why=_NOTHING_WORKS,
        who=Who.OWNER,
        fix=Text(
            ko="역할의 신뢰 정책, sts:AssumeRole 권한, 프로필의 source_profile 설정을 확인하세요. MFA가 필요한 역할은 사용할 수 없습니다.",
            en="Check the trust policy of the role, the permission sts:AssumeRole and the profile's source_profile. Roles that require MFA cannot be used.",
        ),
        page="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html",
    ),
    Cause.SSO_ROLE_NOT_ASSIGNED: Advice(
        headline=Text(
            ko="SSO 역할이 할당되지 않았습니다. 계정과 역할을 다시 선택하세요.",
            en="The SSO role is not assigned to you. Choose account and role again.",
        ),
        what=Text(
            ko="SSO 로그인은 정상이지만 프로필의 계정이나 역할이 할당되어 있지 않습니다.",
            en="The SSO login is valid, but the account or role of the profile is not assigned to you.",
        ),
        why=Text(
            ko="sso_account_id나 sso_role_name 값이 잘못되었거나 역할이 할당되지 않았습니다. 다시 로그인해도 해결되지 않습니다.",
            en="Either sso_account_id or sso_role_name is wrong, or the role is not assigned; logging in again does not help.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 명령을 실행해 목록에서 계정과 역할을 다시 선택하세요. 목록에 없으면 관리자에게 IAM Identity Center의 역할 할당을 요청하세요.",
            en="Run this command and choose the account and role from its list. If yours is not there, ask the administrator to assign it in IAM Identity Center.",
        ),
        command="aws configure sso --profile {profile}",
    ),
}

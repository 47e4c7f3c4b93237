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
        what=Text(ko="AWS 자격증명을 찾을 수 없습니다.", en="No AWS credentials were found."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="가이드 3단계의 옵션 중 하나를 골라 설정하세요. 가장 간단한 방법은 Option A이고, 이미 만든 프로필이 있으면 AWS_PROFILE로 지정합니다.",
            en="Follow one of the options of the guide's step 3: option A is the simplest; where there is a profile already, name it in AWS_PROFILE.",
        ),
        command=_REMEDY,
    ),
    Cause.PARTIAL_CREDENTIALS: Advice(
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
    Cause.PROFILE_NOT_FOUND: Advice(
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
    Cause.CONFIG_UNREADABLE: Advice(
        what=Text(ko="AWS 설정 파일을 사용할 수 없습니다.", en="An AWS config file cannot be used."),
        why=Text(
            ko="파일 한 곳의 오류 때문에 AWS 도구가 모든 자격증명을 읽지 못합니다.",
            en="One mistake in the file keeps AWS tools from reading any credentials.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="파일({file})의 형식을 고치세요. config 파일은 '[profile 이름]'(기본은 '[default]'), credentials 파일은 '[이름]' 아래에 '이름 = 값' 형태여야 합니다.",
            en="Fix the file ({file}): lines of the form 'name = value' under '[profile name]' (or '[default]') in a config file, under '[name]' in a credentials file.",
        ),
        page="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html",
    ),
    Cause.SSO_LOGIN_REQUIRED: Advice(
        what=Text(ko="SSO에 로그인되어 있지 않습니다.", en="There is no valid SSO login."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(ko="SSO에 다시 로그인하세요(Option C).", en="Log in with SSO again (option C)."),
        command="aws sso login --profile={profile}",
    ),
    Cause.LOGIN_REQUIRED: Advice(
        what=Text(ko="aws login 세션이 없거나 만료되었습니다.", en="There is no valid aws login session."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="다시 로그인하세요(Option D). 권한 오류라면 계정 관리자에게 SignInLocalDevelopmentAccess 정책을 요청하세요.",
            en="Log in again (option D); where a permission is missing, ask the account's owner for SignInLocalDevelopmentAccess.",
        ),
        command="aws login --profile {profile}",
    ),
    Cause.CRT_MISSING: Advice(
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
    Cause.CREDENTIAL_PROCESS_FAILED: Advice(
        what=Text(ko="credential_process가 실패했습니다.", en="The credential process failed."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="프로필의 credential_process 명령을 직접 실행해 오류를 확인하고 고치세요.",
            en="Run the command of the profile's credential_process by hand, and fix what it complains about.",
        ),
        command="aws configure get credential_process --profile {profile}",
    ),
    Cause.WEB_IDENTITY_TOKEN_MISSING: Advice(
        what=Text(ko="웹 자격증명 토큰을 사용할 수 없습니다.", en="The web identity token cannot be used."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 설정을 쓰지 않는다면 변수를 해제하고, 쓴다면 토큰 파일의 경로와 AWS_ROLE_ARN을 바로잡으세요.",
            en="Unset the variables where they are not meant; otherwise set the token file's path and AWS_ROLE_ARN right.",
        ),
        command="unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN",
    ),
    Cause.CONTAINER_CREDENTIALS_FAILED: Advice(
        what=Text(ko="컨테이너 자격증명을 받을 수 없습니다.", en="The container's credentials cannot be fetched."),
        why=_NOTHING_WORKS,
        who=Who.ATTENDEE,
        fix=Text(
            ko="컨테이너가 아니라면 변수를 해제하세요. 컨테이너라면 관리자에게 태스크 역할 설정을 확인해 달라고 하세요.",
            en="Outside a container unset the variables; inside one, have the task's role looked after.",
        ),
        command="unset AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ),
    Cause.ASSUME_ROLE_FAILED: Advice(
        what=Text(ko="프로필의 역할을 맡을 수 없습니다.", en="The profile's role cannot be assumed."),
        why=_NOTHING_WORKS,
        who=Who.OWNER,
        fix=Text(
            ko="역할의 신뢰 정책과 sts:AssumeRole 권한, 프로필의 source_profile을 확인하세요. MFA가 필요한 역할은 사용할 수 없습니다.",
            en="Check the role's trust policy, the permission for sts:AssumeRole and the profile's source_profile; roles that ask for MFA cannot be used.",
        ),
        page="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html",
    ),
    Cause.SSO_ROLE_NOT_ASSIGNED: Advice(
        what=Text(
            ko="SSO 로그인은 되어 있지만, 이 계정의 역할이 할당되어 있지 않습니다.",
            en="The SSO login is valid, but the account or role of the profile is not assigned to you.",
        ),
        why=Text(
            ko="sso_account_id나 sso_role_name이 잘못되었거나 할당되지 않은 것이므로, 다시 로그인해도 해결되지 않습니다.",
            en="Either sso_account_id or sso_role_name is misspelt, or the role is not assigned; logging in again does not help.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="아래 명령을 실행해 목록에서 계정과 역할을 다시 선택하세요. 목록에 없으면 관리자에게 IAM Identity Center의 역할 할당을 요청하세요.",
            en="Run this command and choose the account and role from its list; if yours is not there, ask the administrator to assign it in IAM Identity Center.",
        ),
        command="aws configure sso --profile {profile}",
    ),
}

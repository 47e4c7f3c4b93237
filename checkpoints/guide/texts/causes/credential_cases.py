"""Mistakes in variables and files that have a fix of their own, which the advice about their cause is too general for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"
_SAME_WAIT = Text(
    ko="Claude Code는 같은 명령을 더 오래(credential_process는 1분까지) 기다리지만, 그 명령에는 아무것도 입력할 수 없습니다.",
    en="Claude Code waits longer for the same command (a minute for credential_process), but nobody can type anything into it.",
)


def advise_cases(advice: Mapping[str, Advice]) -> dict[str, Advice]:
    """The advice of each case, by `CAUSE.CASE`. advice: that of the causes, of which a case keeps what it shares."""
    invalid = advice[Cause.INVALID_CREDENTIALS.value]
    unreadable = advice[Cause.CONFIG_UNREADABLE.value]
    nothing = advice[Cause.NO_CREDENTIALS.value]
    windows_path = {
        f"{cause.value}.windows-path": replace(
            advice[cause.value],
            headline=Text(
                ko="변수에 Windows 경로가 있습니다. 이 셸의 경로로 바꾸세요.",
                en="A variable holds a Windows path. Change it to a path of this shell.",
            ),
            fix=Text(
                ko="{variable} 변수의 경로를 이 셸의 경로로 바꾸세요. WSL에서는 /mnt/c/로 시작합니다.",
                en="Change the path in {variable} to a path of this shell. Under WSL it begins with /mnt/c/.",
            ),
            command=_REMEDY,
        )
        for cause in (Cause.NO_CREDENTIALS, Cause.PROFILE_NOT_FOUND, Cause.WEB_IDENTITY_TOKEN_MISSING)
    }
    slow = advice[Cause.TIMEOUT.value]
    return {
        **windows_path,
        "timeout.command": replace(
            slow,
            what=Text(
                ko="자격증명을 제공하는 명령(credential_process)이 제한 시간 안에 끝나지 않습니다.",
                en="The command that hands out the credentials (credential_process) does not end in time.",
            ),
            why=_SAME_WAIT,
            fix=Text(
                ko="이 명령으로 확인한 도구를 터미널에서 직접 실행해, 로그인, 비밀번호 입력이나 네트워크를 기다리고 있지 않은지 확인하세요.",
                en="Find the tool with this command, run it yourself, and see whether it waits for a login, a password or a network.",
            ),
            command="aws configure get credential_process --profile {profile}",
        ),
        "timeout.settings-command": replace(
            slow,
            what=Text(
                ko="Claude Code 설정에 있는 자격증명 명령이 제한 시간 안에 끝나지 않습니다.",
                en="A command for credentials in Claude Code's settings does not end in time.",
            ),
            why=_SAME_WAIT,
            fix=Text(
                ko="{name} 명령을 터미널에서 직접 실행해, 로그인, 비밀번호 입력이나 네트워크를 기다리고 있지 않은지 확인하세요(위치: {place}). 필요 없는 설정이면 이 명령으로 지우세요.",
                en="Run the command of {name} yourself ({place}), and see whether it waits for a login, a password or a network. If you do not need the setting, remove it with this command.",
            ),
            command=_REMEDY,
        ),
        "assume-role-failed.region": replace(
            advice[Cause.ASSUME_ROLE_FAILED.value],
            headline=Text(
                ko="역할을 수임(AssumeRole)할 수 없는 리전입니다. 프로필의 리전을 바꾸세요.",
                en="The role cannot be assumed in the profile's Region. Change that Region.",
            ),
            why=Text(
                ko="AWS CLI는 AWS_REGION 변수의 리전에서, Claude Code는 프로필에 적힌 리전에서 역할을 수임합니다.",
                en="The AWS CLI assumes the role in the Region of AWS_REGION, Claude Code in the Region of the profile.",
            ),
            who=Who.ATTENDEE,
            fix=Text(
                ko="이 명령으로 프로필의 리전을 {guide_region} 리전으로 바꾸세요(위치: {place}).",
                en="Change the Region of the profile to {guide_region} with this command ({place}).",
            ),
            command=_REMEDY,
            page="",
        ),
        "timeout.container": replace(
            slow,
            what=Text(
                ko="컨테이너의 자격증명 엔드포인트가 제한 시간 안에 응답하지 않습니다.",
                en="The container's endpoint for credentials does not answer in time.",
            ),
            fix=Text(
                ko="컨테이너의 자격증명 에이전트가 실행 중인지, 프록시가 이 주소를 가로채지 않는지 확인하세요.",
                en="Check whether the agent that gives the container its credentials is running, and whether a proxy intercepts that address.",
            ),
            command="aws configure list",
        ),
        "timeout.metadata": replace(
            slow,
            what=Text(
                ko="EC2 인스턴스 메타데이터 서비스가 제한 시간 안에 응답하지 않습니다.",
                en="The EC2 instance metadata service does not answer in time.",
            ),
            why=Text(
                ko="인스턴스 역할을 받지 못하면 Claude Code에도 자격증명이 없습니다.",
                en="Without the role of the instance Claude Code has no credentials either.",
            ),
            fix=Text(
                ko="EC2의 컨테이너 안이라면 인스턴스 메타데이터의 홉 제한을 2로 올리세요. EC2가 아니라면 이 명령으로 자격증명을 설정하세요.",
                en="In a container on EC2, raise the hop limit of the instance's metadata to 2. Anywhere else, set credentials up with this command.",
            ),
            command="aws configure",
        ),
        "config-unreadable.repeated": replace(
            unreadable,
            headline=Text(
                ko="AWS 설정 파일에 같은 항목이 두 번 있습니다. 하나만 남기세요.",
                en="An AWS config file has the same entry twice. Keep one.",
            ),
            fix=Text(
                ko="{file} 파일의 {first_line}번째 줄과 {line}번째 줄에 있는 {name} 항목 중 하나만 남기세요.",
                en="Keep only one of the two {name} entries in {file}: line {first_line} or line {line}.",
            ),
        ),
        "config-unreadable.large": replace(
            unreadable,
            headline=Text(
                ko="AWS 설정 파일이 너무 커서 확인하지 못했습니다. 사용하지 않는 프로필을 옮기세요.",
                en="An AWS file is too large to be verified. Move unused profiles out of it.",
            ),
            what=Text(ko="{file} 파일이 1MB보다 큽니다.", en="{file} is larger than 1 MB."),
            why=Text(
                ko="AWS 도구도 명령을 실행할 때마다 이 파일을 모두 읽어 느려집니다. 이 점검은 제한 시간 때문에 읽지 않습니다.",
                en="AWS tools read all of it for every command, and get slow. This run, which has a time limit, does not read it.",
            ),
            fix=Text(
                ko="{file} 파일에서 이 워크샵에 사용하지 않는 프로필과 설명을 다른 파일로 옮긴 뒤 다시 점검하세요.",
                en="Move profiles and comments that this workshop does not need from {file} to another file, then run this again.",
            ),
        ),
        "config-unreadable.forbidden": replace(
            unreadable,
            headline=Text(
                ko="AWS 설정 파일을 읽을 권한이 없습니다. 파일의 소유자와 권한을 고치세요.",
                en="An AWS file may not be read. Fix its owner and permissions.",
            ),
            what=Text(ko="이 사용자는 {file} 파일을 읽을 수 없습니다.", en="This user may not read {file}."),
            why=Text(
                ko="AWS 도구와 Claude Code는 읽을 수 없는 파일을 없는 파일로 처리합니다. sudo aws configure 명령으로 만든 파일이 이런 경우입니다.",
                en="AWS tools and Claude Code treat a file that they may not read as if it were not there. sudo aws configure writes such files.",
            ),
            fix=Text(
                ko="{file} 파일과 그 폴더의 소유자를 이 사용자로 바꾸고, 읽기 권한을 주세요.",
                en="Make this user the owner of {file} and its folder, with permission to read them.",
            ),
        ),
        "config-unreadable.sso-session": replace(
            unreadable,
            headline=Text(
                ko="SSO 세션의 이름이 서로 다릅니다. 섹션 이름을 고치세요.",
                en="The SSO session name does not match. Fix the section name.",
            ),
            fix=Text(
                ko="{file} 파일의 섹션 이름을 [sso-session {session}] 형식으로 바꾸거나, 이 명령으로 SSO 프로필을 다시 만드세요.",
                en="Change the section name in {file} to [sso-session {session}], or set up the SSO profile again with this command.",
            ),
            command=_REMEDY,
            page="",
        ),
        "config-unreadable.comment": replace(
            unreadable,
            headline=Text(
                ko="AWS 설정 파일의 값 뒤에 주석이 있습니다. 주석을 지우세요.",
                en="A comment stands after a value in an AWS file. Remove it.",
            ),
            what=Text(
                ko="AWS CLI는 {name} 값 뒤의 주석을 값의 일부로 읽습니다({place}).",
                en="The AWS CLI reads the comment after {name} as part of the value ({place}).",
            ),
            why=Text(
                ko="주석까지 값으로 읽으면 AWS CLI가 자격증명을 찾지 못합니다. Claude Code는 주석을 빼고 읽습니다.",
                en="With the comment in its value, the AWS CLI finds no credentials. Claude Code reads the value without it.",
            ),
            fix=Text(
                ko="{place} 위치에서 {name} 값 뒤의 주석을 지우세요. 주석은 따로 한 줄에 쓸 수 있습니다.",
                en="Remove the comment after {name} in {place}. A comment may stand on a line of its own.",
            ),
            command="",
        ),
        "config-unreadable.claude-code-settings": replace(
            unreadable,
            what=Text(
                ko="Claude Code의 설정 파일을 읽을 수 없습니다.", en="A settings file of Claude Code cannot be read."
            ),
            why=Text(
                ko="AWS 도구는 영향을 받지 않지만, Claude Code는 이 파일을 읽지 못하면 시작하지 않습니다.",
                en="AWS tools work all the same, but Claude Code does not start without reading this file.",
            ),
            fix=Text(
                ko="파일({file})의 JSON을 고치거나 파일을 다른 곳으로 옮기세요. managed-settings 파일은 이 컴퓨터의 관리자만 고칠 수 있습니다.",
                en="Fix the JSON in {file}, or move the file aside. Only this computer's administrator can fix a managed-settings file.",
            ),
            page="https://code.claude.com/docs/en/settings",
        ),
        "credential-process-failed.shell": replace(
            advice[Cause.CREDENTIAL_PROCESS_FAILED.value],
            headline=Text(
                ko="credential_process에 셸 문법이 있습니다. 스크립트 파일로 옮기세요.",
                en="The credential_process uses shell syntax. Move it to a script.",
            ),
            fix=Text(
                ko="명령을 스크립트 파일로 옮기고 credential_process에는 그 파일의 절대 경로만 적으세요(위치: {place}).",
                en="Move the command to a script, and set credential_process to its absolute path alone ({place}).",
            ),
        ),
        "expired-credentials.process": replace(
            advice[Cause.EXPIRED_CREDENTIALS.value],
            headline=Text(
                ko="만료된 자격증명을 받았습니다. 자격증명 도구에서 다시 로그인하세요.",
                en="The credentials have expired. Log in again with the credential tool.",
            ),
            fix=Text(
                ko="credential_process가 실행하는 도구에서 다시 로그인하거나 캐시를 지우세요(위치: {place}). 계속 실패하면 도구 관리자에게 알리세요.",
                en="Log in again with the tool that the credential_process runs, or clear its cache ({place}). If it still fails, tell whoever runs that tool.",
            ),
            command="aws sts get-caller-identity --profile {profile}",
            page="",
        ),
        "web-identity-token-missing.profile": replace(
            advice[Cause.WEB_IDENTITY_TOKEN_MISSING.value],
            headline=Text(
                ko="웹 자격증명 토큰을 읽을 수 없습니다. 프로필의 설정을 고치거나 지우세요.",
                en="The web identity token cannot be read. Fix the profile or remove the setting.",
            ),
            fix=Text(
                ko="웹 자격증명을 쓰지 않는다면 이 명령으로 프로필의 설정을 지우세요. 쓴다면 토큰 파일의 경로와 role_arn 값을 고치세요(위치: {place}).",
                en="If you do not use web identity, remove it from the profile with this command. If you do, fix the path of the token file and role_arn ({place}).",
            ),
            command=_REMEDY,
        ),
        "no-credentials.profiles": replace(
            nothing,
            headline=Text(
                ko="사용할 프로필이 선택되지 않았습니다. AWS_PROFILE에 지정하세요.",
                en="No profile is selected. Set AWS_PROFILE to the workshop's profile.",
            ),
            fix=Text(
                ko="워크샵에 사용할 프로필을 AWS_PROFILE에 지정하세요. 있는 프로필: {profiles}",
                en="Set AWS_PROFILE to the profile for the workshop. Existing profiles: {profiles}",
            ),
            command=_REMEDY,
        ),
        "no-credentials.variable-names": replace(
            nothing,
            headline=Text(
                ko="자격증명 변수의 이름이 잘못되었습니다. 올바른 이름으로 설정하세요.",
                en="Credential variables have wrong names. Set them under the right ones.",
            ),
            what=Text(
                ko="환경변수의 이름이 잘못되어 AWS 도구가 자격증명을 찾지 못합니다.",
                en="AWS tools find no credentials, because variables have wrong names.",
            ),
            fix=Text(
                ko="이 명령을 실행하고 값을 다시 입력하세요. 올바른 이름으로 설정됩니다: {names}",
                en="Run this command and enter the values again; it sets them under the right names: {names}",
            ),
            command=_REMEDY,
        ),
        "profile-not-found.section": replace(
            advice[Cause.PROFILE_NOT_FOUND.value],
            headline=Text(
                ko="프로필의 섹션 이름에 profile이 빠졌습니다. 그 줄을 고치세요.",
                en="The section of the profile lacks the word profile. Fix that line.",
            ),
            fix=Text(
                ko="{file} 파일에서 [{profile}] 줄을 다음과 같이 바꾸세요: [profile {profile}]",
                en="In {file}, change the line [{profile}] to [profile {profile}].",
            ),
        ),
        "no-credentials.metadata-disabled": replace(
            nothing,
            headline=Text(
                ko="인스턴스 역할 조회가 꺼져 있습니다. 변수를 해제하세요.",
                en="The lookup of the instance role is off. Unset the variable.",
            ),
            fix=Text(
                ko="인스턴스 역할을 사용하려면 이 변수를 해제하세요.",
                en="To use the instance role, unset the variable.",
            ),
            command=_REMEDY,
        ),
        "invalid-credentials.comment": replace(
            invalid,
            headline=Text(
                ko="자격증명 값 뒤에 주석이 있습니다. 주석을 지우세요.",
                en="A credentials value is followed by a comment. Remove the comment.",
            ),
            what=Text(ko="자격증명 값 뒤에 주석이 있습니다.", en="A credentials value is followed by a comment."),
            why=Text(
                ko="AWS CLI는 주석까지 키로 보내므로 AWS가 거부합니다. Claude Code는 주석을 빼고 읽습니다.",
                en="The AWS CLI sends the comment as part of the key, which AWS refuses. Claude Code reads the value without it.",
            ),
            fix=Text(
                ko="값은 그대로 두고 뒤의 주석만 지우세요(위치: {place}).",
                en="Keep the value, and remove the comment after it ({place}).",
            ),
            command=_REMEDY,
        ),
        "not-permitted-to-look.command-of-a-project": replace(
            advice[Cause.NOT_PERMITTED_TO_LOOK.value],
            headline=Text(
                ko="프로젝트의 자격증명 명령은 확인하지 못했습니다. 설정을 옮기거나 지우세요.",
                en="Credentials from a project's command are not verified. Move or remove it.",
            ),
            what=Text(
                ko="Claude Code는 프로젝트 설정의 명령으로 자격증명을 받습니다. 이 자격증명은 확인하지 못했습니다.",
                en="Claude Code gets credentials from a command in the project's settings. They are not verified.",
            ),
            why=Text(
                ko="프로젝트 설정의 명령은 안전한지 알 수 없어 이 점검에서는 실행하지 않습니다.",
                en="A command in a project's settings may not be safe, so this run does not run it.",
            ),
            fix=Text(
                ko="신뢰할 수 있는 명령이면 {name} 설정을 ~/.claude/settings.json 파일로 옮기고, 아니면 이 명령으로 지우세요(위치: {place}).",
                en="If you trust the command, move {name} to ~/.claude/settings.json. If not, remove it with this command ({place}).",
            ),
            command=_REMEDY,
        ),
        "not-permitted-to-look.new-provider": replace(
            advice[Cause.NOT_PERMITTED_TO_LOOK.value],
            headline=Text(
                ko="Claude Code가 이 자격증명을 찾는지 알 수 없습니다. 가이드의 옵션 A~E를 쓰세요.",
                en="Whether Claude Code finds these credentials is unknown. Use an option A to E.",
            ),
            what=Text(
                ko="AWS 도구가 이 점검이 모르는 새 방식({provider})으로 자격증명을 찾았습니다.",
                en="AWS tools found the credentials in a new way ({provider}) that this check does not know.",
            ),
            why=Text(
                ko="Claude Code는 자격증명을 직접 찾으며, 모든 방식을 알지는 못합니다.",
                en="Claude Code looks for credentials by itself and does not know every way.",
            ),
            fix=Text(
                ko="이 명령으로 자격증명의 출처를 확인하고, 가이드 3단계의 옵션 A~E 가운데 하나로 다시 설정하세요.",
                en="See with this command where the credentials come from, and set up one of the options A to E of step 3.",
            ),
            command="aws configure list",
        ),
        "invalid-credentials.instance": replace(
            invalid,
            headline=Text(
                ko="AWS가 환경변수의 Access Key를 거부했습니다. 지우고 인스턴스 역할을 쓰세요.",
                en="AWS refused the access key in a variable. Remove it to use the instance role.",
            ),
            fix=Text(
                ko="인스턴스 역할을 쓰도록 환경변수의 Access Key를 지우세요. 이 키를 써야 한다면 새로 발급받아 다시 입력하세요.",
                en="Remove the access key from the environment, so that the role of the instance is used. If you need an access key, create a new one and enter it.",
            ),
            command=_REMEDY,
        ),
        **{
            f"{cause.value}.settings": replace(advice[cause.value], command=_REMEDY)
            for cause in (
                Cause.BEARER_TOKEN_MALFORMED,
                Cause.BEARER_TOKEN_REJECTED,
                Cause.BEARER_TOKEN_EXPIRED,
                Cause.BEARER_TOKEN_WRONG_REGION,
            )
        },
        "invalid-credentials.brackets": replace(
            invalid,
            headline=Text(
                ko="자격증명 값에 괄호가 있습니다. 괄호를 지우세요.",
                en="A credentials value is in brackets. Remove the brackets.",
            ),
            what=Text(ko="자격증명 값에 괄호가 포함되어 있습니다.", en="A credentials value is in brackets."),
            fix=Text(
                ko="괄호를 지우고 값만 다시 입력하세요(위치: {place}).",
                en="Enter the value again, without the brackets ({place}).",
            ),
            command=_REMEDY,
        ),
    }

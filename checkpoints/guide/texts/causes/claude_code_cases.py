"""What keeps Claude Code from starting or from getting an answer, and what to do about it: special cases of a cause."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text

_REMEDY = "{remedy}"


def advise_cases(bypassed: Advice, unseen: Advice, slow: Advice, unusable: Advice) -> dict[str, Advice]:
    """The advice of each case, by `CAUSE.CASE`. bypassed, unseen, slow, unusable: that of the causes themselves."""
    return {
        "model-pin-unusable.blank": replace(
            unusable,
            headline=Text(
                ko="Claude Code의 모델 이름이 공백입니다. 값을 지우세요.",
                en="The model set for Claude Code has a blank name. Remove it.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값에 공백만 있습니다.",
                en="{name} in {place} is blank.",
            ),
            why=Text(
                ko="Claude Code는 이 값을 모델 이름으로 사용하므로, 다른 모델을 사용할 수 있어도 요청이 실패합니다.",
                en="Claude Code takes it for the name of a model, so its requests fail, whatever models work.",
            ),
        ),
        "claude-code-bypassed.timeout": replace(
            bypassed,
            headline=Text(
                ko="Claude Code의 요청 제한 시간이 너무 짧습니다. 설정을 지우세요.",
                en="The time limit for Claude Code's requests is too short. Remove it.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 1초보다 짧습니다. 단위는 밀리초입니다.",
                en="{name} in {place} is less than a second. Its unit is the millisecond.",
            ),
            why=Text(
                ko="모델은 이 시간 안에 응답하지 못하므로, 여기서 확인한 모델에도 Claude Code의 요청은 모두 실패합니다.",
                en="No model answers within this time, so every request of Claude Code fails, whatever this run verified.",
            ),
        ),
        "timeout.time-limit": replace(
            slow,
            headline=Text(
                ko="Claude Code의 요청 제한 시간이 짧습니다. 설정을 지우세요.",
                en="The time limit for Claude Code's requests is short. Remove it.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 5초보다 짧습니다. 단위는 밀리초입니다.",
                en="{name} in {place} is less than five seconds. Its unit is the millisecond.",
            ),
            why=Text(
                ko="모델의 첫 응답은 보통 1~4초가 걸립니다. 제한 시간이 먼저 지나면 Claude Code의 요청이 실패합니다.",
                en="A model usually takes one to four seconds to begin its answer. Where the limit ends first, Claude Code's request fails.",
            ),
            who=Who.ATTENDEE,
            fix=Text(ko="이 명령으로 제한 시간을 지우세요.", en="Remove the time limit with this command."),
            command=_REMEDY,
            page="",
        ),
        "claude-code-bypassed.output-limit": replace(
            bypassed,
            headline=Text(
                ko="Claude Code의 출력 토큰 한도가 너무 작습니다. 설정을 지우세요.",
                en="The limit of Claude Code's output tokens is too low. Remove it.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 1024 이하입니다.",
                en="{name} in {place} is 1024 or less.",
            ),
            why=Text(
                ko="Claude Code는 {model} 모델의 사고(thinking)에 1024토큰을 배정합니다. AWS는 출력 한도가 이보다 크지 않은 요청을 거부합니다.",
                en="Claude Code gives {model} 1024 tokens to think with, and AWS refuses a request whose limit of output is not above that.",
            ),
        ),
        "claude-code-bypassed.header": replace(
            bypassed,
            headline=Text(
                ko="추가한 헤더 때문에 Claude Code의 요청이 실패합니다. 설정을 지우세요.",
                en="An added header makes Claude Code's requests fail. Remove it.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 Claude Code의 모든 요청에 잘못된 헤더를 더합니다.",
                en="{name} in {place} adds a wrong header to every request of Claude Code.",
            ),
            why=Text(
                ko="요청이 보내지지 않거나 AWS가 거부합니다. 이 점검과 AWS CLI는 이 헤더를 보내지 않습니다.",
                en="The request is not sent, or AWS refuses it. This run and the AWS CLI do not send this header.",
            ),
        ),
        "claude-code-bypassed.forbidden": replace(
            bypassed,
            headline=Text(
                ko="관리자 설정이 Bedrock이나 모델을 막습니다. 관리자에게 문의하세요.",
                en="The administrator's settings deny Bedrock or its models. Ask the administrator.",
            ),
            what=Text(
                ko="이 컴퓨터의 관리자 설정({place})에 있는 {name} 값이 Amazon Bedrock이나 모델을 허용하지 않습니다.",
                en="{name} in the administrator's settings of this computer ({place}) does not allow Amazon Bedrock or its models.",
            ),
            why=Text(
                ko="허용되지 않은 제공자나 모델로는 Claude Code가 시작되지 않습니다.",
                en="Claude Code does not start with a provider or model that is not allowed.",
            ),
            who=Who.OWNER,
            fix=Text(
                ko="이 컴퓨터의 관리자에게 {name} 값의 변경을 요청하거나, 다른 컴퓨터를 사용하세요.",
                en="Ask this computer's administrator to change {name}, or use another computer.",
            ),
            command="",
            page="https://code.claude.com/docs/en/settings",
        ),
        "claude-code-bypassed.root": replace(
            bypassed,
            headline=Text(
                ko="이 권한 모드로는 root 사용자가 Claude Code를 시작할 수 없습니다. 모드를 바꾸세요.",
                en="In this permission mode root cannot start Claude Code. Change the mode.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 bypassPermissions인데, 이 셸은 root 사용자입니다.",
                en="{name} in {place} is bypassPermissions, and this shell is root's.",
            ),
            why=Text(
                ko="Claude Code는 권한을 묻지 않는 모드에서 root 사용자로 시작되지 않습니다.",
                en="In the mode that asks for no permission, Claude Code does not start as root.",
            ),
            fix=Text(
                ko="{place} 위치의 {name} 값을 default로 바꾸거나, root가 아닌 사용자로 Claude Code를 시작하세요.",
                en="Change {name} in {place} to default, or start Claude Code as another user than root.",
            ),
            command="",
            page="https://code.claude.com/docs/en/permissions",
        ),
        "not-permitted-to-look.extra-body": replace(
            unseen,
            headline=Text(
                ko="요청에 더해지는 필드를 확인하지 못했습니다. 변수를 지우세요.",
                en="Fields added to every request are not verified. Remove them.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값이 Claude Code의 모든 요청에 필드를 더합니다.",
                en="{name} in {place} adds fields to every request of Claude Code.",
            ),
            why=Text(
                ko="AWS가 모르는 필드가 있으면 모든 요청을 거부합니다. 이 점검은 그 필드를 보내지 않습니다.",
                en="AWS refuses every request with a field that it does not know. This run does not send them.",
            ),
            who=Who.ATTENDEE,
            fix=Text(
                ko="꼭 필요한 값이 아니라면 이 명령으로 지우세요.",
                en="Unless you need the value, remove it with this command.",
            ),
            command=_REMEDY,
        ),
        "claude-code-bypassed.version": replace(
            bypassed,
            headline=Text(
                ko="관리자 설정이 이 Claude Code 버전을 허용하지 않습니다. 버전을 바꾸세요.",
                en="The administrator's settings do not allow this Claude Code version. Change it.",
            ),
            what=Text(
                ko="설치된 Claude Code {version} 버전은 관리자 설정({place})이 허용하는 버전이 아닙니다.",
                en="Claude Code {version} is installed, which the administrator's settings ({place}) do not allow.",
            ),
            why=Text(
                ko="허용되지 않는 버전의 Claude Code는 시작되지 않습니다.",
                en="Claude Code does not start in a version that is not allowed.",
            ),
            fix=Text(
                ko="허용되는 버전을 설치하세요({name}: {bound}). 설치할 수 없다면 이 컴퓨터의 관리자에게 문의하세요.",
                en="Install a version that is allowed ({name}: {bound}). If you cannot, ask this computer's administrator.",
            ),
        ),
        "claude-code-bypassed.debugger": replace(
            bypassed,
            headline=Text(
                ko="디버거가 켜진 터미널에서는 Claude Code가 시작되지 않습니다. 변수를 지우세요.",
                en="In a terminal with a debugger Claude Code does not start. Remove the variable.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 값에 --inspect 옵션이 있습니다.",
                en="{name} in {place} has an option such as --inspect.",
            ),
            why=Text(
                ko="Claude Code는 디버거를 켜는 옵션이 있으면 메시지 없이 바로 종료됩니다. VS Code의 Auto Attach 기능이 터미널마다 이 값을 설정합니다.",
                en="With an option that starts a debugger, Claude Code ends at once, without a message. The Auto Attach of VS Code sets it in each terminal.",
            ),
            fix=Text(
                ko="이 명령으로 변수를 지우세요. VS Code에서는 명령 팔레트의 Debug: Toggle Auto Attach에서 Disabled를 선택하고 새 터미널을 여세요.",
                en="Remove the variable with this command. In VS Code, choose Disabled in Debug: Toggle Auto Attach of the command palette, and open a new terminal.",
            ),
            command=_REMEDY,
        ),
        "claude-code-bypassed.folder": replace(
            bypassed,
            headline=Text(
                ko="Claude Code가 임시 파일을 둘 수 없습니다. 폴더를 정하는 변수를 지우세요.",
                en="Claude Code cannot keep temporary files. Remove the variable of the folder.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 폴더는 이 사용자가 만들거나 쓸 수 없습니다.",
                en="This user cannot make or write the folder of {name} in {place}.",
            ),
            why=Text(
                ko="Claude Code는 시작할 때 이 폴더 안에 자기 폴더를 만들고, 만들지 못하면 시작되지 않습니다.",
                en="At its start Claude Code makes a folder of its own in there, and does not start where it cannot.",
            ),
            fix=Text(
                ko="이 명령으로 변수를 지우거나, 쓸 수 있는 폴더를 지정하세요.",
                en="Remove the variable with this command, or name a folder that you can write.",
            ),
            command=_REMEDY,
        ),
        "claude-code-bypassed.sandbox": replace(
            bypassed,
            headline=Text(
                ko="Claude Code의 샌드박스에 필요한 프로그램이 없습니다. 설치하세요.",
                en="Programs that Claude Code's sandbox needs are missing. Install them.",
            ),
            what=Text(
                ko="{place} 위치의 {name} 설정은 샌드박스를 요구하는데, 필요한 프로그램이 없습니다: {programs}",
                en="{name} in {place} requires a sandbox, and programs that it needs are missing: {programs}",
            ),
            why=Text(
                ko="이 설정이 있으면 Claude Code는 샌드박스 없이 시작되지 않습니다.",
                en="With this setting, Claude Code does not start without its sandbox.",
            ),
            fix=Text(
                ko="bubblewrap 패키지와 socat 패키지를 설치하거나, {place} 위치의 {name} 값을 false로 바꾸세요.",
                en="Install the packages bubblewrap and socat, or change {name} in {place} to false.",
            ),
            command="",
            page="https://code.claude.com/docs/en/sandboxing",
        ),
        "not-permitted-to-look.administrator": replace(
            unseen,
            headline=Text(
                ko="관리자 설정의 영향을 확인하지 못했습니다. Claude Code를 시작해 보세요.",
                en="The effect of administrator's settings is not verified. Start Claude Code.",
            ),
            what=Text(
                ko="이 컴퓨터의 관리자 설정({place})에 있는 {name} 값의 영향을 확인하지 못했습니다.",
                en="The effect of {name} in the administrator's settings of this computer ({place}) is not verified.",
            ),
            why=Text(
                ko="Claude Code가 여기서 확인한 것과 다른 설정이나 모델을 사용할 수 있습니다.",
                en="Claude Code may use other settings or another model than this run checked.",
            ),
            fix=Text(
                ko="{guide_next}절의 설정을 마친 다음 Claude Code가 응답하는지 확인하세요. 응답하지 않으면 이 컴퓨터의 관리자에게 문의하세요.",
                en="After section {guide_next}, see whether Claude Code answers. If it does not, ask this computer's administrator.",
            ),
            command="",
            page="https://code.claude.com/docs/en/settings",
        ),
        "not-permitted-to-look.version": replace(
            unseen,
            headline=Text(
                ko="Claude Code의 버전을 확인하지 못했습니다. 관리자가 허용한 버전인지 확인하세요.",
                en="The version of Claude Code is not verified. See whether it is allowed.",
            ),
            what=Text(
                ko="관리자 설정({place})이 Claude Code의 버전을 제한합니다. 설치된 버전은 확인하지 못했습니다.",
                en="The administrator's settings ({place}) limit Claude Code's version. The installed one is not verified.",
            ),
            why=Text(
                ko="허용되지 않는 버전의 Claude Code는 시작되지 않습니다.",
                en="Claude Code does not start in a version that is not allowed.",
            ),
            fix=Text(
                ko="claude --version 명령으로 버전을 확인하고, 허용되지 않으면 이 명령으로 바꾸세요({name}: {bound}).",
                en="See the version with claude --version. If it is not allowed ({name}: {bound}), change it with this command.",
            ),
            command=_REMEDY,
        ),
    }

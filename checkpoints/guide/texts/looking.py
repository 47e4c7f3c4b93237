"""Texts about looking itself: answers that prove nothing, blocked checks, and defects of the suite."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "blocked": Text(
        ko="‘{root}’ 항목이 해결되지 않아 확인하지 못했습니다.",
        en="Not checked: fix “{root}” first.",
    ),
    "evidence.answered": Text(ko="성공", en="success"),
    "evidence.refused": Text(ko="거부({code}): {message}", en="refused ({code}): {message}"),
    "evidence.refused-mute": Text(ko="거부({code})", en="refused ({code})"),
    "evidence.unanswered-mute": Text(ko="응답 없음({code})", en="no answer ({code})"),
    "evidence.unanswered": Text(ko="응답 없음({code}): {message}", en="no answer ({code}): {message}"),
    "evidence.not-asked": Text(ko="요청하지 않음", en="not asked"),
    "afar.from-files": Text(
        ko="원격 실행이 파일과 인스턴스 역할에서 확인한 결과입니다. 열려 있는 터미널에서 바꾼 값은 원격에서 볼 수 없습니다.",
        en="A remote run found this in files or in the instance's role. It cannot see what an open terminal has changed.",
    ),
    "afar.region-not-exported": Text(
        ko="셸의 시작 파일에는 AWS_REGION이 없습니다. 터미널에서 직접 설정했는지는 원격에서 볼 수 없습니다.",
        en="No start-up file of the shell exports AWS_REGION. A remote run cannot see whether the terminal has it.",
    ),
    "afar.region-elsewhere": Text(
        ko="셸의 시작 파일에는 AWS_REGION이 없고, 다른 곳에는 리전이 있습니다({places} 등). 터미널에서 직접 설정했는지는 원격에서 볼 수 없습니다.",
        en="No start-up file of the shell exports AWS_REGION; a Region is set elsewhere ({places}). A remote run cannot see whether the terminal has it.",
    ),
    "afar.region-differs": Text(
        ko="{names} 값이 터미널의 종류(로그인 셸, VS Code)에 따라 다릅니다. 어느 터미널을 쓰는지는 원격에서 볼 수 없습니다.",
        en="{names} is not the same in every terminal (login shell, VS Code). A remote run cannot see which one is in use.",
    ),
    "afar.credentials-differ": Text(
        ko="자격증명 환경변수({names})의 값이 터미널의 종류(로그인 셸, VS Code)에 따라 다릅니다. 어느 터미널을 쓰는지는 원격에서 볼 수 없습니다.",
        en="Credential variables ({names}) are not the same in every terminal (login shell, VS Code). A remote run cannot see which one is in use.",
    ),
    "afar.mentioned": Text(
        ko="셸의 시작 파일이나 VS Code 설정에 있는 값({names})이 모든 터미널에 똑같이 적용되지는 않을 수 있습니다. 터미널의 값이 무엇인지는 원격에서 볼 수 없습니다.",
        en="A start-up file or VS Code's settings may set {names} to another value in some terminals. A remote run cannot see which one is in use.",
    ),
    "afar.settings-unread": Text(
        ko="VS Code 설정 파일({names})의 내용을 읽을 수 없습니다. 이 파일이 터미널에 어떤 환경변수를 주는지는 원격에서 알 수 없습니다.",
        en="A settings file of VS Code could not be read ({names}). A remote run cannot know which variables it gives terminals.",
    ),
    "afar.shell-silent": Text(
        ko="셸이 시작 파일을 끝까지 실행하지 못했거나 제한 시간 안에 응답하지 않았습니다. 터미널의 자격증명과 리전은 원격에서 볼 수 없습니다.",
        en="The shell did not come to the end of its start-up files in time. A remote run cannot see the terminal's credentials and Region.",
    ),
    "afar.profiles": Text(
        ko="이 사용자의 파일에 자격증명이 있습니다(프로필: {names}). 터미널이 어느 프로필을 쓰는지(AWS_PROFILE)는 원격에서 볼 수 없습니다.",
        en="This user's files hold profiles with credentials ({names}). A remote run cannot see which one the terminal uses (AWS_PROFILE).",
    ),
    "afar.no-credentials": Text(
        ko="파일에도 인스턴스 역할에도 자격증명이 없습니다. 터미널에 직접 넣은 키가 있는지는 원격에서 볼 수 없습니다.",
        en="There are no credentials in files, and no instance role. A remote run cannot see whether the terminal has keys.",
    ),
    "looking.unreachable": Text(
        ko="{operation} 요청이 AWS에 도달하지 못했거나 제한 시간 안에 응답을 받지 못했습니다.",
        en="{operation} did not reach AWS, or timed out.",
    ),
    "looking.foreign": Text(
        ko="{operation} 요청에 AWS가 아닌 다른 것(프록시, 로그인 페이지 등)이 응답했습니다(HTTP {status}).",
        en="Something other than AWS answered {operation} (HTTP {status}), such as a proxy or a network login page.",
    ),
    "looking.slow": Text(
        ko="AWS가 {operation} 요청에 제한 시간 안에 응답하지 않았습니다.",
        en="AWS did not answer {operation} in time.",
    ),
    "looking.no-answer": Text(
        ko="{operation} 요청의 결과를 받지 못했습니다.",
        en="{operation} returned no usable result.",
    ),
    "looking.refused": Text(
        ko="AWS가 {operation} 요청을 거부했습니다({code}): {message}",
        en="AWS refused {operation} ({code}): {message}",
    ),
    "internal.crashed": Text(
        ko="이 항목을 확인하는 코드에서 오류가 발생했습니다({error}). 여러분의 설정과는 관계없습니다.",
        en="The code of this check failed ({error}). Your setup is not the cause.",
    ),
    "internal.fix-crashed": Text(
        ko="결과는 맞지만, 해결 방법을 자세히 만드는 코드에서 오류가 발생했습니다({error}, {place}). 진행자에게 알려 주세요.",
        en="The result holds, but the code that details the fix failed ({error}, {place}). Tell the facilitator.",
    ),
}

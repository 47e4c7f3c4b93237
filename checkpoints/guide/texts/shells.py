"""Texts about the shell that the reader has, and of the command that removes settings."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "shell.bash": Text(ko="bash, zsh, Git Bash", en="bash, zsh, Git Bash"),
    "shell.powershell": Text(ko="PowerShell", en="PowerShell"),
    "shell.cmd": Text(ko="명령 프롬프트(cmd)", en="Command Prompt (cmd)"),
    "shell.others": Text(ko="다른 셸에서 실행할 명령", en="For another shell"),
    # -- python -m checkpoints remove
    "command.remove": Text(
        ko="설정 파일에서 항목을 지우고 원래 파일은 따로 남겨 둡니다",
        en="remove settings from a file, and keep a copy of the old file",
    ),
    "command.remove.names": Text(ko="지울 변수나 항목의 이름", en="names of the variables or settings to remove"),
    "command.remove.from": Text(
        ko="Claude Code 설정(.json), 셸 시작 파일 또는 AWS 파일",
        en="Claude Code's settings (.json), a shell start-up file or an AWS file",
    ),
    "command.remove.section": Text(ko="AWS 파일의 섹션", en="the section in the AWS file"),
    "command.remove.done": Text(
        ko="{file} 파일에서 지웠습니다: {names}. 원래 파일: {kept}",
        en="Removed from {file}: {names}. The old file: {kept}",
    ),
    "command.remove.nothing": Text(
        ko="{file} 파일에 지울 항목이 없습니다: {names}", en="There is nothing to remove in {file}: {names}"
    ),
    "command.remove.by-hand": Text(
        ko="{file} 파일의 {line}번째 줄은 직접 지우세요.", en="Remove line {line} of {file} by hand."
    ),
    "command.remove.unreadable": Text(ko="{file} 파일을 읽을 수 없습니다.", en="The file {file} cannot be read."),
    "command.remove.unwritable": Text(
        ko="{file} 파일에 저장할 수 없습니다: {reason}", en="The file {file} cannot be written: {reason}"
    ),
}

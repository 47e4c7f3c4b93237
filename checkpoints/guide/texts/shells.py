"""Texts about the shell that the reader has, and about the file beside a code-server."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "shell.bash": Text(ko="bash, zsh, Git Bash", en="bash, zsh, Git Bash"),
    "shell.powershell": Text(ko="PowerShell", en="PowerShell"),
    "shell.cmd": Text(ko="명령 프롬프트(cmd)", en="Command Prompt (cmd)"),
    "shell.others": Text(ko="다른 셸에서 실행할 명령", en="For another shell"),
}

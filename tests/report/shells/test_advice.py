"""Every command of the advice can be typed in every shell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from checkpoints.guide.texts.causes import ADVICE, CASES
from checkpoints.report.shells.notation import Program, Question, parse_steps
from checkpoints.report.wording import Wording

WRITTEN = {name: advice for name, advice in (ADVICE | CASES).items() if advice.command}
VALUES = {
    "profile": "my team",
    "remedy": "unset AWS_A && python -m checkpoints remove AWS_A --from ~/.claude/settings.json && aws configure",
    "region_remedy": "keep AWS_REGION=us-east-1",
    "variable": "AWS_ENDPOINT_URL",
}
# Programs that ask for something, or open a browser: what is pasted behind them would be their answer.
ASKING = (("aws", "configure"), ("aws", "sso", "login"), ("aws", "login"))


@pytest.mark.parametrize("name", WRITTEN)
def test_it_is_there_for_every_shell_and_whatever_asks_comes_last(name: str) -> None:
    commands = Wording("ko").write_commands(WRITTEN[name].command, VALUES)
    assert commands.keys() == {"bash", "powershell", "cmd"}
    for shell, command in commands.items():
        assert not any(sign in command.replace("{ ", "") for sign in ("&&", "{", "…")), shell
    *others, _ = parse_steps(WRITTEN[name].command.replace("{remedy}", VALUES["remedy"]))
    for step in others:
        assert not isinstance(step, Question)
        assert not (isinstance(step, Program) and any(step.words[: len(words)] == words for words in ASKING))


def test_bash_can_read_it() -> None:
    bash = shutil.which("bash")
    assert bash
    for name, advice in WRITTEN.items():
        command = Wording("ko").write_commands(advice.command, VALUES)["bash"]
        found = subprocess.run([bash, "-n", "-c", command], check=False, capture_output=True)
        assert found.stderr == b"", name

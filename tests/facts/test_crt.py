"""awscrt is kept out of a process that can do without it, and stays where it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from checkpoints.facts.config_profiles import use_login
from tests.machine import Machine

KEEPS_OUT = "from checkpoints.facts.crt import keep_awscrt_out; keep_awscrt_out()"
TELLS = "import botocore.compat; print(botocore.compat.HAS_CRT)"


LATER = "import awscrt.auth; print(awscrt.__name__)"
PROCESSES: dict[str, tuple[tuple[str, ...], str]] = {
    "kept out": ((KEEPS_OUT, KEEPS_OUT, TELLS, LATER), "False\nawscrt\n"),  # whoever wants it later has it
    "botocore was there": (("import botocore.compat", KEEPS_OUT, TELLS), "True\n"),
    "awscrt was there": (("import awscrt.auth", KEEPS_OUT, TELLS), "True\n"),
}


@pytest.mark.parametrize(("lines", "told"), PROCESSES.values(), ids=PROCESSES)
def test_botocore_does_without_awscrt_where_it_is_kept_out(lines: tuple[str, ...], told: str) -> None:
    said = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert said.stdout == told


@pytest.mark.parametrize(
    ("config", "sign_in"),
    [
        ("[default]\nlogin_session = arn:aws:iam::111122223333:user/a\n", True),
        ("[default]\nregion = us-east-1\n[profile other]\nlogin_session = arn:aws:iam::111122223333:user/a\n", True),
        ("[default]\nsso_session = w\n", False),
        ("", False),
    ],
    ids=["default", "another-profile", "sso", "none"],
)
def test_a_machine_that_signs_in_by_aws_login_is_told(machine: Machine, config: str, sign_in: bool) -> None:
    machine.write("home/.aws/config", config)
    assert use_login(machine.look().files.profiles) is sign_in

"""The programs of the solver do to files what the real ones do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lengths import at_length
from tests.offline.solver.situation import PROGRAMS
from tests.processes import bare_environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="commands are run in bash")

_ANSWERS = "AKIAREHEARSALKEYAAAA\nsecret/of+nobody\nus-east-1\n\n"
_HALF = "[default]\naws_access_key_id = AKIAREHEARSALKEYZZZZ\n[other]\naws_access_key_id = AKIAREHEARSALKEYZZZZ\n"


@pytest.mark.parametrize(
    ("profile", "credentials"),
    [
        ("default", _HALF),
        at_length("default", ""),
        at_length("workshop", _HALF),
        at_length("other", _HALF),
    ],
)
def test_aws_configure_leaves_the_files_that_the_real_one_leaves(
    profile: str, credentials: str, tmp_path: Path
) -> None:
    left = []
    for program in (PROGRAMS / "aws", Path(sys.executable).with_name("aws")):
        home = tmp_path / program.parent.name
        files = home / "credentials", home / "config"
        home.mkdir()
        files[0].write_text(credentials, "utf-8")
        own = {"HOME": str(home), "AWS_SHARED_CREDENTIALS_FILE": str(files[0]), "AWS_CONFIG_FILE": str(files[1])}
        subprocess.run(
            [program, "configure", "--profile", profile],
            env={**bare_environment(), **own},
            input=_ANSWERS,
            text=True,
            stdout=subprocess.DEVNULL,
            timeout=60,
            check=True,
        )
        left.append([file.read_text("utf-8") for file in files])
    assert left[0] == left[1]

"""What is written of a class does not depend on the process: a set of words has another order in each."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timezone

from checkpoints.classroom.class_data import write_data
from checkpoints.classroom.page import render_class
from checkpoints.classroom.summary import write_summary
from checkpoints.classroom.table import write_table
from tests.classroom.hand_ins import hand_in_by, roll_of
from tests.processes import ROOT
from tests.report import samples

NOW = datetime(2026, 11, 27, tzinfo=timezone.utc)
GROUPS = range(1, 9)
ROSTER = [*(f"한지민({group}조)" for group in GROUPS), *(f"Hana Kim {group}" for group in GROUPS), "가나다라마"]


def write_class() -> None:
    """Write page, data, table and terminal of a class in which several could be meant."""
    present = [f"한지민({group}조)" for group in GROUPS]
    beside = ["한지민", "Hana Kim", "가나다라바", "나다라마", "가나다마라", "박세리(3조)", "박세리_7"]
    runs = (samples.ready, samples.one_failure)
    everybody = enumerate([*present, *beside])
    roll = roll_of(*(hand_in_by(name, runs[place % 2], place) for place, name in everybody), roster=ROSTER)
    data, page = write_data(roll, NOW), render_class(roll, "ko", NOW, None)
    for pieces in (page, data, write_table(roll, "ko"), write_summary(roll, "ko")):
        sys.stdout.writelines(pieces)


def test_a_class_is_written_alike_in_every_process() -> None:
    code = "from tests.classroom.test_order import write_class; write_class()"
    shells = [{**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"} for seed in (1, 2, 3)]
    written = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=shell, capture_output=True, check=True).stdout
        for shell in shells
    }
    (told,) = written
    assert "한지민(1조) / 한지민(2조) / 한지민(3조)".encode() in told

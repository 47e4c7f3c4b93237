"""Whoever calls `pytest.main` has the process back as it was, however the run ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.running import ROOT, shell

CALLER = """
import gc, json, os, sys, tempfile
import pytest
tempfile.tempdir = sys.argv[1] or None
try:
    code = int(pytest.main(["-m", "step4", "-k", "region", "--html", sys.argv[2]]))
except FileNotFoundError:
    code = None
from pytest_html import plugin
own = plugin._read_template.__module__
print(json.dumps([code, gc.isenabled(), os.environ["COLUMNS"], own]), file=sys.stderr)
"""
WIDE = "9" * 8


@pytest.mark.parametrize(("folder", "code"), [("", 0), ("/nowhere", None)], ids=["done", "without-a-temporary-folder"])
def test_a_run_leaves_collector_width_and_template_as_they_were(folder: str, code: int | None, tmp_path: Path) -> None:
    given = {**shell(tmp_path / "home", {"AWS_REGION": "us-east-1"}), "COLUMNS": WIDE}
    arguments = [sys.executable, "-c", CALLER, folder, str(tmp_path / "x.html")]
    done = subprocess.run(arguments, cwd=ROOT, env=given, capture_output=True, check=False)
    last = done.stderr.decode().splitlines()[-1]
    assert json.loads(last) == [code, True, WIDE, "pytest_html.util"], done.stdout + done.stderr

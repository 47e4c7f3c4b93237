"""Imported before live runs are forked: one has been, against an account that refuses the models."""

from __future__ import annotations

import checkpoints.run.round_display
import checkpoints.run.rounds
import checkpoints.run.status_line  # noqa: F401
from tests.run.fake_aws import FakeAws, served
from tests.warm import run_once

with served(FakeAws(refusal="You may not.")) as _account:
    run_once(variables=_account.shell)

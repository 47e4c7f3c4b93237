"""Imported before live runs are forked: one has been, against an account in which all is well."""

from __future__ import annotations

from tests.run.fake_aws import FakeAws, served
from tests.warm import run_once

with served(FakeAws()) as _account:
    run_once(variables=_account.shell)

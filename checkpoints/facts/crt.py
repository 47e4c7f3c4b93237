"""awscrt, which botocore imports at every start, and which only the credentials of `aws login` need.

Importing it takes an eighth of the time in which boto3 is imported and a first client made.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

_NAME = "awscrt"


def keep_awscrt_out() -> None:
    """Have botocore imported as if awscrt were not installed; too late in a process that has imported either.

    A botocore that cannot be imported without it is imported later, with it.
    """
    modules: dict[str, Any] = sys.modules
    if _NAME in modules or "botocore" in modules:
        return
    modules[_NAME] = None
    try:
        with suppress(ImportError):
            import botocore.compat  # noqa: F401 - it looks for awscrt, once
    finally:
        del modules[_NAME]

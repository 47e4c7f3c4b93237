"""A process that serves worlds: each line of standard input names one, and its address and shell come back as JSON.

The next line, or the end of input, closes it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.server import serve
from tests.service_models import keep_botocores_findings, keep_models


def main() -> None:
    """Serve until standard input ends."""
    keep_models()
    keep_botocores_findings()
    lines = _lines()
    name = next(lines, None)
    while name is not None:
        with serve(find_scenario(name)) as served:
            told = {"variables": dict(served.variables), "home": str(served.home), "project": str(served.project)}
            print(json.dumps(told), flush=True)
            name = next(lines, None)


def _lines() -> Iterator[str]:
    for line in sys.stdin:
        yield line.strip()


if __name__ == "__main__":
    main()

"""`python -m bench.scale.child FILE ARGUMENTS`: run `checkpoints ARGUMENTS`, and write to FILE what it took."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path


def main() -> None:
    """Run, measure, write."""
    # Imported here: what it takes counts.
    begun = time.perf_counter()
    from checkpoints.__main__ import main as run

    code = run(sys.argv[2:])
    took = {
        "code": code,
        "wall_s": time.perf_counter() - begun,
        "cpu_s": sum(os.times()[:4]),
        "peak_mb": read_peak_mb(),
    }
    Path(sys.argv[1]).write_text(json.dumps(took))


def read_peak_mb() -> float:
    """The most memory that this process had, in 10^6 bytes. Not `ru_maxrss`, which a process inherits."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0


if __name__ == "__main__":
    main()

"""`python -m bench.scale.serving KIND SIZE SETTINGS`: serve a simulated AWS until standard input ends.

The first line of standard output is its address, the last one what it counted, as JSON.
"""

from __future__ import annotations

import json
import sys

from bench.scale import accounts, hand_ins, instances

KINDS = {"hand-ins": hand_ins.serve, "instances": instances.serve, "accounts": accounts.serve}


def main() -> None:
    """Serve."""
    kind, size, settings = sys.argv[1:]
    with KINDS[kind](int(size), **json.loads(settings)) as (url, count):
        print(url, flush=True)
        sys.stdin.read()
        counted = count()
    print(json.dumps(counted))


if __name__ == "__main__":
    main()

"""How fast many accounts are looked at, and how much memory it takes: `python -m bench.many_accounts [ACCOUNTS]`.

The accounts are served by a process of their own, each answer 150 ms after its question; four in five are ready, the
others lack the form, a subscription, or a Region, or never answer. Goal: 100 accounts within 20 seconds and 300 MB.
Needs Linux.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checkpoints.guide.workshop import WORKSHOP
from tests.accounts.conftest import line
from tests.accounts.many_accounts import NOT_SUBSCRIBED, Account, ManyAccounts, served

DEFAULT = 100
DELAY_S = 0.15
MOST_S, MOST_MB = 20.0, 300.0
_SERVE = "--serve"
_EVERY = 20  # accounts, of which four are not ready and the last one of a hundred never answers


def make_account(place: int) -> Account:
    """An account of the class: ready, or with one of the defects."""
    number = f"{100_000_000_000 + place * 7919:012d}"
    account = Account(number, delay_s=DELAY_S)
    kind = place % _EVERY
    account.has_form = kind != 3
    account.scp = ("us-west-2",) if kind == 7 else ()
    account.gates = {WORKSHOP.haiku.bedrock_id: NOT_SUBSCRIBED} if kind == 11 else {}
    account.denied = ("bedrock:Get",) if kind == 15 else ()
    account.silent = place % 100 == 99
    return account


def serve(count: int) -> None:
    """Serve until standard input ends; the address is the first line of standard output."""
    aws = ManyAccounts()
    for place in range(count):
        aws.add(make_account(place))
    with served(aws):
        print(aws.url, flush=True)
        sys.stdin.read()
        print(sum(len(each.asked) for each in aws.accounts.values()), flush=True)


def measure(count: int) -> bool:
    """Look at so many accounts once, print what it took, and say whether the goal holds."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.many_accounts", _SERVE, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None and server.stdin is not None
    url = server.stdout.readline().strip()
    given = "\n".join(line(make_account(place), name=f"team {place}") for place in range(count))
    with tempfile.TemporaryDirectory() as name:
        seconds, used_s, peak_mb, data = _look(url, given, Path(name))
    server.stdin.close()
    asked = int(server.stdout.readline())
    server.wait()
    print(f"{count} accounts, {asked} questions of {DELAY_S * 1000:.0f} ms each, {os.cpu_count()} processors")
    print(f"{seconds:.1f} s, {used_s:.1f} s of the processor, {peak_mb:.0f} MB at most")
    print(f"ready {data['ready']}, {data['verdicts']}, not looked at {data['not_looked']}")
    if count > DEFAULT:
        return True
    holds = seconds <= MOST_S and peak_mb <= MOST_MB
    print(f"goal for {DEFAULT}: {MOST_S:.0f} s and {MOST_MB:.0f} MB: {'holds' if holds else 'MISSED'}")
    return holds


def _look(url: str, given: str, folder: Path) -> tuple[float, float, float, dict[str, object]]:
    """Seconds, seconds of the processor, megabytes (10^6 bytes) and the data of one command with all its outputs."""
    data = folder / "accounts.json"
    outputs = [part for kind in ("html", "csv", "json") for part in (f"--{kind}", str(folder / f"accounts.{kind}"))]
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "AWS_ENDPOINT_URL": url,
        "HOME": str(folder),
    }
    begun = time.perf_counter()
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "checkpoints", "accounts", *outputs],
            stdin=subprocess.PIPE,
            stdout=printed,
            stderr=subprocess.STDOUT,
            env=env,
        )
        assert process.stdin is not None
        process.stdin.write(given.encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode not in (0, 1):
        sys.exit((folder / "printed").read_text())
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, json.loads(data.read_text())


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == [_SERVE]:
        serve(int(arguments[1]))
    else:
        sys.exit(0 if measure(int(arguments[0]) if arguments else DEFAULT) else 1)

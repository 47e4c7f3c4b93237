"""How fast a class is read, and how much memory it takes: `python -m bench.class_of_thousands [HAND-INS]`.

Generates hand-ins with the size of real pages, reads them plainly (open, find the data, `json.loads`) as the measure,
then with the reader, then with the whole command in a process of its own. Figures are those of this machine and of
what else it does; processor time and the ratios of it hold on others too. Needs Linux.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.scale.measuring import run_checkpoints
from checkpoints.classroom import file_store, reading
from checkpoints.classroom.roll import Roll
from tests.classroom.hand_ins import hand_in, put
from tests.report import samples

DEFAULT = 10_000
FEW = 1000  # enough for the reader to start its processes
# What pytest-html adds to a page: its script, its style and its table.
PADDING = f"<script>/*{'pytest-html ' * 5500}*/</script>"
FAMILIES, GIVEN = "김이박최정강조윤장임한오서신권황안송", "민서지도하예주은수현우진영호성재"
RUNS = (*[samples.ready] * 7, samples.one_failure, samples.owner_needed, samples.not_verified)
_OPENING = b'<script type="application/json" id="checkpoint-report">'


def main() -> None:
    """Generate, measure, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "all", count)
        files = sorted((folder / "all").iterdir())
        for file in files[:: max(1, count // FEW)][:FEW]:
            put(folder / "few", file.name, file.read_bytes())
        size = sum(file.stat().st_size for file in files) / count
        print(f"{count} hand-ins of {size / 1024:.0f} KB, {os.cpu_count()} processors, Python {sys.version.split()[0]}")
        plain = rate("read and json.loads, one process", count, lambda: plainly(files))
        halves = [files[::2], files[1::2]]
        plain_in_two = rate("read and json.loads, two processes", count, lambda: plainly_in_two(halves))
        one = rate("the reader, one process", count, lambda: read(folder / "all", processes=False))
        two = rate("the reader, two processes", count, lambda: read(folder / "all", processes=True))
        print(f"times plain reading: one process {one / plain:.1f}, two processes {two / plain_in_two:.1f}")
        whole(folder, count)


def generate(folder: Path, count: int) -> None:
    """So many hand-ins, nearly each of another person."""
    chance = random.Random(11)
    for place in range(count):
        attendee = f"{chance.choice(FAMILIES)}{chance.choice(GIVEN)}{chance.choice(GIVEN)} {place}"
        text = hand_in(attendee, RUNS[place % len(RUNS)], place % 5000)
        put(folder, f"1.1_{attendee}_20261102T{place:06}Z.html", text.replace("</main>", f"{PADDING}</main>"))


def rate(what: str, count: int, work: Callable[[], object]) -> float:
    """Milliseconds of processor time for each, printed with how many a second; the better of two goes."""
    seconds, used = [], []
    for _ in range(2):
        begun, begun_using = time.perf_counter(), processor_time()
        work()
        seconds.append(time.perf_counter() - begun)
        used.append(processor_time() - begun_using)
    found = min(used) / count * 1000
    print(f"{what}: {count / min(seconds):,.0f}/s, {found:.2f} ms of processor time each")
    return found


def processor_time() -> float:
    """Seconds that this process and those that it waited for have used."""
    return sum(os.times()[:4])


def plainly(files: list[Path]) -> int:
    """The measure: nothing is bounded, checked or verified."""
    found = 0
    for file in files:
        raw = file.read_bytes()
        start = raw.index(_OPENING) + len(_OPENING)
        found += len(json.loads(raw[start : raw.index(b"</script>", start)]))
    return found


def plainly_in_two(halves: list[list[Path]]) -> int:
    """The same in two processes."""
    with ProcessPoolExecutor(2) as pool:
        return sum(pool.map(plainly, halves))


def read(folder: Path, *, processes: bool) -> int:
    """The reader with everything that it does. Returns how many were sound."""
    with _processes(wanted=processes):
        found = reading.read_hand_ins(reading.open_stores([str(folder)]), lambda done, every: None)
        roll = Roll()
        for outcome in found:
            roll.add(outcome)
    sound = len(roll.people)
    assert sound and not roll.set_apart
    return sound


@contextmanager
def _processes(*, wanted: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_store, "_WORTH_PROCESSES", 0 if wanted else sys.maxsize)
        yield


def whole(folder: Path, count: int) -> None:
    """The command with all its outputs: time, and memory by the difference between a small class and this one."""
    few, many = (run_checkpoints(["class", str(folder / name)], {}) for name in ("few", "all"))
    rate_s, each_ms = count / many.wall_s, many.cpu_s / count * 1000
    print(f"the command, page, table and data written: {rate_s:,.0f}/s, {each_ms:.2f} ms each")
    grown = (many.peak_mb - few.peak_mb) * 1e6 / (count - min(FEW, count - 1))
    print(f"peak memory: {many.peak_mb:.0f} MB; beyond a class of {FEW}: {grown:,.0f} bytes for each hand-in")
    print(f"class page: {many.written['html'] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

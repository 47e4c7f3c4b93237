"""A class of so many hand-ins: in a bucket whose objects are composed when they are asked for, or in a folder."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bench.class_of_thousands import FAMILIES, GIVEN, PADDING, RUNS, generate
from bench.scale.measuring import Took, run_checkpoints, serve_apart
from tests.classroom.hand_ins import hand_in
from tests.storage.fake_s3 import FakeS3
from tests.storage.fake_s3 import serve as serve_s3

SIZES = (10, 1000, 100_000)
_BUCKET = "s3://simulated/class/"
_PLACES = 8  # digits of a place within a key


class _Composed(dict[str, bytes]):
    """Keys with contents that are composed anew for each request: all together they would fill the memory."""

    def get(self, key: str, default: bytes = b"") -> bytes:  # type: ignore[override]
        return compose(int(key[-_PLACES - 5 : -5])) if key in self else default


class _Bucket(FakeS3):
    """The tests' bucket with a list that costs no more than its page, however many objects there are."""

    def list_page(self, prefix: str, token: str) -> bytes:
        keys = list(self.objects)  # in order, since they were numbered
        first = int(token or 0)
        listed = "".join(
            f"<Contents><Key>{quote(key)}</Key><LastModified>2026-11-02T00:00:00.000Z</LastModified>"
            f"<ETag>&quot;{place:032x}&quot;</ETag><Size>{len(PADDING)}</Size></Contents>"
            for place, key in enumerate(keys[first : first + self.page], first)
        )
        rest = first + self.page
        more = f"<NextContinuationToken>{rest}</NextContinuationToken>" if rest < len(keys) else ""
        return (
            "<?xml version='1.0' encoding='UTF-8'?>"
            f"<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><EncodingType>url</EncodingType>"
            f"<IsTruncated>{'true' if more else 'false'}</IsTruncated>{more}{listed}</ListBucketResult>"
        ).encode()


def compose(place: int) -> bytes:
    """The page of one attendee, with the size of real ones."""
    chance = random.Random(place)
    attendee = f"{chance.choice(FAMILIES)}{chance.choice(GIVEN)}{chance.choice(GIVEN)} {place}"
    text = hand_in(attendee, RUNS[place % len(RUNS)], place % 5000)
    return text.replace("</main>", f"{PADDING}</main>").encode()


@contextmanager
def serve(size: int, delay_s: float = 0.0) -> Iterator[tuple[str, Callable[[], dict[str, int]]]]:
    """A bucket with so many hand-ins."""
    keys = (f"class/1.1_{place:0{_PLACES}}.html" for place in range(size))
    with serve_s3(_Bucket(_Composed.fromkeys(keys, b""), delay_s=delay_s)) as bucket:
        yield bucket.url, lambda: _count(bucket)


def _count(bucket: FakeS3) -> dict[str, int]:
    lists = sum(times for what, times in bucket.asked.items() if what.startswith("list:"))
    return {"ListObjectsV2": lists, "GetObject": sum(bucket.asked.values()) - lists, "bytes": bucket.sent}


def measure_bucket(size: int, delay_s: float) -> tuple[Took, dict[str, int]]:
    """The class command over a bucket, and what S3 was asked."""
    with serve_apart("hand-ins", size, delay_s=delay_s) as served:
        took = run_checkpoints(["class", _BUCKET], {"AWS_ENDPOINT_URL_S3": served.url})
    return took, served.counted


def measure_folder(size: int) -> Took:
    """The class command over a folder. Needs 116 KB of disk for each hand-in."""
    with tempfile.TemporaryDirectory() as name:
        generate(Path(name), size)
        return run_checkpoints(["class", name], {})

"""How fast a class is read from S3: `python -m bench.class_in_s3 [HAND-INS]`.

moto's server, in a process of its own on this machine, has hand-ins with the size of real pages, which the command
reads. Both share the machine's processors, so the rate is what the server leaves. Needs Linux.
"""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bench.class_of_thousands import DEFAULT, FAMILIES, GIVEN, PADDING, RUNS, processor_time
from tests.classroom.hand_ins import hand_in

BUCKET = "workshop"
_KEYS = {"AWS_ACCESS_KEY_ID": "AKIAQ7EXAMPL2345ABCD", "AWS_SECRET_ACCESS_KEY": "secret-of-nobody"}


def main() -> None:
    """Serve, read, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    ours, theirs = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(count, theirs))
    server.start()
    url = ours.recv()
    begun, begun_using = time.perf_counter(), processor_time()
    told = read(url)
    seconds, used = time.perf_counter() - begun, processor_time() - begun_using
    ours.send("end")
    of_server = ours.recv()
    server.join()
    print(told.splitlines()[1])
    print(f"{count / seconds:,.0f}/s with moto's server on the same {os.cpu_count()} processors")
    print(
        f"processor time each: the command {used / count * 1000:.2f} ms, the server {of_server / count * 1000:.2f} ms"
    )


def serve(count: int, pipe: Connection) -> None:
    """Serve so many hand-ins until something comes through the pipe."""
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.s3.models import s3_backends
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request takes time
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    store = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    store.create_bucket(BUCKET, "us-east-1")
    chance = random.Random(11)
    for place in range(count):
        attendee = f"{chance.choice(FAMILIES)}{chance.choice(GIVEN)}{chance.choice(GIVEN)} {place}"
        text = hand_in(attendee, RUNS[place % len(RUNS)], place % 5000).replace("</main>", f"{PADDING}</main>")
        store.put_object(BUCKET, f"june/hand-ins/{place:05}/1.1_{attendee}.html", text.encode())
    host, port = server.get_host_and_port()
    begun_using = processor_time()
    pipe.send(f"http://{host}:{port}")
    pipe.recv()
    pipe.send(processor_time() - begun_using)
    server.stop()


def read(url: str) -> str:
    """What the command says of the class."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    variables = {**kept, **_KEYS, "AWS_ENDPOINT_URL_S3": url, "PYTHONUTF8": "1", "CHECKPOINTS_LANG": "en"}
    command = [sys.executable, "-m", "checkpoints", "class", f"s3://{BUCKET}/june/"]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    main()

"""The bar on a terminal."""

from __future__ import annotations

import io

from checkpoints.classroom.progress import Progress


class Terminal(io.StringIO):
    """A stream that is a terminal, of an encoding."""

    encoding = "cp949"

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is() -> None:
    times = iter([0.0, 0.05, 1.0, 2.0])
    stream = Terminal()
    progress = Progress(stream, "ko", lambda: next(times))
    progress.show(10, 400)
    assert stream.getvalue() == ""
    progress.show(100, 400)
    assert stream.getvalue() == "\r읽는 중 [######------------------] 100/400, 초당 100개"
    progress.show(400, 400)
    assert stream.getvalue().endswith("\r읽는 중 [########################] 400/400, 초당 200개")
    progress.remove()
    assert stream.getvalue().endswith("\r" + " " * 54 + "\r")


def test_a_file_sees_nothing() -> None:
    stream = io.StringIO()
    progress = Progress(stream, "en")
    progress.show(1, 1)
    progress.remove()
    assert stream.getvalue() == ""

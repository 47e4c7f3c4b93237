"""Files that mean harm, or that only look like hand-ins, and what each has to be set apart for."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checkpoints.classroom.found import Reason
from checkpoints.report import page
from checkpoints.report.hand_in import LIMITS
from checkpoints.report.seal import seal_data
from tests.classroom.hand_ins import hand_in, page_of, page_with, put, report
from tests.report import samples

Build = Callable[[Path, str], object]  # makes one or more files of this stem in a folder

HARMFUL_NAMES = (
    "<script>window.harmed = 1</script>",
    "</script><script>window.harmed = 1</script>",
    '"><img src=x onerror="window.harmed = 1">',
    "<svg onload=window.harmed=1>",
    "<img src=http://127.0.0.1:9/beacon.png>",
    "<link rel=stylesheet href=http://127.0.0.1:9/beacon.css>",
    "</title></style></textarea><iframe src=javascript:parent.harmed=1>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    "<base href=http://127.0.0.1:9/>",
    *("javascript:window.harmed=1", "&lt;script&gt;window.harmed=1&lt;/script&gt;", "`<b>harm</b>`"),
    *("{verdict} {0} %s %(name)s ${x}", '=HYPERLINK("http://127.0.0.1:9/","x")', "+cmd|' /C calc'!A0"),
    *("-2+3", "@SUM(1+1)", "＝1+1", "＋1", "－1", "＠SUM(1)", "\t=1+1", "\r=1+1", "\u200b=1+1"),
    *("\x1b[2J\x1b]0;harmed\x07 cleared", "\u202egnp.exe\u202c", "line\nbreak\u2028and\u2029more\x85"),
    *("e\u0301" * 40, "가" * 2000, "x" * 5000, "\ufdfa" * 300, "🙂🇰🇷👩‍👩‍👧"),
    *("../../../etc/passwd", "CON", "null", "__proto__", "constructor"),
)


def harmful(number: int) -> Any:
    """A report whose every free text means harm, and whose name is one of the harmful ones."""
    text = HARMFUL_NAMES[number % len(HARMFUL_NAMES)]
    found: Any = json.loads(json.dumps(report(f"{text} {number}", samples.one_failure, number)))
    for step in found["steps"]:
        step["title"] = text
        for check in step["checks"]:
            check.update(title=text, detail=text, command=text, page=text, notes=[text])
            if check["fix"]:
                check.update(fix=text, what=text, how=text)
            check["evidence"] += [{"source": text, "shows": text}]
    found["guide_notes"] = [{"about": text, "text": text}]
    found["attendee"].update(region=text)
    found["tool"] = {"name": text, "version": text}
    return found


def _file(suffix: str, content: Callable[[str], str | bytes]) -> Build:
    return lambda folder, stem: put(folder, stem + suffix, content(stem))


def _altered(stem: str) -> str:
    return hand_in(stem).replace('"billed_invocations":1', '"billed_invocations":0')


def _renamed(stem: str) -> str:
    return page_of({**seal_data(report("정직한 사람")), "attendee": report(stem)["attendee"]})


def _two(stem: str) -> str:
    return f"<html>{page.render_data(seal_data(report(stem)))}{page.render_data(seal_data(report(stem + '2')))}</html>"


def _huge(folder: Path, stem: str) -> None:
    with (folder / f"{stem}.html").open("wb") as file:
        file.truncate(LIMITS.file * 1000)  # a hole, so that it takes no room here


def _link_to(target: str) -> Build:
    return lambda folder, stem: (folder / f"{stem}.html").symlink_to(target)


def _pipe(folder: Path, stem: str) -> None:
    os.mkfifo(folder / f"{stem}.html")


def _socket(folder: Path, stem: str) -> None:
    # A socket's path has to be short: bound from within the folder.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{descriptor}/{stem}.html")
    finally:
        os.close(descriptor)


def _loop(folder: Path, stem: str) -> None:
    (folder / stem).mkdir()
    (folder / stem / "again").symlink_to(folder, target_is_directory=True)


def zipped(*members: tuple[str | zipfile.ZipInfo, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def _zip(*names: str) -> Build:
    return _file(".zip", lambda stem: zipped(*((name, hand_in(stem)) for name in names)))


def _zip_with_link(stem: str) -> bytes:
    link = zipfile.ZipInfo("hand-in.html")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped((link, "/etc/passwd"))


def _bomb(_: str) -> bytes:
    return zipped(("bomb.html", b"\0" * (LIMITS.file - 10)))


def _zip_that_lies(stem: str) -> bytes:
    """The directory says that the member is small; it is not."""
    made = bytearray(zipped((f"{stem}.html", b" " * 3_000_000), packing=zipfile.ZIP_DEFLATED))
    entry = made.index(b"PK\x01\x02")
    made[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return bytes(made)


def _encrypted(stem: str) -> bytes:
    made = bytearray(zipped(("a.html", hand_in(stem))))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(signature) + offset] |= 1
    return bytes(made)


def _with_wrong_sum(stem: str) -> bytes:
    made = bytearray(zipped(("a.html", hand_in(stem)), packing=zipfile.ZIP_STORED))
    made[200] ^= 1
    return bytes(made)


def _matryoshka(stem: str) -> bytes:
    return zipped(("1.zip", zipped(("2.zip", zipped(("3.html", hand_in(stem)))))))


# What each kind is set apart for; of JSON and pages, `tests/report/test_strange_input.py` has more. Every one makes a
# single entry there.
APART: Mapping[str, tuple[Reason, Build]] = {
    "text": (Reason.FOREIGN, _file(".html", lambda stem: f"hello {stem}")),
    "other-page": (Reason.FOREIGN, _file(".html", lambda _: "<html><script>window.harmed = 1</script></html>")),
    "pdf": (Reason.FOREIGN, _file(".pdf", lambda _: b"%PDF-1.7\n" + os.urandom(2000))),
    "utf-16": (Reason.FOREIGN, _file(".html", lambda stem: hand_in(stem).encode("utf-16"))),
    "cut-short": (Reason.BROKEN, _file(".html", lambda stem: hand_in(stem)[:5000])),
    "two-reports": (Reason.BROKEN, _file(".html", _two)),
    "misshapen": (Reason.BROKEN, _file(".html", lambda s: page_of(seal_data(report(s, attendee={"name": [s]}))))),
    "empty": (Reason.EMPTY, _file(".html", lambda _: b"")),
    "huge": (Reason.TOO_LARGE, _huge),
    "deep": (Reason.TOO_LARGE, _file(".html", lambda _: page_with("[" * 5000 + "]" * 5000))),
    "altered": (Reason.ALTERED, _file(".html", _altered)),
    "renamed": (Reason.ALTERED, _file(".html", _renamed)),
    "unsealed": (Reason.UNSEALED, _file(".html", lambda stem: page_of(report(stem)))),
    "rehearsal": (Reason.REHEARSAL, _file(".html", lambda stem: hand_in(stem, samples.rehearsal))),
    "other-section": (
        Reason.OTHER_SECTION,
        _file(".html", lambda s: page_of(seal_data(report(s, guide={"section": "1.2", "title": "Claude Code"})))),
    ),
    "other-version": (Reason.OTHER_VERSION, _file(".html", lambda s: page_of({**report(s), "schema_version": 2}))),
    "link": (Reason.NOT_A_FILE, _link_to("/etc/passwd")),
    "link-to-device": (Reason.NOT_A_FILE, _link_to("/dev/zero")),
    "link-to-nothing": (Reason.NOT_A_FILE, _link_to("nowhere")),
    "folder-loop": (Reason.NOT_A_FILE, _loop),
    "pipe": (Reason.NOT_A_FILE, _pipe),
    "socket": (Reason.NOT_A_FILE, _socket),
    "zip-slip": (Reason.UNSAFE_PATH, _zip("../../harmed.html")),
    "zip-absolute": (Reason.UNSAFE_PATH, _zip("/tmp/harmed.html")),
    "zip-drive": (Reason.UNSAFE_PATH, _zip("C:\\harmed.html")),
    "zip-backslash": (Reason.UNSAFE_PATH, _zip("a\\..\\..\\harmed.html")),
    "zip-link": (Reason.NOT_A_FILE, _file(".zip", _zip_with_link)),
    "zip-bomb": (Reason.TOO_LARGE, _file(".zip", _bomb)),
    "zip-lie": (Reason.BROKEN, _file(".zip", _zip_that_lies)),
    "zip-encrypted": (Reason.ENCRYPTED, _file(".zip", _encrypted)),
    "zip-wrong-sum": (Reason.BROKEN, _file(".zip", _with_wrong_sum)),
    "zip-lzma": (Reason.BROKEN, _file(".zip", lambda s: zipped(("a.html", hand_in(s)), packing=zipfile.ZIP_LZMA))),
    "zip-nested": (Reason.NESTED, _file(".zip", _matryoshka)),
    "zip-empty": (Reason.EMPTY, _file(".zip", lambda _: zipped())),
    "not-a-zip": (Reason.BROKEN, _file(".zip", lambda _: b"PK\x03\x04" + os.urandom(500))),
    "page-as-zip": (Reason.BROKEN, _file(".zip", lambda stem: hand_in(stem))),
}

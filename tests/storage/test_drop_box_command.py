"""`checkpoints dropbox` as it is typed, and what comes of its tokens."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import os
import re
import shlex
import stat
import struct
import zlib
from pathlib import Path

import pytest

from checkpoints.classroom import drop_box_page
from checkpoints.storage.drop_token import read_token
from checkpoints.storage.upload import upload_file
from tests.classroom.conftest import Command
from tests.classroom.hand_ins import hand_in
from tests.report import samples
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.storage.receiver import SECRET, Receiver

ROSTER = "이름,조\n홍길동,1\n정 유진,2\n홍길동,3\n=SUM(A1),4\n"
NAMES = ["홍길동", "홍길동", "정 유진", "=SUM(A1)"]
HOURS = "--hours takes more than 0 and at most 168 hours"
TOKEN = re.compile(r"HANDIN1[A-Z2-7]{100,}")


@pytest.fixture
def here(facilitator: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A facilitator's folder with a roster."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_bytes(ROSTER.encode("cp949"))
    return tmp_path


@pytest.fixture
def make(receiver: Receiver, here: Path, command: Command) -> Command:
    """Make a drop box for the roster."""
    return lambda *more: command("dropbox", f"s3://{receiver.bucket}/seoul/", "--roster", "names.csv", *more)


def rows_of(here: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((here / "drop-box.csv").read_text(encoding="utf-8-sig"))))


def test_a_list_and_a_page_are_written_for_their_owner_alone(receiver: Receiver, here: Path, make: Command) -> None:
    made = make("--hours", "8")
    assert made.code == 0
    out = made.out
    host = receiver.url.removeprefix("http://")
    assert out.splitlines()[0] == (
        f"제출 토큰 4개를 만들고 시험 제출을 마쳤습니다: s3://{receiver.bucket}/seoul/ "
        f"(리전 ap-northeast-2, 서버 {host})"
    )
    assert f"제출 현황 보기: checkpoints class s3://{receiver.bucket}/seoul/" in out.splitlines()
    assert (TOKEN.search(out), SECRET in out) == (None, False)
    for name in ("drop-box.html", "drop-box.csv"):
        assert f"저장: {name}" in out.splitlines()
        assert os.name == "nt" or stat.S_IMODE((here / name).stat().st_mode) == 0o600


def test_the_list_has_name_token_and_command(here: Path, make: Command) -> None:
    assert make("--lang", "en").code == 0
    rows = rows_of(here)
    assert [row["name"] for row in rows] == [*NAMES[:3], "'=SUM(A1)"]  # no formula for a spreadsheet
    assert [read_token(row["token"]).attendee for row in rows] == NAMES
    assert [row["group"] for row in rows] == ["1조", "3조", "2조", "4조"]  # which tells namesakes apart
    assert [row["command"] for row in rows] == [f"checkpoints run --hand-in-to={row['token']}" for row in rows]


def read_png(data: bytes) -> memoryview:
    """The pixels of a PNG of one bit a pixel, as segno writes it."""
    width, height, depth = struct.unpack(">IIB", data[16:25])
    packed, start = b"", 8
    while start < len(data):
        size, kind = struct.unpack(">I4s", data[start : start + 8])
        packed += data[start + 8 : start + 8 + size] if kind == b"IDAT" else b""
        start += size + 12
    stride = (width * depth + 7) // 8
    lines = zlib.decompress(packed)
    pixels, above = bytearray(), bytes(stride)
    for row in range(height):
        line = lines[row * (stride + 1) : (row + 1) * (stride + 1)]
        assert (line[0] in (0, 2), depth) == (True, 1)  # as it is, or the difference to the line above
        above = bytes((each + over) % 256 for each, over in zip(line[1:], above, strict=True)) if line[0] else line[1:]
        bits = bin(int.from_bytes(b"\1" + above, "big"))[3 : 3 + width]
        pixels += bytes(255 * int(bit) for bit in bits)
    return memoryview(bytes(pixels)).cast("B", [height, width])


def test_each_code_of_the_page_is_that_person_s_token(here: Path, make: Command) -> None:
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    of_kind = BarcodeFormats(BarcodeFormat.QRCode)
    assert make().code == 0
    text = (here / "drop-box.html").read_text(encoding="utf-8")
    pictures = [base64.b64decode(each) for each in re.findall(r'src="data:image/png;base64,([^"]+)"', text)]
    found = [read_barcodes(read_png(each), formats=of_kind, is_pure=True) for each in pictures]
    scanned = [[code.text for code in codes] for codes in found]
    assert re.findall(r"<h3>(.*?)</h3>", text)[:2] == ["홍길동 <small>1조</small>", "홍길동 <small>3조</small>"]
    tokens = [row["토큰"] for row in rows_of(here)]
    assert scanned == [[token] for token in tokens]
    commands = [html.unescape(each) for each in re.findall(r"<pre[^>]*><code>([^<]+)</code>", text)]
    assert commands == [f"checkpoints run --hand-in-to={token}" for token in tokens]


def test_without_segno_the_page_says_how_to_get_codes(
    here: Path, make: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drop_box_page, "can_draw", lambda: False)
    made = make("--lang", "en")
    text = (here / "drop-box.html").read_text(encoding="utf-8")
    assert (made.code, "data:image" in text) == (0, False)
    assert "python -m pip install -e &#x27;.[dropbox]&#x27;" in text
    assert "install the extra [dropbox]" in made.out
    assert text.count("checkpoints run --hand-in-to=HANDIN1") == len(NAMES)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("s3://a-bucket/seoul/",), "A roster is needed"),
        (("s3://a-bucket/seoul/", "--roster", "nobody.csv"), "nobody.csv"),
        (("s3://a-bucket/seoul/", "--roster", "empty.csv"), "empty.csv"),
        (("s3://a-bucket/seoul/", "--roster", "everybody.csv"), "at most 2000 at a time"),
        (("hand-ins", "--roster", "names.csv"), "The address 'hand-ins' names no bucket."),
        (("s3://a-bucket/seoul/", "--roster", "names.csv", "--csv", "names.csv"), "names.csv"),
        (("s3://a-bucket/seoul/", "--roster", "names.csv", "--csv", "drop-box.html"), "drop-box.html"),
        *(
            (("s3://a-bucket/seoul/", "--roster", "names.csv", f"--hours={hours}"), HOURS)
            for hours in ("0", "-1", "169", "nan", "eight", "")
        ),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_before_s3_is_asked(
    arguments: tuple[str, ...], told: str, receiver: Receiver, here: Path, command: Command
) -> None:
    (here / "empty.csv").write_text("이름\n", encoding="utf-8")
    everybody = "".join(f"Attendee {number}\n" for number in range(2001))
    (here / "everybody.csv").write_text(f"name\n{everybody}", encoding="utf-8")
    refused = command("dropbox", *arguments, "--lang", "en")
    assert (refused.code, told in refused.err) == (2, True)
    assert (receiver.forms, list(here.glob("drop-box.*"))) == ([], [])


def test_what_s3_refuses_leaves_the_files_of_an_earlier_box(receiver: Receiver, here: Path, make: Command) -> None:
    assert make().code == 0
    before = (here / "drop-box.csv").read_bytes()
    receiver.refuse["GET"] = (403, "ExpiredToken")
    refused = make("--lang", "en")
    assert (refused.code, "The AWS credentials have expired (ExpiredToken)." in refused.err) == (2, True)
    assert (here / "drop-box.csv").read_bytes() == before


@pytest.mark.parametrize("language", ["ko", "en"])
def test_earlier_tokens_are_replaced_by_new_ones_alone(
    language: str, here: Path, make: Command, command: Command
) -> None:
    assert make("--lang", language).code == 0
    before = (here / "drop-box.csv").read_bytes()
    (here / "in").mkdir()
    for output in ("--csv=drop-box.csv", "--html=drop-box.html"):
        refused = command("class", "in", output, "--lang", "en")
        assert (refused.code, "was not written by this command before" in refused.err) == (2, True)
    assert (here / "drop-box.csv").read_bytes() == before
    assert make("--lang", language).code == 0
    assert (here / "drop-box.csv").read_bytes() != before


def test_the_command_for_the_class_can_be_typed_as_it_is_shown(
    receiver: Receiver, here: Path, command: Command
) -> None:
    address = f"s3://{receiver.bucket}/한글 폴더 & 'a'/"
    made = command("dropbox", address, "--roster", "names.csv", "--lang", "en")
    (shown,) = re.findall("^To see who has handed in: (.*)$", made.out, re.MULTILINE)
    if os.name == "nt":
        assert shown == f'checkpoints class "{address}"'
    else:
        assert shlex.split(shown) == ["checkpoints", "class", address]


def test_a_region_has_to_be_the_bucket_s_and_to_be_given_where_it_is_not_told(
    receiver: Receiver, here: Path, make: Command
) -> None:
    refused = make("--region", "us-east-1", "--lang", "en")
    assert (refused.code, refused.err.splitlines()[-1]) == (
        2,
        f"The S3 bucket '{receiver.bucket}' is in ap-northeast-2, not in us-east-1. "
        "Give --region ap-northeast-2, or leave the option out.",
    )
    assert (receiver.forms, list(here.glob("drop-box.*"))) == ([], [])
    assert make("--region", "ap-northeast-2").code == 0
    receiver.tells_region = False
    refused = make("--lang", "en")
    assert (refused.code, "cannot be found out. Give it by --region." in refused.err) == (2, True)
    assert make("--region", "ap-northeast-2").code == 0


def test_what_is_handed_in_with_tokens_counts_as_each_person_s(
    receiver: Receiver, here: Path, make: Command, command: Command
) -> None:
    assert make("--lang", "en").code == 0
    first, _, second, third = (read_token(row["token"]) for row in rows_of(here))
    text = rows_of(here)[2]["token"]
    with served(FakeAws()) as aws:
        ran = run(here / "attendee", "--hand-in-to", text, variables=aws.shell)
    assert ran.code == 0, ran.said
    assert len([key for key in receiver.objects if key.startswith(second.prefix)]) == 1
    # The latest run counts, whichever arrives last; a file that is sent twice is one.
    for token, sample, minute in (
        (first, samples.ready, 9),
        (first, samples.one_failure, 2),
        (third, samples.ready, 3),
        (third, samples.one_failure, 5),
        (third, samples.one_failure, 5),
    ):
        content = hand_in(token.attendee, sample, minute).encode()
        assert upload_file(token, f"1.1_20261127T0000{minute:02}.000000Z-abcd.html", content).trouble is None
    address = f"s3://{receiver.bucket}/seoul/"
    assert command("class", address, "--roster", "names.csv", "--json", "class.json").code == 1
    found = json.loads((here / "class.json").read_text(encoding="utf-8"))
    assert {each["name"]: (each["verdict"], len(each["earlier"])) for each in found["attendees"]} == {
        "홍길동": ("ready", 1),
        "정 유진": ("ready", 0),
        "=SUM(A1)": ("not_ready", 1),
    }
    assert (found["ready"], found["all"], found["missing"], found["set_apart"]) == (2, 4, ["홍길동"], [])

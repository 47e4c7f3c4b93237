"""`checkpoints dropbox` as it is typed, and what comes of its tokens."""

from __future__ import annotations

import base64
import csv
import html
import io
import os
import re
import shlex
import stat
import struct
import zlib
from pathlib import Path

import pytest

from checkpoints.__main__ import main
from checkpoints.classroom import drop_box_codes
from checkpoints.classroom.examine import examine_file
from checkpoints.classroom.found import HandedIn
from checkpoints.guide.vocabulary import RunVerdict
from checkpoints.storage.drop_token import read_token
from tests.run.fake_aws import FakeAws, served
from tests.run.running import run
from tests.storage.receiver import SECRET, Receiver

ROSTER = "이름,조\n홍길동,1\n정 유진,2\n홍길동,3\n=SUM(A1),4\n"
NAMES = ["홍길동", "홍길동", "정 유진", "=SUM(A1)"]
TOKEN = re.compile(r"HANDIN1[A-Z2-7]{100,}")


@pytest.fixture
def here(facilitator: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A facilitator's folder with a roster."""
    monkeypatch.delenv("CHECKPOINTS_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "names.csv").write_bytes(ROSTER.encode("cp949"))
    return tmp_path


def make(receiver: Receiver, *more: str) -> int:
    return main(["dropbox", f"s3://{receiver.bucket}/seoul/", "--roster", "names.csv", *more])


def rows_of(here: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((here / "drop-box.csv").read_text(encoding="utf-8-sig"))))


def test_a_list_and_a_page_are_written_for_their_owner_alone(
    receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(receiver, "--hours", "8") == 0
    out = capsys.readouterr().out
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


def test_the_list_has_name_token_and_command(receiver: Receiver, here: Path) -> None:
    assert make(receiver, "--lang", "en") == 0
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


def test_each_code_of_the_page_is_that_person_s_token(receiver: Receiver, here: Path) -> None:
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

    of_kind = BarcodeFormats(BarcodeFormat.QRCode)
    assert make(receiver) == 0
    text = (here / "drop-box.html").read_text(encoding="utf-8")
    pictures = [base64.b64decode(each) for each in re.findall(r'src="data:image/png;base64,([^"]+)"', text)]
    found = [read_barcodes(read_png(each), formats=of_kind, is_pure=True) for each in pictures]
    scanned = [[code.text for code in codes] for codes in found]
    assert re.findall(r"<h3>(.*?)</h3>", text)[:2] == ["홍길동 <small>1조</small>", "홍길동 <small>3조</small>"]
    tokens = [row["토큰"] for row in rows_of(here)]
    assert scanned == [[token] for token in tokens]
    commands = [html.unescape(each) for each in re.findall(r"<code>(checkpoints run[^<]+)</code>", text)]
    assert commands == [f"checkpoints run --hand-in-to={token}" for token in tokens]


def test_without_segno_the_page_says_how_to_get_codes(
    receiver: Receiver, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(drop_box_codes, "can_draw", lambda: False)
    assert make(receiver, "--lang", "en") == 0
    text = (here / "drop-box.html").read_text(encoding="utf-8")
    assert "data:image" not in text
    assert "python -m pip install -e &#x27;.[dropbox]&#x27;" in text
    assert "install the extra [dropbox]" in capsys.readouterr().out
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
            (("s3://a-bucket/seoul/", "--roster", "names.csv", f"--hours={hours}"), "more than 0 and at most 168 hours")
            for hours in ("0", "-1", "169", "nan", "eight", "")
        ),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_before_s3_is_asked(
    arguments: tuple[str, ...], told: str, receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty.csv").write_text("이름\n", encoding="utf-8")
    everybody = "".join(f"Attendee {number}\n" for number in range(2001))
    (here / "everybody.csv").write_text(f"name\n{everybody}", encoding="utf-8")
    assert main(["dropbox", *arguments, "--lang", "en"]) == 2
    assert told in capsys.readouterr().err
    assert (receiver.forms, list(here.glob("drop-box.*"))) == ([], [])


def test_what_s3_refuses_leaves_the_files_of_an_earlier_box(
    receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(receiver) == 0
    before = (here / "drop-box.csv").read_bytes()
    receiver.refuse["GET"] = (403, "ExpiredToken")
    assert make(receiver, "--lang", "en") == 2
    assert "The AWS credentials have expired (ExpiredToken)." in capsys.readouterr().err
    assert (here / "drop-box.csv").read_bytes() == before


def test_without_credentials_it_says_how_to_sign_in(
    receiver: Receiver, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert make(receiver, "--lang", "en") == 2
    assert "There are no AWS credentials for S3." in capsys.readouterr().err


def test_its_help_is_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (
        ("ko", "참가자마다 제출 토큰을 만듭니다"),
        ("en", "make a hand-in token for each attendee"),
    ):
        with pytest.raises(SystemExit):
            main(["dropbox", "--help", "--lang", language])
        assert words in " ".join(capsys.readouterr().out.split())


def test_the_command_for_the_class_can_be_typed_as_it_is_shown(
    receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"s3://{receiver.bucket}/한글 폴더 & 'a'/"
    assert main(["dropbox", address, "--roster", "names.csv", "--lang", "en"]) == 0
    (line,) = (each for each in capsys.readouterr().out.splitlines() if each.startswith("To see who has handed in: "))
    command = line.partition(": ")[2]
    if os.name == "nt":
        assert command == f'checkpoints class "{address}"'
    else:
        assert shlex.split(command) == ["checkpoints", "class", address]


def test_a_region_that_is_not_the_bucket_s_is_refused_with_the_right_one(
    receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(receiver, "--region", "us-east-1", "--lang", "en") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"The S3 bucket '{receiver.bucket}' is in ap-northeast-2, not in us-east-1. "
        "Give --region ap-northeast-2, or leave the option out."
    )
    assert (receiver.forms, list(here.glob("drop-box.*"))) == ([], [])


def test_where_the_region_is_not_told_it_has_to_be_given(
    receiver: Receiver, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(receiver, "--region", "ap-northeast-2") == 0
    receiver.tells_region = False
    assert make(receiver, "--lang", "en") == 2
    assert "cannot be found out. Give it by --region." in capsys.readouterr().err
    assert make(receiver, "--region", "ap-northeast-2") == 0


# -- from the token to the class


def test_what_is_handed_in_with_a_token_counts_as_that_person_s(receiver: Receiver, here: Path, tmp_path: Path) -> None:
    assert make(receiver, "--lang", "en") == 0
    token = next(row["token"] for row in rows_of(here) if row["name"] == "정 유진")
    with served(FakeAws()) as aws:
        ran = run(tmp_path / "attendee", "--hand-in-to", token, variables=aws.shell)
    assert ran.code == 0, ran.said
    prefix = read_token(token).prefix
    (key,) = (each for each in receiver.objects if each.startswith(prefix))
    status, content, _ = receiver.forward("GET", f"/{receiver.bucket}/{key}", {}, b"")
    assert status == 200
    (found,) = (each for each in examine_file(content, key) if isinstance(each, HandedIn))
    assert (found.name, found.standing.verdict) == ("정 유진", RunVerdict.READY)

"""`checkpoints class s3://BUCKET/CLASS/`: what is counted, against moto's S3."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from checkpoints.__main__ import main
from tests.classroom.conftest import Command
from tests.classroom.hand_ins import hand_in, put
from tests.classroom.hostile import zipped
from tests.report import samples


def _fill(s3: Any, bucket: str, objects: Mapping[str, str | bytes]) -> None:
    for key, content in objects.items():
        s3.put_object(Bucket=bucket, Key=key, Body=content.encode() if isinstance(content, str) else content)


def _read(tmp_path: Path, *paths: str) -> tuple[int, dict[str, Any]]:
    """Exit code and data."""
    code = main(["class", *paths, "--json", str(tmp_path / "class.json")])
    return code, json.loads((tmp_path / "class.json").read_text(encoding="utf-8"))


def _names(found: dict[str, Any]) -> list[str]:
    return sorted(each["name"] for each in found["attendees"])


def _apart(found: dict[str, Any]) -> dict[str, str]:
    return {each["file"]: each["reason"] for each in found["set_apart"]}


KIM, LEE, LEE_FAILED = hand_in("김하나"), hand_in("이두리"), hand_in("이두리", samples.one_failure)
NOBODYS = ("june/", "june/a/", "june/.checkpoints/roster.csv", "june/a/.DS_Store", "june/__MACOSX/1.html")
# What is in a bucket; what is asked for in it; the exit code, who is in the class, and what is set apart.
CLASSES: dict[str, tuple[dict[str, str], list[str], int, list[str], dict[str, str]]] = {
    "folders": ({"june/a/1.html": KIM, "june/b/2.html": LEE_FAILED}, ["june/"], 1, ["김하나", "이두리"], {}),
    "begins alike": ({"june/1.html": KIM, "june2/1.html": LEE, "june.html": "x"}, ["june"], 0, ["김하나"], {}),
    "one object": ({"june/1.html": KIM, "june/1.html.old": LEE}, ["june/1.html"], 0, ["김하나"], {}),
    "nobody's": ({**dict.fromkeys(NOBODYS, ""), "june/a/1.html": KIM}, ["june/"], 0, ["김하나"], {}),
    "nothing": ({}, ["jnue/"], 2, [], {"jnue/": "nothing-yet"}),
    "an object that is not there": (
        {"june/1.html": KIM},
        ["june/", "june/2.html"],
        1,
        ["김하나"],
        {"june/2.html": "unreadable"},
    ),
}


@pytest.mark.parametrize(("objects", "asked", "code", "names", "apart"), CLASSES.values(), ids=CLASSES)
def test_a_class_in_a_bucket_is_read_like_one_in_a_folder(
    s3: Any,
    bucket: str,
    tmp_path: Path,
    objects: dict[str, str],
    asked: list[str],
    code: int,
    names: list[str],
    apart: dict[str, str],
) -> None:
    _fill(s3, bucket, objects)
    got, found = _read(tmp_path, *(f"s3://{bucket}/{each}" for each in asked))
    assert (got, _names(found)) == (code, names)
    assert _apart(found) == {f"s3://{bucket}/{name}": reason for name, reason in apart.items()}


def test_every_page_of_a_list_is_read(s3: Any, bucket: str, tmp_path: Path) -> None:
    store = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for place in range(1100):
        store.put_object(bucket, f"june/{place:04}.txt", b"")  # at once: over HTTP it takes seconds
    _fill(s3, bucket, {"june/zz.html": hand_in("김하나")})
    code, found = _read(tmp_path, f"s3://{bucket}/june/")
    assert (code, _names(found), len(found["set_apart"])) == (0, ["김하나"], 1100)


def test_folders_and_buckets_are_one_class(s3: Any, bucket: str, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    _fill(s3, bucket, {"june/2.html": hand_in("이두리"), "july/3.html": hand_in("박세리")})
    paths = (f"s3://{bucket}/june/", str(tmp_path / "in"), f"s3://{bucket}/july/")
    assert _names(_read(tmp_path, *paths)[1]) == ["김하나", "박세리", "이두리"]


def test_archives_in_a_bucket_are_read_like_files(s3: Any, bucket: str, tmp_path: Path) -> None:
    outer = zipped(
        *((f"{minute}.html", hand_in("김하나", minute=minute)) for minute in range(40)),
        ("../2.html", hand_in("이두리")),
        ("inner.zip", zipped(("3.html", hand_in("박세리")))),
        ("padding.bin", random.Random(7).randbytes(2 << 20)),  # it is fetched in several pieces
    )
    _fill(s3, bucket, {"june/hand-ins.zip": outer, "june/broken.zip": b"PK no more", "june/none.zip": b""})
    code, found = _read(tmp_path, f"s3://{bucket}/june/")
    assert (code, _names(found)) == (0, ["김하나", "박세리"])
    shown = f"s3://{bucket}/june/"
    assert _apart(found) == {
        f"{shown}broken.zip": "broken",
        f"{shown}hand-ins.zip!/../2.html": "unsafe-path",
        f"{shown}hand-ins.zip!/padding.bin": "foreign",
        f"{shown}none.zip": "broken",
    }


def test_only_the_latest_version_counts_and_what_was_deleted_is_gone(s3: Any, bucket: str, tmp_path: Path) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    _fill(s3, bucket, {"june/1.html": hand_in("김하나", samples.one_failure), "june/2.html": hand_in("이두리")})
    _fill(s3, bucket, {"june/1.html": hand_in("김하나", minute=5)})
    s3.delete_object(Bucket=bucket, Key="june/2.html")
    code, found = _read(tmp_path, f"s3://{bucket}/june/")
    assert (code, _names(found), found["set_apart"]) == (0, ["김하나"], [])


def test_the_account_in_a_buckets_name_is_not_shown(s3: Any, tmp_path: Path) -> None:
    s3.create_bucket(Bucket="workshop-111122223333")
    _fill(s3, "workshop-111122223333", {"june/1.html": hand_in("김하나"), "june/2.html": b"none"})
    code, found = _read(tmp_path, "s3://workshop-111122223333/june/")
    assert (code, _names(found)) == (0, ["김하나"])
    assert _apart(found) == {"s3://workshop-********3333/june/2.html": "foreign"}
    assert "111122223333" not in (tmp_path / "class.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "ko", "en"),
    [
        ("s3://", "버킷 이름이 없습니다", "names no bucket"),
        ("s3://Workshop/june/", "대문자", "capital letters"),
        ("s3://no-such-bucket-anywhere/june/", "버킷(no-such-bucket-anywhere)이 없습니다", "no bucket"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_and_ends_with_2(
    s3: Any, address: str, ko: str, en: str, command: Command
) -> None:
    for language, told in (("ko", ko), ("en", en)):
        ran = command("class", address, "--lang", language)
        assert (ran.code, told in ran.err, ran.out) == (2, True, "")


@pytest.mark.parametrize("option", ["--html", "--csv", "--json", "--roster"])
def test_neither_the_roster_nor_what_is_written_can_be_in_s3(option: str, tmp_path: Path, command: Command) -> None:
    path = put(tmp_path, "1.html", hand_in("김하나"))
    ran = command("class", path, option, "s3://workshop/names.csv", "--lang", "en")
    assert (ran.code, "cannot be in S3" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["1.html"]

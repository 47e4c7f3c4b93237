"""Addresses in S3, as people type them."""

from __future__ import annotations

import pytest

from checkpoints.storage.address import Address, is_address, parse_address
from checkpoints.storage.trouble import StorageError


@pytest.mark.parametrize(
    ("typed", "bucket", "key"),
    [
        ("s3://workshop", "workshop", ""),
        ("s3://workshop/", "workshop", ""),
        ("s3://workshop/june/", "workshop", "june/"),
        ("s3://workshop/june", "workshop", "june/"),
        ("S3://workshop/6월/1반/", "workshop", "6월/1반/"),
        ("s3://workshop/june/hand-ins.zip", "workshop", "june/hand-ins.zip"),
        ("s3://workshop/june/hand-ins.zip/", "workshop", "june/hand-ins.zip/"),
        ("s3://workshop//june/", "workshop", "/june/"),
        ("s3://my.old.bucket/a.HTML", "my.old.bucket", "a.HTML"),
    ],
)
def test_what_does_not_end_like_a_file_is_a_folder(typed: str, bucket: str, key: str) -> None:
    assert parse_address(typed) == Address(bucket, key)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        *((typed, "storage.address.no-bucket") for typed in ("s3://", "s3:///june/", "s3:/")),
        ("s3://Workshop/june/", "storage.address.capitals"),
        *((typed, "storage.address.bucket") for typed in ("s3://a/", "s3://my_bucket/", "s3://-workshop/")),
        *((typed, "storage.address.bucket") for typed in ("s3://work..shop/", "s3://10.0.0.1/", f"s3://{'b' * 64}/")),
        ("s3://arn:aws:s3:us-east-1:111122223333:accesspoint/x", "storage.address.bucket"),
        *((typed, "storage.address.key") for typed in ("s3://workshop/a\x1b[2Jb/", f"s3://workshop/{'가' * 342}/")),
    ],
)
def test_an_address_that_cannot_be_one_says_what_is_amiss(typed: str, text: str) -> None:
    with pytest.raises(StorageError) as refused:
        parse_address(typed)
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        *((typed, True) for typed in ("s3://b", "S3://B", "s3://", "s3:/", "s3:")),
        *((typed, False) for typed in ("./s3://b", "hand-ins", "s3", "s3/hand-ins", "C:\\s3", "s3:hand-ins")),
    ],
)
def test_what_begins_like_an_address_is_meant_as_one_and_anything_else_as_a_path(typed: str, is_one: bool) -> None:
    assert is_address(typed) is is_one


def test_an_address_is_told_without_the_account_in_it() -> None:
    with pytest.raises(StorageError) as refused:
        parse_address("s3://Workshop-111122223333/")
    for language in ("ko", "en"):
        told = refused.value.describe(language)
        assert "111122223333" not in told
        assert "Workshop-********3333" in told


def test_an_address_is_written_as_it_is_read() -> None:
    assert str(parse_address("s3://workshop/june")) == "s3://workshop/june/"

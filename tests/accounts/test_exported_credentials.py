"""An export of credentials is read in the shapes that operators' tools write, and a bad line is told by its number."""

from __future__ import annotations

import io
import json

import pytest

from checkpoints.accounts.exported_credentials import BadLine, ExportedAccount, read_exported_accounts

KEYS = ("ASIAQ7EXAMPL2345ABCD", "canary/secret+access/key0123456789abcdef", "IQoJb3JpZ2luX2VjEcanary")
KEY, SECRET = KEYS[:2]


def read(content: str | bytes) -> list[ExportedAccount | BadLine]:
    return list(read_exported_accounts(io.BytesIO(content if isinstance(content, bytes) else content.encode())))


def keys(*names: str) -> dict[str, str]:
    """The three keys under these names."""
    return dict(zip(names, KEYS, strict=True))


UPPER = keys("AccessKeyId", "SecretAccessKey", "SessionToken")
LOWER = keys("accessKeyId", "secretAccessKey", "sessionToken")
SNAKE = keys("access_key_id", "secret_access_key", "session_token")
OF_A_FILE = keys("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
VARIABLES = keys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
ID = "111122223333"
ASSUMED = {"AssumedRoleId": "AROA:x", "Arn": f"arn:aws:sts::{ID}:assumed-role/A/x"}
SHAPES: dict[str, tuple[dict[str, object], str, str]] = {
    # the line; the name and the account that are read
    "plain": ({**UPPER}, "", ""),
    "named": ({"account": ID, "name": "조 1", **UPPER}, "조 1", ID),
    "sts": ({"Credentials": {**UPPER, "Expiration": "x"}, "AssumedRoleUser": ASSUMED}, "", ID),
    "sso": ({"roleCredentials": LOWER}, "", ""),
    "process": ({"Version": 1, **UPPER, "Expiration": None}, "", ""),
    "snake": ({"account_id": ID, **SNAKE}, "", ID),
    "file": ({"profile": "team-1", **OF_A_FILE}, "team-1", ""),
    "variables": ({**VARIABLES, "teamName": "blue"}, "blue", ""),
    "event": ({"teamId": 7, "awsAccountId": ID, "credentials": LOWER}, "7", ID),
    "dashes": ({"Account": "1111-2222-3333", **UPPER}, "", ID),
    "number": ({"accountId": 11122223333, **LOWER}, "", "011122223333"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_common_shape_is_read(shape: str) -> None:
    value, name, account = SHAPES[shape]
    assert read(json.dumps(value)) == [ExportedAccount("1", name, account, KEYS)]


def test_long_term_keys_need_no_token() -> None:
    (found,) = read(json.dumps({"AccessKeyId": "AKIAQ7EXAMPL2345ABCD", "SecretAccessKey": SECRET}))
    assert isinstance(found, ExportedAccount)
    assert found.keys == ("AKIAQ7EXAMPL2345ABCD", SECRET, "")


def test_bad_lines_are_told_by_number_and_the_others_go_on() -> None:
    good = json.dumps(SHAPES["plain"][0])
    lines = [good, "", "# comment", "{", '"text"', "{}", json.dumps({"AccessKeyId": KEY}), "[]", "[" * 5000, good]
    assert [(each.place, getattr(each, "reason", "")) for each in read("\n".join(lines))] == [
        ("1", ""),
        ("4", "not-json"),
        ("5", "no-credentials"),
        ("6", "no-credentials"),
        ("7", "half"),
        ("8", "no-credentials"),
        ("9", "not-json"),
        ("10", ""),
    ]


def test_nothing_of_a_line_is_in_what_is_printed_of_it() -> None:
    shown = repr(read(json.dumps({"AccessKeyId": KEY}) + "\n" + json.dumps(SHAPES["plain"][0])))
    assert not any(each in shown for each in KEYS)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("around", [False, True])
def test_a_list_of_accounts_is_read_element_by_element(around: bool, indent: int | None) -> None:
    values = [SHAPES["plain"][0], {"name": "no keys"}, SHAPES["event"][0]]
    found = read(json.dumps({"event": "x", "accounts": values} if around else values, indent=indent))
    places = [(each.place, type(each)) for each in found]
    assert places == [("1.1", ExportedAccount), ("1.2", BadLine), ("1.3", ExportedAccount)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_line(encoding: str) -> None:
    content = f"{json.dumps(SHAPES['named'][0])}\r\n{json.dumps(SHAPES['plain'][0])}\r\n".encode(encoding)
    assert [type(each) for each in read(content)] == [ExportedAccount, ExportedAccount]

"""Tokens that botocore itself has signed, for the tests' own receiver or for S3."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config

from checkpoints.storage.drop_token import DropToken, read_token, write_token
from tests.storage.receiver import KEY_ID, SECRET, Receiver

TYPE = "text/html; charset=utf-8"
PREFIX = "seoul/hand-ins/hong-k7m2q9xd/"
STS_TOKEN = "IQoJb3JpZ2luX2Vj" + "Canary/Session+Token0123456789" * 25 + "=="


@cache
def open_session() -> botocore.session.Session:
    """One session for all tokens: reading AWS's models costs a tenth of a second."""
    return botocore.session.get_session()


def sign_post(
    receiver: Receiver | None = None,
    *,
    seconds: int = 3600,
    most: int = 4 * 1024 * 1024,
    secret: str = SECRET,
    session_token: str | None = None,
    bucket: str = "",
    region: str = "ap-northeast-2",
    more: tuple[dict[str, str], ...] = (),
) -> dict[str, Any]:
    """A presigned POST, as botocore returns it. receiver: None for S3 itself. more: further conditions."""
    client: Any = open_session().create_client(
        "s3",
        region_name=region,
        endpoint_url=receiver.url if receiver else None,
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=secret,
        aws_session_token=session_token,
        config=Config(
            signature_version="s3v4", s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
        ),
    )
    fields = {"Content-Type": TYPE, "success_action_status": "201"}
    conditions = [*({name: value} for name, value in fields.items()), ["content-length-range", 1, most], *more]
    found: dict[str, Any] = client.generate_presigned_post(
        bucket or (receiver.bucket if receiver else "workshop-hand-ins"),
        f"{PREFIX}${{filename}}",
        Fields=fields,
        Conditions=conditions,
        ExpiresIn=seconds,
    )
    return found


def sign_text(receiver: Receiver | None = None, *, name: str = "홍길동", section: str = "1.1", **given: Any) -> str:
    """A token as an attendee gets it."""
    signed = sign_post(receiver, **given)
    return write_token(section, name, signed["url"], signed["fields"])


def sign_token(receiver: Receiver | None = None, **given: Any) -> DropToken:
    """The same, read."""
    return read_token(sign_text(receiver, **given))

"""The policy of a drop box's presigned POST: what it demands of a form, and where and until when it is good.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

HAND_INS = "hand-ins/"  # below the class, in front of each attendee's own prefix
_SIGNED = ("x-amz-algorithm", "x-amz-credential", "x-amz-date")
FIELDS = frozenset({*_SIGNED, "x-amz-security-token", "Content-Type", "success_action_status"})
_BUCKET = re.compile(r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
_REGION = re.compile(r"[a-z]+(?:-[a-z]+)+-\d{1,2}")
_EXPIRATION, _SIGNED_AT = "%Y-%m-%dT%H:%M:%SZ", "%Y%m%dT%H%M%SZ"
_LONGEST_LIFE = timedelta(days=7, minutes=1)


def read_conditions(policy: bytes) -> dict[str, Any]:
    """What a policy demands, by field: values, the prefix of `$key`, and the most bytes of `content-length-range`.

    Raises ValueError for a condition that no drop box of this suite has.
    """
    found: dict[str, Any] = {}
    for condition in json.loads(policy)["conditions"]:
        name, value = _condition(condition)
        if name in found:
            raise ValueError(name)
        found[name] = value
    if not {"bucket", "$key", "content-length-range", *_SIGNED} <= found.keys():
        raise ValueError("conditions")
    return found


def _condition(condition: Any) -> tuple[str, Any]:
    if isinstance(condition, dict) and len(condition) == 1:
        ((name, value),) = condition.items()
        if (name == "bucket" or name in FIELDS) and isinstance(value, str) and value.isprintable():
            return name, value
    if isinstance(condition, list) and len(condition) == 3:
        return _bound(*condition)
    raise ValueError("condition")


def _bound(kind: Any, name: Any, value: Any) -> tuple[str, Any]:
    """A condition that gives no value, but says how a key begins or how many bytes a file has."""
    is_prefix = isinstance(value, str) and value.isprintable() and value.endswith("/") and HAND_INS in value
    if [kind, name] == ["starts-with", "$key"] and is_prefix:
        return "$key", value
    if kind == "content-length-range" and type(name) is type(value) is int:
        return "content-length-range", value
    raise ValueError("condition")


def find_end(expiration: str, signed: str) -> datetime:
    """When a policy ends. Raises ValueError where no presigned POST lives so long."""
    end, began = datetime.strptime(expiration, _EXPIRATION), datetime.strptime(signed, _SIGNED_AT)
    if end - began > _LONGEST_LIFE:
        raise ValueError("expiration")
    return end.replace(tzinfo=timezone.utc)


def find_place(conditions: Mapping[str, Any]) -> tuple[str, str]:
    """Bucket and Region of a policy, by its conditions. Raises ValueError for what can be none."""
    region = conditions["x-amz-credential"].split("/")[2]
    if not _BUCKET.fullmatch(conditions["bucket"]) or not _REGION.fullmatch(region):
        raise ValueError("place")
    return conditions["bucket"], region


def write_url(bucket: str, region: str) -> str:
    """Where Amazon S3 has a bucket, by the name of its own host."""
    return f"https://{bucket}.s3.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}/"

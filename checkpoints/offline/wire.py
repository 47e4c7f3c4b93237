"""Errors on the wire, in the form of the service that sends them."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

from moto.core.common_types import TYPE_RESPONSE

from checkpoints.refusals.refusal import ErrorReply

_QUERY_SERVICES = ("iam", "sts")
_NAMESPACES = {
    "iam": "https://iam.amazonaws.com/doc/2010-05-08/",
    "sts": "https://sts.amazonaws.com/doc/2011-06-15/",
}


def answer(service: str, refusal: ErrorReply) -> TYPE_RESPONSE:
    """Status, headers and body of an error: XML from IAM and STS, JSON from Bedrock."""
    if service in _QUERY_SERVICES:
        fault = "Sender" if refusal.status < 500 else "Receiver"
        body = (
            f'<ErrorResponse xmlns="{_NAMESPACES[service]}"><Error><Type>{fault}</Type><Code>{refusal.code}</Code>'
            f"<Message>{escape(refusal.message)}</Message></Error><RequestId>request-id</RequestId></ErrorResponse>"
        )
        return refusal.status, {"Content-Type": "text/xml"}, body
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": refusal.code}
    return refusal.status, headers, json.dumps({"message": refusal.message})


class RefusedError(Exception):
    """A refusal raised anywhere on the way to an operation."""

    def __init__(self, refusal: ErrorReply) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal

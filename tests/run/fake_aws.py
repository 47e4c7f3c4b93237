"""AWS for one attendee over plain HTTP, as little as a live run asks for: quick to start, and it remembers all.

The caller has the guide's policy and no more: models answer, IAM and the gates may not be looked at.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qs

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.refusal import ErrorReply
from checkpoints.refusals.request_body import MALFORMED
from tests.aws_answers import MESSAGE, deny, write_error, write_profiles, write_result
from tests.machine import KEYS
from tests.web_server import Answer, Request, serve_answers

ACCOUNT = "210987654321"
ARN = f"arn:aws:iam::{ACCOUNT}:user/attendee"
CALLS = sorted(f"/model/us.{model.bedrock_id}/invoke" for model in WORKSHOP.models)
STILL_PROCESSED = (
    "Your AWS Marketplace subscription for this model is still being processed. Please try again in 2 minutes."
)
_IDENTITY = f"<Arn>{ARN}</Arn><UserId>AIDAEXAMPLEEXAMPLE000</UserId><Account>{ACCOUNT}</Account>"


@dataclass
class FakeAws:
    """An account that is being served.

    pending: how many more calls of Haiku are answered with "still being processed". refusal: what the models are
    refused with, after one token was asked for. delay_s: before each answer. silent: operations that never answer.
    asked: each request as method, path and body, in the order in which they came. request: of this thread, with the
    access key id that signed it as `key` and the Region of the signature as `region`.
    """

    pending: int = 0
    refusal: str = ""
    delay_s: float = 0.0
    silent: tuple[str, ...] = ()
    url: str = ""
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)
    request: threading.local = field(default_factory=threading.local)

    @property
    def one_token(self) -> list[str]:
        """The paths of the calls that asked for a token."""
        return [path for _, path, body in self.asked if "max_tokens" in body]

    @property
    def shell(self) -> dict[str, str]:
        """What the attendee's shell has."""
        return {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": "us-east-1", **KEYS}

    def answer(self, method: str, path: str, body: str) -> Answer:
        """Status, error type and body of the answer to a request."""
        with self.lock:
            self.asked.append((method, path, body))
        if any(operation in path or operation in body for operation in self.silent):
            self.over.wait(60)
        time.sleep(self.delay_s)
        if "Action=" in body:
            action = parse_qs(body)["Action"][0]
            if action == "GetCallerIdentity":
                return write_result(action, _IDENTITY)
            return write_error(deny(ARN, f"iam:{action}", ARN), is_query=True)
        if path.startswith("/inference-profiles"):
            return write_profiles(ACCOUNT, "us-east-1", [model.bedrock_id for model in WORKSHOP.models])
        if path.startswith("/model/"):
            return self._model(path, body)
        return write_error(deny(ARN, "bedrock:Get", "*"))

    def _model(self, path: str, body: str) -> Answer:
        if WORKSHOP.haiku.bedrock_id in path:
            with self.lock:
                pending = self.pending > 0
                if pending and path.endswith("/invoke"):
                    self.pending -= 1
            if pending:
                return write_error(ErrorReply(403, "AccessDeniedException", STILL_PROCESSED))
        if "max_tokens" not in body:
            return write_error(MALFORMED)
        if self.refusal:
            return write_error(ErrorReply(403, "AccessDeniedException", self.refusal))
        return 200, "", MESSAGE


A = TypeVar("A", bound=FakeAws)


@contextmanager
def served(aws: A) -> Iterator[A]:
    """Serve an account on 127.0.0.1."""

    def answer(request: Request) -> Answer:
        signed = request.headers.get("Authorization") or ""
        scope = [*signed.partition("Credential=")[2].split("/"), "", ""]
        aws.request.key, aws.request.region = scope[0], scope[2]
        return aws.answer(request.method, request.path, request.body.decode())

    with serve_answers(answer) as aws.url:
        try:
            yield aws
        finally:
            aws.over.set()

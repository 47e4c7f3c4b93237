"""AWS for one attendee over plain HTTP, as little as a live run asks for: quick to start, and it remembers all.

The caller has the guide's policy and no more: models answer, IAM and the gates may not be looked at.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from checkpoints.guide.workshop import WORKSHOP

ACCOUNT = "210987654321"
ARN = f"arn:aws:iam::{ACCOUNT}:user/attendee"
STILL_PROCESSED = (
    "Your AWS Marketplace subscription for this model is still being processed. Please try again in 2 minutes."
)
_IDENTITY = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    f"<Arn>{ARN}</Arn><UserId>AIDAEXAMPLEEXAMPLE000</UserId><Account>{ACCOUNT}</Account></GetCallerIdentityResult>"
    "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
)
_IAM_DENIED = (
    "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: {arn} is not authorized to "
    "perform: iam:{action} on resource: {arn} because no identity-based policy allows the iam:{action} action"
    "</Message></Error><RequestId>1</RequestId></ErrorResponse>"
)
_PROFILES = {
    "inferenceProfileSummaries": [
        {
            "inferenceProfileId": f"us.{model.bedrock_id}",
            "inferenceProfileArn": f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{model.bedrock_id}",
            "inferenceProfileName": f"US {model.name}",
            "models": [
                {"modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model.bedrock_id}"}
                for region in WORKSHOP.destinations
            ],
            "status": "ACTIVE",
            "type": "SYSTEM_DEFINED",
        }
        for model in WORKSHOP.models
    ]
}
_MESSAGE = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "."}]}


@dataclass
class FakeAws:
    """An account that is being served.

    pending: how many more calls of Haiku are answered with "still being processed". refusal: what the models are
    refused with, after one token was asked for. delay_s: before each answer. silent: operations that never answer.
    asked: each request as method, path and body, in the order in which they came. request: of this thread, with the
    access key id that signed it as `key`.
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
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIAQ7EXAMPL2345ABCD",
            "AWS_SECRET_ACCESS_KEY": "canary/secret+access/key0123456789abcdef",
        }

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        """Status, error type and body of the answer to a request."""
        with self.lock:
            self.asked.append((method, path, body))
        if any(operation in path or operation in body for operation in self.silent):
            self.over.wait(60)
        time.sleep(self.delay_s)
        if "Action=GetCallerIdentity" in body:
            return 200, "", _IDENTITY
        if "Action=" in body:
            action = body.partition("Action=")[2].partition("&")[0]
            return 403, "", _IAM_DENIED.format(arn=ARN, action=action)
        if path.startswith("/inference-profiles"):
            return 200, "", json.dumps(_PROFILES)
        if path.startswith("/model/"):
            return self._model(path, body)
        return _denied("bedrock:Get", "*")

    def _model(self, path: str, body: str) -> tuple[int, str, str]:
        if WORKSHOP.haiku.bedrock_id in path:
            with self.lock:
                pending = self.pending > 0
                if pending and path.endswith("/invoke"):
                    self.pending -= 1
            if pending:
                return 403, "AccessDeniedException", json.dumps({"message": STILL_PROCESSED})
        if "max_tokens" not in body:
            return 400, "ValidationException", json.dumps({"message": "max_tokens: Field required"})
        if self.refusal:
            return 403, "AccessDeniedException", json.dumps({"message": self.refusal})
        return 200, "", json.dumps(_MESSAGE)


def _denied(action: str, resource: str) -> tuple[int, str, str]:
    told = (
        f"User: {ARN} is not authorized to perform: {action} on resource: {resource} because no identity-based policy "
        f"allows the {action} action"
    )
    return 403, "AccessDeniedException", json.dumps({"message": told})


@contextmanager
def served(aws: FakeAws) -> Iterator[FakeAws]:
    """Serve an account on 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            signed = self.headers.get("Authorization") or ""
            aws.request.key = signed.partition("Credential=")[2].partition("/")[0]
            status, error, text = aws.answer(self.command, unquote(self.path), content.decode())
            answer = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/xml" if text.startswith("<") else "application/json")
            self.send_header("Content-Length", str(len(answer)))
            if error:
                self.send_header("x-amzn-ErrorType", error)
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_POST  # noqa: N815 - http.server names them

        def log_message(self, *_: object) -> None:
            """The terminal belongs to the tests."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # the run under test was ended
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    aws.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield aws
    finally:
        aws.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

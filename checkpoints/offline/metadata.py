"""The metadata service of an instance and of a container, over real HTTP: moto does not stand in for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from checkpoints.offline import account
from checkpoints.offline.network import LOOPBACK
from checkpoints.offline.world import ACCOUNT_ID, World

INSTANCE_ID = "i-0a1b2c3d4e5f67890"
CONTAINER_PATH = "/container/credentials"
TOKEN = "rehearsal-metadata-token"
_ROLES = "/latest/meta-data/iam/security-credentials/"
_STAMP = "%Y-%m-%dT%H:%M:%SZ"


@contextmanager
def serve_metadata(world: World) -> Iterator[int]:
    """The port of 127.0.0.1 on which the service of a world answers."""

    class Handler(_Handler):
        roles = world

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    roles: World

    def do_PUT(self) -> None:
        """IMDSv2: a token first."""
        if self.path == "/latest/api/token" and self.roles.instance_role is not None:
            self._answer(200, TOKEN, {"X-aws-ec2-metadata-token-ttl-seconds": "21600"})
        else:
            self._answer(404, "")

    def do_GET(self) -> None:
        """Role names and credentials."""
        instance, container = self.roles.instance_role, self.roles.container_role
        if self.path == CONTAINER_PATH:
            self._answer(200, _json(container, "task")) if container else self._answer(404, "")
        elif instance is None:
            self._answer(404, "")
        elif self.headers.get("X-aws-ec2-metadata-token") != TOKEN:
            self._answer(401, "")
        elif self.path == _ROLES:
            self._answer(200, instance)
        elif self.path == _ROLES + instance:
            self._answer(200, _json(instance, INSTANCE_ID))
        elif self.path.endswith("placement/region"):
            self._answer(200, self.roles.region)
        else:
            self._answer(404, "")

    def _answer(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server calls it so
        """A rehearsal's terminal belongs to the rehearsal."""


def _json(role: str, session_name: str) -> str:
    session = account.open_session(role, session_name, expires_in_s=6 * 3600)
    return json.dumps(
        {
            "Code": "Success",
            "Type": "AWS-HMAC",
            "AccountId": ACCOUNT_ID,
            "RoleArn": session.role_arn,
            "AccessKeyId": session.access_key_id,
            "SecretAccessKey": session.secret_access_key,
            "Token": session.session_token,
            "LastUpdated": (session.expiration - timedelta(hours=6)).strftime(_STAMP),
            "Expiration": session.expiration.strftime(_STAMP),
        }
    )

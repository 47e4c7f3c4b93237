"""A world over HTTP or HTTPS on 127.0.0.1, for whatever speaks to AWS: the `aws` command, the suite in live mode."""

from __future__ import annotations

import io
import os
import socket
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from moto import mock_aws
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from checkpoints.offline import account, api_keys, certificate, metadata, requests, sso_portal
from checkpoints.offline.extension import ONE_AT_A_TIME, extend_moto
from checkpoints.offline.network import LOOPBACK, open_dead_ends
from checkpoints.offline.rehearsal import furnish, list_stand_ins, list_variables
from checkpoints.offline.stage import Stage, find_stage
from checkpoints.offline.world import Scenario, World

_BEARER = "AWS_BEARER_TOKEN_BEDROCK"
_SSO_TOKEN = "rehearsal.sso-token"


@dataclass(frozen=True, slots=True)
class Served:
    """A world that is being served. variables: what the attendee's shell has, the endpoint included."""

    scenario: Scenario
    url: str
    home: Path
    project: Path
    variables: Mapping[str, str]


class _Dispatcher(DomainDispatcherApplication):
    """moto's dispatcher, which finds the service in the signature; an API key has none."""

    def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
        if environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer"):
            service = "bedrock-runtime" if path.startswith("/model/") else "bedrock"
            return f"{service}.{find_stage().world.region}.amazonaws.com"
        found: str | None = super().infer_service_region_host(environ, path)
        return found

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """An answer to every request, whatever stands in it; an error of moto's own is one of the service."""
        try:
            # Signatures cover the body, which moto reads away.
            body = requests.read_body(environ)
        except requests.RejectedRequestError as error:
            return requests.refuse(error.status, start_response)
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
        try:
            return self._answer(environ, requests.drop_cross_origin(start_response))
        except Exception:  # noqa: BLE001 - whatever odd requests make moto stumble over, the terminal is not told
            return requests.refuse(HTTPStatus.INTERNAL_SERVER_ERROR, start_response)

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == sso_portal.PATH:
            status, headers, body = sso_portal.answer(environ[_SSO_TOKEN])
            start_response(f"{status} {'OK' if status == 200 else 'Unauthorized'}", list(headers.items()))
            return [body.encode()]
        with ONE_AT_A_TIME:
            answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer


class _Handler(MotoRequestHandler):
    timeout = requests.LONGEST_SILENCE_S

    def make_environ(self) -> dict[str, Any]:
        """WSGI leaves out headers with an underscore, and the SSO portal's token comes in one."""
        token = self.headers.get("x-amz-sso_bearer_token", "")
        environ: dict[str, Any] = super().make_environ()
        return environ | {_SSO_TOKEN: token}

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug calls it so
        """The terminal belongs to the person who rehearses."""


@contextmanager
def serve(scenario: Scenario, port: int = 0) -> Iterator[Served]:
    """Serve a scenario's world. port: of 127.0.0.1, 0 for any that is free. Raises OSError where it is taken."""
    with ExitStack() as undo:
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True)))
        home, project = folder / "home", folder / "project"
        # Over TLS only where it has to be, so that everything else works without a certificate.
        trusted = certificate.write_certificate(folder) if _BEARER in scenario.machine.variables else None
        closed, silent = undo.enter_context(open_dead_ends())
        key, metadata_port = undo.enter_context(_account(scenario.world))
        values = list_stand_ins(home, project, closed, silent, metadata_port, key)
        url = undo.enter_context(_listening(port, trusted))
        furnish(scenario.machine, home, project, values)
        at = {"AWS_ENDPOINT_URL": url} | ({"AWS_CA_BUNDLE": str(trusted[0])} if trusted else {})
        # A scenario about an endpoint brings its own.
        yield Served(scenario, url, home, project, at | list_variables(scenario.machine, home, values))


@contextmanager
def _account(world: World) -> Iterator[tuple[str | None, int]]:
    """moto, extended and seeded; gives the short-term API key and the metadata service's port."""
    with ExitStack() as undo:
        undo.enter_context(mock_aws(config={"core": {"mock_credentials": False}}))
        key = api_keys.mint_key(world)
        undo.enter_context(extend_moto(Stage(world, key)))
        account.build_account(world)
        yield key, undo.enter_context(metadata.serve_metadata(world))


@contextmanager
def _listening(port: int, trusted: tuple[Path, Path] | None) -> Iterator[str]:
    context = None
    if trusted is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*trusted)
    with socket.socket() as own:
        # werkzeug would end the process where a port is taken.
        if os.name == "posix":
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind((LOOPBACK, port))
        own.listen()
        server = make_server(
            LOOPBACK,
            port,
            _Dispatcher(create_backend_app),
            threaded=True,
            request_handler=_Handler,
            ssl_context=context,
            fd=own.fileno(),
        )
    # Connections that break off are nobody's concern here.
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    if isinstance(server.socket, ssl.SSLSocket):
        # In the thread of the request instead: a client that says nothing would keep all others waiting.
        server.socket.do_handshake_on_connect = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if trusted else 'http'}://{LOOPBACK}:{server.port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""Uploading to a drop box: what S3 takes, what it refuses and why, and how long anything lasts."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest

from checkpoints.offline.certificate import write_certificate
from checkpoints.storage.drop_token import DropToken
from checkpoints.storage.post_answer import PostAnswer, Trouble, diagnose_answer
from checkpoints.storage.upload import Upload, name_object, trust_usual_roots, upload_file
from tests.storage.receiver import KEY_ID, Receiver, served
from tests.storage.signing import PREFIX, STS_TOKEN, sign_post, sign_token

NAME = "1.1_Kim_20261127T010203.000004Z-abcd.html"
PAGE = b"<!DOCTYPE html>\n--checkpoints-\r\n" + bytes(range(256)) * 40


def changed(token: DropToken, **fields: str) -> DropToken:
    return replace(token, fields=MappingProxyType({**token.fields, **fields}))


def without(token: DropToken, name: str) -> DropToken:
    return replace(
        token, fields=MappingProxyType({each: value for each, value in token.fields.items() if each != name})
    )


def altered_policy(token: DropToken) -> str:
    """The same policy, but for any size."""
    policy = json.loads(base64.b64decode(token.fields["policy"]))
    policy["conditions"] = [
        each for each in policy["conditions"] if not isinstance(each, list) or each[0] == "starts-with"
    ]
    return base64.b64encode(json.dumps(policy).encode()).decode()


def test_a_file_arrives_byte_for_byte_under_the_attendee_s_prefix(receiver: Receiver) -> None:
    assert upload_file(sign_token(receiver), NAME, PAGE) == Upload(None, "", 1)
    assert receiver.objects == {f"{PREFIX}{NAME}": PAGE}
    status, content, headers = receiver.forward("GET", f"/{receiver.bucket}/{PREFIX}{NAME}", {}, b"")
    assert (status, content, headers["content-type"]) == (200, PAGE, "text/html; charset=utf-8")


def test_session_credentials_sign_as_well(receiver: Receiver) -> None:
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    assert upload_file(sign_token(receiver, session_token=STS_TOKEN), NAME, PAGE).trouble is None


def test_the_form_has_only_fields_that_the_policy_names(receiver: Receiver) -> None:
    upload_file(sign_token(receiver), NAME, PAGE)
    (form,) = receiver.forms
    signed = sign_post(receiver)["fields"]
    assert form.fields.keys() == signed.keys()


def test_an_object_s_name_is_plain(receiver: Receiver) -> None:
    assert name_object("1.1_홍-길동_20261127T010203.000004Z-abcd.html") == "1.1_20261127T010203.000004Z-abcd.html"
    assert name_object(NAME) == NAME


def is_late(receiver: Receiver, token: DropToken) -> DropToken:
    receiver.now = lambda: datetime.now(timezone.utc) + timedelta(hours=2)
    return token


def has_ended(receiver: Receiver, token: DropToken) -> DropToken:
    receiver.session_tokens[KEY_ID] = ""
    return token


def key_is_gone(receiver: Receiver, token: DropToken) -> DropToken:
    receiver.secrets.clear()
    return token


def bucket_is_gone(receiver: Receiver, token: DropToken) -> DropToken:
    receiver.bucket = "another"
    return token


def bucket_is_elsewhere(receiver: Receiver, token: DropToken) -> DropToken:
    receiver.region = "eu-west-1"
    return token


REFUSALS: dict[str, tuple[Callable[[Receiver, DropToken], DropToken], Trouble, str]] = {
    "expired": (is_late, Trouble.EXPIRED, "AccessDenied"),
    "session expired": (has_ended, Trouble.CREDENTIALS_ENDED, "ExpiredToken"),
    "key removed": (key_is_gone, Trouble.CREDENTIALS_UNKNOWN, "InvalidAccessKeyId"),
    "policy altered": (
        lambda _, token: changed(token, policy=altered_policy(token)),
        Trouble.ALTERED,
        "SignatureDoesNotMatch",
    ),
    "signature altered": (
        lambda _, token: changed(token, **{"x-amz-signature": "0" * 64}),
        Trouble.ALTERED,
        "SignatureDoesNotMatch",
    ),
    "other prefix": (
        lambda _, token: replace(token, prefix="seoul/hand-ins/somebody-else/"),
        Trouble.CONDITION,
        "AccessDenied",
    ),
    "other type": (
        lambda _, token: changed(token, **{"Content-Type": "text/plain"}),
        Trouble.CONDITION,
        "AccessDenied",
    ),
    "field missing": (lambda _, token: without(token, "success_action_status"), Trouble.CONDITION, "AccessDenied"),
    "no signature": (lambda _, token: without(token, "x-amz-signature"), Trouble.CONDITION, "InvalidArgument"),
    "field too many": (lambda _, token: changed(token, acl="public-read"), Trouble.CONDITION, "AccessDenied"),
    "bucket gone": (bucket_is_gone, Trouble.NO_BUCKET, "NoSuchBucket"),
    "bucket elsewhere": (bucket_is_elsewhere, Trouble.OTHER_REGION, "AuthorizationHeaderMalformed"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_s3_refuses_once_and_in_its_own_word(name: str, receiver: Receiver) -> None:
    change, trouble, code = REFUSALS[name]
    token = change(receiver, sign_token(receiver))
    assert upload_file(token, NAME, PAGE) == Upload(trouble, code, 1)
    assert receiver.objects == {}
    assert len(receiver.refused) == 1


def test_a_file_that_is_too_large_is_not_sent(receiver: Receiver) -> None:
    assert upload_file(sign_token(receiver, most=100), NAME, PAGE) == Upload(Trouble.TOO_LARGE, "", 0)
    assert receiver.forms == []


def test_s3_refuses_a_file_that_is_too_large_for_the_policy(receiver: Receiver) -> None:
    token = replace(sign_token(receiver, most=100), most=10**9)
    assert upload_file(token, NAME, PAGE) == Upload(Trouble.TOO_LARGE, "EntityTooLarge", 1)


ERROR = "<?xml version='1.0'?><Error><Code>{}</Code><Message>{}</Message></Error>"


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (403, ERROR.format("AccessDenied", "Access Denied"), PostAnswer(Trouble.DENIED, "AccessDenied")),
        (307, ERROR.format("TemporaryRedirect", ""), PostAnswer(Trouble.NEW_BUCKET, "TemporaryRedirect")),
        (307, ERROR.format("Redirect", ""), PostAnswer(Trouble.NEW_BUCKET, "Redirect")),
        (301, ERROR.format("PermanentRedirect", ""), PostAnswer(Trouble.OTHER_REGION, "PermanentRedirect")),
        (403, ERROR.format("RequestTimeTooSkewed", ""), PostAnswer(Trouble.CLOCK, "RequestTimeTooSkewed")),
        (400, ERROR.format("SomethingNew", ""), PostAnswer(Trouble.REFUSED, "SomethingNew")),
        (503, ERROR.format("SlowDown", ""), PostAnswer(Trouble.BUSY, "SlowDown")),
        (500, ERROR.format("SomethingNew", ""), PostAnswer(Trouble.BUSY, "SomethingNew")),
        (502, "<html>Bad gateway</html>", PostAnswer(Trouble.BUSY, "HTTP 502")),
        (200, "<html>Sign in to the guests' network</html>", PostAnswer(Trouble.NOT_S3, "HTTP 200")),
        (201, "", PostAnswer(Trouble.UNPROVEN, "HTTP 201")),
        (204, "", PostAnswer(Trouble.UNPROVEN, "HTTP 204")),
        (201, "<PostResponse><Key>another</Key></PostResponse>", PostAnswer(Trouble.UNPROVEN, "HTTP 201")),
        (201, "<PostResponse><Key>a&amp;b</Key></PostResponse>", PostAnswer(None)),
        (201, "<PostResponse><Key>a%26b</Key></PostResponse>", PostAnswer(None)),
    ],
)
def test_an_answer_is_read_by_s3_s_word(status: int, body: str, answer: PostAnswer) -> None:
    assert diagnose_answer(status, body.encode(), "a&b") == answer


SLOW_DOWN: tuple[int, str, dict[str, str]] = (503, ERROR.format("SlowDown", "Please reduce your request rate."), {})


def test_a_bucket_that_is_busy_is_asked_again(receiver: Receiver) -> None:
    receiver.before = lambda number: SLOW_DOWN if number < 3 else None
    assert upload_file(sign_token(receiver), NAME, PAGE, pauses_s=(0.0, 0.0, 0.0)) == Upload(None, "", 3)
    assert list(receiver.objects) == [f"{PREFIX}{NAME}"]


def test_a_connection_that_breaks_is_tried_again(receiver: Receiver) -> None:
    receiver.before = lambda number: b"" if number < 2 else None
    assert upload_file(sign_token(receiver), NAME, PAGE, pauses_s=(0.0, 0.0)) == Upload(None, "", 2)


def test_the_attempts_are_bounded(receiver: Receiver) -> None:
    receiver.before = lambda number: SLOW_DOWN
    assert upload_file(sign_token(receiver), NAME, PAGE, pauses_s=(0.0, 0.0)) == Upload(Trouble.BUSY, "SlowDown", 3)


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    other = {"Location": f"{receiver.url}/{receiver.bucket}/"}
    receiver.before = lambda number: (307, ERROR.format("TemporaryRedirect", ""), other)
    found = upload_file(sign_token(receiver), NAME, PAGE)
    assert (found, receiver.forms) == (Upload(Trouble.NEW_BUCKET, "TemporaryRedirect", 1), [])


def test_where_nobody_listens_it_ends(receiver: Receiver) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        token = replace(sign_token(receiver), url=f"http://127.0.0.1:{free.getsockname()[1]}/b/")
    assert upload_file(token, NAME, PAGE, pauses_s=(0.0,)) == Upload(Trouble.UNREACHED, "", 2)


@contextmanager
def speaking(pieces: Callable[[], Iterator[bytes]]) -> Iterator[str]:
    """A server that reads nothing and says these pieces to everybody."""
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=say, args=(connection,), daemon=True).start()

    def say(connection: socket.socket) -> None:
        with connection:
            try:
                for piece in pieces():
                    if over.wait(0.05):
                        return
                    connection.sendall(piece)
                connection.shutdown(socket.SHUT_WR)
                over.wait(5)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/b/"
    finally:
        over.set()
        server.close()


def forever(piece: bytes, first: bytes = b"") -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        yield first
        while True:
            yield piece

    return pieces


@pytest.mark.parametrize(
    "pieces",
    [
        forever(b""),
        forever(b"X-Endless: a\r\n", b"HTTP/1.1 201 Created\r\n"),
        forever(b"a", b"HTTP/1.1 201 Created\r\nContent-Length: 100000000\r\n\r\n"),
    ],
    ids=["silent", "endless headers", "slow body"],
)
def test_an_answer_without_an_end_is_not_waited_for(pieces: Callable[[], Iterator[bytes]], receiver: Receiver) -> None:
    began = time.monotonic()
    with speaking(pieces) as url:
        found = upload_file(
            replace(sign_token(receiver), url=url), NAME, PAGE, limit_s=1.5, attempt_s=0.7, pauses_s=(0.1,)
        )
    assert (found.trouble, found.attempts) == (Trouble.TIMEOUT, 2)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", b"", "BadStatusLine"),
        (b"HTTP/1.1 201 Created\r\n", b"X-Long: " + b"a" * 70_000 + b"\r\n", "LineTooLong"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"<Error>" * 1_000_000, "HTTP 200"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"<PostResponse>" * 1_000_000, "HTTP 200"),
    ],
    ids=["no HTTP", "huge header", "huge error", "huge response"],
)
def test_a_strange_or_huge_answer_is_not_s3_s_and_ends_the_upload(
    first: bytes, then: bytes, code: str, receiver: Receiver
) -> None:
    with speaking(lambda: iter((first, then))) as url:
        found = upload_file(replace(sign_token(receiver), url=url), NAME, PAGE)
    assert found == Upload(Trouble.NOT_S3, code, 1)


def test_what_is_refused_before_it_was_read_is_told_by_its_reason(receiver: Receiver) -> None:
    body = ERROR.format("EntityTooLarge", "")
    text = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
    with speaking(lambda: iter((text,))) as url:
        token = replace(sign_token(receiver), url=url)
        assert upload_file(token, NAME, PAGE) == Upload(Trouble.TOO_LARGE, "EntityTooLarge", 1)


@pytest.fixture
def over_tls(tmp_path: Path) -> Iterator[tuple[Receiver, Path]]:
    """A bucket behind TLS, and the file of its certificate."""
    certificate = write_certificate(tmp_path)
    with served(Receiver(), certificate) as bucket:
        yield bucket, certificate[0]


def test_a_certificate_that_nobody_knows_is_not_trusted(over_tls: tuple[Receiver, Path]) -> None:
    receiver, _ = over_tls
    assert upload_file(sign_token(receiver), NAME, PAGE) == Upload(Trouble.UNTRUSTED, "", 1)
    assert receiver.forms == []


def test_the_certificates_of_aws_ca_bundle_are_trusted(
    over_tls: tuple[Receiver, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver, certificate = over_tls
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    assert upload_file(sign_token(receiver), NAME, PAGE).trouble is None


def test_the_roots_of_botocore_are_trusted_without_importing_it() -> None:
    names = {name for root in trust_usual_roots().get_ca_certs() for pair in root["subject"] for name in pair}
    assert ("organizationName", "Amazon") in names  # of the roots that S3's certificates are signed with


@dataclass
class Proxy:
    """A proxy that is being served. status: of its answer to CONNECT; asked: host and authorization of each."""

    url: str = ""
    status: int = 200
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy for HTTPS that the environment names, with a password."""
    proxy = Proxy()

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            proxy.asked.append((self.path, self.headers.get("Proxy-Authorization", "")))
            self.send_response(proxy.status)
            self.end_headers()
            if proxy.status != 200:
                return
            host, port = self.path.split(":")
            with socket.create_connection((host, int(port))) as beyond:
                back = threading.Thread(target=pass_on, args=(beyond, self.connection), daemon=True)
                back.start()
                pass_on(self.connection, beyond)
                back.join(10)

        def log_message(self, *_: object) -> None:
            """The terminal belongs to the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    proxy.url = f"http://kim:pass%2Fword@127.0.0.1:{server.server_port}"
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    yield proxy
    server.shutdown()
    server.server_close()


def pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


def test_it_goes_through_the_proxy_of_the_environment(
    over_tls: tuple[Receiver, Path], proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver, certificate = over_tls
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    assert upload_file(sign_token(receiver), NAME, PAGE).trouble is None
    known = base64.b64encode(b"kim:pass/word").decode()
    assert proxy.asked == [(receiver.url.removeprefix("https://"), f"Basic {known}")]


def test_it_goes_past_the_proxy_where_no_proxy_says_so(
    over_tls: tuple[Receiver, Path], proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver, certificate = over_tls
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert upload_file(sign_token(receiver), NAME, PAGE).trouble is None
    assert proxy.asked == []


def test_a_proxy_that_lets_nothing_through_is_named(over_tls: tuple[Receiver, Path], proxy: Proxy) -> None:
    proxy.status = 407
    assert upload_file(sign_token(over_tls[0]), NAME, PAGE) == Upload(Trouble.PROXY, "407", 1)

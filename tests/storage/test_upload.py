"""Uploading to a drop box: what S3 takes, what it refuses and why, and how long anything lasts."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pytest

from checkpoints.offline.certificate import write_certificate
from checkpoints.storage import upload
from checkpoints.storage.drop_token import DropToken
from checkpoints.storage.post_answer import PostAnswer, UploadTrouble, diagnose_answer
from checkpoints.storage.upload import trust_usual_roots, upload_file
from tests.hostile_server import SLOW, hostile_server
from tests.storage.receiver import KEY_ID, Receiver, served
from tests.storage.signing import PREFIX, sign_post, sign_token
from tests.web_server import Handler, serve_http

MISMATCH = "SignatureDoesNotMatch"
NAME = "1.1_Kim_20261127T010203.000004Z-abcd.html"
PAGE = b"<!DOCTYPE html>\n--checkpoints-\r\n" + bytes(range(256)) * 40


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once."""
    monkeypatch.setattr(upload, "PAUSES_S", (0.0, 0.0, 0.0))


def changed(token: DropToken, **fields: str) -> DropToken:
    return replace(token, fields=MappingProxyType({**token.fields, **fields}))


def without(token: DropToken, name: str) -> DropToken:
    return replace(token, fields=MappingProxyType({each: token.fields[each] for each in token.fields if each != name}))


def altered_policy(token: DropToken) -> str:
    """The same policy, but for any size."""
    policy = json.loads(base64.b64decode(token.fields["policy"]))
    policy["conditions"] = [
        each for each in policy["conditions"] if not isinstance(each, list) or each[0] == "starts-with"
    ]
    return base64.b64encode(json.dumps(policy).encode()).decode()


def test_a_file_arrives_byte_for_byte_under_the_attendee_s_prefix_and_a_plain_name(receiver: Receiver) -> None:
    written = NAME.replace("_Kim_", "_홍-길동_")  # a name that is not ASCII is left out
    assert upload_file(sign_token(receiver), written, PAGE) == PostAnswer(None)
    key = f"{PREFIX}{NAME.replace('_Kim_', '_')}"
    assert receiver.objects == {key: PAGE}
    status, content, headers = receiver.forward("GET", f"/{receiver.bucket}/{key}", {}, b"")
    assert (status, content, headers["content-type"]) == (200, PAGE, "text/html; charset=utf-8")
    (form,) = receiver.forms
    assert form.fields.keys() == sign_post(receiver)["fields"].keys()  # S3 refuses others


def in_two_hours() -> datetime:
    return datetime.now(timezone.utc) + timedelta(hours=2)


# What has changed since the token was made; what S3 says then.
Change = Callable[[Receiver, DropToken], DropToken | None]
REFUSALS: dict[str, tuple[Change, UploadTrouble, str]] = {
    "expired": (lambda at, _: setattr(at, "now", in_two_hours), UploadTrouble.EXPIRED, "AccessDenied"),
    "session expired": (
        lambda at, _: at.session_tokens.update({KEY_ID: ""}),
        UploadTrouble.CREDENTIALS_ENDED,
        "ExpiredToken",
    ),
    "key removed": (lambda at, _: at.secrets.clear(), UploadTrouble.CREDENTIALS_UNKNOWN, "InvalidAccessKeyId"),
    "policy altered": (lambda _, token: changed(token, policy=altered_policy(token)), UploadTrouble.ALTERED, MISMATCH),
    "signature altered": (
        lambda _, token: changed(token, **{"x-amz-signature": "0" * 64}),
        UploadTrouble.ALTERED,
        MISMATCH,
    ),
    "other prefix": (lambda _, token: replace(token, prefix="seoul/others/"), UploadTrouble.CONDITION, "AccessDenied"),
    "other type": (lambda _, token: changed(token, **{"Content-Type": "a/b"}), UploadTrouble.CONDITION, "AccessDenied"),
    "field missing": (
        lambda _, token: without(token, "success_action_status"),
        UploadTrouble.CONDITION,
        "AccessDenied",
    ),
    "no signature": (lambda _, token: without(token, "x-amz-signature"), UploadTrouble.CONDITION, "InvalidArgument"),
    "field too many": (lambda _, token: changed(token, acl="public-read"), UploadTrouble.CONDITION, "AccessDenied"),
    "too large": (lambda _, token: replace(token, most=10**9), UploadTrouble.TOO_LARGE, "EntityTooLarge"),
    "bucket gone": (lambda at, _: setattr(at, "bucket", "another"), UploadTrouble.NO_BUCKET, "NoSuchBucket"),
    "bucket elsewhere": (
        lambda at, _: setattr(at, "region", "eu-west-1"),
        UploadTrouble.OTHER_REGION,
        "AuthorizationHeaderMalformed",
    ),
}


@pytest.mark.parametrize(("change", "trouble", "code"), REFUSALS.values(), ids=REFUSALS)
def test_s3_refuses_once_and_in_its_own_word(
    change: Change, trouble: UploadTrouble, code: str, receiver: Receiver
) -> None:
    token = sign_token(receiver, most=len(PAGE))
    content = PAGE + b"." if trouble is UploadTrouble.TOO_LARGE else PAGE
    assert upload_file(change(receiver, token) or token, NAME, content) == PostAnswer(trouble, code)
    assert (receiver.objects, len(receiver.refused)) == ({}, 1)


def test_a_file_that_is_too_large_is_not_sent(receiver: Receiver) -> None:
    assert upload_file(sign_token(receiver, most=100), NAME, PAGE) == PostAnswer(UploadTrouble.TOO_LARGE)
    assert receiver.forms == []


ERROR = "<?xml version='1.0'?><Error><Code>{}</Code><Message>{}</Message></Error>"


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (403, ERROR.format("AccessDenied", "Access Denied"), PostAnswer(UploadTrouble.DENIED, "AccessDenied")),
        (307, ERROR.format("TemporaryRedirect", ""), PostAnswer(UploadTrouble.NEW_BUCKET, "TemporaryRedirect")),
        (307, ERROR.format("Redirect", ""), PostAnswer(UploadTrouble.NEW_BUCKET, "Redirect")),
        (301, ERROR.format("PermanentRedirect", ""), PostAnswer(UploadTrouble.OTHER_REGION, "PermanentRedirect")),
        (403, ERROR.format("RequestTimeTooSkewed", ""), PostAnswer(UploadTrouble.CLOCK, "RequestTimeTooSkewed")),
        (400, ERROR.format("SomethingNew", ""), PostAnswer(UploadTrouble.REFUSED, "SomethingNew")),
        (503, ERROR.format("SlowDown", ""), PostAnswer(UploadTrouble.BUSY, "SlowDown")),
        (500, ERROR.format("SomethingNew", ""), PostAnswer(UploadTrouble.BUSY, "SomethingNew")),
        (502, "<html>Bad gateway</html>", PostAnswer(UploadTrouble.BUSY, "HTTP 502")),
        (200, "<html>Sign in to the guests' network</html>", PostAnswer(UploadTrouble.NOT_S3, "HTTP 200")),
        (201, "", PostAnswer(UploadTrouble.UNPROVEN, "HTTP 201")),
        (204, "", PostAnswer(UploadTrouble.UNPROVEN, "HTTP 204")),
        (201, "<PostResponse><Key>another</Key></PostResponse>", PostAnswer(UploadTrouble.UNPROVEN, "HTTP 201")),
        (201, "<PostResponse><Key>a&amp;b</Key></PostResponse>", PostAnswer(None)),
        (201, "<PostResponse><Key>a%26b</Key></PostResponse>", PostAnswer(None)),
    ],
)
def test_an_answer_is_read_by_s3_s_word(status: int, body: str, answer: PostAnswer) -> None:
    assert diagnose_answer(status, body.encode(), "a&b") == answer


SLOW_DOWN: tuple[int, str, dict[str, str]] = (503, ERROR.format("SlowDown", "Please reduce your request rate."), {})


@pytest.mark.parametrize(
    ("answer", "times", "expected"),
    [
        (SLOW_DOWN, 2, PostAnswer(None)),
        (b"", 1, PostAnswer(None)),
        (SLOW_DOWN, 4, PostAnswer(UploadTrouble.BUSY, "SlowDown")),  # of four attempts
    ],
    ids=["busy for a while", "a connection that breaks", "busy for long"],
)
def test_what_may_pass_is_tried_again_and_not_for_ever(
    answer: tuple[int, str, dict[str, str]] | bytes, times: int, expected: PostAnswer, receiver: Receiver
) -> None:
    receiver.before = lambda number: answer if number <= times else None
    assert upload_file(sign_token(receiver), NAME, PAGE) == expected
    assert list(receiver.objects) == ([f"{PREFIX}{NAME}"] if expected.trouble is None else [])


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    other = {"Location": f"{receiver.url}/{receiver.bucket}/"}
    receiver.before = lambda number: (307, ERROR.format("TemporaryRedirect", ""), other)
    found = upload_file(sign_token(receiver), NAME, PAGE)
    assert (found, receiver.forms) == (PostAnswer(UploadTrouble.NEW_BUCKET, "TemporaryRedirect"), [])


def test_where_nobody_listens_it_ends(receiver: Receiver) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        token = replace(sign_token(receiver), url=f"http://127.0.0.1:{free.getsockname()[1]}/b/")
    assert upload_file(token, NAME, PAGE) == PostAnswer(UploadTrouble.UNREACHED)


@pytest.mark.parametrize("kind", ["nothing", "header", "body"])
def test_an_answer_without_an_end_is_not_waited_for(
    kind: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "ATTEMPT_S", 0.3)
    monkeypatch.setattr(upload, "PAUSES_S", (0.0,))
    began = time.monotonic()
    with hostile_server(SLOW[kind]) as port:
        token = replace(sign_token(receiver), url=f"http://127.0.0.1:{port}/b/")
        found = upload_file(token, NAME, PAGE)
    assert found == PostAnswer(UploadTrouble.TIMEOUT)
    assert time.monotonic() - began < 10


TOO_LARGE = ERROR.format("EntityTooLarge", "").encode()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", PostAnswer(UploadTrouble.NOT_S3, "BadStatusLine")),
        (
            b"HTTP/1.1 201 Created\r\nX-Long: " + b"a" * 70_000 + b"\r\n",
            PostAnswer(UploadTrouble.NOT_S3, "LineTooLong"),
        ),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"<Error>" * 1_000_000, PostAnswer(UploadTrouble.NOT_S3, "HTTP 200")),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"<PostResponse>" * 1_000_000, PostAnswer(UploadTrouble.NOT_S3, "HTTP 200")),
        (
            b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n%s" % (len(TOO_LARGE), TOO_LARGE),
            PostAnswer(UploadTrouble.TOO_LARGE, "EntityTooLarge"),
        ),
    ],
    ids=["no HTTP", "huge header", "huge error", "huge response", "before the form was read"],
)
def test_a_strange_huge_or_early_answer_ends_the_upload(
    answer: bytes, expected: PostAnswer, receiver: Receiver
) -> None:
    with hostile_server(lambda: chain((answer,), SLOW["nothing"]())) as port:
        token = replace(sign_token(receiver), url=f"http://127.0.0.1:{port}/b/")
        assert upload_file(token, NAME, PAGE) == expected


# -- over TLS, and through proxies


@pytest.fixture
def over_tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A bucket behind TLS, whose certificate the environment names."""
    certificate = write_certificate(tmp_path)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate[0]))
    with served(Receiver(), certificate) as bucket:
        yield bucket


def test_the_certificates_of_aws_ca_bundle_are_trusted_and_unknown_ones_are_not(
    over_tls: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upload_file(sign_token(over_tls), NAME, PAGE).trouble is None
    over_tls.forms.clear()
    monkeypatch.delenv("AWS_CA_BUNDLE")
    assert upload_file(sign_token(over_tls), NAME, PAGE) == PostAnswer(UploadTrouble.UNTRUSTED)
    assert over_tls.forms == []


def test_the_roots_of_botocore_are_trusted_without_importing_it() -> None:
    names = {name for root in trust_usual_roots().get_ca_certs() for pair in root["subject"] for name in pair}
    assert ("organizationName", "Amazon") in names  # of the roots that S3's certificates are signed with


@dataclass
class Proxy:
    """A proxy that is being served. status: of its answer to CONNECT; asked: host and authorization of each."""

    status: int = 200
    asked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy for HTTPS that the environment names, with a password."""
    proxy = Proxy()

    class Tunnel(Handler):
        def do_CONNECT(self) -> None:  # noqa: N802 - http.server names it
            proxy.asked.append((self.path, self.headers.get("Proxy-Authorization", "")))
            self.send_response(proxy.status)
            self.end_headers()
            self.close_connection = True
            if proxy.status == 200:
                host, port = self.path.split(":")
                with socket.create_connection((host, int(port))) as beyond:
                    back = threading.Thread(target=pass_on, args=(beyond, self.connection), daemon=True)
                    back.start()
                    pass_on(self.connection, beyond)
                    back.join(10)

    with serve_http(Tunnel) as url:
        monkeypatch.setenv("HTTPS_PROXY", url.replace("//", "//kim:pass%2Fword@"))
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        yield proxy


def pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("spared", ["", "127.0.0.1"])
def test_it_goes_through_the_proxy_of_the_environment_unless_no_proxy_says_otherwise(
    spared: str, over_tls: Receiver, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", spared)
    assert upload_file(sign_token(over_tls), NAME, PAGE).trouble is None
    known = base64.b64encode(b"kim:pass/word").decode()
    through = (over_tls.url.removeprefix("https://"), f"Basic {known}")
    assert proxy.asked == ([] if spared else [through])


def test_a_proxy_that_lets_nothing_through_is_named(over_tls: Receiver, proxy: Proxy) -> None:
    proxy.status = 407
    assert upload_file(sign_token(over_tls), NAME, PAGE) == PostAnswer(UploadTrouble.PROXY, "407")

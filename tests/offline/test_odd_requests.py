"""Whatever speaks to the served rehearsal gets an answer or a closed connection, and never a traceback."""

from __future__ import annotations

import random
import socket
import ssl

import pytest

from checkpoints.offline import requests
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.server import Served, serve

_METHODS = (b"GET", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT", b"FOO", b"get", b"", b"\xff")
_PATHS = (
    *(
        b"/",
        b"/inference-profiles",
        b"/foundation-models",
        b"/model/%2e%2e/invoke",
        b"/model/x/invoke",
        b"/nope/a?b=%ff",
    ),
    *(b"/moto-api/", b"/moto-api/reset", b"/%ff%fe/..//\x01", b"http://example.com/", b"*", b"", b"/" + b"a" * 70_000),
)
_VERSIONS = (b"HTTP/1.1", b"HTTP/1.0", b"HTTP/9.9", b"HTTP/2.0", b"", b"nonsense")
_SIGNED = b"Authorization: AWS4-HMAC-SHA256 "
_HEADERS = (
    *(b"Host: x", b"Host: \xff\xfe..:::", b"Host", b": x", b"Origin: http://example.com", b"Expect: 100-continue"),
    *(b"X-Long: " + b"y" * 70_000, b"\r\n".join(b"X-%d: y" % place for place in range(300)), b"\x00: \x00"),
    *(_SIGNED + b"garbage", _SIGNED + b"Credential=a/b, SignedHeaders=, Signature=", b"Authorization: Bearer \xff"),
    _SIGNED + b"Credential=A/20200101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0",
    *(b"X-Amz-Target: Foo.Bar", b"x-amz-sso_bearer_token: x", b"X-Amz-Date: never", b"Cookie: a=b"),
)
_LENGTHS = (b"0", b"3", b"-5", b"abc", b"99999999999", b"9" * 5000, b"1e3", b"\xb2", b"3, 3")
_CHUNKS = (b"3\r\nabc\r\n0\r\n\r\n", b"ZZZ\r\nabc\r\n", b"-1\r\nabc\r\n", b"3\r\nabcdef\r\n0\r\n\r\n")
_BODIES = (b"", b"abc", b"{x}", b"\xff\xfe\xff", b"Action=%ff&Version=\x00", b'{"a":' * 500)


def _odd_request(chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        return chance.randbytes(chance.randint(1, 3000)) + b"\r\n\r\n"
    line = b" ".join((chance.choice(_METHODS), chance.choice(_PATHS), chance.choice(_VERSIONS)))
    headers = chance.sample(_HEADERS, chance.randint(0, 4))
    body = chance.choice(_BODIES)
    if chance.random() < 0.3:
        headers.append(b"Transfer-Encoding: chunked")
        body = chance.choice(_CHUNKS)
    elif chance.random() < 0.8:
        headers.append(b"Content-Length: " + chance.choice((*_LENGTHS, str(len(body)).encode())))
    return b"\r\n".join((line, *headers, b"", body))


def _address(served: Served) -> tuple[str, int]:
    host, _, port = served.url.rpartition("/")[2].partition(":")
    return host, int(port)


def _answer(served: Served, request: bytes) -> bytes:
    """All that comes back until the server or this side has nothing more to say."""
    with socket.create_connection(_address(served), timeout=5) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except OSError:
            return b""  # it has closed before everything was sent


def _is_serving(served: Served) -> bool:
    return _answer(served, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_odd_requests_are_answered_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(10)
    with serve(find_scenario("ready")) as served:
        answers = [_answer(served, _odd_request(chance)) for _ in range(250)]
        assert _is_serving(served)
    assert capfd.readouterr() == ("", "")
    assert sum(answer.startswith((b"HTTP/1.", b"<!DOCTYPE")) for answer in answers) > 200
    assert not any(b"access-control" in answer.lower() or b"Traceback" in answer for answer in answers)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: abc\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", b"400"),
        (b"POST /moto-api/reset HTTP/1.1\r\nContent-Length: 0\r\n\r\n", b"404"),
    ],
)
def test_what_is_not_handed_on_has_its_status(request_: bytes, status: bytes) -> None:
    with serve(find_scenario("ready")) as served:
        assert _answer(served, request_).split(b" ")[1] == status


def test_a_chunked_body_of_any_size_is_refused() -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    body = chunk * (5 * requests.MOST_BODY // 0x10000) + b"0\r\n\r\n"
    with serve(find_scenario("ready")) as served:
        answer = _answer(served, b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
        assert answer.split(b" ")[1] == b"413"
        assert _is_serving(served)


@pytest.mark.parametrize("scenario", ["ready", "api-key"])
def test_connections_that_say_nothing_keep_nobody_waiting(
    scenario: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("checkpoints.offline.server._Handler.timeout", 0.5)
    with serve(find_scenario(scenario)) as served:
        silent = [socket.create_connection(_address(served), timeout=5) for _ in range(8)]
        for place, each in enumerate(silent):
            each.sendall((b"", b"GET /", b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab", b"\x16\x03\x01")[place % 4])
        with socket.create_connection(_address(served), timeout=5) as plain:
            context = ssl.create_default_context(cafile=served.variables.get("AWS_CA_BUNDLE"))
            spoken = context.wrap_socket(plain, server_hostname="127.0.0.1") if scenario == "api-key" else plain
            spoken.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert spoken.recv(100).startswith(b"HTTP/1.1 200")
            spoken.close()
        for each in silent:
            while each.recv(65536):  # an answer, or the end of a connection that was given up
                pass
            each.close()
    assert capfd.readouterr() == ("", "")

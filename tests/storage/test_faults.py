"""What a class from S3 comes to when S3 fails: an object alone, a page of the list, or everything."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkpoints.report.hand_in import LIMITS
from tests.classroom.conftest import Command
from tests.classroom.hand_ins import hand_in, put
from tests.classroom.hostile import zipped
from tests.report import samples
from tests.storage.conftest import use_endpoint
from tests.storage.fake_s3 import FakeS3, Fault

AT = "s3://workshop/june/"
Ended = Callable[..., tuple[int, Any, str]]
READY = [hand_in(name, minute=place).encode() for place, name in enumerate(("김하나", "이두리", "박세리", "최네오"))]


@pytest.fixture
def ended(tmp_path: Path, command: Command) -> Ended:
    """What `checkpoints class s3://workshop/june/` ends with: exit code, data or None, stderr."""

    def run(*more: str | Path) -> tuple[int, Any, str]:
        file = tmp_path / "class.json"
        ran = command("class", AT, "--json", file, "--lang", "en", *more)
        return ran.code, json.loads(file.read_text(encoding="utf-8")) if file.exists() else None, ran.err

    return run


@pytest.fixture
def fake(fake: FakeS3) -> FakeS3:
    """Four people who are ready, in pages of two."""
    fake.page = 2
    fake.objects = {f"june/{place}.html": content for place, content in enumerate(READY)}
    return fake


def _always(what: str, fault: Fault) -> Callable[[str, int], Fault | None]:
    return lambda asked, times: fault if asked == what else None


def _page(status: int, text: str) -> Fault:
    """What another server than S3 answers."""
    return Fault(status, body=text.encode(), of_aws=False)


def _apart(found: Any) -> dict[str, str]:
    return {each["file"]: each["reason"] for each in found["set_apart"]}


PASSING = {
    "slow down": Fault(),
    "internal error": Fault(500, "InternalError"),
    "a gateway's page": _page(502, "<html>Bad gateway</html>"),
    "throttled": Fault(400, "RequestTimeout"),
    "dropped": Fault(drops=True),
    "cut short": Fault(cut=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_fails_for_a_while_is_asked_again(fake: FakeS3, ended: Ended, fault: Fault) -> None:
    failing = ("list:", "list:june/2.html", "june/1.html")
    fake.fail = lambda what, times: fault if what in failing and times <= 3 else None
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"]) == (0, 4, [])


DENIED = Fault(403, "AccessDenied", "Access Denied")
# What one object of four answers; the exit code, how many are ready, and why it is set apart.
ALONE: dict[str, tuple[Fault, int, int, list[str]]] = {
    **{name: (fault, 1, 3, ["unreadable"]) for name, fault in PASSING.items()},
    "denied": (DENIED, 1, 3, ["unreadable"]),
    "a body without an end": (Fault(trickles=True), 1, 3, ["unreadable"]),
    "grown since it was listed": (Fault(200, body=b"a" * (LIMITS.file + (1 << 20))), 0, 3, ["too-large"]),
    "deleted since it was listed": (Fault(404, "NoSuchKey"), 0, 3, []),
}


@pytest.mark.parametrize(("fault", "code", "ready", "reasons"), ALONE.values(), ids=ALONE)
def test_an_object_that_keeps_failing_is_set_apart_alone(
    fake: FakeS3,
    ended: Ended,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    code: int,
    ready: int,
    reasons: list[str],
) -> None:
    if fault.trickles:
        monkeypatch.setattr("checkpoints.storage.client.READ_TIMEOUT_S", 0.3)
        monkeypatch.setattr("checkpoints.storage.asking._MOST_S", 0.0)
    fake.fail = _always("june/1.html", fault)
    got, found, _ = ended()
    assert (got, found["ready"], _apart(found)) == (code, ready, {f"{AT}1.html": reason for reason in reasons})


def test_an_object_that_is_too_large_is_told_without_being_fetched(fake: FakeS3, ended: Ended) -> None:
    fake.objects["june/9.html"] = b"a" * (LIMITS.file + 1)
    code, found, _ = ended()
    assert (code, found["ready"], _apart(found)) == (0, 4, {f"{AT}9.html": "too-large"})
    assert fake.asked["june/9.html"] == 0


def test_an_object_that_keeps_failing_may_be_of_anybody_on_the_roster_and_nobody_is_everybody(
    fake: FakeS3, ended: Ended, tmp_path: Path
) -> None:
    fake.objects["june/9.html"] = hand_in("이두리", samples.one_failure, minute=9).encode()
    fake.fail = _always("june/9.html", Fault())
    roster, page = put(tmp_path, "names.csv", "이름\n김하나\n이두리\n박세리\n최네오\n"), tmp_path / "class.html"
    assert ended("--roster", roster, "--html", page)[0] == 1
    text = page.read_text(encoding="utf-8")
    assert "Everybody is ready" not in text
    assert "Missing or unreadable: 1" in text and "SlowDown" in text


@pytest.mark.parametrize("fault", [Fault(), Fault(412, "PreconditionFailed")], ids=lambda fault: fault.code)
def test_an_archive_that_breaks_off_is_unreadable_and_what_was_read_counts(
    fake: FakeS3, ended: Ended, fault: Fault
) -> None:
    members = ((f"{place}.html", hand_in(f"참가자 {place}", minute=place)) for place in range(60))
    fake.objects = {"june/all.zip": zipped(*members, packing=zipfile.ZIP_STORED)}
    fake.fail = lambda what, times: fault if what == "june/all.zip" and times > 4 else None
    code, found, _ = ended()
    assert (code, found["set_apart"][0]["reason"]) == (1, "unreadable")
    assert 0 < found["ready"] < 60


# -- what ends the reading


def _denied(action: str, resource: str, why: str = "because no identity-based policy allows the {} action") -> Fault:
    """IAM's own sentence."""
    caller = "arn:aws:sts::111122223333:assumed-role/Teacher/me@example.com"
    denied = f"User: {caller} is not authorized to perform: {action} on resource: {resource} {why.format(action)}"
    return Fault(403, "AccessDenied", denied)


BUCKET, KEY = '"arn:aws:s3:::workshop"', "arn:aws:kms:us-east-1:111122223333:key/0"
SCP = "with an explicit deny in a service control policy"
LIST, OBJECTS, EVERYTHING = "list:", "june/", ""
STOPPING = {
    "expired": (EVERYTHING, Fault(400, "ExpiredToken"), "have expired"),
    "expired on the way": ("june/2", Fault(400, "ExpiredToken"), "have expired"),
    "no such key": (EVERYTHING, Fault(403, "InvalidAccessKeyId"), "does not accept the credentials"),
    "wrong secret": (EVERYTHING, Fault(403, "SignatureDoesNotMatch"), "does not accept the credentials"),
    "clock": (EVERYTHING, Fault(403, "RequestTimeTooSkewed"), "clock is wrong"),
    "no bucket": (EVERYTHING, Fault(404, "NoSuchBucket"), "no bucket workshop"),
    "other token": (EVERYTHING, Fault(400, "InvalidToken"), "session token is missing or another key's"),
    "elsewhere": (EVERYTHING, Fault(301, "PermanentRedirect"), "in another Region"),
    "a portal in XML": (EVERYTHING, _page(200, "<html><body>Sign in</body></html>"), "does not come from S3"),
    "a portal": (EVERYTHING, _page(200, "Sign in"), "does not come from S3"),
    "a firewall": (EVERYTHING, _page(403, "<html>Blocked</html>"), "does not come from S3"),
    "slow down": (EVERYTHING, Fault(), "cannot serve requests at the moment (SlowDown)"),
    "an unknown code": (EVERYTHING, Fault(400, "Strange Code"), "refuses requests for the bucket workshop (HTTP 400)"),
    "dropped": (EVERYTHING, Fault(drops=True), "does not answer"),
    **{
        f"the list, {name}": ("list:june/2", fault, "The list of objects in S3 broke off after 2 (")
        for name, fault in PASSING.items()
    },
    "no list": (LIST, _denied("s3:ListBucket", BUCKET), "s3:ListBucket on arn:aws:s3:::workshop\n"),
    "no objects": (OBJECTS, DENIED, "s3:GetObject on arn:aws:s3:::workshop/june/*\n"),
    "an explicit deny": (LIST, _denied("s3:ListBucket", BUCKET, SCP), "explicitly denies s3:ListBucket"),
    "no key": (OBJECTS, _denied("kms:Decrypt", KEY), "kms:Decrypt on arn:aws:kms:us-east-1:********3333:key/0"),
}


@pytest.mark.parametrize(("what", "fault", "told"), STOPPING.values(), ids=STOPPING)
def test_what_stops_everything_is_told_in_peoples_words(
    fake: FakeS3, ended: Ended, what: str, fault: Fault, told: str
) -> None:
    fake.fail = lambda asked, times: fault if asked.startswith(what) else None
    code, found, said = ended()
    assert (code, found) == (2, None)
    assert told in said
    assert "111122223333" not in said and "me@example.com" not in said
    if what == LIST:
        assert fake.asked.total() == 1, "what is denied is not asked again"
    if what.startswith("list:june"):
        assert fake.asked["june/0.html"] == 0


def test_a_list_that_goes_in_circles_is_no_class(fake: FakeS3, ended: Ended) -> None:
    page = fake.list_page("june/", "")
    fake.fail = lambda what, times: Fault(200, body=page) if what.startswith("list:") else None
    assert ended()[:2] == (2, None)


def test_an_endpoint_that_nobody_serves_is_told(fake: FakeS3, ended: Ended, monkeypatch: pytest.MonkeyPatch) -> None:
    use_endpoint(monkeypatch, "http://127.0.0.1:9")
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert "S3 (127.0.0.1:9) does not answer (EndpointConnectionError)" in told


def test_a_store_that_goes_away_ends_the_reading_instead_of_trying_every_object(fake: FakeS3, ended: Ended) -> None:
    fake.page = 1000
    fake.objects = {f"june/{place:03}.html": READY[0] for place in range(400)}
    fake.fail = lambda what, times: Fault() if what >= "june/1" and ":" not in what else None
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert "Reading from S3 broke off after 100 of 400 hand-ins (SlowDown)" in told
    assert sum(key.startswith("june/3") for key in fake.asked) == 0


def test_a_file_that_cannot_be_read_leaves_nobody_sure_of_everybody(ended: Ended, fake: FakeS3, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("한다섯"))
    code, found, _ = ended(tmp_path / "in", tmp_path / "nowhere")
    assert (code, found["ready"]) == (1, 5)


def test_keys_of_strangers_are_shown_on_one_line_without_what_steers_a_terminal(
    fake: FakeS3, command: Command, tmp_path: Path
) -> None:
    fake.objects = {"june/\x1b[31m<script>\n\u202e?.html": b"no report", "june/a+b %2F 가.html": READY[0]}
    page = tmp_path / "class.html"
    ran = command("class", AT, "--html", page)
    assert ran.code == 0
    out, shown = ran.out, page.read_text(encoding="utf-8")
    assert not {"\x1b", "\u202e", "\u2028"} & {*out, *shown} and "[31m<script>" not in shown
    assert "[31m&lt;script&gt;" in shown and "june/a+b %2F 가.html" not in out

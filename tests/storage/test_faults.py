"""What a class from S3 comes to when S3 fails: an object alone, a page of the list, or everything."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkpoints.__main__ import main
from checkpoints.report.hand_in import LIMITS
from tests.classroom.hand_ins import hand_in, put
from tests.report import samples
from tests.storage.conftest import use_endpoint
from tests.storage.fake_s3 import FakeS3, Fault

Ended = Callable[..., tuple[int, Any, str]]
READY = [hand_in(name, minute=place).encode() for place, name in enumerate(("김하나", "이두리", "박세리", "최네오"))]


@pytest.fixture
def ended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ended:
    """What `checkpoints class s3://workshop/june/` ends with: exit code, data or None, stderr."""

    def run(*more: str) -> tuple[int, Any, str]:
        file = tmp_path / "class.json"
        code = main(["class", "s3://workshop/june/", "--json", str(file), "--lang", "en", *more])
        told = capsys.readouterr().err
        assert "Traceback" not in told
        return code, json.loads(file.read_text(encoding="utf-8")) if file.exists() else None, told

    return run


@pytest.fixture
def fake(fake: FakeS3) -> FakeS3:
    """Four people who are ready, in pages of two."""
    fake.page = 2
    fake.objects = {f"june/{place}.html": content for place, content in enumerate(READY)}
    return fake


def _always(what: str, fault: Fault, until: int = 1000) -> Callable[[str, int], Fault | None]:
    return lambda asked, times: fault if asked == what and times <= until else None


PASSING = {
    "slow down": Fault(),
    "internal error": Fault(500, "InternalError"),
    "a gateway's page": Fault(502, body=b"<html>Bad gateway</html>", of_aws=False),
    "throttled": Fault(400, "RequestTimeout"),
    "dropped": Fault(drops=True),
    "cut short": Fault(cut=True),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
@pytest.mark.parametrize("what", ["june/1.html", "list:june/2.html", "list:"])
def test_what_fails_for_a_while_is_asked_again(fake: FakeS3, ended: Ended, what: str, fault: Fault) -> None:
    fake.fail = _always(what, fault, until=3)
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"]) == (0, 4, [])


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_an_object_that_keeps_failing_is_unreadable_alone_and_nobody_is_everybody(
    fake: FakeS3, ended: Ended, fault: Fault
) -> None:
    fake.fail = _always("june/1.html", fault)
    code, found, _ = ended()
    assert (code, found["ready"]) == (1, 3)
    assert [(each["file"], each["reason"]) for each in found["set_apart"]] == [
        ("s3://workshop/june/1.html", "unreadable")
    ]


def test_an_object_that_keeps_failing_may_be_of_anybody_on_the_roster(
    fake: FakeS3, ended: Ended, tmp_path: Path
) -> None:
    fake.objects["june/9.html"] = hand_in("이두리", samples.one_failure, minute=9).encode()
    fake.fail = _always("june/9.html", Fault())
    roster = put(tmp_path, "names.csv", "이름\n김하나\n이두리\n박세리\n최네오\n")
    assert ended("--roster", str(roster))[0] == 1


def test_a_page_does_not_say_everybody_is_ready_while_an_object_is_unreadable(
    fake: FakeS3, ended: Ended, tmp_path: Path
) -> None:
    fake.fail = _always("june/1.html", Fault())
    ended("--html", str(tmp_path / "class.html"))
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert "Everybody is ready" not in page
    assert "Unreadable: 1" in page and "SlowDown" in page


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_list_that_breaks_off_is_no_class(fake: FakeS3, ended: Ended, fault: Fault) -> None:
    fake.fail = _always("list:june/2.html", fault)
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert told.startswith("The list of objects in S3 broke off after 2 (")
    assert fake.asked["june/0.html"] == 0


def test_a_list_that_goes_in_circles_is_no_class(fake: FakeS3, ended: Ended) -> None:
    page = fake.list_page("june/", "")
    fake.fail = lambda what, times: Fault(200, body=page) if what.startswith("list:") else None
    assert ended()[:2] == (2, None)


DENIED = (
    "User: arn:aws:sts::111122223333:assumed-role/Teacher/me@example.com is not authorized to perform: {} "
    "because no identity-based policy allows the {} action"
)


def test_a_list_that_is_denied_names_the_permission_and_the_bucket(fake: FakeS3, ended: Ended) -> None:
    denied = DENIED.format('s3:ListBucket on resource: "arn:aws:s3:::workshop"', "s3:ListBucket")
    fake.fail = lambda what, times: Fault(403, "AccessDenied", denied)
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert "s3:ListBucket on arn:aws:s3:::workshop\n" in told
    assert "111122223333" not in told and "me@example.com" not in told
    assert fake.asked.total() == 1, "what is denied is not asked again"


def test_objects_that_are_denied_name_the_permission_and_the_prefix(fake: FakeS3, ended: Ended) -> None:
    fake.fail = lambda what, times: None if what.startswith("list:") else Fault(403, "AccessDenied", "Access Denied")
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert "s3:GetObject on arn:aws:s3:::workshop/june/*\n" in told


def test_an_object_that_is_denied_alone_is_unreadable(fake: FakeS3, ended: Ended) -> None:
    fake.fail = _always("june/2.html", Fault(403, "AccessDenied", "Access Denied"))
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"][0]["reason"]) == (1, 3, "unreadable")


def test_an_explicit_deny_is_not_answered_with_a_permission_to_add(fake: FakeS3, ended: Ended) -> None:
    denied = (
        "User: arn:aws:iam::111122223333:user/me is not authorized to perform: s3:ListBucket on resource: "
        '"arn:aws:s3:::workshop" with an explicit deny in a service control policy'
    )
    fake.fail = lambda what, times: Fault(403, "AccessDenied", denied)
    assert "explicitly denies s3:ListBucket" in ended()[2]


def test_a_key_that_may_not_be_used_is_named(fake: FakeS3, ended: Ended) -> None:
    key = "arn:aws:kms:us-east-1:111122223333:key/0"
    denied = DENIED.format(f"kms:Decrypt on resource: {key}", "kms:Decrypt")
    fake.fail = lambda what, times: None if what.startswith("list:") else Fault(403, "AccessDenied", denied)
    told = ended()[2]
    assert "kms:Decrypt on arn:aws:kms:us-east-1:********3333:key/0" in told


STOPPING = {
    "expired": (Fault(400, "ExpiredToken"), "have expired"),
    "no such key": (Fault(403, "InvalidAccessKeyId"), "does not accept the credentials"),
    "wrong secret": (Fault(403, "SignatureDoesNotMatch"), "does not accept the credentials"),
    "clock": (Fault(403, "RequestTimeTooSkewed"), "clock is wrong"),
    "no bucket": (Fault(404, "NoSuchBucket"), "no bucket workshop"),
    "a token of another key": (Fault(400, "InvalidToken"), "session token is missing or another key's"),
    "elsewhere": (Fault(301, "PermanentRedirect"), "in another Region"),
    "a portal in XML": (Fault(200, body=b"<html><body>Sign in</body></html>", of_aws=False), "does not come from S3"),
    "a portal": (Fault(200, body=b"Sign in", of_aws=False), "does not come from S3"),
    "a firewall": (Fault(403, body=b"<html>Blocked</html>", of_aws=False), "does not come from S3"),
    "slow down": (Fault(503, "SlowDown"), "cannot serve requests at the moment (SlowDown)"),
    "an unknown code": (Fault(400, "Strange Code"), "refuses requests for the bucket workshop (HTTP 400)"),
    "dropped": (Fault(drops=True), "does not answer"),
}


@pytest.mark.parametrize(("fault", "told"), STOPPING.values(), ids=STOPPING)
def test_what_stops_everything_is_told_in_peoples_words(fake: FakeS3, ended: Ended, fault: Fault, told: str) -> None:
    fake.fail = lambda what, times: fault
    code, found, said = ended()
    assert (code, found) == (2, None)
    assert told in said


def test_credentials_that_expire_on_the_way_end_the_reading(fake: FakeS3, ended: Ended) -> None:
    fake.fail = _always("june/2.html", Fault(400, "ExpiredToken"))
    code, found, told = ended()
    assert (code, found) == (2, None)
    assert "have expired" in told


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


def test_a_body_without_an_end_ends(fake: FakeS3, ended: Ended, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkpoints.storage.client.READ_TIMEOUT_S", 0.3)
    monkeypatch.setattr("checkpoints.storage.asking._MOST_S", 0.0)
    fake.fail = _always("june/1.html", Fault(trickles=True))
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"][0]["reason"]) == (1, 3, "unreadable")


def test_an_object_that_is_too_large_is_told_without_being_fetched(fake: FakeS3, ended: Ended) -> None:
    fake.objects["june/9.html"] = b"a" * (LIMITS.file + 1)
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"][0]["reason"]) == (0, 4, "too-large")
    assert fake.asked["june/9.html"] == 0


def test_an_object_that_has_grown_since_it_was_listed_is_too_large(fake: FakeS3, ended: Ended) -> None:
    grown = Fault(200, body=b"a" * (LIMITS.file + (1 << 20)))
    fake.fail = _always("june/1.html", grown)
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"][0]["reason"]) == (0, 3, "too-large")


def test_an_object_that_was_deleted_since_it_was_listed_is_gone(fake: FakeS3, ended: Ended) -> None:
    fake.fail = _always("june/1.html", Fault(404, "NoSuchKey"))
    code, found, _ = ended()
    assert (code, found["ready"], found["set_apart"]) == (0, 3, [])


@pytest.mark.parametrize("fault", [Fault(), Fault(412, "PreconditionFailed")], ids=lambda fault: fault.code)
def test_an_archive_that_breaks_off_is_unreadable_and_what_was_read_counts(
    fake: FakeS3, ended: Ended, fault: Fault
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for place in range(60):
            archive.writestr(f"{place}.html", hand_in(f"참가자 {place}", minute=place))
    fake.objects = {"june/all.zip": packed.getvalue()}
    fake.fail = lambda what, times: fault if what == "june/all.zip" and times > 4 else None
    code, found, _ = ended()
    assert (code, found["set_apart"][0]["reason"]) == (1, "unreadable")
    assert 0 < found["ready"] < 60


def test_a_file_that_cannot_be_read_leaves_nobody_sure_of_everybody(ended: Ended, fake: FakeS3, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("한다섯"))
    code, found, _ = ended(str(tmp_path / "in"), str(tmp_path / "nowhere"))
    assert (code, found["ready"]) == (1, 5)


def test_keys_of_strangers_are_shown_on_one_line_without_what_steers_a_terminal(
    fake: FakeS3, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fake.objects = {"june/\x1b[31m<script>\n\u202e?.html": b"no report", "june/a+b %2F 가.html": READY[0]}
    page = tmp_path / "class.html"
    assert main(["class", "s3://workshop/june/", "--html", str(page)]) == 0
    out, shown = capsys.readouterr().out, page.read_text(encoding="utf-8")
    assert not {"\x1b", "\u202e", "\u2028"} & {*out, *shown} and "[31m<script>" not in shown
    assert "[31m&lt;script&gt;" in shown and "june/a+b %2F 가.html" not in out

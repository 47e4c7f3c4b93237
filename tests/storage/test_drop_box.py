"""Making a drop box: whose tokens, until when, and what is refused before any is given away."""

from __future__ import annotations

import base64
import json
import re
import socket
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import botocore.session
import pytest

from checkpoints.__main__ import main
from checkpoints.report.hand_in import LIMITS
from checkpoints.storage import drop_box
from checkpoints.storage.address import Address, parse_address
from checkpoints.storage.client import Access, open_access
from checkpoints.storage.drop_box import DropBox, make_drop_box
from checkpoints.storage.drop_token import read_token
from checkpoints.storage.post_answer import Trouble
from checkpoints.storage.trouble import StorageError
from checkpoints.storage.upload import upload_file
from tests.facts.conftest import forget_aws
from tests.storage.receiver import KEY_ID, SECRET, Receiver
from tests.storage.signing import STS_TOKEN

HOURS = timedelta(hours=8)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def facilitator(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A facilitator's shell, with keys and the bucket's endpoint."""
    forget_aws(monkeypatch)
    for name, value in {**receiver.shell, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("checkpoints.facts.sending.PAUSE_S", 0.0)
    monkeypatch.setattr("checkpoints.storage.asking._PAUSES_S", (0.0,))
    return monkeypatch


def make(receiver: Receiver, *people: str, access: Access | None = None, lifetime: timedelta = HOURS) -> DropBox:
    address = parse_address(f"s3://{receiver.bucket}/seoul/")
    return make_drop_box(access or open_access(), address, people or ("Kim",), "1.1", lifetime)


def refusal(receiver: Receiver, address: str = "", access: Access | None = None) -> StorageError:
    with pytest.raises(StorageError) as caught:
        found = parse_address(address or f"s3://{receiver.bucket}/seoul/")
        make_drop_box(access or open_access(), found, ["Kim"], "1.1", HOURS)
    for language in ("ko", "en"):
        assert "…" not in caught.value.tell(language)
    return caught.value


NAMES = (
    "홍길동",
    "홍길동",
    "Kim Hana",
    "KIM HANA",
    "../../etc",
    "a/b/",
    "김${filename}",
    "🙂",
    "x" * 120,
    '"; rm -rf ~',
)


def test_everybody_gets_a_token_of_their_own(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    box = make(receiver, *NAMES)
    assert [each.name for each in box.attendees] == list(NAMES)
    tokens = [read_token(each.token) for each in box.attendees]
    assert [token.attendee for token in tokens] == list(NAMES)
    prefixes = [token.prefix for token in tokens]
    assert len({*prefixes}) == len(NAMES)
    assert [
        each for each in prefixes if not re.fullmatch(r"seoul/hand-ins/(?:[a-z0-9-]{1,30}-)?[a-z2-9]{10}/", each)
    ] == []
    for token in tokens:
        assert upload_file(token, "1.1_20261127T000000.000000Z-abcd.html", b"<html>").trouble is None
    assert (len(receiver.objects), receiver.refused) == (len(NAMES) + 1, [])


def test_nobody_can_write_in_another_s_place(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    kim, lee = (read_token(each.token) for each in make(receiver, "Kim", "Lee").attendees)
    found = upload_file(replace(kim, prefix=lee.prefix), "a.html", b"<html>")
    assert (found.code, [key for key in receiver.objects if key.startswith(lee.prefix)]) == ("AccessDenied", [])


def test_a_policy_allows_one_prefix_one_type_and_one_size(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    (kim,) = make(receiver).attendees
    token = read_token(kim.token)
    policy = json.loads(base64.b64decode(token.fields["policy"]))
    assert policy["conditions"][:5] == [
        {"Content-Type": "text/html; charset=utf-8"},
        {"success_action_status": "201"},
        ["content-length-range", 1, LIMITS.file],
        {"bucket": receiver.bucket},
        ["starts-with", "$key", token.prefix],
    ]
    # In the bucket's Region, whatever the shell's is.
    assert token.fields["x-amz-credential"].split("/")[2:] == [receiver.region, "s3", "aws4_request"]


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-2"])
def test_on_s3_the_host_is_the_bucket_s_and_the_signature_is_version_4(
    region: str, facilitator: pytest.MonkeyPatch
) -> None:
    facilitator.delenv("AWS_ENDPOINT_URL_S3")
    address = Address("workshop-2026", "seoul/")
    access = replace(open_access(), region=region)
    signer = drop_box._Signer(access, address, "1.1", datetime.now(timezone.utc) + HOURS)
    token = read_token(signer.sign("Kim", "hand-ins/kim-abc/"))
    assert token.url == f"https://workshop-2026.s3.{region}.amazonaws.com/"
    assert (token.is_s3, token.fields["x-amz-algorithm"]) == (True, "AWS4-HMAC-SHA256")
    assert token.fields.keys() >= {"x-amz-signature", "policy"}


# -- until when


def test_a_token_ends_when_it_was_asked_to(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    box = make(receiver)
    assert box.end == "asked"
    assert abs(read_token(box.attendees[0].token).expires - box.ends) <= timedelta(seconds=1)
    assert abs(box.ends - datetime.now(timezone.utc) - HOURS) < MINUTE


def test_a_token_ends_with_credentials_that_end_before(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    until = datetime.now(timezone.utc) + timedelta(minutes=50)
    box = make(receiver, access=replace(open_access(), expires_at=until))
    assert box.end == "credentials"
    assert abs(box.ends - until) < MINUTE
    assert read_token(box.attendees[0].token).expires <= until


def test_a_session_of_the_shell_that_says_when_it_ends_is_believed(
    receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    until = datetime.now(timezone.utc) + timedelta(minutes=50)
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    facilitator.setenv("AWS_SESSION_TOKEN", STS_TOKEN)
    facilitator.setenv("AWS_CREDENTIAL_EXPIRATION", until.isoformat())
    box = make(receiver)
    assert (box.end, abs(box.ends - until) < MINUTE) == ("credentials", True)
    token = read_token(box.attendees[0].token)
    assert upload_file(token, "a.html", b"<html>").trouble is None
    receiver.session_tokens[KEY_ID] = ""
    assert upload_file(token, "b.html", b"<html>").trouble is Trouble.CREDENTIALS_ENDED


def test_credentials_that_last_longer_change_nothing(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    until = datetime.now(timezone.utc) + timedelta(hours=12)
    assert make(receiver, access=replace(open_access(), expires_at=until)).end == "asked"


def test_a_session_of_the_shell_does_not_say_when_it_ends(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    facilitator.setenv("AWS_SESSION_TOKEN", STS_TOKEN)
    box = make(receiver)
    assert box.end == "unknown"
    assert read_token(box.attendees[0].token).fields["x-amz-security-token"] == STS_TOKEN


# -- what cannot work


def test_credentials_that_are_about_to_end_are_refused(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    access = replace(open_access(), expires_at=datetime.now(timezone.utc) + timedelta(minutes=2))
    assert refusal(receiver, access=access).text == "drop-box.credentials-ending"
    assert receiver.forms == []


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("s3://my.bucket/seoul/", "drop-box.dots"),
        ("s3://my-bucket/seoul/a.html", "drop-box.no-folder"),
        ("s3://no-such-bucket-of-ours/seoul/", "storage.no-such-bucket"),
    ],
)
def test_an_address_that_cannot_work_is_refused(
    address: str, text: str, receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    assert refusal(receiver, address).text == text
    assert receiver.objects == {}


def test_a_facilitator_who_may_not_write_is_told_the_permission(
    receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    body = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
    receiver.before = lambda number: (403, body, {})
    error = refusal(receiver)
    assert error.text == "drop-box.denied"
    assert f"under {receiver.bucket}/seoul/hand-ins/, so no token was made" in error.tell("en")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ExpiredToken", "storage.expired"),
        ("InvalidAccessKeyId", "storage.rejected"),
        ("SignatureDoesNotMatch", "storage.rejected"),
        ("RequestTimeTooSkewed", "storage.clock"),
        ("SomethingNew", "storage.refused"),
    ],
)
def test_s3_s_own_word_is_told(code: str, text: str, receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    receiver.refuse["GET"] = (403, code)
    error = refusal(receiver)
    assert error.text == text
    assert code == error.code
    assert receiver.forms == []


def test_credentials_that_the_trial_upload_finds_ended_are_told(
    receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    facilitator.setenv("AWS_SESSION_TOKEN", STS_TOKEN)
    receiver.session_tokens[KEY_ID] = ""
    assert refusal(receiver).text == "storage.expired"


def refuse_trial(receiver: Receiver, status: int, code: str) -> None:
    body = f"<Error><Code>{code}</Code><Message>No.</Message></Error>" if code else ""
    receiver.before = lambda number: (status, body, {})


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, "InvalidAccessKeyId", "a key is mistyped, deleted or deactivated"),
        (403, "SignatureDoesNotMatch", "{host} refused a trial upload, so no token was made: SignatureDoesNotMatch"),
        (400, "EntityTooLarge", "{host} refused a trial upload, so no token was made: EntityTooLarge"),
        (301, "PermanentRedirect", "is in another Region, so no token was made (PermanentRedirect)"),
        (307, "TemporaryRedirect", "is new, and S3 still redirects requests for it"),
        (201, "", "It is not proven that hand-ins are stored, so no token was made (HTTP 201)"),
        (200, "", "What {host} answers does not come from S3"),
    ],
)
def test_what_the_trial_upload_met_is_told(
    status: int, code: str, told: str, receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    refuse_trial(receiver, status, code)
    said = refusal(receiver).tell("en")
    assert told.format(host=receiver.url.removeprefix("http://")) in said
    assert ("did not arrive" in said, "expired" in said) == (False, False)


def store_trial(receiver: Receiver) -> str:
    """Have a trial upload be stored and be answered with nothing, as moto does; where it is stored."""
    key = "seoul/hand-ins/.checkpoints/probe.txt"

    def take(number: int) -> tuple[int, str, dict[str, str]]:
        receiver.forward("PUT", f"/{receiver.bucket}/{key}", {}, b"A drop box was tried with this file.")
        return 201, "", {}

    receiver.before = take
    return key


def test_a_trial_upload_that_is_not_proven_is_removed(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    key = store_trial(receiver)
    error = refusal(receiver)
    assert isinstance(error, drop_box.TrialError)
    assert (error.text, error.leftover) == ("drop-box.unproven", "")
    assert receiver.forward("GET", f"/{receiver.bucket}/{key}", {}, b"")[0] == 404


def test_an_unproven_trial_upload_that_cannot_be_removed_is_named(
    receiver: Receiver, facilitator: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = store_trial(receiver)
    receiver.refuse["DELETE"] = (403, "AccessDenied")
    (tmp_path / "names.csv").write_text("Kim\n", encoding="utf-8")
    facilitator.chdir(tmp_path)
    told = ["dropbox", f"s3://{receiver.bucket}/seoul/", "--roster", "names.csv", "--lang", "en"]
    assert main(told) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"The trial upload could not be removed and stays (it counts for nothing): s3://{receiver.bucket}/{key}"
    )


def test_nothing_is_said_to_be_left_of_a_trial_upload_that_s3_refused(
    receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    receiver.refuse["DELETE"] = (403, "AccessDenied")
    refuse_trial(receiver, 403, "SignatureDoesNotMatch")
    error = refusal(receiver)
    assert isinstance(error, drop_box.TrialError)
    assert error.leftover == ""


def test_where_nobody_listens_it_says_so(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        facilitator.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{free.getsockname()[1]}")
    assert refusal(receiver).text == "storage.unreachable"


def test_no_token_leads_to_another_machine_without_tls(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://s3.example.com")
    session = botocore.session.get_session()
    session.set_credentials(KEY_ID, SECRET)
    signer = drop_box._Signer(
        Access(session, "us-east-1"), Address("a-bucket"), "1.1", datetime.now(timezone.utc) + HOURS
    )
    with pytest.raises(StorageError) as caught:
        signer.try_out()
    assert caught.value.text == "drop-box.plain"


# -- what is not known, or stays


def test_who_may_write_and_not_list_gets_tokens_and_a_warning(
    receiver: Receiver, facilitator: pytest.MonkeyPatch
) -> None:
    receiver.refuse |= {"GET": (403, "AccessDenied"), "HEAD": (403, "AccessDenied")}
    box = make(receiver)
    assert (box.is_listed, box.region) == (False, receiver.region)
    assert upload_file(read_token(box.attendees[0].token), "a.html", b"<html>").trouble is None


def test_the_trial_upload_is_removed(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    assert make(receiver).leftover == ""
    assert list(receiver.objects) == ["seoul/hand-ins/.checkpoints/probe.txt"]
    assert receiver.forward("GET", f"/{receiver.bucket}/seoul/hand-ins/.checkpoints/probe.txt", {}, b"")[0] == 404


def test_a_trial_upload_that_cannot_be_removed_is_named(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    receiver.refuse["DELETE"] = (403, "AccessDenied")
    assert make(receiver).leftover == f"s3://{receiver.bucket}/seoul/hand-ins/.checkpoints/probe.txt"


def test_no_secret_is_in_what_a_drop_box_shows(receiver: Receiver, facilitator: pytest.MonkeyPatch) -> None:
    box = make(receiver, "Kim", "Lee")
    assert "HANDIN" not in repr(box)

"""Making a drop box: whose tokens, until when, and what is refused before any is given away."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import botocore.session
import pytest

from checkpoints.report.hand_in import LIMITS
from checkpoints.storage import drop_box
from checkpoints.storage.address import Address, parse_address
from checkpoints.storage.client import FacilitatorSession, open_access
from checkpoints.storage.drop_box import DropBox, make_drop_box
from checkpoints.storage.drop_token import read_token
from checkpoints.storage.post_answer import UploadTrouble
from checkpoints.storage.trouble import StorageError
from checkpoints.storage.upload import upload_file
from tests.classroom.conftest import Command
from tests.classroom.hand_ins import put
from tests.storage.receiver import KEY_ID, SECRET, Receiver
from tests.storage.signing import STS_TOKEN

pytestmark = pytest.mark.usefixtures("facilitator")

HOURS = timedelta(hours=8)
MINUTE = timedelta(minutes=1)
TRIAL = "seoul/hand-ins/.checkpoints/probe.txt"


def make(receiver: Receiver, *people: str, address: str = "", access: FacilitatorSession | None = None) -> DropBox:
    found = parse_address(address or f"s3://{receiver.bucket}/seoul/")
    listed = [(name, "") for name in people or ("Kim",)]
    return make_drop_box(access or open_access(), found, listed, "1.1", HOURS, region="")


def refusal(receiver: Receiver, address: str = "", access: FacilitatorSession | None = None) -> StorageError:
    with pytest.raises(StorageError) as caught:
        make(receiver, address=address, access=access)
    assert not any("…" in caught.value.describe(language) for language in ("ko", "en"))
    return caught.value


def lasting(time: timedelta) -> FacilitatorSession:
    """Credentials of the shell that end after a time."""
    return replace(open_access(), expires_at=datetime.now(timezone.utc) + time)


NAMES = (
    *("홍길동", "홍길동", "Kim Hana", "KIM HANA", "../../etc", "a/b/"),
    *("김${filename}", "🙂", "x" * 120, '"; rm -rf ~'),
)


def test_everybody_gets_a_token_of_their_own(receiver: Receiver) -> None:
    box = make(receiver, *NAMES)
    assert [each.name for each in box.attendees] == list(NAMES)
    tokens = [read_token(each.token) for each in box.attendees]
    assert [token.attendee for token in tokens] == list(NAMES)
    assert len({token.prefix for token in tokens}) == len(NAMES)
    for token in tokens:
        assert re.fullmatch(r"seoul/hand-ins/(?:[a-z0-9-]{1,30}-)?[a-z2-9]{10}/", token.prefix)
        assert upload_file(token, "1.1_20261127T000000.000000Z-abcd.html", b"<html>").trouble is None
    assert (len(receiver.objects), receiver.refused) == (len(NAMES) + 1, [])
    assert "HANDIN" not in repr(box)


def test_a_policy_allows_one_prefix_one_type_and_one_size(receiver: Receiver) -> None:
    token = read_token(make(receiver).attendees[0].token)
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


# -- until when


@pytest.mark.parametrize(
    ("credentials", "end"),
    [(None, "asked"), (timedelta(hours=12), "asked"), (timedelta(minutes=50), "credentials")],
    ids=["unknown", "later", "before"],
)
def test_a_token_ends_when_it_was_asked_to_or_with_credentials_that_end_before(
    credentials: timedelta | None, end: str, receiver: Receiver
) -> None:
    access = lasting(credentials) if credentials else open_access()
    box = make(receiver, access=access)
    expires = read_token(box.attendees[0].token).expires
    ends = datetime.now(timezone.utc) + min(credentials or HOURS, HOURS)
    assert (box.end, abs(box.ends - ends) < MINUTE) == (end, True)
    assert abs(expires - box.ends) <= timedelta(seconds=1 if end == "asked" else 60)
    assert access.expires_at is None or expires <= access.expires_at


def test_a_session_of_the_shell_that_says_when_it_ends_is_believed(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = datetime.now(timezone.utc) + timedelta(minutes=50)
    receiver.session_tokens[KEY_ID] = STS_TOKEN
    monkeypatch.setenv("AWS_SESSION_TOKEN", STS_TOKEN)
    box = make(receiver)
    token = read_token(box.attendees[0].token)
    assert (box.end, token.fields["x-amz-security-token"]) == ("unknown", STS_TOKEN)
    monkeypatch.setenv("AWS_CREDENTIAL_EXPIRATION", until.isoformat())
    box = make(receiver)
    assert (box.end, abs(box.ends - until) < MINUTE) == ("credentials", True)
    token = read_token(box.attendees[0].token)
    assert upload_file(token, "a.html", b"<html>").trouble is None
    receiver.session_tokens[KEY_ID] = ""
    assert upload_file(token, "b.html", b"<html>").trouble is UploadTrouble.CREDENTIALS_ENDED
    assert refusal(receiver).text == "storage.expired"


# -- what cannot work


def test_credentials_that_are_about_to_end_are_refused(receiver: Receiver) -> None:
    assert refusal(receiver, access=lasting(2 * MINUTE)).text == "drop-box.credentials-ending"
    assert receiver.forms == []


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("s3://my.bucket/seoul/", "drop-box.dots"),
        ("s3://my-bucket/seoul/a.html", "drop-box.no-folder"),
        ("s3://no-such-bucket-of-ours/seoul/", "storage.no-such-bucket"),
    ],
)
def test_an_address_that_cannot_work_is_refused(address: str, text: str, receiver: Receiver) -> None:
    assert refusal(receiver, address).text == text
    assert receiver.objects == {}


def test_no_token_leads_to_another_machine_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://s3.example.com")
    session = botocore.session.get_session()
    session.set_credentials(KEY_ID, SECRET)
    ends = datetime.now(timezone.utc) + HOURS
    with pytest.raises(StorageError) as caught:
        drop_box._Signer(FacilitatorSession(session, "us-east-1"), Address("a-bucket"), "1.1", ends).try_out()
    assert caught.value.text == "drop-box.plain"


def test_who_may_write_and_not_list_gets_tokens_and_a_warning(receiver: Receiver) -> None:
    receiver.refuse |= {"GET": (403, "AccessDenied"), "HEAD": (403, "AccessDenied")}
    box = make(receiver)
    assert (box.is_listed, box.region) == (False, receiver.region)
    assert upload_file(read_token(box.attendees[0].token), "a.html", b"<html>").trouble is None


# -- the trial upload


def refuse_trial(receiver: Receiver, status: int, code: str) -> None:
    body = f"<Error><Code>{code}</Code><Message>No.</Message></Error>" if code else ""
    receiver.before = lambda number: (status, body, {})


def store_trial(receiver: Receiver) -> None:
    """Have a trial upload be stored and be answered with nothing, as moto does."""

    def take(number: int) -> tuple[int, str, dict[str, str]]:
        receiver.forward("PUT", f"/{receiver.bucket}/{TRIAL}", {}, b"A drop box was tried with this file.")
        return 201, "", {}

    receiver.before = take


def is_stored(receiver: Receiver) -> bool:
    return receiver.forward("GET", f"/{receiver.bucket}/{TRIAL}", {}, b"")[0] != 404


REFUSED = "{host} refused a trial upload, so no token was made: "


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, "AccessDenied", "under {bucket}/seoul/hand-ins/, so no token was made"),
        (403, "InvalidAccessKeyId", "a key is mistyped, deleted or deactivated"),
        (403, "SignatureDoesNotMatch", f"{REFUSED}SignatureDoesNotMatch"),
        (400, "EntityTooLarge", f"{REFUSED}EntityTooLarge"),
        (301, "PermanentRedirect", "is in another Region, so no token was made (PermanentRedirect)"),
        (307, "TemporaryRedirect", "is new, and S3 still redirects requests for it"),
        (201, "", "It is not proven that hand-ins are stored, so no token was made (HTTP 201)"),
        (200, "", "What {host} answers does not come from S3"),
    ],
)
def test_what_the_trial_upload_met_is_told(status: int, code: str, told: str, receiver: Receiver) -> None:
    refuse_trial(receiver, status, code)
    error = refusal(receiver)
    said = error.describe("en")
    assert (error.text == "drop-box.denied") is (code == "AccessDenied")
    assert told.format(host=receiver.url.removeprefix("http://"), bucket=receiver.bucket) in said
    assert ("did not arrive" in said, "expired" in said) == (False, False)


def test_the_trial_upload_is_removed_though_it_was_not_proven(receiver: Receiver) -> None:
    assert (make(receiver).leftover, list(receiver.objects), is_stored(receiver)) == ("", [TRIAL], False)
    store_trial(receiver)
    error = refusal(receiver)
    assert isinstance(error, drop_box.TrialError)
    assert (error.text, error.leftover, is_stored(receiver)) == ("drop-box.unproven", "", False)


def test_a_trial_upload_that_cannot_be_removed_is_named(receiver: Receiver, tmp_path: Path, command: Command) -> None:
    receiver.refuse["DELETE"] = (403, "AccessDenied")
    left = f"s3://{receiver.bucket}/{TRIAL}"
    assert make(receiver).leftover == left
    store_trial(receiver)
    roster = put(tmp_path, "names.csv", "Kim\n")
    ran = command("dropbox", f"s3://{receiver.bucket}/seoul/", "--roster", roster, "--lang", "en")
    told = f"The trial upload could not be removed and stays (it counts for nothing): {left}"
    assert (ran.code, ran.err.splitlines()[-1]) == (2, told)


def test_nothing_is_said_to_be_left_of_a_trial_upload_that_s3_refused(receiver: Receiver) -> None:
    receiver.refuse["DELETE"] = (403, "AccessDenied")
    refuse_trial(receiver, 403, "SignatureDoesNotMatch")
    error = refusal(receiver)
    assert isinstance(error, drop_box.TrialError)
    assert error.leftover == ""

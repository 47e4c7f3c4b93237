"""From an answer of AWS to a cause: what the rows of the known refusals do not say themselves."""

from __future__ import annotations

from typing import Any

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import PROFILES_LISTED
from checkpoints.refusals import model_access
from checkpoints.refusals.diagnosis import CLOCK_TOLERANCE_S, Diagnosis, diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal
from checkpoints.refusals.table import TABLE
from checkpoints.rules.finding import Reply, judge_unanswered
from tests.rules import words
from tests.rules.fakes import answered, denied, refused, timed_out, unreachable
from tests.rules.messages import everything
from tests.rules.worlds import grouped, told

OPERATION = "bedrock:InvokeModel"
ACCESS, VALIDATION = "AccessDeniedException", "ValidationException"
NEVER_SENT = Answer(OPERATION, Outcome.NOT_SENT, code="ValueError", message="Operation not allowed")


def of_status(status: int | None, code: str = "SomethingNewException", message: str = "New words.") -> Answer:
    return Answer(OPERATION, Outcome.REFUSED, status, code, message)


def in_words(message: str, code: str = VALIDATION) -> Answer:
    return refused(OPERATION, code, message, 403 if code == ACCESS else 400)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.code}-{number}" for number, row in enumerate(TABLE)])
def test_a_known_refusal_means_what_its_row_says(row: Refusal) -> None:
    found = diagnose(refused(OPERATION, *words.written(row)))
    assert found == Diagnosis(row.kind, row.cause, None, row.wait_minutes)


@pytest.mark.parametrize(
    ("row", "sentence", "minutes"),
    [
        (model_access.MARKETPLACE_DENIED, "If you recently fixed this issue, try again after 2 minutes.", 2),
        (model_access.USE_CASE_FORM, "Try again in 30 minutes.", 30),
        (model_access.NO_ACCESS, "Try again in 10 minutes.", None),
    ],
    ids=["after", "in", "never"],
)
def test_the_wait_that_aws_states_counts_where_time_changes_the_answer(
    row: Refusal, sentence: str, minutes: int | None
) -> None:
    message = f"{row.message.partition('If you')[0]} {sentence}"
    assert diagnose(refused(OPERATION, row.code, message, row.status)).wait_minutes == minutes


PAGE = " <html>Blocked</html>"
RETENTION = "data retention mode 'default' is not available for this model"
REVOKED = "This API key has been revoked."
# Answers that no row knows, or not by its words alone, by whose refusal each is and its cause.
UNKNOWN: dict[tuple[Kind, str | None], dict[str, Answer]] = {
    (Kind.NONE, None): {"answered": answered(OPERATION)},
    (Kind.UNKNOWN, None): {
        "no-access-of-the-portals-without-its-operation": in_words("No access", ACCESS),
        "another-data-retention": in_words(RETENTION),
        "validation-without-words": in_words(""),
        "validation-about-the-account": in_words("This account may not do so."),
        "validation-in-unknown-words": in_words("Not today."),
        "never-asked": Answer(OPERATION, Outcome.NOT_ASKED),
        **{f"status-{status}": of_status(status) for status in (400, 403, 404, None)},
        "without-a-code-403-in-words": of_status(403, "403", "This door is shut."),
        "without-a-code-400-in-words": of_status(400, "400", "This door is shut."),
    },
    (Kind.LOOKING, "service-error"): {
        "an-answer-that-cannot-be-aws-s": refused(OPERATION, "MalformedAnswer", "success without a message", 200),
        **{f"status-{status}": of_status(status) for status in (500, 502, 504, 529)},
    },
    (Kind.LOOKING, "throttled"): {"status-429": of_status(429)},
    (Kind.LOOKING, "timeout"): {"status-408": of_status(408), "timed-out": timed_out(OPERATION)},
    (Kind.LOOKING, "endpoint-unreachable"): {
        **{f"status-{status}": of_status(status) for status in (407, 511)},
        "unreachable": unreachable(OPERATION),
        "never-sent": NEVER_SENT,
        "without-a-code-or-status-of-a-refusal": of_status(302, "302", "Found"),
        "without-a-code-or-words": of_status(403, "403", ""),
        "without-a-code-a-page": of_status(403, "403", PAGE),
    },
    (Kind.CREDENTIALS, "bearer-token-rejected"): {"without-a-code-in-known-words": of_status(403, "403", REVOKED)},
}


@pytest.mark.parametrize(("answer", "ending"), grouped(UNKNOWN))
def test_an_answer_that_no_row_knows_is_judged_by_what_it_is(answer: Answer, ending: tuple[Kind, str | None]) -> None:
    found = diagnose(answer)
    assert (found.kind, found.cause and found.cause.value) == ending


@pytest.mark.parametrize("garbled", ["isn?t", "isn\u00e2\u20ac\u2122t", "is not", "isn\u02bct", "isn\u00b4t"])
def test_a_garbled_apostrophe_hides_no_refusal(garbled: str) -> None:
    on_demand = diagnose(in_words(f"Invocation of model ID x with on-demand throughput {garbled} supported."))
    no_access = f"You {garbled.replace('is', 'do', 1)} have access to the model with the specified model ID."
    found = [on_demand.cause, diagnose(in_words(no_access, ACCESS)).cause]
    assert [each and each.value for each in found] == ["model-not-in-region", "model-access-not-granted"]


LATE, EARLY = CLOCK_TOLERANCE_S + 1, -CLOCK_TOLERANCE_S - 1
CLOCKS: list[tuple[str, float | None, str]] = [
    *(
        (code, skew, "clock-skew")
        for code in ("SignatureDoesNotMatch", "InvalidSignatureException")
        for skew in (LATE, EARLY)
    ),
    *(("SignatureDoesNotMatch", skew, "invalid-credentials") for skew in (CLOCK_TOLERANCE_S, 0.0, None)),
    ("InvalidClientTokenId", 4000.0, "invalid-credentials"),
]


@pytest.mark.parametrize(("code", "skew", "cause"), CLOCKS)
def test_a_clock_that_is_off_is_blamed_for_a_refused_signature_and_not_for_an_unknown_key(
    code: str, skew: float | None, cause: str
) -> None:
    message = "The request signature we calculated does not match the signature you provided."
    found = diagnose(refused(OPERATION, code, message, 403, skew_s=skew)).cause
    assert found is not None
    assert found.value == cause


def test_iams_own_sentence_is_iams_denial() -> None:
    found = diagnose(denied(OPERATION, "arn:aws:bedrock:us-east-1::foundation-model/x"))
    assert (found.kind, found.cause) == (Kind.IAM, None)
    assert found.denial is not None
    assert (found.denial.action, found.denial.kind) == (OPERATION, "identity-based policy")


def foreign(code: str, status: int | None = 403, **more: Any) -> Answer:
    return Answer(OPERATION, Outcome.REFUSED, status, code, "No.", is_foreign=True, **more)


def unreached(code: str, **more: str) -> Answer:
    return Answer(OPERATION, Outcome.UNREACHABLE, code=code, **more)  # type: ignore[arg-type]


FOREIGN: dict[str, dict[str, Answer]] = {
    "foreign": {
        "page": foreign("ForeignAnswer", None),
        "text": foreign("403"),
        "json": foreign("BLOCKED"),
        "login": foreign("511", 511),
    },
    "proxy": {
        "proxy": foreign("403", proxy="HTTPS_PROXY"),
        "proxy-login": foreign("407", 407, proxy="https_proxy"),
        "proxy-gone": unreached("ProxyConnectionError", proxy="HTTPS_PROXY"),
    },
    "inspection": {"inspected": unreached("SSLError", proxy="HTTPS_PROXY")},
    "address": {"moved": unreached("EndpointConnectionError", endpoint="AWS_ENDPOINT_URL")},
    "": {"no-road": unreached("EndpointConnectionError")},
}


@pytest.mark.parametrize(("answer", "case"), grouped(FOREIGN))
def test_what_answers_instead_of_aws_is_an_endpoint_that_is_not_reached(answer: Answer, case: str) -> None:
    found = judge_unanswered(PROFILES_LISTED, Reply(answer))
    assert (told(found), found.case) == ("failed: endpoint-unreachable", case)
    key = "looking.foreign" if answer.outcome is Outcome.REFUSED else "looking.unreachable"
    assert (found.detail.key, found.detail.values["status"]) == (key, str(answer.status or 200))
    shown = everything(found)
    assert (answer.proxy if case == "proxy" else "") in shown
    assert answer.endpoint in shown
    assert case != "inspection" or "NODE_EXTRA_CA_CERTS" in shown


def test_a_certificate_that_claude_code_alone_may_trust_proves_nothing() -> None:
    found = judge_unanswered(PROFILES_LISTED, Reply(unreached("SSLError")._replace(may_be_trusted=True)))
    assert (told(found), found.case) == ("unverified: endpoint-unreachable", "own-trust")


def test_a_sentence_of_aws_is_known_whatever_is_missing_around_it() -> None:
    expired = Answer(OPERATION, Outcome.REFUSED, 403, "403", "Bearer Token has expired", is_foreign=True)
    down = expired._replace(message="down", status=503, code="503")
    found = [diagnose(each).cause for each in (expired, down)]
    assert [each and each.value for each in found] == ["bearer-token-expired", "service-error"]

"""From an answer of AWS to a cause: what the rows of the known refusals do not say themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.guide.requirements import PROFILES_LISTED
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.refusals import model_access
from checkpoints.refusals.diagnosis import CLOCK_TOLERANCE_S, Diagnosis, diagnose
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal
from checkpoints.refusals.table import TABLE
from checkpoints.rules.finding import Reply, judge_unheard
from tests.rules.fakes import answered, denied, refused, timed_out, unreachable
from tests.rules.messages import everything

OPERATION = "bedrock:InvokeModel"
ACCESS, VALIDATION = "AccessDeniedException", "ValidationException"


@pytest.mark.parametrize("row", TABLE, ids=[f"{row.code}-{number}" for number, row in enumerate(TABLE)])
def test_a_known_refusal_means_what_its_row_says(row: Refusal) -> None:
    found = diagnose(refused(OPERATION, row.code, row.message, row.status))
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


def test_the_words_of_the_sso_portal_from_somebody_else_are_not_the_portals() -> None:
    assert diagnose(refused(OPERATION, ACCESS, "No access", 403)).kind is Kind.UNKNOWN


def test_a_model_that_asks_for_another_data_retention_is_no_malformed_request() -> None:
    message = "data retention mode 'default' is not available for this model"
    assert diagnose(refused(OPERATION, VALIDATION, message)).kind is Kind.UNKNOWN


@pytest.mark.parametrize("garbled", ["isn?t", "isn\u00e2\u20ac\u2122t", "is not", "isn\u02bct"])
def test_a_garbled_apostrophe_does_not_hide_on_demand_throughput(garbled: str) -> None:
    message = f"Invocation of model ID x with on-demand throughput {garbled} supported."
    assert diagnose(refused(OPERATION, VALIDATION, message)).cause is Cause.MODEL_NOT_IN_REGION


@pytest.mark.parametrize("garbled", ["don?t", "don\u00e2\u20ac\u2122t", "do not", "don\u00b4t"])
def test_a_garbled_apostrophe_does_not_hide_missing_access(garbled: str) -> None:
    message = f"You {garbled} have access to the model with the specified model ID."
    assert diagnose(refused(OPERATION, ACCESS, message, 403)).cause is Cause.MODEL_ACCESS_NOT_GRANTED


@pytest.mark.parametrize("skew", [CLOCK_TOLERANCE_S + 1, -CLOCK_TOLERANCE_S - 1], ids=["ahead", "behind"])
@pytest.mark.parametrize("code", ["SignatureDoesNotMatch", "InvalidSignatureException"])
def test_a_signature_refused_by_a_clock_that_is_off_is_the_clocks_fault(code: str, skew: float) -> None:
    message = "The request signature we calculated does not match the signature you provided."
    assert diagnose(refused(OPERATION, code, message, 403, skew_s=skew)).cause is Cause.CLOCK_SKEW


@pytest.mark.parametrize("skew", [CLOCK_TOLERANCE_S, 0.0, None], ids=["tolerated", "none", "unknown"])
def test_a_signature_refused_by_a_good_clock_is_the_keys_fault(skew: float | None) -> None:
    found = diagnose(refused(OPERATION, "SignatureDoesNotMatch", "does not match", 403, skew_s=skew))
    assert found.cause is Cause.INVALID_CREDENTIALS


def test_a_clock_that_is_off_is_not_blamed_for_an_unknown_key() -> None:
    found = diagnose(refused(OPERATION, "InvalidClientTokenId", "is invalid", 403, skew_s=4000.0))
    assert found.cause is Cause.INVALID_CREDENTIALS


@pytest.mark.parametrize(
    ("why", "kind", "explicit"),
    [
        ("because no identity-based policy allows the x action", "identity-based policy", False),
        ("because no session policy allows the x action", "session policy", False),
        ("because no permissions boundary allows the x action", "permissions boundary", False),
        ("with an explicit deny in an identity-based policy", "identity-based policy", True),
        ("with an explicit deny in a service control policy: arn:aws:x", "service control policy", True),
        ("with an explicit deny in a permissions boundary", "permissions boundary", True),
    ],
    ids=["M17", "M18", "M19", "M20", "M21", "M22"],
)  # fmt: skip
def test_iams_own_sentence_is_iams_denial(why: str, kind: str, explicit: bool) -> None:
    found = diagnose(denied(OPERATION, "arn:aws:bedrock:us-east-1::foundation-model/x", why))
    assert (found.kind, found.cause) == (Kind.IAM, None)
    assert found.denial is not None
    assert (found.denial.kind, found.denial.explicit) == (kind, explicit)


def test_a_denied_listing_is_iams_denial() -> None:  # M23
    found = diagnose(denied("bedrock:ListInferenceProfiles", "arn:aws:bedrock:us-east-1:1:inference-profile/*"))
    assert found.kind is Kind.IAM
    assert found.denial is not None
    assert found.denial.action == "bedrock:ListInferenceProfiles"


def test_an_answer_needs_no_diagnosis() -> None:
    assert diagnose(answered(OPERATION)).kind is Kind.NONE


@pytest.mark.parametrize(
    ("answer", "cause"),
    [(unreachable(OPERATION), Cause.ENDPOINT_UNREACHABLE), (timed_out(OPERATION), Cause.TIMEOUT)],
    ids=["unreachable", "timeout"],
)
def test_no_answer_proves_nothing(answer: Answer, cause: Cause) -> None:
    found = diagnose(answer)
    assert (found.kind, found.cause) == (Kind.LOOKING, cause)


@pytest.mark.parametrize(
    ("status", "kind", "cause"),
    [
        (500, Kind.LOOKING, Cause.SERVICE_ERROR),
        (502, Kind.LOOKING, Cause.SERVICE_ERROR),
        (504, Kind.LOOKING, Cause.SERVICE_ERROR),
        (529, Kind.LOOKING, Cause.SERVICE_ERROR),
        (429, Kind.LOOKING, Cause.THROTTLED),
        (408, Kind.LOOKING, Cause.TIMEOUT),
        (407, Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE),
        (403, Kind.UNKNOWN, None),
        (404, Kind.UNKNOWN, None),
        (400, Kind.UNKNOWN, None),
        (None, Kind.UNKNOWN, None),
    ],
)
def test_an_unknown_code_is_judged_by_its_status(status: int | None, kind: Kind, cause: Cause | None) -> None:
    found = diagnose(Answer(OPERATION, Outcome.REFUSED, status, "SomethingNewException", "New words."))
    assert (found.kind, found.cause) == (kind, cause)


@pytest.mark.parametrize(
    ("status", "message", "kind", "cause"),
    [
        (302, "Found", Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE),
        (403, "", Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE),
        (403, " <html>Blocked</html>", Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE),
        (403, "This door is shut.", Kind.UNKNOWN, None),
        (400, "This door is shut.", Kind.UNKNOWN, None),
        (403, "This API key has been revoked.", Kind.CREDENTIALS, Cause.BEARER_TOKEN_REJECTED),
    ],
)
def test_an_answer_without_a_code_is_aws_s_only_where_it_says_something(
    status: int, message: str, kind: Kind, cause: Cause | None
) -> None:
    found = diagnose(Answer(OPERATION, Outcome.REFUSED, status, str(status), message))
    assert (found.kind, found.cause) == (kind, cause)


FOREIGN: dict[str, tuple[Answer, str]] = {
    "page": (Answer(OPERATION, Outcome.REFUSED, code="ForeignAnswer", message="page", is_foreign=True), "foreign"),
    "text": (Answer(OPERATION, Outcome.REFUSED, 403, "403", "Blocked.", is_foreign=True), "foreign"),
    "json": (Answer(OPERATION, Outcome.REFUSED, 403, "BLOCKED", "No.", is_foreign=True), "foreign"),
    "proxy": (Answer(OPERATION, Outcome.REFUSED, 403, "403", "No.", is_foreign=True, proxy="HTTPS_PROXY"), "proxy"),
    "proxy-login": (
        Answer(OPERATION, Outcome.REFUSED, 407, "407", "No.", is_foreign=True, proxy="https_proxy"),
        "proxy",
    ),
    "proxy-gone": (Answer(OPERATION, Outcome.UNREACHABLE, code="ProxyConnectionError", proxy="HTTPS_PROXY"), "proxy"),
    "inspected": (Answer(OPERATION, Outcome.UNREACHABLE, code="SSLError", proxy="HTTPS_PROXY"), "inspection"),
    "moved": (
        Answer(OPERATION, Outcome.UNREACHABLE, code="EndpointConnectionError", endpoint="AWS_ENDPOINT_URL"),
        "address",
    ),
    "no-road": (Answer(OPERATION, Outcome.UNREACHABLE, code="EndpointConnectionError"), ""),
}


@pytest.mark.parametrize(("answer", "case"), FOREIGN.values(), ids=FOREIGN)
def test_what_answers_instead_of_aws_is_an_endpoint_that_is_not_reached(answer: Answer, case: str) -> None:
    found = judge_unheard(PROFILES_LISTED, Reply(answer))
    assert (found.verdict, found.cause, found.case) == (Verdict.FAILED, Cause.ENDPOINT_UNREACHABLE, case)
    told = everything(found)
    assert not answer.proxy or case == "inspection" or answer.proxy in told
    assert answer.endpoint in told
    assert case != "inspection" or "NODE_EXTRA_CA_CERTS" in told


def test_a_sentence_of_aws_is_known_whatever_is_missing_around_it() -> None:
    told = Answer(OPERATION, Outcome.REFUSED, 403, "403", "Bearer Token has expired", is_foreign=True)
    assert diagnose(told).cause is Cause.BEARER_TOKEN_EXPIRED
    assert diagnose(replace(told, message="down", status=503, code="503")).cause is Cause.SERVICE_ERROR


def test_an_answer_that_cannot_be_aws_s_proves_nothing() -> None:
    found = diagnose(refused(OPERATION, "MalformedAnswer", "success without a message", 200))
    assert (found.kind, found.cause) == (Kind.LOOKING, Cause.SERVICE_ERROR)


@pytest.mark.parametrize(
    "message", ["", "This account may not do so.", "Not today."], ids=["empty", "account", "not-today"]
)
def test_a_validation_error_in_unknown_words_proves_nothing(message: str) -> None:
    assert diagnose(refused(OPERATION, VALIDATION, message)).kind is Kind.UNKNOWN


def test_a_question_that_could_not_be_sent_did_not_reach_the_endpoint() -> None:
    found = diagnose(Answer(OPERATION, Outcome.NOT_SENT, code="ValueError", message="Operation not allowed"))
    assert (found.kind, found.cause) == (Kind.LOOKING, Cause.ENDPOINT_UNREACHABLE)


def test_a_question_that_was_not_put_is_unknown() -> None:
    found = diagnose(Answer(OPERATION, Outcome.NOT_ASKED))
    assert (found.kind, found.cause) == (Kind.UNKNOWN, None)

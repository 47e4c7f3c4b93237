"""From an answer of AWS to a cause: every known text, in every shape that it comes in."""

from __future__ import annotations

import textwrap

import pytest

from checkpoints.facts.answer import THROTTLED, Answer, Outcome
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.diagnosis import CLOCK_TOLERANCE_S, TABLE, Kind, diagnose
from tests.rules.fakes import answered, denied, refused, timed_out, unreachable

OPERATION = "bedrock:InvokeModel"
ACCESS, VALIDATION, NOT_FOUND = "AccessDeniedException", "ValidationException", "ResourceNotFoundException"
THROTTLING = "ThrottlingException"

# Numbered as in the catalogue of failures: (code, status, text, kind, cause, minutes to wait).
TEXTS: dict[str, tuple[str, int, str, Kind, Cause | None, int | None]] = {
    "M1": (
        NOT_FOUND,
        404,
        "Model use case details have not been submitted for this account. Fill out the Anthropic use case details "
        "form before using the model. If you have already filled out the form, try again in 15 minutes.",
        Kind.ACCOUNT,
        Cause.USE_CASE_FORM_MISSING,
        15,
    ),
    "M1b": (
        VALIDATION,
        400,
        "You have not filled out the required use-case form for this model.",
        Kind.ACCOUNT,
        Cause.USE_CASE_FORM_MISSING,
        15,
    ),
    "M1-of-the-form-itself": (
        NOT_FOUND,
        404,
        "You have not filled out the request form. Fill out the form before getting access.",
        Kind.ACCOUNT,
        Cause.USE_CASE_FORM_MISSING,
        15,
    ),
    "M2": (
        ACCESS,
        403,
        "You don't have access to the model with the specified model ID.",
        Kind.ACCOUNT,
        Cause.MODEL_ACCESS_NOT_GRANTED,
        None,
    ),
    "M3": (
        ACCESS,
        403,
        "Model access is denied due to IAM user or service role is not authorized to perform the required AWS "
        "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this "
        "model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for "
        "this model cannot be completed at this time. If you recently fixed this issue, try again after 5 minutes.",
        Kind.ACCOUNT,
        Cause.MARKETPLACE_DENIED,
        5,
    ),
    "M3-two-minutes": (
        ACCESS,
        403,
        "Model access is denied due to IAM user or service role is not authorized to perform the required AWS "
        "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this "
        "model. If you recently fixed this issue, try again after 2 minutes.",
        Kind.ACCOUNT,
        Cause.MARKETPLACE_DENIED,
        2,
    ),
    "M3-in-iams-words": (
        ACCESS,
        403,
        "User: arn:aws:iam::111122223333:user/attendee is not authorized to perform: aws-marketplace:ViewSubscriptions "
        "on resource: * because no identity-based policy allows the aws-marketplace:ViewSubscriptions action",
        Kind.ACCOUNT,
        Cause.MARKETPLACE_DENIED,
        5,
    ),
    "M4": (
        ACCESS,
        403,
        "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. Your "
        "AWS Marketplace subscription for this model cannot be completed at this time.",
        Kind.ACCOUNT,
        Cause.PAYMENT_INSTRUMENT,
        None,
    ),
    "M5": (
        ACCESS,
        403,
        "Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is "
        "still being processed. Probe again in 15 minutes.",
        Kind.ACCOUNT,
        Cause.AGREEMENT_PENDING,
        15,
    ),
    "M5-without-a-word-on-time": (
        ACCESS,
        403,
        "Your AWS Marketplace subscription for this model is still being processed.",
        Kind.ACCOUNT,
        Cause.AGREEMENT_PENDING,
        15,
    ),
    "not-authorized": (
        ACCESS,
        403,
        "Your account is not authorized to access this model.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "M6": (
        ACCESS,
        403,
        "anthropic.claude-opus-4-7 is not available for this account. You can explore other available models on "
        "Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "M7": (
        VALIDATION,
        400,
        "Invocation of model ID anthropic.claude-sonnet-4-20250514-v1:0 with on-demand throughput isn't supported. "
        "Retry your request with the ID or ARN of an inference profile that contains this model.",
        Kind.ACCOUNT,
        Cause.MODEL_NOT_IN_REGION,
        None,
    ),
    "M8": (
        VALIDATION,
        400,
        "The provided model identifier is invalid.",
        Kind.ACCOUNT,
        Cause.MODEL_NOT_IN_REGION,
        None,
    ),
    "M9": (VALIDATION, 400, "Operation not allowed", Kind.ACCOUNT, Cause.OPERATION_NOT_ALLOWED, None),
    "M10": (
        VALIDATION,
        400,
        "Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer "
        "to https://www.anthropic.com/supported-countries for more information.",
        Kind.ACCOUNT,
        Cause.UNSUPPORTED_COUNTRY,
        None,
    ),
    "M10b": (
        VALIDATION,
        400,
        "Access to Anthropic models is not allowed for this account.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "M11": (
        NOT_FOUND,
        404,
        "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in "
        "the last 30 days. Please upgrade to an active model on Amazon Bedrock",
        Kind.ACCOUNT,
        Cause.MODEL_LEGACY,
        None,
    ),
    "M11-fifteen-days": (
        NOT_FOUND,
        404,
        "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in "
        "the last 15 days. Please upgrade to an active model on Amazon Bedrock",
        Kind.ACCOUNT,
        Cause.MODEL_LEGACY,
        None,
    ),
    "M12": (
        NOT_FOUND,
        404,
        "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
        Kind.ACCOUNT,
        Cause.MODEL_RETIRED,
        None,
    ),
    "M13": (
        THROTTLING,
        429,
        "Too many tokens, please wait before trying again.",
        Kind.LOOKING,
        Cause.THROTTLED,
        None,
    ),
    "M14": (
        THROTTLING,
        429,
        "Too many tokens per day, please wait before trying again.",
        Kind.ACCOUNT,
        Cause.QUOTA_EXHAUSTED,
        None,
    ),
    "M15": (
        THROTTLING,
        429,
        "Too many requests, please wait before trying again.",
        Kind.LOOKING,
        Cause.THROTTLED,
        None,
    ),
    "M16": (
        "ServiceUnavailableException",
        503,
        "Bedrock is unable to process your request.",
        Kind.LOOKING,
        Cause.SERVICE_ERROR,
        None,
    ),
    "M16-overloaded": ("overloaded_error", 529, "Overloaded", Kind.LOOKING, Cause.SERVICE_ERROR, None),
    "M24": (
        ACCESS,
        403,
        "Your account is currently under verification.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "M24-being-verified": (
        "PendingVerification",
        403,
        "Your account is currently being verified. Verification normally takes less than 2 hours.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "M24-pending": (
        ACCESS,
        403,
        "AWS account verification is pending.",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "quota": (
        "ServiceQuotaExceededException",
        400,
        "Your request exceeds the service quota for your account.",
        Kind.ACCOUNT,
        Cause.QUOTA_EXHAUSTED,
        None,
    ),
    "not-signed-up": (
        "OptInRequired",
        403,
        "The AWS Access Key Id needs a subscription for the service",
        Kind.ACCOUNT,
        Cause.ACCOUNT_NOT_AUTHORIZED,
        None,
    ),
    "malformed-body": (VALIDATION, 400, "max_tokens: Field required", Kind.REQUEST, None, None),
    "malformed-json": (
        VALIDATION,
        400,
        "Malformed input request: #: required key [messages] not found, please reformat your input and try again.",
        Kind.REQUEST,
        None,
        None,
    ),
}  # fmt: skip
TOLD_BY_CODE = ("quota", "not-signed-up")
CREDENTIALS: dict[str, tuple[str, int, str, Cause]] = {
    "unknown-key-sts": (
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid",
        Cause.INVALID_CREDENTIALS,
    ),
    "unknown-key-bedrock": (
        "UnrecognizedClientException",
        403,
        "The security token included in the request is invalid.",
        Cause.INVALID_CREDENTIALS,
    ),
    "wrong-secret-sts": (
        "SignatureDoesNotMatch",
        403,
        "The request signature we calculated does not match the signature you provided.",
        Cause.INVALID_CREDENTIALS,
    ),
    "wrong-secret-bedrock": (
        "InvalidSignatureException",
        403,
        "The request signature we calculated does not match the signature you provided.",
        Cause.INVALID_CREDENTIALS,
    ),
    "only-the-text": (
        "403",
        403,
        "The security token included in the request is invalid.",
        Cause.INVALID_CREDENTIALS,
    ),
    "expired-sts": (
        "ExpiredToken",
        403,
        "The security token included in the request is expired",
        Cause.EXPIRED_CREDENTIALS,
    ),
    "expired-bedrock": (
        "ExpiredTokenException",
        403,
        "The security token included in the request is expired",
        Cause.EXPIRED_CREDENTIALS,
    ),
    "expired-only-the-text": (
        ACCESS,
        403,
        "The security token included in the request is expired",
        Cause.EXPIRED_CREDENTIALS,
    ),
    "clock-behind": (
        "InvalidSignatureException",
        403,
        "Signature expired: 20261124T020000Z is now earlier than 20261124T025500Z (20261124T030000Z - 5 min.)",
        Cause.CLOCK_SKEW,
    ),
    "clock-ahead": (
        "SignatureDoesNotMatch",
        403,
        "Signature not yet current: 20261124T040000Z is still later than 20261124T030500Z",
        Cause.CLOCK_SKEW,
    ),
    "clock-by-code": ("RequestTimeTooSkewed", 403, "", Cause.CLOCK_SKEW),
    "key-malformed": (
        ACCESS,
        403,
        "Invalid API Key format: Must start with pre-defined prefix",
        Cause.BEARER_TOKEN_MALFORMED,
    ),
    "key-expired": (ACCESS, 403, "Bearer Token has expired", Cause.BEARER_TOKEN_EXPIRED),
    "key-unknown": (
        ACCESS,
        403,
        "Authentication failed: Please make sure your API Key is valid.",
        Cause.BEARER_TOKEN_REJECTED,
    ),
    "key-revoked": (ACCESS, 403, "The API key was revoked", Cause.BEARER_TOKEN_REJECTED),
    "key-rejected": (ACCESS, 403, "API Key was rejected", Cause.BEARER_TOKEN_REJECTED),
    "key-empty": (ACCESS, 403, "Authorization header is missing", Cause.BEARER_TOKEN_EMPTY),
}


def shapes(text: str) -> dict[str, str]:
    """One text as it may arrive."""
    return {
        "as-it-is": text,
        "curly": text.replace("'", "\u2019"),
        "wrapped": textwrap.fill(text, 34, break_on_hyphens=False, break_long_words=False),
        "wrapped-windows": textwrap.fill(text, 21, break_on_hyphens=False, break_long_words=False).replace(
            "\n", "\r\n    "
        ),
        "with-more-around": f"Something else first. {text} And something else after it.",
        "capitals": text.upper(),
    }


SHAPES = tuple(shapes(""))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("code", "status", "text", "kind", "cause", "wait"), TEXTS.values(), ids=TEXTS)
def test_every_known_refusal_has_its_cause_in_every_shape(
    code: str, status: int, text: str, kind: Kind, cause: Cause | None, wait: int | None, shape: str
) -> None:
    found = diagnose(refused(OPERATION, code, shapes(text)[shape], status))
    assert (found.kind, found.cause, found.wait_minutes) == (kind, cause, wait)


TOLD_BY_TEXT = {name: row for name, row in TEXTS.items() if row[3] is Kind.ACCOUNT and name not in TOLD_BY_CODE}


@pytest.mark.parametrize("code", ["", "SomethingNewException", "400"], ids=["none", "new", "number"])
@pytest.mark.parametrize(("text", "cause"), [(row[2], row[4]) for row in TOLD_BY_TEXT.values()], ids=list(TOLD_BY_TEXT))
def test_an_unknown_code_does_not_hide_a_known_text(text: str, cause: Cause, code: str) -> None:
    assert diagnose(refused(OPERATION, code, text, 400)).cause is cause


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("code", "status", "text", "cause"), CREDENTIALS.values(), ids=CREDENTIALS)
def test_credentials_that_aws_does_not_take_have_their_cause(
    code: str, status: int, text: str, cause: Cause, shape: str
) -> None:
    found = diagnose(refused(OPERATION, code, shapes(text)[shape], status))
    assert (found.kind, found.cause) == (Kind.CREDENTIALS, cause)


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


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        *((code, Cause.THROTTLED) for code in sorted(THROTTLED)),
        *((code, Cause.SERVICE_ERROR) for code in ("InternalServerException", "ModelErrorException")),
        *((code, Cause.SERVICE_ERROR) for code in ("ModelStreamErrorException", "MalformedAnswer")),
        ("ModelTimeoutException", Cause.TIMEOUT),
    ],
)
def test_codes_that_prove_nothing_need_no_text(code: str, cause: Cause) -> None:
    found = diagnose(refused(OPERATION, code, "", 424))
    assert (found.kind, found.cause) == (Kind.LOOKING, cause)


@pytest.mark.parametrize(
    "message",
    [
        "messages: at least one message is required",
        "1 validation error detected: Value null at 'body' failed to satisfy constraint: Member must not be null",
        "Invalid request.",
        "The body is not valid JSON.",
        "Input does not match the schema.",
        "anthropic_version: this field is required",
    ],
    ids=["messages", "constraint", "request", "json", "schema", "field"],
)
def test_a_validation_error_about_the_body_is_about_the_request(message: str) -> None:
    assert diagnose(refused(OPERATION, VALIDATION, message)).kind is Kind.REQUEST


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


def test_only_refusals_that_pass_with_time_tell_a_wait() -> None:
    message = "You don't have access to the model with the specified model ID. Probe again in 10 minutes."
    assert diagnose(refused(OPERATION, ACCESS, message, 403)).wait_minutes is None


def test_every_row_of_the_table_gives_its_reason() -> None:
    assert [row for row in TABLE if not row.reason] == []

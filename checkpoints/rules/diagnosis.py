"""From an answer of AWS to what it means: a table of error codes and texts, each row with its reason.

Texts are matched on one line with straight quotes (`denial.plain`), anywhere in the message, ignoring case, so that
extra sentences and wrapped or typographic variants do not matter. The first row that fits wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from checkpoints.facts.answer import THROTTLED, Answer, Outcome
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.denial import Denial, parse, plain

CLOCK_TOLERANCE_S = 300.0  # SigV4 accepts about five minutes


class Kind(str, Enum):
    """Whose refusal it is."""

    NONE = "none"  # AWS did what was asked
    IAM = "iam"  # a policy says no
    ACCOUNT = "account"  # the account or the model says no
    CREDENTIALS = "credentials"  # the signature or key is not accepted
    REQUEST = "request"  # the request got through every gate and was found malformed
    LOOKING = "looking"  # the answer proves nothing: throttled, server error, no connection
    UNKNOWN = "unknown"  # a refusal that no row names


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. codes: error codes it holds for, empty for any; text: pattern, "" for any.

    A pattern is compiled when it is first tried: most runs meet few refusals.
    """

    kind: Kind
    cause: Cause | None
    codes: frozenset[str]
    text: str
    reason: str
    wait_minutes: int | None = None

    def fits(self, code: str, message: str) -> bool:
        """Whether an error of this code and plain message is of this row."""
        return (not self.codes or code in self.codes) and re.search(self.text, message, re.IGNORECASE) is not None


def _row(kind: Kind, cause: Cause | None, codes: str, text: str, reason: str, wait_minutes: int | None = None) -> Row:
    return Row(kind, cause, frozenset(codes.split()), text, reason, wait_minutes)


_C, _A, _L = Kind.CREDENTIALS, Kind.ACCOUNT, Kind.LOOKING

TABLE: tuple[Row, ...] = (
    # -- credentials: refused before any policy is read
    _row(_C, Cause.BEARER_TOKEN_MALFORMED, "", r"invalid api key format", "the key has no known prefix"),
    _row(_C, Cause.BEARER_TOKEN_EXPIRED, "", r"bearer token has expired", "a short-term key past its time"),
    _row(_C, Cause.BEARER_TOKEN_REJECTED, "", r"make sure your api key is valid", "Bedrock does not know the key"),
    _row(_C, Cause.BEARER_TOKEN_REJECTED, "",
         r"api key (was|has been|is) (rejected|revoked|disabled|deactivated|deleted)",
         "Bedrock does not know the key, or no longer"),
    _row(_C, Cause.BEARER_TOKEN_EMPTY, "", r"authorization header is missing", "an empty key was sent"),
    _row(_C, Cause.CLOCK_SKEW, "", r"signature expired|signature not yet current", "signed by a clock that is off"),
    _row(_C, Cause.CLOCK_SKEW, "RequestTimeTooSkewed RequestExpired", "", "signed by a clock that is off"),
    _row(_C, Cause.EXPIRED_CREDENTIALS, "ExpiredToken ExpiredTokenException TokenRefreshRequired", "",
         "temporary credentials past their time"),
    _row(_C, Cause.EXPIRED_CREDENTIALS, "", r"security token included in the request is expired",
         "temporary credentials past their time"),
    _row(_C, Cause.INVALID_CREDENTIALS,
         "InvalidClientTokenId UnrecognizedClientException UnrecognizedClient InvalidAccessKeyId AuthFailure "
         "InvalidToken InvalidSignatureException SignatureDoesNotMatch IncompleteSignature "
         "IncompleteSignatureException MissingAuthenticationToken MissingAuthenticationTokenException", "",
         "AWS knows no such key, or the secret does not belong to it"),
    _row(_C, Cause.INVALID_CREDENTIALS, "", r"security token included in the request is invalid|"
         r"request signature we calculated does not match", "AWS knows no such key, or the secret is another's"),
    # -- the account: all of these are said after IAM has agreed
    _row(_A, Cause.USE_CASE_FORM_MISSING, "", r"use case details have not been submitted|"
         r"not filled out the (required )?(use[- ]case|request) (details )?form",
         "the first-use form is not there yet", 15),
    _row(_A, Cause.MODEL_LEGACY, "", r"marked by (the )?provider as legacy",
         "a Legacy model is closed to accounts that were not using it"),
    _row(_A, Cause.MODEL_RETIRED, "", r"reached (the |its )?end of (its )?life", "past its end of life"),
    _row(_A, Cause.AGREEMENT_PENDING, "", r"subscription for this model is still being processed|"
         r"agreement is (still )?being (created|processed)", "the Marketplace agreement is on its way", 15),
    _row(_A, Cause.PAYMENT_INSTRUMENT, "", r"INVALID_PAYMENT_INSTRUMENT|valid payment instrument",
         "the account has no payment method that Marketplace takes"),
    _row(_A, Cause.MARKETPLACE_DENIED, "", r"required AWS Marketplace actions|aws-marketplace:",
         "the caller may call the model, but may not subscribe to it", 5),
    _row(_A, Cause.UNSUPPORTED_COUNTRY, "", r"not allowed from unsupported countries",
         "Anthropic does not serve the country of the address or the bill"),
    _row(_A, Cause.ACCOUNT_NOT_AUTHORIZED, "", r"access to anthropic models is not allowed for this account",
         "the account is barred from the provider"),
    _row(_A, Cause.ACCOUNT_NOT_AUTHORIZED, "", r"is not available for this account",
         "an account-level gate on the newest models"),
    _row(_A, Cause.ACCOUNT_NOT_AUTHORIZED, "", r"account is not authorized to (access|invoke|use)",
         "the account is not admitted to the model"),
    _row(_A, Cause.ACCOUNT_NOT_AUTHORIZED, "", r"account\b.{0,60}\b(under|pending|being|still) (being )?verifi|"
         r"verif(y|ication of) your( AWS)? account|account verification|(under|pending) verification",
         "AWS is still verifying a new account"),
    _row(_A, Cause.ACCOUNT_NOT_AUTHORIZED, "OptInRequired SubscriptionRequiredException NotSignedUp "
         "PendingVerification", "", "the account is not signed up for the service"),
    _row(_A, Cause.MODEL_ACCESS_NOT_GRANTED, "", r"do(n.{1,3}t| not) have access to the model",
         "the model is not enabled for the account"),
    _row(_A, Cause.MODEL_ACCESS_NOT_GRANTED, "", r"model access is denied", "the model is not enabled for the account"),
    _row(_A, Cause.OPERATION_NOT_ALLOWED, "", r"operation not allowed",
         "an account-level restriction: new, unverified or limited accounts"),
    _row(_A, Cause.MODEL_NOT_IN_REGION, "", r"on-demand throughput (isn.{1,3}t|is not) supported",
         "the model answers only through an inference profile"),
    _row(_A, Cause.MODEL_NOT_IN_REGION, "",
         r"provided model identifier is invalid|could not resolve the foundation model",
         "no such model or profile in this Region"),
    _row(_A, Cause.QUOTA_EXHAUSTED, "", r"too many (tokens|requests) per day", "a daily quota that is used up or zero"),
    _row(_A, Cause.QUOTA_EXHAUSTED, "ServiceQuotaExceededException", "", "an account quota that is used up or zero"),
    # -- answers that prove nothing
    _row(_L, Cause.THROTTLED, " ".join(THROTTLED), "", "too many requests just now"),
    _row(_L, Cause.TIMEOUT, "ModelTimeoutException", "", "the model did not answer in time"),
    _row(_L, Cause.SERVICE_ERROR, "InternalServerException InternalFailure InternalError ServiceUnavailable "
         "ServiceUnavailableException ModelErrorException ModelStreamErrorException overloaded_error "
         "MalformedAnswer", "", "a fault on AWS's side"),
    # -- the request itself, which AWS looks at last
    _row(Kind.REQUEST, None, "ValidationException", r"max_tokens|messages|anthropic_version|malformed|\bfield|\bkey\b|"
         r"schema|json|\bbody\b|\binput\b|parameter|validation error|satisfy constraint|invalid request",
         "every gate passed, the body was found malformed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an answer means. cause: the contract's word, None where none fits; denial: only for Kind.IAM."""

    kind: Kind
    cause: Cause | None = None
    denial: Denial | None = None
    wait_minutes: int | None = None


_UNHEARD = {
    Outcome.UNREACHABLE: Cause.ENDPOINT_UNREACHABLE,
    Outcome.TIMEOUT: Cause.TIMEOUT,
    # An endpoint or proxy setting that is no address, say.
    Outcome.NOT_SENT: Cause.ENDPOINT_UNREACHABLE,
}
_BY_STATUS = {407: Cause.ENDPOINT_UNREACHABLE, 408: Cause.TIMEOUT, 429: Cause.THROTTLED}
_SIGNATURE_CODES = {"SignatureDoesNotMatch", "InvalidSignatureException"}
_STATED_WAIT = re.compile(r"try again (?:in|after) (\d{1,3}) minutes?", re.IGNORECASE)


def diagnose(answer: Answer) -> Diagnosis:
    """What an answer of AWS, or the lack of one, means."""
    if answer.answered:
        return Diagnosis(Kind.NONE)
    if answer.outcome in _UNHEARD:
        return Diagnosis(Kind.LOOKING, _UNHEARD[answer.outcome])
    if answer.outcome is Outcome.NOT_ASKED:
        return Diagnosis(Kind.UNKNOWN)
    row, wait_minutes, denial = _recognised(answer.code, answer.message)
    if row is not None:
        return Diagnosis(row.kind, _by_the_clock(row.cause, answer), None, wait_minutes)
    if denial is not None:
        return Diagnosis(Kind.IAM, denial=denial)
    return _by_status(answer)


@lru_cache  # rules ask about one answer many times
def _recognised(code: str, text: str) -> tuple[Row | None, int | None, Denial | None]:
    """The row that an error is of, and the wait that it asks for; else the denial that it tells."""
    message = plain(text)
    row = next((row for row in TABLE if row.fits(code, message)), None)
    return (row, _wait(row, message), None) if row is not None else (None, None, parse(message))


def _by_the_clock(cause: Cause | None, answer: Answer) -> Cause | None:
    """A signature that AWS could not accept, from a clock that is off, is the clock's fault."""
    off = abs(answer.skew_s or 0.0) > CLOCK_TOLERANCE_S
    return Cause.CLOCK_SKEW if off and answer.code in _SIGNATURE_CODES else cause


def _wait(row: Row, message: str) -> int | None:
    stated = _STATED_WAIT.search(message)
    return int(stated[1]) if stated and row.wait_minutes else row.wait_minutes


def _is_a_page(message: str) -> bool:
    """Whether a message is no sentence of AWS's: nothing at all, or the page of a proxy or portal."""
    return not message.strip() or message.strip().startswith("<")


def _by_status(answer: Answer) -> Diagnosis:
    """What an answer whose code and text no row names means, by its HTTP status."""
    status = answer.status or 0
    if status >= 500:
        return Diagnosis(Kind.LOOKING, Cause.SERVICE_ERROR)
    cause = _BY_STATUS.get(status)
    if cause is None and answer.code.isdigit() and (status < 400 or _is_a_page(answer.message)):
        # botocore puts the status where an answer carries no error code of AWS: something else answered.
        cause = Cause.ENDPOINT_UNREACHABLE
    return Diagnosis(Kind.LOOKING, cause) if cause else Diagnosis(Kind.UNKNOWN)

"""Every known refusal, in the place where AWS sends it, becomes its own cause: no row needs a rule of its own."""

from __future__ import annotations

import pytest

from checkpoints.facts.credentials import Credentials
from checkpoints.guide.vocabulary import Verdict
from checkpoints.refusals import bearer_token, busy, model_access, signature, sso
from checkpoints.refusals.refusal import Refusal
from checkpoints.rules import step1, step3
from checkpoints.rules.finding import Finding
from tests.rules import words
from tests.rules.fakes import facts, refused
from tests.rules.haiku_cases import replies
from tests.rules.messages import everything
from tests.rules.worlds import account

# What another check answers for, so that access to the model waits for it.
ROOTS = {"use-case-form-missing": "step1.use-case", "marketplace-denied": "step2.marketplace-permissions"}


def names(rows: tuple[Refusal, ...]) -> list[str]:
    return [f"{row.cause.value if row.cause else '-'}-{number}" for number, row in enumerate(rows)]


def model(row: Refusal) -> Finding:
    """Access to Haiku, where Haiku refuses so."""
    return step1.judge_haiku_access(facts(account(**replies(words.written(row)))))


def credentials(row: Refusal) -> Finding:
    """Acceptance of the credentials, where STS and Bedrock refuse them so."""
    of_sts = refused("sts:GetCallerIdentity", *words.written(row))
    return step3.judge_acceptance(facts(account(identity=of_sts, listing=words.written(row))))


@pytest.mark.parametrize("row", model_access.ROWS, ids=names(model_access.ROWS))
def test_what_a_model_says_is_the_cause(row: Refusal) -> None:
    found = model(row)
    assert everything(found)
    assert found.cause is row.cause
    root = ROOTS.get(row.cause or "")
    assert (found.verdict, found.blocked_by) == ((Verdict.BLOCKED, (root,)) if root else (Verdict.FAILED, ()))


@pytest.mark.parametrize(
    "row", bearer_token.ROWS + signature.ROWS, ids=names(bearer_token.ROWS) + names(signature.ROWS)
)
def test_what_is_said_of_credentials_is_the_cause(row: Refusal) -> None:
    found = credentials(row)
    assert everything(found)
    assert (found.verdict, found.cause) == (Verdict.FAILED, row.cause)


@pytest.mark.parametrize("row", sso.ROWS, ids=names(sso.ROWS))
def test_what_the_sso_portal_says_is_the_cause(row: Refusal) -> None:
    broken = Credentials(
        method="sso",
        profile="workshop",
        error="ClientError",
        error_code=row.code,
        error_text=row.message,
        error_status=row.status,
    )
    found = step3.judge_chain(facts(credentials=broken))
    assert everything(found)
    assert (found.verdict, found.cause) == (Verdict.FAILED, row.cause)


@pytest.mark.parametrize("row", busy.ROWS, ids=names(busy.ROWS))
def test_an_answer_that_proves_nothing_leaves_it_unverified(row: Refusal) -> None:
    for found in (model(row), credentials(row)):
        assert everything(found)
        assert (found.verdict, found.cause) == (Verdict.UNVERIFIED, row.cause)

"""An answer of AWS for each cause that AWS itself names."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals import denial
from checkpoints.refusals.denial import Denial
from checkpoints.refusals.table import TABLE

_ACTION = "bedrock:InvokeModelWithResponseStream"
_PRINCIPAL = "arn:aws:iam::111122223333:user/attendee"
# IAM words every denial alike: which kind of policy it names, and whether a statement denies.
_DENIALS = {
    Cause.POLICY_NOT_ATTACHED: (denial.IDENTITY_POLICY, False),
    Cause.POLICY_INCOMPLETE: (denial.IDENTITY_POLICY, False),
    Cause.STREAMING_NOT_ALLOWED: (denial.IDENTITY_POLICY, False),
    Cause.DESTINATION_REGION_DENIED: (denial.IDENTITY_POLICY, False),
    Cause.EXPLICIT_DENY: (denial.IDENTITY_POLICY, True),
    Cause.KEY_QUARANTINED: (denial.IDENTITY_POLICY, True),
    Cause.SCP_DENY: (denial.SERVICE_CONTROL_POLICY, True),
    Cause.PERMISSIONS_BOUNDARY: (denial.PERMISSIONS_BOUNDARY, False),
    Cause.SESSION_POLICY: (denial.SESSION_POLICY, False),
    Cause.RESOURCE_POLICY: (denial.VPC_ENDPOINT_POLICY, False),
}
_VALUES = {
    "model": WORKSHOP.sonnet.bedrock_id,
    "signed": "20261102T034000Z",
    "edge": "20261102T034607Z",
    "now": "20261102T035107Z",
}


def find_answer(cause: Cause) -> str | None:
    """What AWS writes where this is the cause; None where AWS is not asked, or says nothing of its own."""
    if cause in _DENIALS:
        return _write_denial(cause)
    reply = next((row for row in TABLE if row.cause is cause), None)
    return reply.filled(**_VALUES).message if reply else None


def _write_denial(cause: Cause) -> str:
    kind, explicit = _DENIALS[cause]
    region = WORKSHOP.destinations[-1] if cause is Cause.DESTINATION_REGION_DENIED else WORKSHOP.region
    resource = f"arn:aws:bedrock:{region}::foundation-model/{WORKSHOP.sonnet.bedrock_id}"
    return Denial(_PRINCIPAL, _ACTION, resource, kind, explicit).sentence

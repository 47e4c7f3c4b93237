"""Every known refusal, in the order in which it counts."""

from __future__ import annotations

from checkpoints.refusals import bearer_token, busy, model_access, request_body, signature, sso
from checkpoints.refusals.refusal import Refusal

# The first row that an error fits decides. What AWS looks at first stands first: who calls, then the account and the
# model, then the request itself.
TABLE: tuple[Refusal, ...] = (
    *bearer_token.ROWS,
    *signature.ROWS,
    *sso.ROWS,
    *model_access.ROWS,
    *busy.ROWS,
    *request_body.ROWS,
)

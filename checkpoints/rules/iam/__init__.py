"""What a set of IAM policies says to one request, in three-valued logic: allowed, denied, or not to be judged."""

from checkpoints.rules.iam.caller import Caller, build_request
from checkpoints.rules.iam.document import PolicySyntaxError, parse_document
from checkpoints.rules.iam.evaluation import evaluate
from checkpoints.rules.iam.request import EVERY_OTHER_KEY, Effect, Judgement, Policy, Request, StatementDoubt
from checkpoints.rules.iam.simulator_decision import judge_decision

__all__ = [
    "EVERY_OTHER_KEY",
    "Caller",
    "Effect",
    "Judgement",
    "Policy",
    "PolicySyntaxError",
    "Request",
    "StatementDoubt",
    "build_request",
    "evaluate",
    "judge_decision",
    "parse_document",
]

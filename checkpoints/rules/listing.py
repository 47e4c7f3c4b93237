"""Whether AWS lists inference profiles of Claude to this caller, who may lack credentials or the permission."""

from __future__ import annotations

from checkpoints.guide.requirements import PROFILES_LISTED
from checkpoints.rules.diagnosis import Kind
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import Finding, blocked
from checkpoints.rules.profiles import judge_list, read_list
from checkpoints.rules.step3 import stop_listing_without_credentials


@derived_once
def judge_profiles_listed(facts: Facts) -> Finding:
    """`list-inference-profiles` in the guide's Region lists Claude profiles."""
    stopped = stop_listing_without_credentials(facts, PROFILES_LISTED)
    if stopped is not None:
        return stopped
    if read_list(facts).kind is not Kind.IAM:
        return judge_list(facts)
    from checkpoints.rules.permissions import judge_model_permissions  # only for a caller who is denied the list

    return blocked(PROFILES_LISTED, judge_model_permissions(facts))

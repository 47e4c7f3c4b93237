"""The workshop's own edition of the rehearsal account, for tests that change it."""

from __future__ import annotations

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios.baseline import Baseline

BASE = Baseline(WORKSHOP)
CATALOGUE = BASE.catalogue
ACCOUNT = BASE.account
AT_HOME = BASE.at_home
ATTENDEE = BASE.attendee
BOTH_UNSUBSCRIBED = BASE.both_unsubscribed
EXPORTED = BASE.exported_region
GUIDE_POLICY = BASE.guide_policy
ROLE_ACCOUNT = BASE.role_account
WITHOUT_MARKETPLACE = BASE.without_marketplace
export = BASE.export
with_models = BASE.with_models
with_policies = BASE.with_policies
with_user = BASE.with_user

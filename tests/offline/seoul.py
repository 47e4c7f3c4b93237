"""A second edition of the guide: another Region, kind of profiles, models, policy and section; and runs against it.

As a plugin (`-p tests.offline.seoul`) it gives a run this edition in place of the workshop's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checkpoints.guide.edition import Edition, GuidePolicy, PinnedProfile
from checkpoints.guide.models import Model
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.run.command import EDITION

_SOURCE = "no guide"
SEOUL: Edition = replace(
    WORKSHOP,
    section="7.3",
    next_section="7.4",
    title="서울 실습 환경",
    english_title="Lab environment in Seoul",
    region="ap-northeast-2",
    profile_prefixes=("global", "apac"),
    destinations=("ap-northeast-2", ""),
    sonnet=Model(
        "sonnet",
        "Claude Sonnet 7",
        "claude-sonnet-7-20290101",
        "anthropic.claude-sonnet-7-20290101-v1:0",
        end_of_life=date(2026, 9, 1),
    ),
    haiku=Model("haiku", "Claude Haiku 7.2", "claude-haiku-7-2", "anthropic.claude-haiku-7-2"),
    pins=(
        PinnedProfile("sonnet", "global.anthropic.claude-sonnet-7-9", _SOURCE),
        PinnedProfile("haiku", "global.anthropic.claude-haiku-7-2", _SOURCE),
    ),
    policy=GuidePolicy("SeoulLabModels", WORKSHOP.policy.document),
)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    config.stash[EDITION] = SEOUL

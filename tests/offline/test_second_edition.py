"""Another edition of the guide, rehearsed: scenarios end as they do for the workshop's, and nothing speaks of that."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, product

import pytest

from checkpoints.client.region import DEFAULT
from checkpoints.guide.workshop import WORKSHOP
from tests.lengths import choose
from tests.offline.expectations import ENDINGS
from tests.offline.seoul import SEOUL
from tests.offline.suite import Outcome, Suite
from tests.offline.verdicts import told
from tests.processes import OFFLINE, bare_environment

RunSeoul = Callable[[str, str], Outcome]
# One of each kind of fact that an edition holds, in each run: Region, models, profiles, destinations and policy.
SCENARIOS = (
    "ready",
    "api-key-short-term",
    "sonnet-unlisted-newer-granted",
    "haiku-profile-missing",
    "policy-not-attached",
    "equivalent-policies",
    "destination-region-denied",
    "region-missing",
)
OTHERS = (
    "instance-role",
    "no-model-access",
    "sonnet-retired-newer-not-granted",
    "policy-for-one-model",
    "scp-deny",
    "region-malformed",
    "api-key-rejected",
    "quota-exhausted",
    "endpoint-unreachable",
)
# Where Claude Code takes the Region that it uses where none is set, whatever a guide asks for.
WITHOUT_A_REGION = ("region-missing", "region-malformed")
_CODE = re.compile(r"<style.*?</style>|<script(?! type=\"application/json\").*?</script>", re.DOTALL)
_SECTIONS = (WORKSHOP.section, WORKSHOP.next_section)
_OF_THE_WORKSHOP = re.compile(
    "|".join(
        [
            r"\bus-[a-z]+-\d",
            r"\bus\.",
            *(re.escape(model.name) for model in WORKSHOP.models),
            *(re.escape(model.anthropic_id) for model in WORKSHOP.models),
            *(re.escape(pin.bedrock_id) for pin in WORKSHOP.pins),
            re.escape(WORKSHOP.policy.name),
            re.escape(WORKSHOP.title),
            re.escape(WORKSHOP.english_title),
            # A number alone may be a duration or a version.
            *(rf"(?:section|checkpoints|체크포인트|class=\"number\">)\s*{re.escape(each)}\b" for each in _SECTIONS),
            *(rf"\b{re.escape(each)}절" for each in _SECTIONS),
        ]
    )
)


@pytest.fixture(scope="module")
def run_seoul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunSeoul]:
    """Run a scenario of the second edition in a language."""
    suite = Suite((*OFFLINE, "tests.offline.seoul"), tmp_path_factory.mktemp("s"))

    @cache
    def run(scenario: str, language: str) -> Outcome:
        asked = ["--offline", "--scenario", scenario, "--lang", language, "-p", "tests.offline.seoul"]
        return suite.run(f"{scenario}-{language}", asked, bare_environment())

    yield run
    suite.close()


def words_of_the_workshop(text: str) -> set[str]:
    return {match[0] for match in _OF_THE_WORKSHOP.finditer(text)}


# Each scenario in one of the languages, the next one in the other.
_IN_EACH_RUN = {*zip(SCENARIOS, cycle(("ko", "en"))), ("ready", "en")}


@pytest.mark.parametrize(
    ("scenario", "language"),
    choose(product((*SCENARIOS, *OTHERS), ("ko", "en")), _IN_EACH_RUN),
)
def test_a_second_edition_ends_as_the_first_and_names_nothing_of_it(
    scenario: str, language: str, run_seoul: RunSeoul
) -> None:
    outcome, expected = run_seoul(scenario, language), ENDINGS[scenario]
    assert told(outcome) == expected.checks
    assert outcome.report is not None
    assert (outcome.report["verdict"], outcome.exit_code) == (expected.verdict.value, expected.exit_code)
    data = json.dumps(outcome.report, ensure_ascii=False)
    for text in (data, _CODE.sub("", outcome.page), outcome.printed):
        assert words_of_the_workshop(text) - ({DEFAULT} if scenario in WITHOUT_A_REGION else set()) == set()


def test_a_second_edition_is_what_its_page_and_its_terminal_name(run_seoul: RunSeoul) -> None:
    outcome = run_seoul("ready", "en")
    assert outcome.report is not None
    assert outcome.report["guide"] == {"section": "7.3", "title": "서울 실습 환경"}
    assert "7.3 Lab environment in Seoul" in outcome.printed
    assert "AWS_REGION value (ap-northeast-2)" in outcome.printed
    named = (SEOUL.region, SEOUL.section, SEOUL.english_title, SEOUL.policy.name, f"global.{SEOUL.sonnet.bedrock_id}")
    assert [text for text in named if text not in outcome.page] == []


def test_the_words_of_the_workshop_are_found_where_they_stand() -> None:
    there = (
        f"checkpoints 1.1: us-east-1, us.anthropic.model, {WORKSHOP.haiku.name}, {WORKSHOP.policy.name}, "
        f"{WORKSHOP.sonnet.anthropic_id}, AWS 환경 설정, 1.2절"
    )
    assert len(words_of_the_workshop(there)) == 8
    assert words_of_the_workshop("ap-northeast-2 global.anthropic.claude-sonnet-7-9 1.1 s, pytest 1.2.1") == set()

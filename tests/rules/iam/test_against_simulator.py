"""The evaluator and an independent one: on generated policies, on AWS's own, and on shapes that people publish.

Where the two disagree, AWS's documentation decides; `test_known_differences` has one case of each kind.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from tests.lengths import lengths
from tests.rules.iam.asking import ALLOWED, BOUNDARY_DENY, EXPLICIT_DENY, IMPLICIT_DENY, UNKNOWN
from tests.rules.iam.generated import Case, Document, cases
from tests.rules.iam.published import PUBLISHED
from tests.rules.iam.requested import case_about, listed, statements_of
from tests.rules.iam.simulating import compare

pytestmark = pytest.mark.simulator

DECIDED = {ALLOWED, EXPLICIT_DENY, IMPLICIT_DENY, BOUNDARY_DENY}
# What the simulator says where it has no data for the request: it takes no such resource for such an action, knows no
# such condition key, or has no such service.
UNANSWERED = ("no.resource.types", "multiple.resource.types", "crash: Condition key", "crash: Cannot read properties")


@pytest.mark.parametrize(("seed", "count"), lengths(100, 120, 9000))
def test_generated_policies_are_judged_alike(seed: int, count: int) -> None:
    compared = compare(cases(seed, count))
    assert [each for each in compared if each.ours.effect is not each.theirs] == []
    counts = Counter(each.theirs for each in compared)
    assert counts.keys() == DECIDED
    assert min(counts.values()) >= count // 40


@pytest.mark.parametrize(("seed", "count"), lengths(200, 120, 3000))
def test_what_aws_leaves_open_is_left_open_and_contradicts_nobody(seed: int, count: int) -> None:
    compared = compare(cases(seed, count, undecided=True))
    assert [each for each in compared if each.contradicts] == []
    reasons = Counter(each.ours.doubts[0].reason for each in compared if each.ours.effect is UNKNOWN)
    assert reasons.keys() == {"policy-variable", "resource-pattern"}
    assert min(reasons.values()) >= count // 75


@pytest.mark.parametrize(("seed", "count"), lengths(300, 120, 10_500))
def test_the_policies_that_aws_manages_are_judged_alike(seed: int, count: int) -> None:
    managed = [each["Document"] for _, each in sorted(json.loads(aws_managed_policies_data).items())]
    compared = compare(_about(managed, seed, count), UNANSWERED)
    assert len(compared) >= count * 6 // 7
    differing = [each for each in compared if each.ours.effect is not each.theirs]
    assert [each for each in differing if not _has_wild_type(each.case)] == []
    assert len(differing) <= count // 150
    assert {each.theirs for each in compared} == DECIDED


@pytest.mark.parametrize(("seed", "count"), lengths(400, 120, 4500))
def test_the_policies_that_people_publish_are_judged_alike(seed: int, count: int) -> None:
    compared = compare(_about(PUBLISHED, seed, count), UNANSWERED)
    assert len(compared) >= count * 5 // 6
    assert [each for each in compared if each.ours.effect is not each.theirs] == []
    counts = Counter(each.theirs for each in compared)
    assert counts.keys() == DECIDED
    assert min(counts.values()) >= count // 25


def _about(documents: Sequence[Document], seed: int, count: int) -> list[Case]:
    """Cases about some of the documents: one or two as identity policies, sometimes one more as the boundary."""
    random = Random(seed)
    found: list[Case] = []
    while len(found) < count:
        identity = random.sample(documents, random.choice((1, 1, 1, 2)))
        boundary = random.choice(documents) if random.random() < 0.2 else None
        case = case_about(random, identity, boundary, random.choice([*identity, *([boundary] if boundary else [])]))
        if case:
            found.append(case)
    return found


def _has_wild_type(case: Case) -> bool:
    """Whether a resource has a wildcard in its type, which the simulator takes in letters alone."""
    documents = (*case.identity, *((case.boundary,) if case.boundary else ()))
    return any(
        re.match(r"(?:[^:]*:){5}[^/:]*[*?][^/:]*[/:]", text)
        for document in documents
        for statement in statements_of(document)
        for text in listed(statement.get("Resource", statement.get("NotResource")))
    )

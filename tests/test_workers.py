"""The order in which several workers are given the tests."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.conftest import LONGEST, TESTS, order_for_workers


def test_the_files_that_begin_first_are_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []


def test_each_test_is_given_once_beside_those_of_its_file(request: pytest.FixtureRequest) -> None:
    ordered = order_for_workers(request.session.items)
    assert {*ordered} == {*request.session.items}
    assert len(ordered) == len(request.session.items)
    files = [path for path, _ in groupby(each.path for each in ordered)]
    assert len(files) == len({*files})

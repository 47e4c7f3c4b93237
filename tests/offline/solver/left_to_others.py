"""What takes waiting, or lies with AWS, the account's owner or those who run the workshop: the texts say so."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from checkpoints.guide.vocabulary import Origin
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios.baseline import Baseline
from tests.offline.solver.act import Act
from tests.offline.solver.on_account import answer_again
from tests.offline.solver.report import Fix
from tests.offline.solver.situation import Situation

_BASELINE = Baseline(WORKSHOP)


class LeftToOthers(NamedTuple):
    """Who is told to act, the words of the fix that say what is to be waited for, and how the world is afterwards."""

    who: str | None
    korean: str
    english: str
    afterwards: Act


def _end_faults(_: Fix, situation: Situation) -> None:
    situation.change_world(faults=())


def _list_profiles(_: Fix, situation: Situation) -> None:
    situation.change_world(profiles=_BASELINE.account.profiles)


def _offer_newer_models(_: Fix, situation: Situation) -> None:
    known = {each.id: each for each in situation.world.models}
    models = tuple(known.get(each.id, each) for each in _BASELINE.catalogue.models)
    situation.change_world(models=models, profiles=_BASELINE.account.profiles)


def _repair_suite(_: Fix, situation: Situation) -> None:
    situation.scenario = replace(situation.scenario, defect=None)


def _run_in_own_terminal(_: Fix, situation: Situation) -> None:
    situation.scenario = replace(situation.scenario, origin=Origin.TERMINAL)
    situation.variables["AWS_REGION"] = WORKSHOP.region  # exported there, as no remote run saw


_SUPPORT = LeftToOthers("owner", "AWS Support", "AWS Support", answer_again)
# By the cause or case; "" where none is known.
LEFT_TO_OTHERS = {
    "": LeftToOthers(None, "진행자", "facilitator", _end_faults),
    "throttled": LeftToOthers("attendee", "1~2분 뒤", "in 1 to 2 minutes", _end_faults),
    "service-error": LeftToOthers("attendee", "몇 분 뒤", "in a few minutes", _end_faults),
    "agreement-pending": LeftToOthers("attendee", "길면 15분", "at most 15 minutes", answer_again),
    "account-not-authorized": _SUPPORT,
    "operation-not-allowed": _SUPPORT,
    "quota-exhausted": LeftToOthers("owner", "할당량 증가를 요청", "Request a quota increase", answer_again),
    "model-legacy": LeftToOthers("owner", "진행자", "facilitator", _offer_newer_models),
    "model-retired": LeftToOthers("owner", "진행자", "facilitator", _offer_newer_models),
    "model-not-in-region": LeftToOthers("owner", "진행자", "facilitator", answer_again),
    "no-profiles": LeftToOthers("owner", "계정 관리자", "account administrator", _list_profiles),
    "no-claude-profiles": LeftToOthers("owner", "진행자", "facilitator", _list_profiles),
    "model-profile-missing": LeftToOthers("owner", "진행자", "facilitator", _list_profiles),
    "terminal-not-seen": LeftToOthers("attendee", "직접 실행", "in your own terminal", _run_in_own_terminal),
    "internal-error": LeftToOthers("authors", "진행자", "facilitator", _repair_suite),
}

"""How many tokens an account may use of the called models, where Service Quotas tells it.

A quota's code is the same in every account: it is found by the quota's name in the first account that may list them,
and asked for by the code in the others.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from checkpoints.facts.questions import Questions
from checkpoints.facts.sending import MalformedAnswerError, make_client_config
from checkpoints.guide.models import release

_SERVICE = "bedrock"
_PAGES, _PAGE = 40, 100
_LIST_WITHIN_S, _ASK_WITHIN_S = 8.0, 5.0
_TRIES = 2  # accounts that are asked for all their quotas
_NAME = re.compile(r"tokens per (?:minute|day)", re.IGNORECASE)
# Of profiles that route elsewhere, of no profile at all, and of batches: others than what is called.
_OTHERS = re.compile(r"^(?:on-demand|global|batch)|latency-optimized", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quota:
    """One quota of an account. value: tokens a minute or a day."""

    model_id: str
    name: str
    value: float


class QuotaBook:
    """The names of all quotas, once an account has told them."""

    def __init__(self) -> None:
        self._names: dict[str, str] | None = None  # by code
        self._tries = _TRIES
        self._finding = threading.Lock()

    def ask(self, session: Any, region: str, model_ids: Collection[str]) -> tuple[Quota, ...] | None:
        """The quotas of the models in an account; None where Service Quotas does not tell them."""
        names = self._find_names(session, region)
        if names is None:
            return None
        questions, found = Questions(_ASK_WITHIN_S), []
        for code, model_id in _select(names, model_ids):
            ask = partial(_get_quota, session, region, code)
            answer = questions.ask("service-quotas", "servicequotas:GetServiceQuota", ask, code)
            if not answer.answered:
                return None
            found.append(Quota(model_id, names[code], answer.body["value"]))
        return tuple(found)

    def _find_names(self, session: Any, region: str) -> dict[str, str] | None:
        with self._finding:
            if self._names is None and self._tries:
                self._tries -= 1
                ask = partial(_list_quotas, session, region)
                answer = Questions(_LIST_WITHIN_S).ask("service-quotas", "servicequotas:ListServiceQuotas", ask)
                self._names = dict(answer.body["quotas"]) if answer.answered else None
            return self._names


def _make_client(session: Any, region: str) -> Any:
    return session.create_client("service-quotas", region_name=region, config=make_client_config("v4"))


def _list_quotas(session: Any, region: str) -> dict[str, Any]:
    """Every quota of Bedrock: {"quotas": {code: name}}."""
    client, found, token = _make_client(session, region), dict[str, str](), ""
    for _ in range(_PAGES):
        more = {"NextToken": token} if token else {}
        page = client.list_service_quotas(ServiceCode=_SERVICE, MaxResults=_PAGE, **more)
        if "Quotas" not in page:
            raise MalformedAnswerError("no Quotas in the answer", page)
        found |= {str(each.get("QuotaCode", "")): str(each.get("QuotaName", "")) for each in page["Quotas"]}
        last, token = token, page.get("NextToken", "")
        if not token or token == last:
            break
    return {"quotas": found, "ResponseMetadata": page["ResponseMetadata"]}


def _get_quota(session: Any, region: str, code: str) -> dict[str, Any]:
    """One quota: {"value": number}."""
    got = _make_client(session, region).get_service_quota(ServiceCode=_SERVICE, QuotaCode=code)
    value = got.get("Quota", {}).get("Value")
    if not isinstance(value, (int, float)):
        raise MalformedAnswerError("no value in the answer", got)
    return {"value": float(value), "ResponseMetadata": got["ResponseMetadata"]}


def _select(names: Mapping[str, str], model_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """The codes of the quotas that the called models have, each with its model."""
    for code, name in names.items():
        if _NAME.search(name) and not _OTHERS.search(name):
            yield from ((code, each) for each in model_ids if _name_model(each).search(name))


def _name_model(model_id: str) -> re.Pattern[str]:
    """How quotas call a model: family and release, maybe with `V1` behind them."""
    found = release(model_id)
    if found is None:
        return re.compile(r"(?!)")
    family, (major, minor, _) = found
    version = f"{major}.{minor}" if minor else str(major)
    return re.compile(rf"Claude {family} {re.escape(version)}(?![\d.])", re.IGNORECASE)

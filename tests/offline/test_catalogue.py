"""What Bedrock offers in the rehearsal account, against AWS's list of 2026-10-27."""

from __future__ import annotations

from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.catalogue import Catalogue
from checkpoints.offline.model_list import REGION, list_claude_models
from checkpoints.offline.world import FoundationModel
from tests.offline.accounts import BASE
from tests.offline.seoul import SEOUL


def status_of(*models: FoundationModel) -> dict[str, str]:
    return {model.id.removeprefix("anthropic.claude-"): model.lifecycle.status for model in models}


def test_the_list_is_the_one_of_aws() -> None:
    assert status_of(*list_claude_models(REGION)) == {
        "sonnet-4-20250514-v1:0": "LEGACY",
        "sonnet-4-5-20250929-v1:0": "LEGACY",
        "sonnet-4-6": "ACTIVE",
        "sonnet-5": "ACTIVE",
        "sonnet-5-5": "ACTIVE",
        "haiku-4-5-20251001-v1:0": "ACTIVE",
        "haiku-5-5": "ACTIVE",
        "opus-4-5-20251101-v1:0": "ACTIVE",
        "opus-4-6-v1": "ACTIVE",
        "opus-4-7": "ACTIVE",
        "opus-4-8": "ACTIVE",
        "opus-5": "ACTIVE",
        "opus-5-5": "ACTIVE",
    }


def test_every_claude_model_has_a_profile_of_each_kind_that_the_guides_region_offers() -> None:
    claude = {model.id for model in BASE.catalogue.models if model.provider == "Anthropic"}
    listed = [(each.prefix, each.model) for each in BASE.catalogue.profiles if each.model in claude]
    assert sorted(listed) == sorted((prefix, model) for prefix in WORKSHOP.profile_prefixes for model in claude)
    routes = {each.destinations for each in BASE.catalogue.profiles if each.prefix == WORKSHOP.profile_prefixes[0]}
    assert routes == {WORKSHOP.destinations}


def test_models_of_the_guide_keep_the_guides_names_and_its_sonnet_is_legacy() -> None:
    for edition in (WORKSHOP, SEOUL):
        offered = Catalogue(edition)
        assert [model.name for model in (offered.sonnet, offered.haiku)] == [model.name for model in edition.models]
        assert (offered.sonnet.lifecycle.status, offered.haiku.lifecycle.status) == ("LEGACY", "ACTIVE")
        assert len({model.id for model in offered.models}) == len(offered.models)


def test_a_newer_sonnet_is_the_pinned_one_and_the_newest_comes_after_it() -> None:
    for edition in (WORKSHOP, SEOUL):
        offered = Catalogue(edition)
        pin = edition.find_pin(edition.sonnet)
        assert pin is not None
        assert offered.newer_sonnet.id == pin.bedrock_id
        assert offered.newer_than(offered.sonnet) >= {offered.newer_sonnet.id, offered.newest_sonnet.id}
        assert offered.newest_sonnet.id in offered.newer_than(offered.newer_sonnet)
        assert offered.newer_than(offered.newest_sonnet) == frozenset()

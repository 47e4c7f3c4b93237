"""Region, endpoint, switches and model pins as Claude Code takes them."""

from __future__ import annotations

import json

import pytest

from checkpoints.client.model_pins import PinKind
from checkpoints.client.place import Place
from tests.client.machine import CONFIG, CREDENTIALS, PROJECT, USER, look

SONNET, HAIKU = "us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-haiku-4-5-20251001-v1:0"


@pytest.mark.parametrize(
    ("value", "region"),
    [
        ("us-west-2", "us-west-2"),
        (" us-west-2\r\n", "us-west-2"),
        ("us-east-1a", "us-east-1a"),
        ("virginia", "virginia"),
        ("US-EAST-1", "US-EAST-1"),
        ("us-east1", "us-east1"),
        ("us east 1", "ap-northeast-2"),
        ('"us-east-1"', "ap-northeast-2"),
        ("us_east_1", "ap-northeast-2"),
        ("us-east-1/", "ap-northeast-2"),
        ("us\u2010east\u20101", "ap-northeast-2"),
        ("us-east-1.", "ap-northeast-2"),
        ("", "ap-northeast-2"),
    ],
)
def test_a_region_that_claude_code_does_not_take_for_one_is_passed_over(value: str, region: str) -> None:
    found = look(AWS_REGION=value, AWS_DEFAULT_REGION="ap-northeast-2").region
    assert found.name == region
    assert found.passed_over == ((Place("AWS_REGION"),) if value and region == "ap-northeast-2" else ())


def test_the_order_of_regions() -> None:
    files = {CONFIG: "[default]\nregion = eu-west-1\n[profile ws]\nregion = eu-west-2\n"}
    assert look(files, AWS_DEFAULT_REGION="us-west-1").region.place == Place("AWS_DEFAULT_REGION")
    assert look(files).region.place == Place("region", "~/.aws/config", 2)
    assert look(files, AWS_PROFILE="ws").region.name == "eu-west-2"
    both = {**files, CREDENTIALS: "[default]\nregion = sa-east-1\n"}
    assert look(both).region.place == Place("region", "~/.aws/credentials", 2)
    assert (look().region.name, look().region.place) == ("us-east-1", None)


@pytest.mark.parametrize(
    ("value", "on"),
    [
        ("1", True),
        ("true", True),
        (" YES ", True),
        ("on", True),
        ("0", False),
        ("", False),
        ("2", False),
        ("null", False),
    ],
)
def test_what_switches_bedrock_on(value: str, on: bool) -> None:
    assert look(CLAUDE_CODE_USE_BEDROCK=value).bedrock is on


def test_bedrock_is_not_switched_off_where_nothing_is_said() -> None:
    assert (look().bedrock, look().bedrock_place) == (None, None)


def test_settings_that_switch_bedrock_off_are_told_with_their_line() -> None:
    view = look({USER: '{"env":\n{"CLAUDE_CODE_USE_BEDROCK": 0}}'}, CLAUDE_CODE_USE_BEDROCK="1")
    assert view.bedrock is False
    assert view.bedrock_place == Place("CLAUDE_CODE_USE_BEDROCK", "~/.claude/settings.json", 2)


def test_signing_can_be_switched_off_but_an_api_key_is_sent_all_the_same() -> None:
    view = look(CLAUDE_CODE_SKIP_BEDROCK_AUTH="true")
    assert (view.signs, view.unsigned) == (False, Place("CLAUDE_CODE_SKIP_BEDROCK_AUTH"))
    assert look(CLAUDE_CODE_SKIP_BEDROCK_AUTH="0").signs
    assert look(CLAUDE_CODE_SKIP_BEDROCK_AUTH="1", AWS_BEARER_TOKEN_BEDROCK="key").signs


def test_the_base_url_takes_the_place_of_aws_and_the_endpoint_variable_that_of_the_control_plane() -> None:
    view = look(ANTHROPIC_BEDROCK_BASE_URL="http://gateway", AWS_ENDPOINT_URL="http://other")
    assert (view.endpoint, view.control_plane) == ("custom", None)
    assert view.gateway
    assert view.gateway.place == Place("ANTHROPIC_BEDROCK_BASE_URL")
    view = look(AWS_ENDPOINT_URL="http://other", AWS_ENDPOINT_URL_BEDROCK="http://own")
    assert (view.endpoint, view.gateway) == ("custom", None)
    assert view.control_plane
    assert view.control_plane.text == "http://own"
    assert look(AWS_ENDPOINT_URL_BEDROCK_RUNTIME="http://other").endpoint == "aws"
    assert look({CONFIG: "[default]\nendpoint_url = http://other\n"}).endpoint == "custom"
    of_service = "[default]\nservices = s\n[services s]\nbedrock =\n  endpoint_url = http://other\n"
    assert look({CONFIG: of_service}).endpoint == "custom"


@pytest.mark.parametrize(("scheme", "end"), [("https", ""), ("https", "//"), ("HTTPS", "\n"), ("https", ":443/")])
def test_the_address_of_aws_itself_is_no_gateway(scheme: str, end: str) -> None:
    address = f"{scheme}://bedrock-runtime.us-east-1.amazonaws.com{end}"
    assert look(ANTHROPIC_BEDROCK_BASE_URL=address, AWS_ENDPOINT_URL="http://other").endpoint == "aws"
    assert look(ANTHROPIC_BEDROCK_BASE_URL=address, AWS_REGION="us-west-2").endpoint == "custom"


def test_without_pins_every_tier_is_free() -> None:
    pins = look().pins
    assert (pins.main, pins.sonnet, pins.haiku, pins.opus, pins.first) == (None, None, None, None, None)


def test_what_section_1_2_exports_pins_the_main_model_as_well() -> None:
    pins = look(ANTHROPIC_DEFAULT_SONNET_MODEL=SONNET, ANTHROPIC_DEFAULT_HAIKU_MODEL=HAIKU).pins
    assert pins.sonnet
    assert pins.haiku
    assert (pins.sonnet.model, pins.haiku.model, pins.main, pins.first) == (SONNET, HAIKU, None, pins.sonnet)
    pins = look(ANTHROPIC_DEFAULT_SONNET_MODEL=SONNET, ANTHROPIC_DEFAULT_OPUS_MODEL="us.anthropic.claude-opus-5").pins
    assert pins.first == pins.opus


@pytest.mark.parametrize(
    ("written", "model", "kind"),
    [
        (f" {SONNET}[1m] ", SONNET, PinKind.PROFILE),
        (f"{SONNET}[2m]", SONNET, PinKind.PROFILE),
        (f"{SONNET}[1M][1m]", SONNET, PinKind.PROFILE),
        (f"{SONNET}[1m] [2m]", f"{SONNET} ", PinKind.PROFILE),
        (f"{SONNET}[200k]", f"{SONNET}[200k]", PinKind.PROFILE),
        ("claude-sonnet-4-6[2m]", SONNET, PinKind.PROFILE),
        ("sonnet[2m]", "sonnet", PinKind.UNKNOWN),
        ("claude-sonnet-4-6", SONNET, PinKind.PROFILE),
        ("Claude-Sonnet-4-6", SONNET, PinKind.PROFILE),
        ("claude-sonnet-4-20250514", "us.anthropic.claude-sonnet-4-20250514-v1:0", PinKind.PROFILE),
        ("claude-sonnet-4-5", "claude-sonnet-4-5", PinKind.UNKNOWN),
        ("claude-sonnet-4", "claude-sonnet-4", PinKind.UNKNOWN),
        ("default", "default", PinKind.UNKNOWN),
        ("anthropic.claude-sonnet-4-6", "anthropic.claude-sonnet-4-6", PinKind.BASE_MODEL),
        ("sonnet", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", PinKind.PROFILE),
        ("SONNET[1m]", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", PinKind.PROFILE),
        ("opusplan", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", PinKind.PROFILE),
        ("best", "us.anthropic.claude-opus-5-5", PinKind.PROFILE),
        ("fable", "us.anthropic.claude-fable-5-2", PinKind.PROFILE),
        ("haiku", HAIKU, PinKind.PROFILE),
        ("arn:aws:bedrock:us-east-1:1:application-inference-profile/x",) * 2 + (PinKind.PROFILE,),
    ],
)
def test_the_model_that_a_pin_asks_for(written: str, model: str, kind: PinKind) -> None:
    pin = look(ANTHROPIC_MODEL=written).pins.main
    assert pin
    assert (pin.model, pin.kind, pin.place) == (model, kind, Place("ANTHROPIC_MODEL"))


def test_an_alias_stands_for_the_pin_of_its_tier() -> None:
    pins = look(
        ANTHROPIC_MODEL="haiku", ANTHROPIC_SMALL_FAST_MODEL="us.anthropic.small", ANTHROPIC_DEFAULT_HAIKU_MODEL=HAIKU
    ).pins
    assert pins.main
    assert pins.haiku
    assert (pins.main.model, pins.haiku.model) == (HAIKU, "us.anthropic.small")


@pytest.mark.parametrize(
    ("written", "model"),
    [("Claude-Sonnet-4-6", "us.anthropic.other"), ("sonnet", "us.anthropic.one"), (SONNET, SONNET)],
)
def test_settings_may_name_another_model_for_an_id_of_anthropic(written: str, model: str) -> None:
    overrides = {"claude-sonnet-4-6": "us.anthropic.other", "claude-sonnet-4-5-20250929": "us.anthropic.one"}
    pin = look({USER: json.dumps({"modelOverrides": overrides})}, ANTHROPIC_MODEL=written).pins.main
    assert pin
    assert pin.model == model


@pytest.mark.parametrize("blank", [" ", "\t", "[1m]", " [1m] "])
def test_a_blank_name_of_the_main_model_is_a_name(blank: str) -> None:
    for view in (
        look(ANTHROPIC_MODEL=blank),
        look({USER: json.dumps({"model": blank})}, ANTHROPIC_DEFAULT_MODEL=HAIKU),
    ):
        assert view.pins.main
        assert view.pins.main.model == ""
    others = look(ANTHROPIC_DEFAULT_MODEL=" ", ANTHROPIC_DEFAULT_SONNET_MODEL=" ", ANTHROPIC_DEFAULT_OPUS_MODEL=" ")
    assert others.pins.every == ()


def test_an_alias_is_section_1_2_s_to_pin_unless_settings_leave_its_variable_empty() -> None:
    empty = {USER: json.dumps({"env": {"ANTHROPIC_DEFAULT_SONNET_MODEL": ""}})}
    for files, alias, tier in (
        ({}, "sonnet[1m]", "sonnet"),
        ({}, "opusplan", "sonnet"),
        ({}, "Haiku", "haiku"),
        ({}, "opus", "opus"),
        (empty, "sonnet", ""),
        (empty, "haiku", "haiku"),
    ):
        pin = look(files, ANTHROPIC_MODEL=alias).pins.main
        assert pin
        assert pin.tier == tier


def test_opus_is_the_main_model_where_settings_keep_section_1_2_from_pinning_one() -> None:
    empty = {USER: '{"env": {"ANTHROPIC_DEFAULT_SONNET_MODEL": ""}}'}
    pins = look(empty, ANTHROPIC_DEFAULT_SONNET_MODEL=SONNET).pins
    assert pins.first
    assert pins.first.model == "us.anthropic.claude-opus-5-5"
    assert (pins.first.place.file, pins.first.instead[0]) == ("~/.claude/settings.json", "us.anthropic.claude-opus-5")
    assert look(empty, ANTHROPIC_MODEL=HAIKU).pins.first == look(ANTHROPIC_MODEL=HAIKU).pins.main


@pytest.mark.parametrize(
    ("mode", "alias", "model"),
    [("plan", "opusplan", "us.anthropic.claude-opus-5-5"), ("default", "opusplan", SONNET), ("plan", "sonnet", SONNET)],
)
def test_opusplan_is_opus_where_claude_code_starts_in_plan_mode(mode: str, alias: str, model: str) -> None:
    files = {USER: json.dumps({"model": alias, "permissions": {"defaultMode": mode}})}
    pin = look(files, ANTHROPIC_DEFAULT_SONNET_MODEL=SONNET).pins.main
    assert pin
    assert (pin.written, pin.model, pin.instead) == (alias, model, ())


def test_no_older_model_is_tried_in_the_place_of_an_override() -> None:
    pin = look({USER: '{"modelOverrides": {"claude-opus-5-5": "us.anthropic.own"}}'}, ANTHROPIC_MODEL="opus").pins.main
    assert pin
    assert (pin.model, pin.instead) == ("us.anthropic.own", ())


def test_the_order_of_what_pins_the_main_model() -> None:
    files = {USER: json.dumps({"model": "us.anthropic.user"}), PROJECT: json.dumps({"model": "us.anthropic.project"})}
    for variables, model in (
        ({"ANTHROPIC_MODEL": "us.anthropic.shell"}, "us.anthropic.shell"),
        ({"ANTHROPIC_DEFAULT_MODEL": "us.anthropic.last"}, "us.anthropic.project"),
    ):
        pin = look(files, **variables).pins.main
        assert pin
        assert pin.model == model
    assert all(look(ANTHROPIC_DEFAULT_MODEL=each).pins.main is None for each in ("default", " Inherit "))
    for setting, model in (("", "us.anthropic.last"), ("default", "default")):  # it knows no such alias there
        pin = look({USER: json.dumps({"model": setting})}, ANTHROPIC_DEFAULT_MODEL="us.anthropic.last").pins.main
        assert pin
        assert pin.model == model

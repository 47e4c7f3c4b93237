"""The guide's own policy, word for word."""

import pytest

from checkpoints.rules.iam import Effect, Judgement, Policy, Request, evaluate, parse_document
from tests.guide.printed_policy import GUIDE
from tests.rules.iam.asking import ALLOWED, IMPLICIT_DENY

GUIDE_POLICY = Policy("ClaudeCodeBedrockAccess", parse_document(GUIDE))
MODELS = ("anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0")
REGIONS = ("us-east-1", "us-east-2", "us-west-2", "ap-northeast-2", "eu-central-1", "")
ALLOWED_BY_FIRST = Judgement(ALLOWED, "ClaudeCodeBedrockAccess", "AllowModelAndInferenceProfileAccess")


def ask(action: str, resource: str, **context: str) -> Judgement:
    keys = {f"aws:{name}": (value,) for name, value in context.items()}
    return evaluate(Request(action, resource, keys), [GUIDE_POLICY])


MODEL_ARNS = [f"arn:aws:bedrock:{region}::foundation-model/{model}" for region in REGIONS for model in MODELS]
OWN = "arn:aws:bedrock:us-east-1:111122223333:"
KINDS = ("inference-profile/us.", "inference-profile/global.", "application-inference-profile/")


@pytest.mark.parametrize("action", ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"])
@pytest.mark.parametrize("resource", [*MODEL_ARNS, *(f"{OWN}{kind}{MODELS[0]}" for kind in KINDS)])
def test_models_may_be_invoked_in_every_region_and_in_the_empty_one_and_profiles_too(
    resource: str, action: str
) -> None:
    assert ask(action, resource) == ALLOWED_BY_FIRST


def test_profiles_may_be_listed_on_the_arn_that_aws_authorizes() -> None:
    assert ask("bedrock:ListInferenceProfiles", f"{OWN}inference-profile/*") == ALLOWED_BY_FIRST
    assert ask("bedrock:ListInferenceProfiles", "*").effect is IMPLICIT_DENY


@pytest.mark.parametrize("action", ["aws-marketplace:ViewSubscriptions", "aws-marketplace:Subscribe"])
def test_the_marketplace_is_allowed_through_bedrock_alone(action: str) -> None:
    through_bedrock = ask(action, "*", CalledViaLast="bedrock.amazonaws.com")
    assert through_bedrock == Judgement(ALLOWED, "ClaudeCodeBedrockAccess", "AllowMarketplaceSubscription")
    assert ask(action, "*") == Judgement(IMPLICIT_DENY)
    assert ask(action, "*", CalledViaLast="cloudformation.amazonaws.com").effect is IMPLICIT_DENY
    assert ask("aws-marketplace:Unsubscribe", "*", CalledViaLast="bedrock.amazonaws.com").effect is IMPLICIT_DENY


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("bedrock:GetFoundationModelAvailability", "*"),
        ("bedrock:GetFoundationModel", f"arn:aws:bedrock:us-east-1::foundation-model/{MODELS[0]}"),
        ("bedrock:GetUseCaseForModelAccess", "*"),
        ("bedrock:GetInferenceProfile", f"arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.{MODELS[0]}"),
        ("bedrock:InvokeModel", "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/x"),
        ("iam:GetUser", "arn:aws:iam::111122223333:user/kim"),
        ("iam:ListAttachedUserPolicies", "arn:aws:iam::111122223333:user/kim"),
        ("iam:SimulatePrincipalPolicy", "*"),
    ],
)
def test_nothing_else_is_allowed(action: str, resource: str) -> None:
    assert ask(action, resource) == Judgement(Effect.IMPLICIT_DENY)

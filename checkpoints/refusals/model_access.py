"""What an account or a model says once IAM has agreed: forms, agreements, payment, life cycle, quotas, ids."""

from __future__ import annotations

from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals.kind import Kind
from checkpoints.refusals.refusal import Refusal, collect_rows

_API_ERRORS = "https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html"

USE_CASE_FORM = Refusal(
    404,
    "ResourceNotFoundException",
    "Model use case details have not been submitted for this account. Fill out the Anthropic use case details form "
    "before using the model. If you have already filled out the form, try again in 15 minutes.",
    Kind.ACCOUNT,
    Cause.USE_CASE_FORM_MISSING,
    r"use case details have not been submitted",
    wait_minutes=15,
    source=f"{_API_ERRORS} #16997",
)
USE_CASE_FORM_EMPTY = Refusal(
    404,
    "ResourceNotFoundException",
    "You have not filled out the request form. Fill out the form before getting access.",
    Kind.ACCOUNT,
    Cause.USE_CASE_FORM_MISSING,
    r"not filled out the (required )?(use[- ]case|request) (details )?form",
    wait_minutes=15,
    also=("You have not filled out the required use-case form for this model.",),
    source="GetUseCaseForModelAccess; truefoundry/models#934",
)
LEGACY = Refusal(
    404,
    "ResourceNotFoundException",
    "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in "
    "the last 30 days. Please upgrade to an active model on Amazon Bedrock",
    Kind.ACCOUNT,
    Cause.MODEL_LEGACY,
    r"marked by (the )?provider as legacy",
    also=(
        "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in "
        "the last 15 days. Please upgrade to an active model on Amazon Bedrock",
    ),
    source="seen on 2026-08-16; awslabs/threat-composer#290",
)
END_OF_LIFE = Refusal(
    404,
    "ResourceNotFoundException",
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
    Kind.ACCOUNT,
    Cause.MODEL_RETIRED,
    r"reached (the |its )?end of (its )?life",
    source=_API_ERRORS,
)
AGREEMENT_PENDING = Refusal(
    403,
    "AccessDeniedException",
    "Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still "
    "being processed. Try again in 15 minutes.",
    Kind.ACCOUNT,
    Cause.AGREEMENT_PENDING,
    r"subscription for this model is still being processed|agreement is (still )?being (created|processed)",
    wait_minutes=15,
    also=("Your AWS Marketplace subscription for this model is still being processed.",),
    source=_API_ERRORS,
)
PAYMENT_INSTRUMENT = Refusal(
    403,
    "AccessDeniedException",
    "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. Your "
    "AWS Marketplace subscription for this model cannot be completed at this time.",
    Kind.ACCOUNT,
    Cause.PAYMENT_INSTRUMENT,
    r"INVALID_PAYMENT_INSTRUMENT|valid payment instrument",
    source=_API_ERRORS,
)
MARKETPLACE_DENIED = Refusal(
    403,
    "AccessDeniedException",
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS "
    "Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this "
    "model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for "
    "this model cannot be completed at this time. If you recently fixed this issue, try again after 5 minutes.",
    Kind.ACCOUNT,
    Cause.MARKETPLACE_DENIED,
    r"required AWS Marketplace actions",
    wait_minutes=5,
    source="ministryofjustice/analytical-platform#9567",
)
MARKETPLACE_DENIED_BY_IAM = Refusal(
    403,
    "AccessDeniedException",
    "User: arn:aws:iam::111122223333:user/attendee is not authorized to perform: aws-marketplace:ViewSubscriptions "
    "on resource: * because no identity-based policy allows the aws-marketplace:ViewSubscriptions action",
    Kind.ACCOUNT,
    Cause.MARKETPLACE_DENIED,
    r"aws-marketplace:",
    wait_minutes=5,
    source="IAM's own sentence about a Marketplace action",
)
UNSUPPORTED_COUNTRY = Refusal(
    400,
    "ValidationException",
    "Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to "
    "https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic "
    "currently supports.",
    Kind.ACCOUNT,
    Cause.UNSUPPORTED_COUNTRY,
    r"not allowed from unsupported countries",
    source="public posts of 2025 and 2026",
)
PROVIDER_BARRED = Refusal(
    400,
    "ValidationException",
    "Access to Anthropic models is not allowed for this account.",
    Kind.ACCOUNT,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    r"access to anthropic models is not allowed for this account",
    source="one public post",
)
NOT_FOR_THIS_ACCOUNT = Refusal(
    403,
    "AccessDeniedException",
    "{model} is not available for this account. You can explore other available models on Amazon Bedrock. For "
    "additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/",
    Kind.ACCOUNT,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    r"is not available for this account",
    source="#51183, #49238",
)
ACCOUNT_NOT_ADMITTED = Refusal(
    403,
    "AccessDeniedException",
    "Your account is not authorized to access this model.",
    Kind.ACCOUNT,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    r"account is not authorized to (access|invoke|use)",
    source=_API_ERRORS,
)
ACCOUNT_NOT_VERIFIED = Refusal(
    403,
    "PendingVerification",
    "Your account is currently being verified. Verification normally takes less than 2 hours.",
    Kind.ACCOUNT,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    r"account\b.{0,60}\b(under|pending|being|still) (being )?verifi|"
    r"verif(y|ication of) your( AWS)? account|account verification|(under|pending) verification",
    codes=("PendingVerification",),
    also=(
        "Your account is currently under verification.",
        "AWS account verification is pending.",
    ),
    source="public posts about new accounts",
)
NOT_SIGNED_UP = Refusal(
    403,
    "OptInRequired",
    "The AWS Access Key Id needs a subscription for the service",
    Kind.ACCOUNT,
    Cause.ACCOUNT_NOT_AUTHORIZED,
    codes=(
        "OptInRequired",
        "SubscriptionRequiredException",
        "NotSignedUp",
    ),
    source="AWS: common error types of the query and JSON protocols",
)
NO_ACCESS = Refusal(
    403,
    "AccessDeniedException",
    "You don't have access to the model with the specified model ID.",
    Kind.ACCOUNT,
    Cause.MODEL_ACCESS_NOT_GRANTED,
    r"do(n.{1,3}t| not) have access to the model",
    source="#93, #554, #591",
)
ACCESS_DENIED = Refusal(
    403,
    "AccessDeniedException",
    "Model access is denied.",
    Kind.ACCOUNT,
    Cause.MODEL_ACCESS_NOT_GRANTED,
    r"model access is denied",
    source=_API_ERRORS,
)
OPERATION_NOT_ALLOWED = Refusal(
    400,
    "ValidationException",
    "Operation not allowed",
    Kind.ACCOUNT,
    Cause.OPERATION_NOT_ALLOWED,
    r"operation not allowed",
    source="aws/aws-cli#8717",
)
ON_DEMAND = Refusal(
    400,
    "ValidationException",
    "Invocation of model ID {model} with on-demand throughput isn\u2019t supported. Retry your request with the ID or "
    "ARN of an inference profile that contains this model.",
    Kind.ACCOUNT,
    Cause.MODEL_NOT_IN_REGION,
    r"on-demand throughput (isn.{1,3}t|is not) supported",
    source="#110, #242, #5190",
)
INVALID_IDENTIFIER = Refusal(
    400,
    "ValidationException",
    "The provided model identifier is invalid.",
    Kind.ACCOUNT,
    Cause.MODEL_NOT_IN_REGION,
    r"provided model identifier is invalid",
    source="#1434, #1215",
)
UNKNOWN_MODEL = Refusal(
    404,
    "ResourceNotFoundException",
    "Could not resolve the foundation model from the provided model identifier.",
    Kind.ACCOUNT,
    Cause.MODEL_NOT_IN_REGION,
    r"could not resolve the foundation model",
    source="GetFoundationModel",
)
TOO_MANY_TOKENS_PER_DAY = Refusal(
    429,
    "ThrottlingException",
    "Too many tokens per day, please wait before trying again.",
    Kind.ACCOUNT,
    Cause.QUOTA_EXHAUSTED,
    r"too many (tokens|requests) per day",
    source="Ivy-Tendril#1756",
)
QUOTA_EXCEEDED = Refusal(
    400,
    "ServiceQuotaExceededException",
    "Your request exceeds the service quota for your account.",
    Kind.ACCOUNT,
    Cause.QUOTA_EXHAUSTED,
    codes=("ServiceQuotaExceededException",),
    source="AWS: errors of InvokeModel in the Bedrock API reference",
)

ROWS = collect_rows(globals())

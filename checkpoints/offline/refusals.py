"""The refusals that Bedrock is known to send, word for word as clients see them."""

from __future__ import annotations

from checkpoints.offline.world import Refusal

USE_CASE_FORM = Refusal(
    404,
    "ResourceNotFoundException",
    "Model use case details have not been submitted for this account. Fill out the Anthropic use case details form "
    "before using the model. If you have already filled out the form, try again in 15 minutes.",
)
USE_CASE_FORM_EMPTY = Refusal(
    404,
    "ResourceNotFoundException",
    "You have not filled out the request form. Fill out the form before getting access.",
)
NO_ACCESS = Refusal(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.")
MARKETPLACE_DENIED = Refusal(
    403,
    "AccessDeniedException",
    "Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace "
    "actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to "
    "the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be "
    "completed at this time. If you recently fixed this issue, try again after 5 minutes.",
)
PAYMENT_INSTRUMENT = Refusal(
    403,
    "AccessDeniedException",
    "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. Your AWS "
    "Marketplace subscription for this model cannot be completed at this time.",
)
AGREEMENT_PENDING = Refusal(
    403,
    "AccessDeniedException",
    "Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still "
    "being processed. Try again in 15 minutes.",
)
NOT_FOR_THIS_ACCOUNT = Refusal(
    403,
    "AccessDeniedException",
    "{model} is not available for this account. You can explore other available models on Amazon Bedrock. For "
    "additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/",
)
ON_DEMAND = Refusal(
    400,
    "ValidationException",
    "Invocation of model ID {model} with on-demand throughput isn\u2019t supported. Retry your request with the ID or "
    "ARN of an inference profile that contains this model.",
)
INVALID_IDENTIFIER = Refusal(400, "ValidationException", "The provided model identifier is invalid.")
OPERATION_NOT_ALLOWED = Refusal(400, "ValidationException", "Operation not allowed")
UNSUPPORTED_COUNTRY = Refusal(
    400,
    "ValidationException",
    "Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to "
    "https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic "
    "currently supports.",
)
LEGACY = Refusal(
    404,
    "ResourceNotFoundException",
    "Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the "
    "last 30 days. Please upgrade to an active model on Amazon Bedrock",
)
END_OF_LIFE = Refusal(
    404,
    "ResourceNotFoundException",
    "This model version has reached the end of its life. Please refer to the AWS documentation for more details.",
)
TOO_MANY_REQUESTS = Refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.")
TOO_MANY_TOKENS_PER_DAY = Refusal(
    429, "ThrottlingException", "Too many tokens per day, please wait before trying again."
)
UNAVAILABLE = Refusal(
    503,
    "ServiceUnavailableException",
    "Bedrock is unable to process your request.",
)

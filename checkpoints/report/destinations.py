"""Where the addresses that advice names lead, by AWS's own names."""

from __future__ import annotations

from urllib.parse import urlsplit

_CONSOLE = "console.aws.amazon.com"
# By the first part of the path.
_SERVICES = {
    "bedrock": "Amazon Bedrock",
    "billing": "AWS Billing",
    "iam": "IAM",
    "organizations": "AWS Organizations",
    "servicequotas": "Service Quotas",
    "singlesignon": "IAM Identity Center",
    "support": "AWS Support",
    "vpcconsole": "Amazon VPC",
}
# By the last word of the address.
_PARTS = {
    "Endpoints": "Endpoints",
    "api-keys": "API keys",
    "create": "Create case",
    "model-catalog": "Model catalog",
    "paymentpreferences": "Payment preferences",
    "permissionSets": "Permission sets",
    "policies": "Policies",
    "quotas": "Quotas",
    "service-control-policy": "Service control policies",
    "text-generation-playground": "Chat/Text playground",
    "users": "Users",
}
_DOCUMENTATION = {"docs.aws.amazon.com": "AWS", "code.claude.com": "Claude Code"}


def name_destination(address: str) -> tuple[str, dict[str, str]] | None:
    """The key and the values of the text that says where an address leads; None where it has no name."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in _DOCUMENTATION:
        return "destination.documentation", {"name": _DOCUMENTATION[host]}
    service = _SERVICES.get(parts.path.split("/")[1]) if parts.path.startswith("/") else None
    if service is None or not (host == _CONSOLE or host.endswith(f".{_CONSOLE}")):
        return None
    part = _PARTS.get((parts.fragment or parts.path).rstrip(":").rsplit("/", 1)[-1])
    if part is None:
        return "destination.console", {"name": service}
    return "destination.console.part", {"name": service, "part": part}

"""Regions of AWS that rehearsals need beside the guide's own, whichever that is."""

from __future__ import annotations

# IAM and other services that are everywhere the same are called there.
GLOBAL_SERVICES = "us-east-1"
# What an attendee may have chosen instead: prefix and destinations of the system profiles that the Region lists beside
# the `global.` ones (Amazon Bedrock user guide, "Supported Regions and models for inference profiles").
ROUTED = {
    "ap-northeast-2": ("apac", ("ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2")),
    "us-west-2": ("us", ("us-east-1", "us-east-2", "us-west-2")),
}

"""How Claude Code resolves what it uses on a machine: the only place that knows the client's rules.

`model_claude_code` (`view.py`) takes the environment variables and the files, and tells the identity, Region, endpoint,
switches and model pins that Claude Code would use, each with the place it comes from. `model_aws_cli` (`cli_view.py`)
tells what the AWS CLI and boto3 would use, and `find_differences` (`portability.py`) the lines that the two read
differently. None of them reads a disk or runs a command.

Seen with Claude Code 2.1.332 (npm, 2026-11-24), which is built on the AWS SDK for JavaScript
(`@aws-sdk/credential-provider-node` 3.972, `@smithy/core` 3.41).
"""

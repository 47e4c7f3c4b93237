"""Compares what we state about AWS and Claude Code with what public packages say today: `python -m drift`."""

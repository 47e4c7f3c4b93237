"""Step 3's parts: what the default chain found, whether its keys can work, and what Claude Code would use instead."""

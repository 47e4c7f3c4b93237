"""How the pages that advice leads to are called."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "destination.console": Text(ko="{name} 콘솔", en="{name} console"),
    "destination.console.part": Text(ko="{name} 콘솔 → {part}", en="{name} console → {part}"),
    "destination.documentation": Text(ko="{name} 문서", en="{name} documentation"),
}

"""How findings are told: terminal, page, data and the one scrubber. Strings in, files out."""

"""One run of the checkpoints: its settings, its facts, its findings, and the files it leaves behind."""

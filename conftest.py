"""In a clone, pytest needs no option to be a run of the checkpoints."""

pytest_plugins = ["checkpoints.plugin"]

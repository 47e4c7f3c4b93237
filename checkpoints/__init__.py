"""The workshop's AWS set-up section, as checkpoints that run."""

__version__ = "2.0.0"

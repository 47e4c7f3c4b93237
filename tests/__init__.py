"""The suite's own tests; same rooms as `checkpoints/`."""

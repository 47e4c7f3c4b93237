"""The suite run as people run it: the real conftest, in a process of its own."""

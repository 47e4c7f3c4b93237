"""In a clone, pytest needs no option to be a run of the checkpoints."""

import pytest

from checkpoints import plugin


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Register the checkpoints; `pytest_plugins` would look through all that is installed for the name."""
    if not pluginmanager.is_registered(plugin):
        pluginmanager.register(plugin, plugin.__name__)

"""pytest-html comes without the Jinja that no run needs, and in its own way where it needs more of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.run.fake_aws import FakeAws
from tests.run.running import only, run

TELLS = """
import sys
from pathlib import Path

def pytest_unconfigure():
    Path(__file__).with_name("told").write_text("imported" if "jinja2" in sys.modules else "not imported")
"""
# As a pytest-html would that makes a class of its own of one of Jinja's while it is imported.
WANTS_MORE = f"""
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
{TELLS}

class Finder(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "pytest_html.util":
            return None
        spec = PathFinder.find_spec(name, path)
        spec.loader.get_code = lambda name, get=spec.loader.get_source: compile(
            get(name) + "\\nclass Own(Environment): ...\\n", spec.origin, "exec"
        )
        return spec

sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize(
    ("plugin", "imported"), [(TELLS, "not imported"), (WANTS_MORE, "imported")], ids=["as it is", "wants more"]
)
def test_a_run_imports_jinja_only_where_pytest_html_needs_it(
    plugin: str, imported: str, aws: FakeAws, tmp_path: Path
) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, plugin=plugin, warm=())
    assert ran.code == 0, ran.said
    assert (tmp_path / "told").read_text() == imported
    assert only(4) in ran.said
    assert "table" in ran.page.read_text(encoding="utf-8")


def test_the_plugins_of_an_earlier_option_are_not_registered_twice(aws: FakeAws, tmp_path: Path) -> None:
    plugins = ("-p", "pytest_html.plugin", "-p", "pytest_metadata.plugin")
    ran = run(tmp_path, *plugins, "-m", "step4", variables=aws.shell)
    assert ran.code == 0, ran.said

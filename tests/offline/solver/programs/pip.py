"""pip, as far as reports name it: nothing is fetched, and a note is left that the package is there."""

import sys
from pathlib import Path

assert sys.argv[1:] == ["install", "boto3[crt]"], sys.argv
(Path.home() / "awscrt-is-installed").touch()

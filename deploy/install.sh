#!/bin/sh
# Put the suite under /opt/checkpoints of a machine: the command `checkpoints` on the PATH, and the task "체크포인트 실행" in
# the user's VS Code in the browser (code-server). Run it as root, as user data of an instance do; a second time it
# installs anew.
#
#     install.sh WHEEL [CONSTRAINTS]
#
# WHEEL: a file, or whatever else pip installs; CONSTRAINTS: the constraints.txt of the same release. Variables:
#   CHECKPOINTS_USER   whose VS Code gets the task (ec2-user)
#   CHECKPOINTS_EXTRA  "[offline]" for rehearsals too
#   CHECKPOINTS_ROOT   a folder in the place of /, to try it
set -eu
umask 022

wheel=${1:?the wheel to install}
constraints=${2:-}
user=${CHECKPOINTS_USER:-ec2-user}
root=${CHECKPOINTS_ROOT:-}
place=$root/opt/checkpoints

find_python() {
  for python in python3.14 python3.13 python3.12 python3.11 python3.10 python3; do
    if "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
      return 0
    fi
  done
  return 1
}

install_python() {
  if command -v dnf >/dev/null 2>&1; then
    dnf install -y -q python3.11
  elif command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
  fi
}

find_python || { install_python && find_python; } || {
  echo "checkpoints: there is no Python 3.10 or newer with venv" >&2
  exit 1
}
mkdir -p "$place" "$root/usr/local/bin"
"$python" -m venv --clear "$place/environment"
set -- --quiet --disable-pip-version-check
[ -z "$constraints" ] || set -- "$@" --constraint "$constraints"
"$place/environment/bin/python" -m pip install "$@" "$wheel${CHECKPOINTS_EXTRA:-}"
ln -sfn "$place/environment/bin/checkpoints" "$root/usr/local/bin/checkpoints"
"$root/usr/local/bin/checkpoints" --version

# A Python below /root, of pyenv for instance, starts for nobody else.
if [ "$(id -u)" -eq 0 ] && command -v runuser >/dev/null && id nobody >/dev/null 2>&1 &&
  ! runuser -u nobody -- "$place/environment/bin/python" -c '' 2>/dev/null; then
  echo "checkpoints: other users cannot run $place/environment/bin/python, which is" \
    "$(readlink -f "$place/environment/bin/python"). Install a Python of the system (dnf install python3.11, or" \
    "apt-get install python3-venv), and run this again with PATH=/usr/bin:/bin." >&2
  exit 1
fi

home=$(getent passwd "$user" | cut -d : -f 6) || home=
if [ -z "$home" ]; then
  echo "checkpoints: there is no user $user, whose VS Code would get the task" >&2
  exit 0
fi
tasks=$root$home/.local/share/code-server/User/tasks.json
# bash -i reads ~/.bashrc, as the terminals do in which Claude Code is started: AWS_REGION is exported there.
"$place/environment/bin/python" - "$tasks" "$user" <<'PYTHON'
import json
import os
import pwd
import sys
from pathlib import Path

TASK = {
    "label": "체크포인트 실행",
    "type": "shell",
    "command": "checkpoints run",
    "options": {"shell": {"executable": "/bin/bash", "args": ["-i", "-c"]}},
    "presentation": {"reveal": "always", "panel": "dedicated", "clear": True},
    "problemMatcher": [],
}

path, user = Path(sys.argv[1]), pwd.getpwnam(sys.argv[2])
try:
    found = json.loads(path.read_text(encoding="utf-8"))
    others = [task for task in found.get("tasks", []) if task.get("label") != TASK["label"]]
except FileNotFoundError:
    found, others = {"version": "2.0.0"}, []
except (ValueError, AttributeError):  # with comments, which VS Code reads
    task = json.dumps(TASK, ensure_ascii=False, indent=2)
    print(f"checkpoints: {path} is left as it is; add this task:\n{task}", file=sys.stderr)
    sys.exit()
made = []
folder = path.parent
while not folder.exists():
    made.append(folder)
    folder = folder.parent
path.parent.mkdir(parents=True, exist_ok=True)
text = json.dumps({**found, "tasks": [*others, TASK]}, ensure_ascii=False, indent=2)
path.write_text(text + "\n", encoding="utf-8")
for each in (path, *made):
    os.chown(each, user.pw_uid, user.pw_gid)
PYTHON

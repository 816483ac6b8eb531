"""Builds the checkout's virtual environment. Runs under a bare Python: the standard library only.

Installing is skipped while the pinned requirements are the ones installed last, so a second start takes no time here.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
INSTALLER = "uv==0.13.9"


def say(text: str) -> None:
    print(f"heard │ {text}", flush=True)


def fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes() + INSTALLER.encode() + sys.version.encode()).hexdigest()


def build_venv() -> None:
    say(f"creating a virtual environment with Python {sys.version.split()[0]} …")
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(VENV)
    except (subprocess.CalledProcessError, ImportError) as error:
        sys.exit(
            f"This Python cannot create virtual environments ({error}). On Debian and Ubuntu: apt install python3-venv. "
            "Or name another Python: PYTHON=/path/to/python3.12 make run"
        )


def install(requirements: Path) -> None:
    python = VENV / "bin" / "python"
    marker = VENV / f"installed-{requirements.stem}"
    wanted = fingerprint(requirements)
    # The development set contains the other, so either marker will do for a plain run.
    for installed in VENV.glob("installed-*"):
        source = HERE / f"{installed.name.removeprefix('installed-')}.txt"
        serves = installed == marker or source.stem == "requirements-dev"
        if serves and source.exists() and installed.read_text() == fingerprint(source):
            return
    if not python.exists():
        build_venv()
    say(f"installing the pinned dependencies of {requirements.name} (about half a minute, once) …")
    quiet = ["--disable-pip-version-check", "--no-input", "--quiet"]
    steps = [
        [str(python), "-m", "pip", "install", *quiet, INSTALLER],
        [str(python), "-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--python", str(python), "-r"],
    ]
    steps[1].append(str(requirements))
    if sys.dont_write_bytecode:
        # A Python that is told to leave no bytecode behind would compile every library anew at each start.
        steps[1].append("--compile-bytecode")
    for step in steps:
        if subprocess.run(step, cwd=HERE).returncode != 0:
            sys.exit(
                "Installing the dependencies failed; the lines above say why. Nothing was started. Run it again to try again."
            )
    marker.write_text(wanted)


if __name__ == "__main__":
    install(HERE / sys.argv[1])

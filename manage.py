#!/usr/bin/env python3
"""Django's command line. Under a Python without Django it goes on in the checkout's own virtual environment."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        own_python = HERE / ".venv" / "bin" / "python"
        if not own_python.exists() or Path(sys.prefix).resolve() == (HERE / ".venv").resolve():
            sys.exit("Django is not installed for this Python. Run `make install` first, or `make run` for everything.")
        os.execv(str(own_python), [str(own_python), str(HERE / "manage.py"), *sys.argv[1:]])
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

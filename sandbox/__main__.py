"""``python -m sandbox --port 8100 --database var/sandbox.sqlite3``"""

import argparse
from pathlib import Path

from sandbox.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--database", type=Path, default=Path("var/sandbox.sqlite3"), help="file to keep the state in")
    arguments = parser.parse_args()
    try:
        serve(arguments.host, arguments.port, arguments.database)
    except OSError as error:
        parser.exit(1, f"The sandbox cannot listen on {arguments.host}:{arguments.port}: {error}\n")


if __name__ == "__main__":
    main()

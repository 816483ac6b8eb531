"""A real WordPress for the tests: Debian's packages unpacked under var/, on a throw-away MariaDB, listening on loopback.

Nothing is installed on the machine. Needs apt-get and dpkg; as root, package lists that are missing are fetched.
"""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import requests

from config.local import VAR_DIR
from config.services import find_free_port

HERE = Path(__file__).parent
PLACE = VAR_DIR / "real" / "wordpress"
ROOT = PLACE / "root"
DOCUMENTS = ROOT / "usr/share/wordpress"
TEMPLATE = PLACE / "template"
LIBRARIES = f"{ROOT}/usr/lib/{os.uname().machine}-linux-gnu"
MESSAGES = ROOT / "usr/share/mysql"
FILES = ("wp-config.php", "stage.php")
EXTENSIONS = ("mysqlnd", "mysqli", "mbstring", "ctype", "tokenizer", "iconv", "fileinfo")
START_SECONDS = 60
STOP_SECONDS = 30


@dataclass(frozen=True)
class Blog:
    """A running blog; `passwords` are its users' application passwords."""

    url: str
    passwords: Mapping[str, str]

    def tell(self, deed: str, **facts: Any) -> Any:
        """Have the must-use plugin (stage.php) do something."""
        answer = requests.post(f"{self.url}/?rest_route=/stage/v1/{deed}", json=facts, timeout=60)
        assert answer.ok, answer.text
        return answer.json()


def install() -> None:
    """Unpack the packages and make a blog to start copies of, unless that has been done."""
    PLACE.mkdir(parents=True, exist_ok=True)
    wanted = "".join((HERE / name).read_text() for name in (*FILES, "setup.php", "server.py"))
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = PLACE / "installed"
        if done.exists() and done.read_text() == wanted:
            return
        if not (DOCUMENTS / "wp-load.php").exists():
            _unpack()
        for name in FILES:
            target = DOCUMENTS / ("wp-content/mu-plugins" if name == "stage.php" else "") / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / name, target)
        _write_php_settings()
        _make_template()
        done.write_text(wanted)


def _unpack() -> None:
    """WordPress, PHP and MariaDB, and of their libraries what the machine lacks. No recommendations, no web server."""
    php = next(line.split()[1] for line in _apt("apt-cache", "depends", "php-cli") if "Depends: php" in line)
    version = php.removesuffix("-cli")
    named = [
        php,
        *(f"{version}-{part}" for part in ("common", "mysql", "mbstring", "opcache")),
        "mariadb-server-core",
        "mariadb-client-core",
    ]
    simulated = _apt("apt-get", "install", "--simulate", "--no-install-recommends", *named)
    lacking = [line.split()[1] for line in simulated if line.startswith("Inst ")]
    with tempfile.TemporaryDirectory(dir=PLACE) as packages:
        _apt("apt-get", "download", "wordpress", *dict.fromkeys([*named, *lacking]), cwd=packages)
        for package in Path(packages).glob("*.deb"):
            subprocess.run(["dpkg", "-x", package, ROOT], check=True)


def _apt(*command: str, cwd: str | None = None) -> list[str]:
    """The lines a command of apt's prints. Where it fails, the package lists are fetched, and it is tried once more."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        subprocess.run(["apt-get", "update", "--quiet"], check=True)
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def _write_php_settings() -> None:
    [modules] = (ROOT / "usr/lib/php").glob("20*")
    lines = [f"extension_dir={modules}", *(f"extension={name}" for name in EXTENSIONS)]
    lines += ["zend_extension=opcache", "opcache.enable_cli=1", "opcache.validate_timestamps=0"]
    lines += ["memory_limit=256M", "display_errors=Off", "log_errors=On"]
    (PLACE / "php.ini").write_text("\n".join(lines) + "\n")


def _php(*arguments: str) -> list[str]:
    [php] = (ROOT / "usr/bin").glob("php[0-9]*")
    return [str(php), "-c", str(PLACE / "php.ini"), *arguments]


def _make_template() -> None:
    """A database with an installed blog in it, stopped; each run works on a copy."""
    shutil.rmtree(TEMPLATE, ignore_errors=True)
    TEMPLATE.mkdir()
    data = TEMPLATE / "data"
    database = subprocess.run(
        [
            f"{ROOT}/usr/bin/mariadb-install-db", "--no-defaults", f"--basedir={ROOT}/usr", f"--datadir={data}",
            f"--lc-messages-dir={MESSAGES}", *_as_user(), "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve",
            "--innodb-log-file-size=8M",
        ],
        env=_environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert database.returncode == 0, database.stdout + database.stderr
    (data / "wordpress").mkdir()  # In MariaDB a folder is a database.
    with (PLACE / "install.log").open("w") as log, _database(data, log) as socket:
        setup = subprocess.run(
            _php(str(HERE / "setup.php"), str(DOCUMENTS)),
            env=_environment(socket), capture_output=True, text=True,
        )  # fmt: skip
    assert setup.returncode == 0, setup.stdout + setup.stderr
    (TEMPLATE / "passwords.json").write_text(setup.stdout.strip().splitlines()[-1])


@contextmanager
def running_blog() -> Iterator[Blog]:
    """Install if need be, start a fresh blog, and stop it at the end. A few seconds once installed."""
    install()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wp-", dir=VAR_DIR)))
        shutil.copytree(TEMPLATE / "data", place / "data")
        log = stack.enter_context((VAR_DIR / "real" / "wordpress.log").open("w"))
        socket = stack.enter_context(_database(place / "data", log))
        url = f"http://127.0.0.1:{find_free_port()}"
        command = _php("-S", url.removeprefix("http://"), "-t", str(DOCUMENTS), str(HERE / "router.php"))
        environment = _environment(socket, url) | {"PHP_CLI_SERVER_WORKERS": "4"}
        # A group of its own: the workers do not end with the process they were forked from.
        web = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        stack.callback(_stop, web, is_group=True)
        _await(lambda: requests.get(f"{url}/?rest_route=/", timeout=10).ok, web)
        yield Blog(url, json.loads((TEMPLATE / "passwords.json").read_text()))


@contextmanager
def _database(data: Path, log: IO[str]) -> Iterator[str]:
    """A MariaDB on `data` that listens on a socket alone; gives the socket's path."""
    with tempfile.TemporaryDirectory(prefix="wp-") as short:  # A socket's path may not be long.
        socket = f"{short}/db"
        command = [
            f"{ROOT}/usr/sbin/mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking",
            f"--lc-messages-dir={MESSAGES}", f"--pid-file={data}/pid", *_as_user(),
            "--innodb-log-file-size=8M", "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0",
        ]  # fmt: skip
        server = subprocess.Popen(command, env=_environment(), stdout=log, stderr=log)
        try:
            _await(lambda: Path(socket).exists(), server)
            yield socket
        finally:
            _stop(server)


def _as_user() -> list[str]:
    """MariaDB will not be root by accident."""
    return ["--user=root"] if os.getuid() == 0 else []


def _environment(socket: str = "", url: str = "http://localhost") -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": LIBRARIES,
        "BLOG_SOCKET": socket,
        "BLOG_URL": url,
    }


def _await(is_there: Any, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if is_there():
                return
        except requests.ConnectionError:
            pass
        assert process.poll() is None, "a server of the blog's ended by itself; see var/real/wordpress.log"
        assert time.monotonic() < deadline, "a server of the blog's did not start; see var/real/wordpress.log"
        time.sleep(0.05)


def _stop(process: "subprocess.Popen[bytes]", *, is_group: bool = False) -> None:
    if is_group:
        os.killpg(process.pid, 15)
    else:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

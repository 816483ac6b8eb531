"""Tables that grow for ever, cut by month: created here, given new months here, and one day dropped month by month."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import structlog
from django.db import IntegrityError, connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

log = structlog.get_logger(__name__)
# Each table and the column that says which month a row belongs to.
PARTITIONED = {"inbox_receipt": "received_at", "inbox_conversationevent": "happened_at"}
MONTHS_AHEAD = 3


class CreatePartitionedModel(CreateModel):
    """CreateModel for a table that PostgreSQL partitions by range over its month column."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model: type[models.Model] = to_state.apps.get_model(app_label, self.name)
        table = model._meta.db_table
        sql, params = schema_editor.table_sql(model)
        schema_editor.execute(f"{sql} PARTITION BY RANGE ({PARTITIONED[table]})", params or None)
        # Rows of a month nobody made room for land here rather than nowhere.
        schema_editor.execute(f"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT")
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))  # type: ignore[attr-defined]


def _month_starts(first: datetime, count: int) -> list[datetime]:
    starts = [first.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)]
    while len(starts) <= count:
        starts.append((starts[-1] + timedelta(days=32)).replace(day=1))
    return starts


def make_partitions(now: datetime) -> list[str]:
    """Make room for this month and the next three. Returns the partitions created; safe to run at any time.

    A row can only sit in the default partition if this was not run for months; PostgreSQL then refuses to create that
    month's partition, and says so, rather than leave rows where no query looks.
    """
    created = []
    starts = _month_starts(now, MONTHS_AHEAD + 1)
    with connection.cursor() as cursor:
        for table in PARTITIONED:
            for start, end in pairwise(starts):
                name = f"{table}_{start:%Y_%m}"
                cursor.execute("SELECT to_regclass(%s)", [name])
                if cursor.fetchone()[0] is not None:
                    continue
                try:
                    with transaction.atomic():
                        cursor.execute(
                            f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM (%s) TO (%s)", [start, end]
                        )
                    created.append(name)
                except IntegrityError:
                    log.exception(
                        "no room for a month: its rows stand in the default partition", table=table, name=name
                    )
    return created

"""Set-based SQL where the ORM would send a row at a time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar, cast

from django.db import connection, models
from psycopg2.extras import execute_values

T = TypeVar("T")


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """UPDATE … FROM (VALUES …): each row is (pk, value of each column in turn). One statement for all of them."""
    if not rows:
        return
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    types = [field.rel_db_type(connection) if field.is_relation else field.db_type(connection) for field in fields]
    casts = ", ".join(
        f'"{field.column}" = v.c{i}::{kind}' for i, (field, kind) in enumerate(zip(fields, types, strict=True))
    )
    names = ", ".join(["pk", *(f"c{i}" for i in range(len(fields)))])
    table = model._meta.db_table
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor,
            f'UPDATE "{table}" SET {casts} FROM (VALUES %s) AS v ({names}) WHERE "{table}".id = v.pk::bigint',
            rows,
            page_size=len(rows),
        )


def save_columns(model: type[models.Model], columns: Sequence[str], instances: Sequence[models.Model]) -> None:
    """These columns of many instances in one statement."""
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    rows = [
        (instance.pk, *(field.get_prep_value(getattr(instance, field.attname)) for field in fields))
        for instance in instances
    ]
    update_rows(model, columns, rows)


def in_batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """The things in lists of up to `size`."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def draw_ids(sequence: str, count: int) -> list[int]:
    """The next `count` numbers of a sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
        return [row[0] for row in cursor.fetchall()]

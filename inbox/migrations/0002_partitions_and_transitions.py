"""What the ORM has no words for: the receipts' sequence, the first partitions, and the transition table with its triggers."""

from django.db import migrations
from django.utils import timezone

from inbox.partitions import make_partitions

# As of this migration; a later change of inbox/models/transitions.py brings a migration of its own.
PAIRS = [
    ("inbox_conversation", "closed", "open"),
    ("inbox_conversation", "open", "closed"),
    ("inbox_conversation", "open", "snoozed"),
    ("inbox_conversation", "open", "waiting_on_customer"),
    ("inbox_conversation", "snoozed", "closed"),
    ("inbox_conversation", "snoozed", "open"),
    ("inbox_conversation", "snoozed", "waiting_on_customer"),
    ("inbox_conversation", "waiting_on_customer", "closed"),
    ("inbox_conversation", "waiting_on_customer", "open"),
    ("inbox_conversation", "waiting_on_customer", "snoozed"),
    ("inbox_reply", "draft", "cancelled"),
    ("inbox_reply", "draft", "queued"),
    ("inbox_reply", "failed", "cancelled"),
    ("inbox_reply", "failed", "queued"),
    ("inbox_reply", "queued", "cancelled"),
    ("inbox_reply", "queued", "failed"),
    ("inbox_reply", "queued", "sending"),
    ("inbox_reply", "sending", "failed"),
    ("inbox_reply", "sending", "queued"),
    ("inbox_reply", "sending", "sent"),
    ("inbox_reply", "sending", "unconfirmed"),
    ("inbox_reply", "unconfirmed", "cancelled"),
    ("inbox_reply", "unconfirmed", "queued"),
    ("inbox_reply", "unconfirmed", "sent"),
]

TRANSITIONS = """
CREATE SEQUENCE inbox_receipt_id_seq;

CREATE TABLE inbox_transition (
    subject text NOT NULL,
    old_status text NOT NULL,
    new_status text NOT NULL,
    PRIMARY KEY (subject, old_status, new_status)
);

CREATE FUNCTION inbox_check_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM inbox_transition
        WHERE subject = TG_TABLE_NAME AND old_status = OLD.status AND new_status = NEW.status
    ) THEN
        RAISE EXCEPTION 'no transition of % from % to %', TG_TABLE_NAME, OLD.status, NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER conversation_transition BEFORE UPDATE OF status ON inbox_conversation
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION inbox_check_transition();
CREATE TRIGGER reply_transition BEFORE UPDATE OF status ON inbox_reply
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION inbox_check_transition();
"""

UNDO = """
DROP TRIGGER reply_transition ON inbox_reply;
DROP TRIGGER conversation_transition ON inbox_conversation;
DROP FUNCTION inbox_check_transition();
DROP TABLE inbox_transition;
DROP SEQUENCE inbox_receipt_id_seq;
"""


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("INSERT INTO inbox_transition VALUES (%s, %s, %s)", PAIRS)
    make_partitions(timezone.now())


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]

    operations = [
        migrations.RunSQL(TRANSITIONS, UNDO),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

"""The database itself refuses to change or delete a signature."""

from typing import Any

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER disclosure_signature_no_update BEFORE UPDATE ON disclosure_signature
       BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END""",
    """CREATE TRIGGER disclosure_signature_no_delete BEFORE DELETE ON disclosure_signature
       BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION disclosure_signature_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'signatures are append-only'; END $$""",
    """CREATE TRIGGER disclosure_signature_append_only BEFORE UPDATE OR DELETE
       ON disclosure_signature
       FOR EACH ROW EXECUTE FUNCTION disclosure_signature_append_only()""",
    """CREATE TRIGGER disclosure_signature_no_truncate BEFORE TRUNCATE ON disclosure_signature
       FOR EACH STATEMENT EXECUTE FUNCTION disclosure_signature_append_only()""",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER disclosure_signature_no_update",
        "DROP TRIGGER disclosure_signature_no_delete",
    ],
    "postgresql": [
        "DROP TRIGGER disclosure_signature_append_only ON disclosure_signature",
        "DROP TRIGGER disclosure_signature_no_truncate ON disclosure_signature",
        "DROP FUNCTION disclosure_signature_append_only()",
    ],
}


def _run(schema_editor: Any, statements: list[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement)


def forwards(apps: Any, schema_editor: Any) -> None:
    """Make the triggers of this database."""
    vendor = schema_editor.connection.vendor
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor])


def backwards(apps: Any, schema_editor: Any) -> None:
    """Drop them again."""
    _run(schema_editor, UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

"""Opening the file that holds a ledger, or saying in one line why it cannot be."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

from counterclaim.errors import LedgerError

# "CCLM" as four bytes: tells a ledger from any other SQLite file, to `file` as well.
_APPLICATION_ID = 0x43434C4D
_SCHEMA_VERSION = 4
# Version 1 had no links but an empty table of relations; version 2 did not keep what statements count; none before 4
# could keep a judgement, though there was a table for them.
_OLDEST_VERSION = 1
_OLDEST_SQLITE = (3, 37)  # STRICT tables
_BUSY_SECONDS = 60.0


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection to the ledger at ``path``.

    Args:
        writing: create the ledger where there is none; otherwise nothing is created or changed.

    Raises:
        LedgerError: there is no ledger, or the file is something else; says what to do.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise LedgerError(f"SQLite {sqlite3.sqlite_version} is too old: a ledger needs 3.37 or newer")
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; give the path of a ledger file, such as {path / 'case.db'}")
    if not writing and not path.exists():
        raise LedgerError(f"{path}: no such ledger; make it: counterclaim build REPORTS --ledger {path}")
    try:
        return _open(path, writing)
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise LedgerError(f"{path}: is no ledger; give a new path, or the one `build` made") from error
        raise LedgerError(f"{path}: cannot be opened ({error})") from error


def _open(path: Path, writing: bool) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    connection = _connected(f"{address}?mode={'rwc' if writing else 'rw'}")
    try:
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            if writing:
                raise
            # A file on read-only ground cannot keep the side files of its log; nobody writes to it either.
            connection.close()
            connection = _connected(f"{address}?mode=ro&immutable=1")
        _check(connection, path, writing)
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    # With recursive triggers INSERT OR REPLACE counts as the deletion it is.
    connection.executescript("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;")
    return connection


def _check(connection: sqlite3.Connection, path: Path, writing: bool) -> None:
    application, version, tables = (
        connection.execute(query).fetchone()[0]
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema")
    )
    if application == 0 and tables == 0:
        if not writing:
            raise LedgerError(f"{path}: is empty; fill it with: counterclaim build REPORTS --ledger {path}")
        # With the log written ahead, readers never wait, and a killed writer loses only what it had not
        # committed. NORMAL: a power cut may cost the last documents, never the ledger.
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
            _create(connection)
        connection.execute("COMMIT")
        return
    if application != _APPLICATION_ID:
        raise LedgerError(f"{path}: is a database but no ledger; give a new path, or the one `build` made")
    if not _OLDEST_VERSION <= version <= _SCHEMA_VERSION:
        raise LedgerError(
            f"{path}: has ledger format {version}, this program writes {_SCHEMA_VERSION}; "
            "open it with the version that made it, or build a new one from the reports"
        )
    if writing:
        connection.execute("PRAGMA synchronous = NORMAL")
        if version < _SCHEMA_VERSION:
            connection.execute("BEGIN IMMEDIATE")
            _migrate(connection, version)
            connection.execute("COMMIT")


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    if version < 3:
        # All of this follows from the claims, and is found again by the next linking.
        for table in ("linkings", "statements", "quantities", "relations", "clusters", "copies", "sketches"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        _run(connection, "links.sql")
    else:
        connection.execute("ALTER TABLE linkings ADD COLUMN judgement INTEGER NOT NULL DEFAULT 0")
    connection.execute("DROP TABLE IF EXISTS judgements")
    _run_fixed(connection, "judgements.sql")
    _run(connection, "desk.sql")
    connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


def _run(connection: sqlite3.Connection, script: str) -> None:
    text = resources.files("counterclaim.store").joinpath(script).read_text("utf-8")
    for statement in _statements(text):
        connection.execute(statement)


def _create(connection: sqlite3.Connection) -> None:
    _run_fixed(connection, "schema.sql")
    _run_fixed(connection, "judgements.sql")
    # Without triggers: what follows from the other rows is found anew when they change.
    _run(connection, "links.sql")
    _run(connection, "desk.sql")
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")


def _run_fixed(connection: sqlite3.Connection, script: str) -> None:
    """Makes tables whose rows cannot be changed."""
    names = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    before = {name for (name,) in connection.execute(names)}
    _run(connection, script)
    for table in sorted({name for (name,) in connection.execute(names)} - before):
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'rows of a ledger are added, never changed'); END"
            )


def _statements(script: str) -> list[str]:
    # One by one, since executescript() would commit the transaction that makes creation all or nothing.
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found

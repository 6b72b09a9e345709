"""The tables of the journal. Columns are only ever added; `SCHEMA` rises when one is. Indexes may come at any time."""

from collections.abc import Iterator

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, func

SCHEMA = 1

metadata = MetaData()

identity = Table(
    "identity",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

desks = Table(
    "desks",
    metadata,
    Column("desk", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("accepted_revision", Integer, nullable=False),
    Column("banner", Text),
    Column("language", String, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("job_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("ref", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("desk", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("fence", Integer),
    Column("open", Integer, nullable=False),
    Index("jobs_by_open", "open", "kind"),
)

facts = Table(
    "facts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("fact_id", String, nullable=False, unique=True),
    Column("epoch", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("desk", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("job", String),
    Column("fence", Integer),
    Column("scan_id", String, nullable=False),
    Column("recorded_at_ms", Integer, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("mono_ms", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("raw", Text),
    Column("undoes", String),
    Column("undone", Integer, nullable=False, default=0),
    Column("state", String, nullable=False, default="pending"),
    Column("outcome", String),
    Index("facts_by_job", "job", "seq"),
    Index("facts_by_state", "state", "seq"),
)

scans = Table(
    "scans",
    metadata,
    Column("scan_id", String, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("desk", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("source", String, nullable=False),
    Column("raw", Text),
    Column("meaning", String, nullable=False),
    Column("answer", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("job", String),
    Column("state_before", Text),
    Index("scans_by_revision", "desk", "revision"),
    Index("scans_by_job", "job"),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    Column("id", String, primary_key=True),
    Column("no", Integer, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("sscc", String),
    Column("order", String),
    Column("desk", String, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String),
    Column("changed_at_ms", Integer, nullable=False),
    Column("reported", Integer, nullable=False, default=0),
    Index("print_jobs_by_state", "state", "no"),
    Index("print_jobs_by_sscc", "sscc", "no"),
    Index("print_jobs_by_report", "reported", "no"),
)
Index("print_jobs_by_parcel", func.coalesce(print_jobs.c.sscc, print_jobs.c.order), print_jobs.c.no)

sscc_ranges = Table(
    "sscc_ranges",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("prefix", String, nullable=False),
    Column("next", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)


def indexes() -> Iterator[Index]:
    """Every index, so that an older store gets the new ones."""
    for table in metadata.sorted_tables:
        yield from sorted(table.indexes, key=lambda index: str(index.name))

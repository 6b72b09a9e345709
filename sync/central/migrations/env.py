"""Runs the migrations on the connection that central opened. Knows no address of a database."""

from alembic import context

from sync.central.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()

"""Read by Alembic: runs the migrations in the transaction that `storage.migrate` has begun and will commit."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()

"""The shape of everything that crosses our border. Contracts only: no Dagster, no files, no network."""

"""Dagster: what runs, in which order, seen by whom. No column names, no file formats."""

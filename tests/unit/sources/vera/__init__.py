"""VERA exports made landing tables: `sources/vera`."""

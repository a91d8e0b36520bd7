"""The register: what happened, append-only and chained, its copies and what its events together mean. Imports ground only."""

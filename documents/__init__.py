"""What people look at: report, worklists, letters, dossier. No Dagster, no decisions of its own."""

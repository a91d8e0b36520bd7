"""What a mapping file makes of a landlord's own exports, and refuses of them: `sources/reading`, `sources/guards`."""

"""What `map` proposes for a landlord's own exports: `sources/recognition`, `sources/proposals` and the words they know."""

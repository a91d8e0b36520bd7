"""What leaves: batches, their bytes, the channels, delivering exactly once, reconciling. Imports ground and register."""

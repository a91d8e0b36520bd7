"""Landing tables as they are loaded, checked and left alone: `sources/landing*.py`."""

"""The border, both ways: bytes and the wire. Files, register, batches, inbox, channels. No Dagster, no legal judgement."""

"""The border, both ways: bytes and the wire. No Dagster, no legal judgement.

Its rooms, each importing only those before it: ground, register, delivery, inbox, keeping.
"""

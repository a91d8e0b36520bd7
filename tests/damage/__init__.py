"""Good exports damaged in every way an export goes bad, given to every reader: none may be read otherwise in silence.

`make damage` (SEED=1 EACH=40) damages thousands and writes docs/damage.md; a sample runs in the suite. Belongs here: kinds of
damage, and what each reader makes of them. Does not belong here: bytes that are no export at all (tests/fuzz).
"""

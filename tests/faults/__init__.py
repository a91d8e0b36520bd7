"""The fault table: every way a delivery can break that we could think of, caused for real, and how each one ends.

    python -m tests.faults            runs all of it and writes docs/faults.md (some minutes)

points.py lists the faults, world.py has the remotes, driver.py is the process that gets killed, judge.py says how it
ended and whether that may be. A sample of it runs with the test suite (tests/integration/test_faults.py).
"""

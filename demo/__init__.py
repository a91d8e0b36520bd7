"""A made-up but lifelike portfolio, seeded; nobody real is in it.

Belongs here: the portfolio, its files, the feedback a municipality would send, and a large one for measuring.
Does not belong here: judging it, or preparing a home (orchestration does).
"""

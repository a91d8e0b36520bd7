"""A made-up but lifelike portfolio, seeded; nobody real is in it."""

"""What is kept and for how long: evidence, the files about one signal, lease or tenant, purge, backup.

Imports every other room of exports.
"""

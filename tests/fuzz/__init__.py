"""Bytes that are no export at all, given to every reader of outside files: none may fall, hang, swallow memory or quote a person.

`make fuzz` (SEEDS="1 2" EACH=5000) makes thousands and writes docs/fuzz.md; a sample runs in the suite. Belongs here: spoiling
good files at random, and what becomes of them. Does not belong here: exports that are damaged as exports are, and what is then
read (tests/damage). Every input is rebuilt from a seed: nothing that makes an outside library crash or hang is kept in a file.
"""

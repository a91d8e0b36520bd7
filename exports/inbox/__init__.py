"""What comes in: delimited text and workbooks from outside, proved before they are read; feedback files and their folder.

Imports ground, register and, for fetching, delivery's channels.
"""

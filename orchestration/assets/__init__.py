"""The stations of the data's way, one file each, in order: landing, register, feedback, models, deliveries, reports."""

"""The ground everything at the border stands on: whole files, the home, databases, failures. Imports no other room of exports."""

"""FSRS memory, study days and grades, as plain values and functions. Imports no Django, no models, no other room."""

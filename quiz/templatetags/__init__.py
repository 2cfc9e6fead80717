"""Filters of the templates: text and code as HTML. Imports no other room."""

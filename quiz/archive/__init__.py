"""A whole installation in one file, alike for both databases: written, verified, put back. Imports no other room."""

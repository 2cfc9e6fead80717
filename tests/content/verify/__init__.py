"""Runs every code example of the shipped bank and records what passed; needs no Django."""

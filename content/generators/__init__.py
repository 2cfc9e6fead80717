"""Turns the facts of a guide's topics into questions. Pure: imports only content.drafts, no Django, no models."""

"""Reads what is due, shows questions, records reviews. Never imports insights, accounts or pages."""

"""Commands of `manage.py`: they read arguments, call a room, and print. May import any room below."""

"""What `manage.py` can do for this app, in `commands`."""

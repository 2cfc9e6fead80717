"""Practice: learners, their memory of the bank's points, sessions, pages. Also the Django project."""

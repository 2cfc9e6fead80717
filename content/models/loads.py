from django.db import models


class BankLoad(models.Model):
    """The last load of a bank that ships with the program: what files it was, and why it was refused if it was."""

    name = models.SlugField(unique=True)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over the bank's files.")
    loaded_at = models.DateTimeField()
    refusal = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.loaded_at:%Y-%m-%d %H:%M}"

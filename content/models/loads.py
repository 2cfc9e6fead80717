from __future__ import annotations

from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models

from .outline import Guide


class BankLoad(models.Model):
    """The last load of a bank that ships with the program: what files it was, and why it was refused if it was."""

    name = models.SlugField(unique=True)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over its files and the program that reads them.")
    loaded_at = models.DateTimeField()
    refusal = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.loaded_at:%Y-%m-%d %H:%M}"


class BankImportQuerySet(models.QuerySet["BankImport"]):
    def waiting(self) -> Self:
        """Uploads that were planned and not yet applied."""
        return self.filter(applied_at__isnull=True)


class BankImport(models.Model):
    """An upload: its files and its plan while it waits, and the report of what it did once it is applied.

    `report` is `content.store.report.as_json`, a frozen document that is read whole, hence JSON. Who uploaded and
    who applied it stands in the admin's log: a dump of the bank names no account.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    into = models.ForeignKey(Guide, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="goes into")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    objects = BankImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = "import"

    def __str__(self) -> str:
        return self.name


class BankImportFileQuerySet(models.QuerySet["BankImportFile"]):
    def get_by_natural_key(self, bank_import: str, name: str) -> Any:
        return self.get(bank_import__id=bank_import, name=name)


class BankImportFile(models.Model):
    """One file of an upload that waits."""

    bank_import = models.ForeignKey(BankImport, models.CASCADE, related_name="files")
    bank_import_id: UUID
    name = models.CharField(max_length=255)
    data = models.BinaryField()

    objects = BankImportFileQuerySet.as_manager()

    class Meta:
        ordering = ["bank_import", "name"]
        verbose_name = "file of an import"
        verbose_name_plural = "files of imports"
        constraints = [models.UniqueConstraint(fields=["bank_import", "name"], name="one_file_per_import_and_name")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (str(self.bank_import_id), self.name)

    natural_key.dependencies = ["content.bankimport"]  # type: ignore[attr-defined]

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from content.store.load import load_shipped


class Command(BaseCommand):
    help = "Bring the database, the shipped bank and the static files up to date, then serve the app."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="do all but serve")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
        if not options["prepare_only"]:
            _check_address(host, port)
        self._migrate()
        self._load_bank()
        self._collect_static()
        if not options["prepare_only"]:
            self._announce(host, port)
            connections.close_all()
            _serve(host, port)

    def _migrate(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database ...")
            call_command("migrate", verbosity=0, interactive=False)

    def _load_bank(self) -> None:
        loaded = load_shipped(settings.SHIPPED_BANK, now=timezone.now())
        if loaded.refusal:
            self.stderr.write(f"The shipped bank was not loaded; the one from before stays.\n{loaded.refusal}")
        elif loaded.report:
            self.stdout.write(f"Loaded the bank: {loaded.report.points} points, {loaded.report.questions} questions.")

    def _collect_static(self) -> None:
        """Collect the static files unless they are those collected last: compressing them takes seconds."""
        stamp = settings.STATIC_ROOT / ".stamp"
        state = _static_state()
        if stamp.exists() and stamp.read_text() == state:
            return
        self.stdout.write("Preparing the static files ...")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state)

    def _announce(self, host: str, port: str) -> None:
        shown = "localhost" if host in {"0.0.0.0", "127.0.0.1", "::"} else f"[{host}]" if ":" in host else host  # noqa: S104
        self.stdout.write(f"Rehearse is at http://{shown}:{port}/ (stop it with Ctrl+C)")
        if not get_user_model().objects.filter(is_superuser=True).exists():
            self.stdout.write("To edit the question bank, make an editor with: make admin")
        self.stdout.flush()


def _static_state() -> str:
    """What the collected files depend on: the project's own static files and the installed packages."""
    files = sorted(path for root in settings.STATICFILES_DIRS for path in Path(root).rglob("*") if path.is_file())
    lock = settings.BASE_DIR / "requirements.txt"
    return "\n".join(f"{path} {path.stat().st_mtime_ns}" for path in [*files, lock])


def _check_address(host: str, port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"PORT is “{port}”, which is no port: choose a number from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except socket.gaierror:
            raise CommandError(f"HOST is “{host}”, which is no address of this machine.") from None
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {error.strerror}. Choose another port: PORT=8001 make serve"
            ) from None


def _serve(host: str, port: str) -> None:
    """Become the web server: a worker a core, one thread each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quiz.settings")
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "quiz.wsgi:application"),
        *("--host", host, "--port", port),
        *("--workers", os.environ.get("WEB_CONCURRENCY") or str(os.cpu_count() or 1)),
        *("--blocking-threads", "1", "--log-level", "warning"),
    ]
    os.execv(sys.executable, command)

"""Run the code examples of the shipped bank: python -m tests.content.verify [--topic T | --only T/X]"""

import sys
from pathlib import Path

from tests import postgres

PYTHON = Path(__file__).resolve().parents[3] / ".venv-verify/bin/python"

if __name__ == "__main__":
    if not PYTHON.exists():
        sys.exit("What the examples are run with is not installed yet. Run: make verify-content")
    sys.exit(postgres.run([str(PYTHON), "-m", "tests.content.verify.all", *sys.argv[1:]]))

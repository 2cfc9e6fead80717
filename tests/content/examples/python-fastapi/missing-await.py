# level: run
import os
import warnings
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from fastapi.testclient import TestClient

warnings.simplefilter("ignore", RuntimeWarning)


class Notes:
    def __init__(self):
        self.owners = {5: "Bob"}

    async def owner_of(self, note_id):
        return self.owners[note_id]

    async def delete(self, note_id):
        del self.owners[note_id]


def status_and_notes(source):
    app, notes = FastAPI(), Notes()
    names = {"app": app, "notes": notes, "Annotated": Annotated, "Depends": Depends, "HTTPException": HTTPException}
    exec(source, names | {"current_user": lambda: "Ada"})
    return TestClient(app).delete("/notes/5").status_code, notes.owners


source = open(os.environ["EXAMPLE"]).read()
assert status_and_notes(source) == (204, {})
print("flaw shown")
assert status_and_notes(source.replace("not may_delete", "not await may_delete")) == (403, {5: "Bob"})

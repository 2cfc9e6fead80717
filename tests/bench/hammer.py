"""Hammer a server with the same answers over and over, and count what it made of them.

    python -m tests.bench.hammer [--rounds 50] [--clients 32]
    python -m tests.bench.hammer --kill 20 [--clients 32]

A round asks four questions: two of a guest's run and two of strangers. The answer to the first of each two is sent 20
times in a row, that to the second by all clients at once. With --kill nothing is repeated in rounds: every client
answers run after run, the server is killed that many times under them and started again; a client whose answer got no
reply sends it again or, every other client, gives it up.

The server is started here, on a free port of 127.0.0.1, with the shipped bank: on SQLite in a temporary folder, or on
the empty PostgreSQL database that DATABASE_URL names, as under `python -m tests.postgres`. One JSON object is printed;
the exit status is 1 unless every answer that was acknowledged is recorded once, and every other at most once.
"""

import json
import os
import random
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event
from uuid import UUID

import django

from tests.quiz.practice.web import Browser, Page, Server, answer_at_once, thought_over

IN_A_ROW = 20
RUN = 10
FIRST = "/practice/first/"


def hammer(server: Server, *, rounds: int, clients: int) -> dict[str, int]:
    """Send each answer many times; what became of them."""
    answers, pages = 0, list[Page]()
    for _ in range(rounds):
        guest = Browser(server.port)
        run = guest.start(2)
        token, _ = thought_over(guest.get(run).token)
        pages += [guest.answer(f"{run}answer/", token) for _ in range(IN_A_ROW)]
        token, _ = thought_over(guest.get(run).token)
        same = [Browser(server.port, guest.session) for _ in range(clients)]
        pages += answer_at_once(same, f"{run}answer/", token)

        token, _ = thought_over(Browser(server.port).get("/").token)
        pages += [Browser(server.port).answer(FIRST, token) for _ in range(IN_A_ROW)]
        token, _ = thought_over(Browser(server.port).get("/").token)
        pages += answer_at_once([Browser(server.port) for _ in range(clients)], FIRST, token)
        answers += 4
    statuses = Counter(page.status for page in pages)
    return {
        "rounds": rounds,
        "clients": clients,
        "answers": answers,
        "posts": len(pages),
        "acknowledged_posts": statuses[200],
        "server_errors": sum(count for status, count in statuses.items() if status >= 500),
    }


@dataclass
class Sent:
    """The answers of one client by nonce, with the item each is to."""

    items: dict[UUID, int | None] = field(default_factory=dict)
    acknowledged: set[UUID] = field(default_factory=set)
    errors: int = 0


def answer_until(stop: Event, server: Server, *, persistent: bool) -> Sent:
    """Answer run after run, while the server comes and goes."""
    sent, browser, run = Sent(), Browser(server.port), ""
    while not stop.is_set():
        try:
            run = run or browser.start(RUN)
            page = browser.get(run)
        except (OSError, HTTPException):
            time.sleep(0.05)
            continue
        if page.status != 200:
            sent.errors += page.status >= 500
            browser, run = Browser(server.port), ""
            continue
        token, presentation = thought_over(page.token)
        sent.items[presentation.nonce] = presentation.item
        while True:
            try:
                told = browser.answer(f"{run}answer/", token)
            except (OSError, HTTPException):
                time.sleep(0.05)
                if persistent and not stop.is_set():
                    continue
                break
            sent.errors += told.status >= 500
            if told.status == 200:
                sent.acknowledged.add(presentation.nonce)
            break
    return sent


def kill_under_load(server: Server, *, kills: int, clients: int, rng: random.Random) -> tuple[dict[str, int], Sent]:
    """Kill the server again and again while all clients answer; what they sent and what was acknowledged."""
    stop = Event()
    with ThreadPoolExecutor(clients) as threads:
        works = [threads.submit(answer_until, stop, server, persistent=n % 2 == 0) for n in range(clients)]
        try:
            for _ in range(kills):
                time.sleep(rng.uniform(1, 2))
                server.kill()
                server.start()
            time.sleep(1)
        finally:
            stop.set()
    every = Sent()
    for sent in (work.result() for work in works):
        every.items |= sent.items
        every.acknowledged |= sent.acknowledged
        every.errors += sent.errors
    counts = {
        "kills": kills,
        "clients": clients,
        "answers": len(every.items),
        "acknowledged": len(every.acknowledged),
        "server_errors": every.errors,
    }
    return counts, every


def recorded(sent: Sent) -> dict[str, int]:
    """What the database has of the answers that were sent; what is lost was acknowledged and is not there."""
    from quiz.models import Review

    nonces, per_item = set[UUID](), Counter[int | None]()
    for nonce, item in Review.objects.values_list("nonce", "item_id"):
        nonces.add(nonce)
        per_item[item] += 1
    return {
        "lost": len(sent.acknowledged - nonces),
        "doubled": sum(per_item[item] > 1 for item in sent.items.values()),
        "recorded_unacknowledged": len(nonces & (sent.items.keys() - sent.acknowledged)),
        "never_sent": len(nonces - sent.items.keys()),
    }


def standing(server: Server) -> dict[str, int]:
    """What is in the database, and what the server's log says of locks."""
    from quiz.progress.check import check

    found = check(repair=False)
    log = server.log.lower()
    return {
        "reviews": found.reviews,
        "cards": found.cards,
        "locked_errors": log.count("operationalerror: database is locked") + log.count("deadlock detected"),
        "differences": len(found.differences),
    }


def is_sound(figures: dict[str, int]) -> bool:
    """Whether each acknowledged answer was recorded once and each other at most once, without an error."""
    wrong = ("server_errors", "locked_errors", "differences", "lost", "doubled", "never_sent")
    if any(figures.get(name) for name in wrong):
        return False
    if "kills" in figures:
        recorded = figures["acknowledged"] + figures["recorded_unacknowledged"]
        return figures["reviews"] == recorded and figures["acknowledged"] > figures["answers"] // 2
    return figures["reviews"] == figures["answers"] and figures["acknowledged_posts"] == figures["posts"]


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.bench.hammer")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--clients", type=int, default=32, help="how many send one answer at once")
    parser.add_argument("--kill", type=int, default=0, metavar="TIMES", help="kill the server under load instead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rehearse-hammer-") as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="quiz.settings")
        server = Server(Path(folder), {})
        server.manage("serve", "--prepare-only")
        django.setup()
        from quiz.models import Learner

        if Learner.objects.exists():
            sys.exit("This database has learners. Name an empty one in DATABASE_URL, or none.")
        server.start()
        try:
            if options.kill:
                rng = random.Random(options.kill)
                figures, sent = kill_under_load(server, kills=options.kill, clients=options.clients, rng=rng)
                figures |= recorded(sent)
            else:
                figures = hammer(server, rounds=options.rounds, clients=options.clients)
            figures |= standing(server)
        finally:
            server.kill()
    print(json.dumps(figures))
    return 0 if is_sound(figures) else 1


if __name__ == "__main__":
    sys.exit(main())

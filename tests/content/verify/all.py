"""Every check, two at a time, on the PostgreSQL server that DATABASE_URL names; the package's __main__ starts it."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.content.verify import examples, machine, running

AT_ONCE = 2


def verify(pairs: Sequence[tuple[examples.Example, Path]], database_url: str, redis_url: str) -> dict[str, str]:
    """Run the checks, print a line of each, and give the message of each that failed, by the example's name."""
    places: SimpleQueue[running.Place] = SimpleQueue()
    for number in range(AT_ONCE):
        places.put(running.place(number, database_url, redis_url))

    def run(pair: tuple[examples.Example, Path]) -> str:
        where = places.get()
        try:
            return running.run(*pair, where, database_url)
        finally:
            places.put(where)

    failed: dict[str, str] = {}
    width = max((len(example.name) for example, _ in pairs), default=0)
    level_width = max((len(examples.level_of(check)) for _, check in pairs), default=0)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (example, check), message in zip(pairs, pool.map(run, pairs), strict=True):
            outcome = "failed: " + message.replace("\n", "\n    ") if message else "ok"
            print(f"{example.name:<{width}}  {examples.level_of(check):<{level_width}}  {outcome}", flush=True)
            if message:
                failed[example.name] = message
    return failed


def chosen(bank: examples.Bank, scripts: Mapping[str, Path], only: str) -> list[tuple[examples.Example, Path]]:
    """The examples with their checks that are to be run."""
    return [
        (example, scripts[name])
        for name, example in bank.examples.items()
        if name in scripts and not example.code.verify and examples.level_of(scripts[name]) and only in ("", name)
    ]


def main(arguments: Sequence[str]) -> int:
    """Verify what the arguments name, all by default, and record what passed; 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.content.verify", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--topic", default="", help="run the examples of one topic")
    which.add_argument("--only", default="", metavar="TOPIC/EXAMPLE", help="run one example")
    asked = parser.parse_args(arguments)
    machine.install()
    topic = asked.topic or asked.only.partition("/")[0]
    bank, scripts = examples.read_bank(topic), examples.checks(topic)
    wrong = [*bank.refused, *examples.unmatched(bank.examples, scripts)]
    if asked.only:
        wrong = [problem for problem in wrong if problem.startswith(f"{asked.only}:")]
        if asked.only not in bank.examples:
            wrong.append(f"{asked.only}: there is no such example")
    elif not bank.examples:
        wrong.append(f"{topic or 'the bank'}: there is no example")
    pairs = chosen(bank, scripts, asked.only)
    entries = {example.name: examples.entry_of(example, check) for example, check in pairs}
    with machine.redis_server() as redis_url:
        tools = machine.versions(os.environ["DATABASE_URL"], redis_url)
        failed = verify(pairs, os.environ["DATABASE_URL"], redis_url)
    passed = {name: entry for name, entry in entries.items() if name not in failed}
    if not examples.record(tools, passed, part=asked.only or topic):
        wrong.append("The tools are not those of the record: nothing was recorded. Verify all: make verify-content")
    for problem in wrong:
        print(problem)
    levels = Counter(entry["level"] for entry in passed.values())
    print(", ".join([*(f"{count} {level}" for level, count in sorted(levels.items())), f"{len(failed)} failed"]))
    print(f"{len(passed)} passed, {len(failed) + len(wrong)} failed")
    return 1 if failed or wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

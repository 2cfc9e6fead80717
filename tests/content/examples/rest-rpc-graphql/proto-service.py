# level: parsed
import os
import re
from pathlib import Path

SCALARS = {"string", "int64"}
tokens = re.findall(r'"[^"]*"|\w+|[{}();=]', Path(os.environ["EXAMPLE"]).read_text())


def take(*expected):
    """The next tokens; a word in capitals stands for any name or number."""
    found, tokens[: len(expected)] = tokens[: len(expected)], []
    for want, got in zip(expected, found, strict=True):
        assert got == want or (want.isupper() and re.fullmatch(r"\w+", got)), f"{got} where {want} should be"
    return found


take("syntax", "=", '"proto3"', ";")
calls, messages = {}, {}
while tokens:
    kind, name, _ = take("KIND", "NAME", "{")
    while tokens[0] != "}":
        if kind == "service":
            _, call, _, request, *_ = take("rpc", "NAME", "(", "TYPE", ")", "returns", "(")
            streams = tokens[0] == "stream" and bool(take("stream"))
            calls[call] = (request, take("TYPE", ")", ";")[0], streams)
        else:
            assert kind == "message", kind
            type_, field, _, number, _ = take("TYPE", "NAME", "=", "NUMBER", ";")
            assert type_ in SCALARS and int(number) not in messages.get(name, {}), (type_, number)
            messages.setdefault(name, {})[int(number)] = field
    take("}")

expected = {"GetOrder": ("GetOrderRequest", "Order", False), "WatchOrder": ("GetOrderRequest", "Order", True)}
assert calls == expected, calls
assert messages == {"GetOrderRequest": {1: "id"}, "Order": {1: "id", 2: "total_cents"}}, messages

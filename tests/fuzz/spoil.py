"""Good bytes spoiled at random: as bytes, as text, as JSON, or inside the parts of a zip.

Belongs here: what is done to the bytes. Does not belong here: the good files, or readers (readers.py).
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence

LARGEST = 19_000_000  # bytes; what is asked of memory holds for files below 20 MB
TOKENS = (
    b'"', b'""', b";", b",", b"\t", b"\r", b"\r\n", b"\n\n", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe", b"=", b"[",
    b"]", b"{", b"}", b"<", b"/>", b"&amp;", b"&#0;", b"\\u0000", b"\\ud800", b"null", b"true", b"NaN", b"-0", b"#N/A", b"'''",
    b'"""', b"#", b"$(x)", b"${X}", b"0000-00-00", b"9999-12-31", b"2026-02-30", b"\xe2\x80\xae", b"\xc2\xa0",
    b"\xf0\x9f\x98\x80",
)  # fmt: skip


def spoiled(good: Sequence[bytes], kind: str, dice: random.Random) -> bytes:
    """One of the good files, spoiled once to four times; `kind` is a key of `WAYS`. One in fifty grows to megabytes."""
    data = dice.choice(good)
    for _ in range(dice.choice([1, 1, 1, 2, 4])):
        data = dice.choice(WAYS[kind])(data, dice)
    if dice.random() < 0.02:
        data = _grown(data, dice)
    return data[:LARGEST]


# --- bytes ---------------------------------------------------------------------------------------------------------


def _span(data: bytes, dice: random.Random, longest: int = 64) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.randint(1, longest))


def flipped(data: bytes, dice: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 8, 64])):
        if found:
            found[dice.randrange(len(found))] = dice.randrange(256)
    return bytes(found)


def cut_out(data: bytes, dice: random.Random) -> bytes:
    start, end = _span(data, dice, dice.choice([4, 64, 1024]))
    return data[:start] + data[end:]


def cut_off(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def doubled(data: bytes, dice: random.Random) -> bytes:
    start, end = _span(data, dice, 256)
    times = dice.choice([1, 2, 10, 300])
    return data[:end] + data[start:end] * times + data[end:]


def moved(data: bytes, dice: random.Random) -> bytes:
    start, end = _span(data, dice)
    rest = data[:start] + data[end:]
    place = dice.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def with_token(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.choice(TOKENS) * dice.choice([1, 1, 1, 2, 500]) + data[place + dice.choice([0, 0, 1, 8]) :]


def with_number(data: bytes, dice: random.Random) -> bytes:
    """Another number in the place of one that stands there."""
    places = [place for place, sign in enumerate(data) if 48 <= sign <= 57]
    if not places:
        return with_token(data, dice)
    start = end = dice.choice(places)
    while end < len(data) and data[end] in b"0123456789.eE+-":
        end += 1
    return data[:start] + _number(dice).encode() + data[end:]


def _number(dice: random.Random) -> str:
    size = dice.choice([0, 1, 3, 6, 9, 12, 19, 25, 40, 120, 320])
    digits = str(dice.randrange(10**size + 1))
    written = (
        digits,
        f"-{digits}",
        f"{digits}.{dice.randrange(10**6)}",
        f"{dice.random()}e{size}",
        f"-{dice.random()}e-{size}",
        f"1e{size}",
    )
    return dice.choice(written)


def _grown(data: bytes, dice: random.Random) -> bytes:
    """Very many columns, rows, cells or characters, or very deep."""
    sign, size = dice.choice(TOKENS), dice.choice([100_000, 1_000_000, 8_000_000])
    start, end = _span(data, dice, 256)
    place = dice.randrange(len(data) + 1)
    return dice.choice([
        lambda: data[:place] + sign * (size // len(sign)) + data[place:],
        lambda: data[:end] + (data[start:end] or b"x") * (size // max(1, end - start)) + data[end:],
        lambda: (data or b"x") * (size // max(1, len(data)) + 1),
        lambda: data[:place] + b"x" * size + data[place:],
    ])()  # fmt: skip


# --- JSON ----------------------------------------------------------------------------------------------------------


def other_node(data: bytes, dice: random.Random) -> bytes:
    """JSON in which one value or name is another; bytes that are no JSON are spoiled as bytes."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return flipped(data, dice)
    places = list(_places(found))
    if not places:
        return flipped(data, dice)
    holder, key = dice.choice(places)
    if isinstance(holder, dict) and dice.random() < 0.3:
        holder[dice.choice([key.upper(), "", "x" * 300, "\u202e", f"{key}s"])] = holder.pop(key)
    else:
        holder[key] = _node(dice, holder[key])
    return json.dumps(found, ensure_ascii=dice.random() < 0.5).encode("utf-8", errors="replace")


def _places(node: object):
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(entries):
        yield node, key
        yield from _places(value)


def _node(dice: random.Random, was: object) -> object:
    deep: object = was
    for _ in range(dice.choice([1, 3, 40])):
        deep = dice.choice([[deep], {"id": deep}, [deep, deep] if dice.random() < 0.1 else [deep]])
    return dice.choice([
        None, True, "", " ", [], {}, [None], [[]], {"id": None}, [was, was], {"code": was}, deep, "\x00", "\ud800", "x" * 40_000,
        -1, 10**30, 1e300, "1e999", _number(dice), [_number(dice)], {"id": {"id": {"id": 1}}}, "0001-01-01T00:00:00Z",
        "2026-02-30", "24:00", f"{dice.randrange(10**6)}-01-01", "https://x/overeenkomsten/", "urn:", {"naam": was},
        {"begindatum": was, "einddatum": was},
    ])  # fmt: skip


# --- zip -----------------------------------------------------------------------------------------------------------


def other_part(data: bytes, dice: random.Random) -> bytes:
    """A zip that is sound but for one part, spoiled as text; one that is no zip is spoiled as bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception:  # spoiled before, in any of a dozen ways
        return flipped(data, dice)
    if not parts:
        return flipped(data, dice)
    name = dice.choice(
        [*parts, *(each for each in parts if each.endswith(("sheet1.xml", "sharedStrings.xml", "styles.xml")))] or list(parts)
    )
    spoil = dice.choice([flipped, cut_out, doubled, moved, with_token, with_number, with_number, with_number])
    parts[name] = spoil(parts[name], dice)
    if dice.random() < 0.05:
        parts[dice.choice([f"../{name}", name.upper(), name.replace("/", "\\"), "xl/worksheets/sheet9.xml"])] = parts[name]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for each, part in parts.items():
            fresh.writestr(each, part)
    return out.getvalue()


Way = Callable[[bytes, random.Random], bytes]
AS_BYTES: tuple[Way, ...] = (flipped, cut_out, cut_off, doubled, moved)
AS_TEXT: tuple[Way, ...] = (*AS_BYTES, with_token, with_token, with_token, with_number, with_number)
WAYS: dict[str, tuple[Way, ...]] = {
    "bytes": AS_BYTES,
    "text": AS_TEXT,
    "json": (*AS_TEXT, *(other_node,) * 8),
    "zip": (*AS_BYTES, *(other_part,) * 8),
}

"""All linkable things of the graph against a file of entities, and against the same grown to a million: time, memory,
candidates per thing, beside a plain rapidfuzz scan of every name (of a sample of things, scaled up)."""

import argparse
import gzip
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.link.decide import decide
from kg.link.records import Subject
from kg.link.subjects import read_subjects
from kg.link.targets.lines import Lines
from kg.link.weights import read_weights
from kg.store.open import open_store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entities", type=Path, help="JSON lines of entities, .jsonl or .jsonl.gz")
    parser.add_argument("--grow", type=int, help="grow the file to so many entities first")
    parser.add_argument("--scan", type=int, default=5, help="things that are scanned for plainly; 0 for none")
    args = parser.parse_args()
    subjects = read_subjects(open_store(()))
    if not args.grow:
        measure(args.entities, subjects, args.scan)
        return
    with TemporaryDirectory() as folder:
        grown = Path(folder) / "grown.jsonl"
        with grown.open("w", encoding="utf-8") as file:
            file.writelines(lines(entities_of(args.entities), args.grow))
        measure(grown, subjects, args.scan)


def entities_of(path: Path) -> list[bytes]:
    return (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).splitlines(
        keepends=True
    )


def lines(entities: list[bytes], count: int) -> Iterator[str]:
    """The entities again and again under new numbers and with a number after each name, until there are enough."""
    for number in range(count):
        turn, place = divmod(number, len(entities))
        if not turn:
            yield entities[place].decode()
            continue
        one = json.loads(entities[place])
        one["qid"] = f"{one['qid']}{turn:03d}"
        for key in ("label_en", "label_zh", "enwiki", "zhwiki", "label_zh_mt"):
            if one.get(key):
                one[key] = f"{one[key]} {number % 9973}"
        one["aliases"] = [f"{alias} {number % 9973}" for alias in one.get("aliases") or ()]
        yield json.dumps(one, ensure_ascii=False) + "\n"


def measure(path: Path, subjects: list[Subject], scan: int) -> None:
    """Seconds are of the processor, so that they say the same on a busy machine."""
    start = time.process_time()
    target = Lines(path)
    read = time.process_time() - start
    start = time.process_time()
    found = sum(len(target.find(one)) for one in subjects)
    looked = time.process_time() - start
    weights = read_weights()
    start = time.process_time()
    for one in subjects:
        decide(one, target, weights)
    decided = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        "| entities | things | read s | index MB | peak MB | find ms each | find and score ms each | candidates each |"
    )
    print("|---|---|---|---|---|---|---|---|")
    print(
        f"| {len(target):,} | {len(subjects):,} | {read:.1f} | {target.index_bytes / 2**20:.0f} | {peak:.0f} | "
        f"{looked / len(subjects) * 1000:.1f} | {decided / len(subjects) * 1000:.1f} | {found / len(subjects):.1f} |"
    )
    if scan:
        sample = subjects[:: max(1, len(subjects) // scan)][:scan]
        print(f"plain scan, of {len(sample)} things: {plain(target, sample) * 1000:.0f} ms each")


def plain(target: Lines, subjects: list[Subject]) -> float:
    """Seconds of the processor for one thing when each of its names is compared with every name."""
    from rapidfuzz import fuzz, process

    names = [name.text for place in range(len(target)) for name in target[place].names]
    start = time.process_time()
    for one in subjects:
        for name in one.names:
            process.extract(name.text, names, scorer=fuzz.ratio, limit=20)
    return (time.process_time() - start) / len(subjects)


if __name__ == "__main__":
    main()

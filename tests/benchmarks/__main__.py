"""Measure: python -m tests.benchmarks [NAME ...] [--json FILE] [--toy] [--record]

Without a name all of them, each in a process of its own. `--record` writes the figures into the
day's file in `results` and into the table of the README; `--toy` only shows that they work.
"""

import argparse
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.records import keep, page, record_of, write
from tests.benchmarks.result import FULL, TOY, Effort


def main() -> int:
    """Do what the command line asks for; return how many benchmarks failed."""
    options = _options()
    if len(options.names) == 1:
        _measure(options.names[0], options)
        return 0
    apart = [_apart(name) for name in options.names or BENCHMARKS]
    return sum(process.returncode != 0 for process in apart)


def _options() -> argparse.Namespace:
    """Return what the command line asks for; ends the program where that can't be done."""
    parser = _parser()
    options = parser.parse_args()
    for name in set(options.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}")
    if options.json and len(options.names) != 1:
        parser.error("--json goes with one NAME")
    if options.record and options.toy:
        parser.error("figures of toy size are not recorded")
    return options


def _measure(name: str, options: argparse.Namespace) -> None:
    """Measure one, and tell it in every way that is asked for."""
    record = record_of({name: BENCHMARKS[name].measure(_effort(options))})
    print(page(record), flush=True)
    if options.json:
        write(options.json, record)
    if options.record:
        print(f"\nwritten into {keep(record)}")


def _effort(options: argparse.Namespace) -> Effort:
    effort = TOY if options.toy else FULL
    return replace(effort, repeats=options.repeats or effort.repeats)


def _apart(name: str) -> subprocess.CompletedProcess[bytes]:
    """Measure one in a process of its own, with the options of this one."""
    others = [word for word in sys.argv[1:] if word not in BENCHMARKS]
    return subprocess.run([sys.executable, "-m", "tests.benchmarks", name, *others], check=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures (one NAME)")
    parser.add_argument("--record", action="store_true", help="write the day's file and table")
    parser.add_argument("--toy", action="store_true", help="as little as shows that they work")
    parser.add_argument("--repeats", type=int, help="how often each is measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())

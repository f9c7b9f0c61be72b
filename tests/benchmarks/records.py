"""The file of a day's results, and the table that is made from it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.machine import machine, versions
from tests.benchmarks.result import Result

FOLDER = Path(__file__).parent
README = FOLDER / "README.md"
BEGIN, END = "<!-- results begin -->", "<!-- results end -->"

Record = dict[str, Any]


def record_of(results: Mapping[str, Result]) -> Record:
    """Return what is written of some results: when, where, with what, and all figures."""
    return {
        "date": date.today().isoformat(),
        "machine": machine(),
        "versions": versions(),
        "results": {name: result.as_mapping() for name, result in results.items()},
    }


def keep(record: Record) -> Path:
    """Write a record into the day's file, beside that day's other benchmarks, and the table."""
    path = FOLDER / "results" / f"{record['date']}.json"
    earlier = json.loads(path.read_text())["results"] if path.exists() else {}
    merged = earlier | record["results"]
    ordered = {name: merged[name] for name in BENCHMARKS if name in merged}
    whole = record | {"results": ordered}
    write(path, whole)
    begin, rest = README.read_text().split(BEGIN)
    _, end = rest.split(END)
    README.write_text(f"{begin}{BEGIN}\n\n{page(whole)}\n\n{END}{end}")
    return path


def write(path: Path, record: Record) -> None:
    """Write a record as JSON."""
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def page(record: Record) -> str:
    """Return a record as Markdown."""
    return "\n".join(_lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield f"Measured on {record['date']}: " + _listed(record["machine"]) + "."
    yield "Versions: " + _listed(record["versions"]) + "."
    for name, result in record["results"].items():
        yield from ("", f"### `{name}`: {BENCHMARKS[name].what}", "")
        yield from _table(result)


def _listed(words: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {value}" for key, value in words.items())


def _table(result: Record) -> Iterator[str]:
    yield from ("| measured | median | lowest – highest | |", "|---|--:|--:|---|")
    for figure in result["figures"]:
        spread = f"{number(figure['low'])} – {number(figure['high'])}"
        yield f"| {figure['name']} | {number(figure['median'])} | {spread} | {figure['unit']} |"
    yield from ("", "| must reach | is | |", "|---|--:|---|") if result["requirements"] else ()
    for each in result["requirements"]:
        bound = f"{each['sense']} {number(each['bound'])} {each['unit']}"
        yield f"| {each['what']} {bound} | {number(each['value'])} | {_verdict(each)} |"
    yield from (f"\nNot installed: {'; '.join(result['absent'])}.",) if result["absent"] else ()
    yield from (f"\n{note}" for note in result["notes"])


def _verdict(requirement: Record) -> str:
    if requirement["is_met"]:
        return "reached"
    return "short of the aim" if requirement["is_aim"] else "**missed**"


def number(value: float) -> str:
    """Return a number in three significant digits at least, thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100.0 else f"{value:.3g}"

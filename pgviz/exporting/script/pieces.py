"""The functions that scripts are put together from, and which of them one needs."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from pgviz.resources import resource


def functions_of(files: Sequence[str]) -> Mapping[str, str]:
    """Return the source of every function of `resources/script`'s files by name, in order.

    A name means that of the first file that has it.
    """
    sources: dict[str, str] = {}
    for file in files:
        for name, source in _functions(resource(f"script/{file}.py").read_text("utf-8")):
            sources.setdefault(name, source)
    return sources


def needed(functions: Mapping[str, str], code: str) -> list[str]:
    """Return the functions that code names, and those that they name in turn, in order."""
    found: set[str] = set()
    waiting = _names(code)
    while waiting:
        new = (waiting & functions.keys()) - found
        found |= new
        waiting = {name for each in new for name in _names(functions[each])}
    return [source for name, source in functions.items() if name in found]


def _functions(text: str) -> Iterator[tuple[str, str]]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.get_source_segment(text, node) or ""


def _names(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}

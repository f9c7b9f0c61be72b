"""One line of the derivation: what is written, and what it says in plain words."""

from dataclasses import dataclass

from pgviz.gui.formula.terms import Formula, Fraction, Term


@dataclass(frozen=True)
class DerivationLine:
    """A line and its place in the chain."""

    number: int  # from 1 on
    title: str
    formula: Formula
    sentence: str
    follows: int | None = None  # the number of the line that it changes

    @property
    def name(self) -> str:
        """How the line is called, e.g. L3."""
        return f"L{self.number}"

    def changed_from(self, before: "DerivationLine") -> Formula:
        """Return the parts that can be pointed at and that another line doesn't have."""
        known = {_latex_of(part) for part in before.formula}
        named = [part for part in self.formula if all(term.name for term in part.terms)]
        return tuple(part for part in named if _latex_of(part) not in known)


def _latex_of(part: Term | Fraction) -> tuple[str, ...]:
    return tuple(term.latex for term in part.terms)

"""The last line as the user's settings compute it, where they aren't those of the derivation."""

from dataclasses import replace

from pgviz.estimation.estimator import Estimator
from pgviz.gui.derivation.line import DerivationLine
from pgviz.gui.derivation.line_terms import ESTIMATE, gradient, sign
from pgviz.gui.derivation.lines import LINES
from pgviz.gui.derivation.listings import is_plain
from pgviz.gui.formula.terms import Formula, Term, estimator_formula, named_terms
from pgviz.gui.notation import weight_formula

OWN = (
    "By your settings every action is made likelier by {}, averaged over {}; "
    "the derivation writes R(τ), the same at every step."
)
OVER = {"trajectories": "m trajectories", "steps": "all N steps"}
COMMON = ("target", "estimate")  # of both formulas, and written alike
NAMES = {"weight": "return", "trajectory": ""}  # what the derivation calls them; "": no name


def own_line(line: DerivationLine, estimator: Estimator) -> DerivationLine:
    """Return the last line with the estimator's formula and a sentence of it; others as they are.

    So are all of them where the estimator is that of the derivation.
    """
    if line is not LINES[-1] or is_plain(estimator):
        return line
    sentence = OWN.format(weight_formula(estimator), OVER[estimator.average])
    return replace(line, formula=_formula(estimator), sentence=sentence)


def _formula(estimator: Estimator) -> Formula:
    own = [term for term in named_terms(estimator_formula(estimator)) if term.name not in COMMON]
    return (gradient(), sign(r"\approx"), ESTIMATE, sign("="), *map(_called, own))


def _called(term: Term) -> Term:
    return replace(term, name=NAMES.get(term.name, term.name))

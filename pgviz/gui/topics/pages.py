"""Which page belongs to which term; a new one is added to the table."""

from collections.abc import Callable, Mapping

from pgviz.gui.arithmetic.average import average_page
from pgviz.gui.arithmetic.lines import Page
from pgviz.gui.arithmetic.step import step_page
from pgviz.gui.arithmetic.trajectory import trajectory_page
from pgviz.gui.derivation.material import Material
from pgviz.gui.quantity import Quantity
from pgviz.gui.topics.about import About
from pgviz.gui.topics.choice import dynamics_page, policy_page, start_page
from pgviz.gui.topics.earned import return_page
from pgviz.gui.topics.exactly import gradient_page, objective_page
from pgviz.gui.topics.probability import log_policy_page, log_probability_page, probability_page
from pgviz.gui.topics.scores import probability_gradient_page, trajectory_score_page


def score_page(material: Material) -> Page:
    """Return the score of one step and what becomes of it."""
    return step_page(material, About(material).step)


TOPICS: Mapping[Quantity, Callable[[Material], Page]] = {
    "start": start_page,
    "dynamics": dynamics_page,
    "policy": policy_page,
    "log-policy": log_policy_page,
    "probability": probability_page,
    "log-probability": log_probability_page,
    "probability-gradient": probability_gradient_page,
    "trajectory-score": trajectory_score_page,
    "score": score_page,
    "return": return_page,
    "trajectory-gradient": trajectory_page,
    "objective": objective_page,
    "gradient": gradient_page,
    "estimate": average_page,
}

"""Which fields have no effect at the moment, and why."""

from pgviz.training.hyperparameters import Hyperparameters


def without_effect(hyperparameters: Hyperparameters, policy_kind: str) -> dict[str, str]:
    """Return key → reason for the fields that change nothing with these settings.

    `policy_kind` is one of "table", "mlp" and "gaussian", never "auto".
    """
    reasons = {}
    if hyperparameters.return_ == "whole" or hyperparameters.discount == 1.0:
        reasons["discount_weighting"] = "It counts only with the return to-go and γ below 1."
    if policy_kind == "table":
        reasons["hidden"] = reasons["activation"] = "A softmax table has no hidden units."
    elif not hyperparameters.hidden:
        reasons["activation"] = "Without hidden units there is none to activate."
    return reasons

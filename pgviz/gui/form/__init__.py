"""The hyperparameter form, made from the declarations."""

from pgviz.gui.form.form import Form

__all__ = ["Form"]

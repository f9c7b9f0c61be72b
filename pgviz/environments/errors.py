"""Errors that are written to be read by the user."""


class PgvizError(Exception):
    """One sentence for the user: what is wrong, where, and what to do."""


class UnservedSpaceError(PgvizError):
    """An environment's observation or action space is of a kind that no policy here serves."""


class IterationFailed(PgvizError):
    """An iteration met a value or an exception it can't go on with; θ stays as it was.

    `trajectory` and `step` are counted from 0 and are None where the fault belongs to no one of
    them; `quantity` names what was wrong, e.g. "reward" or "gradient".
    """

    def __init__(
        self, quantity: str, problem: str, trajectory: int | None = None, step: int | None = None
    ) -> None:
        self.quantity, self.problem = quantity, problem
        self.trajectory, self.step = trajectory, step
        place = [f"trajectory {trajectory}"] if trajectory is not None else []
        place += [f"step {step}"] if step is not None else []
        where = f" ({', '.join(place)})" if place else ""
        super().__init__(f"Iteration failed: {quantity}{where}: {problem}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        # Exceptions are pickled by their message; this one crosses from the worker process whole.
        return type(self), (self.quantity, self.problem, self.trajectory, self.step)

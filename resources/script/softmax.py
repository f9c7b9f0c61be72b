"""A softmax over logits, whatever they come from."""

import numpy as np


def log_policy(logits):
    """log π(·|s)."""
    logits = logits - logits.max(axis=-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))


def act(theta, observations, uniforms):
    """Draw actions by inverse CDF."""
    logits = outputs_of(theta, observations)
    cumulative = np.exp(logits - logits.max(axis=-1, keepdims=True)).cumsum(axis=-1)
    return (cumulative > uniforms * cumulative[:, -1:]).argmax(axis=-1)


def greedy(theta, observations, uniforms):
    """MISTAKE: the likeliest actions."""
    return log_policy(outputs_of(theta, observations)).argmax(axis=-1)


def scores(theta, batch):
    """∇log π(a_t|s_t) as factors: ∂ log π / ∂ logits = 1[b = a_t] − π(b|s_t), pulled back to θ."""
    pi = np.exp(log_policy(outputs_of(theta, batch.observations)))
    return pulled_back(theta, batch.observations, np.eye(pi.shape[1])[batch.actions] - pi)


def entropy_gradient(theta, batch):
    """∇ of the policy's mean entropy over the batch's observations."""
    log_pi = log_policy(outputs_of(theta, batch.observations))
    pi = np.exp(log_pi)
    entropy = -(pi * log_pi).sum(axis=-1)[:, None]
    score = pulled_back(theta, batch.observations, -(pi * log_pi) - pi * entropy)
    return weighted_sum(score, np.full(batch.steps, 1.0 / batch.steps))

"""Fitting a linear model to weighted texts, and making it small. Needs scikit-learn, which Heard itself runs without."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from triage.signals import ngrams
from triage.signals.weighing import Model, rarity_scaled

ROUNDS = 60
STEPS = 127


def rarity(texts: Sequence[str]) -> tuple[NDArray[np.uint8], float]:
    """How rare each bucket is among the texts, as log((1 + texts) / (1 + texts with it)) + 1 in 255 steps, and one step's height."""
    having = np.zeros(ngrams.BUCKETS)
    for reading in ngrams.read(texts):
        once = np.unique(reading.text * ngrams.BUCKETS + reading.bucket) % ngrams.BUCKETS
        having += np.bincount(once, minlength=ngrams.BUCKETS)
    rare = np.log((1 + len(texts)) / (1 + having)) + 1
    step = float(rare.max()) / 255
    return np.round(rare / step).astype(np.uint8), step


def matrix(texts: Sequence[str], rare: NDArray[np.uint8], step: float) -> sparse.csr_matrix:
    """A row a text, a column a bucket, as `Model.judge` sees them."""
    scale = rare.astype(np.float32) * np.float32(step)
    parts = []
    for reading in ngrams.read(texts):
        shape = (len(reading.texts), ngrams.BUCKETS)
        values = rarity_scaled(reading, scale).astype(np.float32)
        parts.append(sparse.csr_matrix((values, (reading.text, reading.bucket)), shape=shape))
    return sparse.vstack(parts, format="csr")


def fit(
    pieces: sparse.csr_matrix, labels: NDArray[np.str_], weights: NDArray[np.float64], strength: float
) -> LogisticRegression:
    """Logistic regression, each class with the same weight in all. `strength` is the inverse of the penalty (C)."""
    balanced = weights.copy()
    for label in np.unique(labels):
        balanced[labels == label] *= weights.sum() / len(np.unique(labels)) / weights[labels == label].sum()
    # One thread: sums come out the same, run after run.
    with threadpool_limits(1), warnings.catch_warnings():
        # Stopping after some rounds is meant: it keeps the weights small.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LogisticRegression(C=strength, max_iter=ROUNDS, tol=1e-6).fit(pieces, labels, sample_weight=balanced)


def made_small(fitted: LogisticRegression, rare: NDArray[np.uint8], step: float, leaning: Mapping[str, float]) -> Model:
    """The fitted model in whole steps of -127 to 127 a class. A class in `leaning` is said from that probability on."""
    weights = fitted.coef_.T if len(fitted.classes_) > 2 else np.column_stack([-fitted.coef_[0], fitted.coef_[0]]) / 2
    bias = (
        fitted.intercept_ if len(fitted.classes_) > 2 else np.array([-fitted.intercept_[0], fitted.intercept_[0]]) / 2
    )
    for label, probability in leaning.items():
        bias[list(fitted.classes_).index(label)] += np.log((1 - probability) / probability)
    # A few weights stand far out; cutting them at the top costs less than coarse steps for all.
    highest = np.quantile(np.abs(weights), 0.9999, axis=0)
    scale = (highest / STEPS).astype(np.float32)
    small = np.clip(np.round(weights / scale), -STEPS, STEPS).astype(np.int8)
    return Model(
        classes=tuple(map(str, fitted.classes_)),
        rare=rare,
        rare_step=step,
        weighs=small,
        scale=scale,
        bias=bias.astype(np.float32),
    )

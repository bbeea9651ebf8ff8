"""Neural posterior estimation: an ensemble of networks that draw parameters given a published record.

Each network summarises the whole record by a small network of its own, and draws by a coupling flow (BayesFlow on JAX;
Radev et al. 2022). All are trained on the same simulated records, from different beginnings and in different orders;
of each those weights are kept that did best on records it was not trained on. Draws are pooled over networks.

Training is seeded. It is repeatable to the bit on one machine with the same versions and threads; elsewhere posterior
means are to be expected within TOLERANCE standard deviations. Weights are kept as plain arrays. BayesFlow's files go
into the private folder of politburo's caches, and nothing is fetched.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import random
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from politburo.numerics.cache_folder import private_folder, temporary_parent, writable_parent
from politburo.run.optional import MissingLibraryError, needs

Values = NDArray[np.float64]
Weights = list[NDArray[np.float32]]

EXTRA = "infer"
TOLERANCE = 0.2
SEED = 20151231
BATCH = 128
RATE, DECAY, CLIP = 2e-3, 1e-3, 1.5
"""Of learning at first, of weights, and the longest gradient."""

VALIDATION = 0.1
"""Part of the training runs by which the best weights of a network are found."""

PATIENCE = 15
"""Epochs without any better weights after which training ends."""

AT_ONCE = 100
"""Records for which draws are made at once."""


@dataclass(frozen=True)
class Shape:
    """Sizes: features of a record, parameters, units of a layer, layers of the flow, steps of training in all."""

    features: int
    parameters: int
    width: int
    depth: int
    steps: int


class Networks:
    """The networks with the weights of each; `shape` is theirs."""

    def __init__(self, shape: Shape, weights: Sequence[Weights]) -> None:
        self.shape, self.weights = shape, list(weights)

    @cached_property
    def _model(self) -> Any:
        return _built(self.shape, SEED)

    def fits(self, weights: Weights) -> bool:
        """Whether weights that were read are those of a network of this shape."""
        places = [*self._model.trainable_variables, *self._model.non_trainable_variables]
        return [one.shape for one in weights] == [tuple(one.shape) for one in places]

    def draws(self, features: Values, count: int) -> Values:
        """Given records by their features (m, f): draws (network, m, count, d). Networks have chances of their own."""
        found = []
        for number, weights in enumerate(self.weights):
            _assign(self._model, weights)
            parts = []
            for at in range(0, len(features), AT_ONCE):
                asked = {"record": features[at : at + AT_ONCE].astype(np.float32)}
                seed = SEED + 1000 * number + at
                with _quiet():
                    parts.append(self._model.sample(num_samples=count, conditions=asked, seed=seed)["parameters"])
            found.append(np.concatenate(parts))
        return np.asarray(found, np.float64)

    def summaries(self, features: Values) -> Values:
        """What networks learned to see in records, (network, m, s)."""
        found = []
        for weights in self.weights:
            _assign(self._model, weights)
            found.append(np.asarray(self._model.summary_network(features.astype(np.float32))))
        return np.asarray(found, np.float64)


def trained(
    shape: Shape,
    number: int,
    parameters: Values,
    features: Values,
    runs: NDArray[np.int64],
    epochs: int,
    told: Callable[[int], None] = lambda _: None,
) -> Weights:
    """The weights of one network, trained on parameters (n, d) and features (n, f) of records of some `runs` (n,).

    `told` is called with the epochs done. Raises MissingLibraryError without BayesFlow.
    """
    trainer = _trainer(shape)
    chance = np.random.default_rng([SEED, number])
    different = chance.permutation(np.unique(runs))
    aside = np.isin(runs, different[: max(1, round(VALIDATION * len(different)))])
    return trainer.weights(
        number, chance, _both(parameters[~aside], features[~aside]), _both(parameters[aside], features[aside]), epochs,
        told,
    )  # fmt: skip


def steps_of(rows: int, epochs: int) -> int:
    """Steps of training on so many rows, in all."""
    return max(1, round(rows * (1 - VALIDATION)) // BATCH) * epochs


def _both(parameters: Values, features: Values) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return parameters.astype(np.float32), features.astype(np.float32)


_trainers: dict[Shape, Trainer] = {}


def _trainer(shape: Shape) -> Trainer:
    """One trainer serves all networks of a shape: what it compiles takes longer than training one."""
    if shape not in _trainers:
        _trainers.clear()
        _trainers[shape] = Trainer(shape)
    return _trainers[shape]


class Trainer:
    """The training of networks of one shape: a pass over all records is one compiled function."""

    def __init__(self, shape: Shape) -> None:
        keras, _ = libraries()
        import jax

        self._shape = shape
        self._model = model = _built(shape, SEED)
        schedule = keras.optimizers.schedules.CosineDecay(RATE, shape.steps)
        self._optimizer = keras.optimizers.AdamW(schedule, weight_decay=DECAY, clipnorm=CLIP)
        self._optimizer.build(model.trainable_variables)
        self._begin = [np.asarray(one.value) for one in self._optimizer.variables]
        trainable, fixed = model.trainable_variables, model.non_trainable_variables

        def loss(weights: Any, others: Any, batch: Any) -> Any:
            state = [*zip(trainable, weights, strict=True), *zip(fixed, others, strict=True)]
            with keras.StatelessScope(state_mapping=state):
                found = model.compute_metrics(
                    inference_variables=batch[0], summary_variables=batch[1], stage="training"
                )
            return found["loss"]

        def epoch(weights: Any, state: Any, others: Any, rows: Any, order: Any) -> Any:
            def step(carry: Any, batch: Any) -> Any:
                value, slope = jax.value_and_grad(loss)(carry[0], others, batch)
                return self._optimizer.stateless_apply(carry[1], slope, carry[0]), value

            (weights, state), losses = jax.lax.scan(step, (weights, state), tuple(one[order] for one in rows))
            return weights, state, losses.mean()

        self._epoch, self._loss = jax.jit(epoch), jax.jit(loss)

    def weights(
        self, number: int, chance: np.random.Generator, rows: Any, aside: Any, epochs: int, told: Callable[[int], None]
    ) -> Weights:
        """The weights of a network after training, all of them, those that are fixed at the end."""
        begun = _built(self._shape, SEED + 1 + number)
        weights = [np.asarray(one.value) for one in begun.trainable_variables]
        fixed = [np.asarray(one.value) for one in begun.non_trainable_variables]
        state, best, since = list(self._begin), (np.inf, weights), 0
        batches = max(1, len(rows[0]) // BATCH)
        size = min(BATCH, len(rows[0]))
        for done in range(1, epochs + 1):
            order = chance.permutation(len(rows[0]))[: batches * size].reshape(batches, size)
            weights, state, _ = self._epoch(weights, state, fixed, rows, order)
            value, since = float(self._loss(weights, fixed, aside)), since + 1
            if value < best[0]:
                best, since = (value, weights), 0
            told(done)
            if since >= PATIENCE:
                break
        return [np.asarray(one) for one in (*best[1], *fixed)]


def libraries() -> tuple[Any, Any]:
    """Keras and BayesFlow on JAX, with their files in the private folder of caches.

    Raises MissingLibraryError where they are not installed, or Keras was loaded with something else than JAX.
    """
    keras = sys.modules.get("keras")
    if keras is not None and keras.backend.backend() != "jax":
        raise MissingLibraryError(
            f"Keras was loaded with {keras.backend.backend()}, and calibration needs it with JAX: "
            "start Python anew with KERAS_BACKEND=jax."
        )
    if keras is None:
        own = private_folder(writable_parent() / "networks") or temporary_parent()
        said = {"KERAS_BACKEND": "jax", "KERAS_HOME": str(own), "MPLCONFIGDIR": str(own), "JAX_PLATFORMS": "cpu"}
        for name, value in said.items():
            os.environ.setdefault(name, value)
    with _quiet(), _own_logs():
        needs("jax", EXTRA)
        return needs("keras", EXTRA), needs("bayesflow", EXTRA)


def _built(shape: Shape, seed: int) -> Any:
    """A network with the weights that it has before training."""
    keras, flow = libraries()

    class Record(flow.networks.SummaryNetwork):
        """Summaries of a record: two layers, and as many numbers as twice the parameters."""

        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            layers = [keras.layers.Dense(shape.width, activation="silu") for _ in range(2)]
            self.body = keras.Sequential([*layers, keras.layers.Dense(2 * shape.parameters)])

        def call(self, record: Any, training: bool = False) -> Any:
            """The summaries (n, s) of records (n, f)."""
            return self.body(record, training=training)

    with _quiet(), _own_chance(keras, seed):
        names = flow.Adapter().rename("parameters", "inference_variables").rename("record", "summary_variables")
        found = flow.approximators.ContinuousApproximator(
            adapter=names,
            inference_network=flow.networks.CouplingFlow(
                depth=shape.depth, subnet_kwargs={"widths": (shape.width, shape.width)}
            ),
            summary_network=Record(),
            standardize=None,
        )
        like = {
            "inference_variables": np.zeros((2, shape.parameters), np.float32),
            "summary_variables": np.zeros((2, shape.features), np.float32),
        }
        found.build_from_data(like)
    return found


@contextlib.contextmanager
def _own_chance(keras: Any, seed: int) -> Any:
    """Seed what networks begin with; the chance that other code takes from Python and NumPy stays what it was."""
    before = random.getstate(), np.random.get_state()
    try:
        keras.utils.set_random_seed(seed)
        yield
    finally:
        random.setstate(before[0])
        np.random.set_state(before[1])


def _assign(model: Any, weights: Weights) -> None:
    """Give a network its weights."""
    for place, values in zip([*model.trainable_variables, *model.non_trainable_variables], weights, strict=True):
        place.assign(values)


@contextlib.contextmanager
def _own_logs() -> Any:
    """BayesFlow lets all libraries log to the terminal when it is loaded: what was set before is set again."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


@contextlib.contextmanager
def _quiet() -> Any:
    """Without the bars, logs and warnings of libraries on the terminal."""
    logger = logging.getLogger("bayesflow")
    level = logger.level
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            logger.setLevel(logging.ERROR)
            yield
        finally:
            logger.setLevel(max(level, logging.WARNING))

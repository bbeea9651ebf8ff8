"""Plain data for JSON: null for what is no finite number, whatever holds it."""

import json
import math

import numpy as np

from politburo.run.for_json import for_json


def test_what_is_no_finite_number_is_null_whatever_holds_it():
    told = {"a": math.nan, "b": [1.5, (math.inf, -math.inf)], "c": {"d": np.float64("nan")}}
    assert for_json(told) == {"a": None, "b": [1.5, [None, None]], "c": {"d": None}}


def test_numbers_and_arrays_of_numpy_are_plain_and_the_rest_stays_as_it_is():
    told = for_json({"count": np.int64(3), "is": np.bool_(True), "row": np.array([1.0, np.nan]), "text": "ä"})
    assert told == {"count": 3, "is": True, "row": [1.0, None], "text": "ä"}
    assert json.loads(json.dumps(told, allow_nan=False)) == told

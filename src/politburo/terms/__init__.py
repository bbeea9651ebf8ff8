"""The words the model is written in: parameters, levers, mechanisms, events, series, errors. No NumPy, no Numba."""

"""Which parameters decide an outcome, shown: bars, convergence, tornado."""

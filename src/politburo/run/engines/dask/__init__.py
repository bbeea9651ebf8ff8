"""Jobs on the workers of a Dask scheduler, on this machine, a cluster or a queue."""

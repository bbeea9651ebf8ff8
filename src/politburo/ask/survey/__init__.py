"""A survey of the parameter space: what of it is left when it is held against the public record."""

"""The figures of comparisons and branches."""

"""A sweep, shown: its outcomes along one factor, or as maps over two."""

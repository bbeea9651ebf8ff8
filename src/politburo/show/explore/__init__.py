"""An exploration, shown: boxes as bars and points, and the peelings in which they were found."""

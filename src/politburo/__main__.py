"""`python -m politburo` is the command `politburo`."""

from politburo.cli import main

if __name__ == "__main__":
    main(prog_name="politburo")

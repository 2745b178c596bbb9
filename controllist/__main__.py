"""`python -m controllist` is the same program as `controllist`."""

from controllist.cli import program

if __name__ == "__main__":
    program()

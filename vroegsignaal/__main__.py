"""`python -m vroegsignaal`: the same as the command `vroegsignaal`."""

from vroegsignaal import main

main()

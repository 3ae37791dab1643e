"""What a stranger, a neighbour and a person shown out can reach on a running server: nothing."""

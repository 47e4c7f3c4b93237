"""Classes, fleets and accounts of any size, simulated on this machine, and what the commands take for them."""

"""What people install: wheel and sdist, the environment that the launcher makes, and the preinstalled suite."""

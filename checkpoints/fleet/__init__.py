"""A fleet: the suite on many instances at once, by Systems Manager Run Command, and what came back from them."""

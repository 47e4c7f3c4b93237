"""A class: hand-ins read from files, folders and archives, and what they say together."""

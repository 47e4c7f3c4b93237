"""An account to rehearse in: moto, its extension, the scenarios. The only room that imports moto."""

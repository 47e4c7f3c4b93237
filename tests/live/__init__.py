"""The suite in live mode, over real HTTP and HTTPS, against the rehearsal's server."""

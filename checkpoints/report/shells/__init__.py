"""Commands for the shell that the reader has: bash and zsh, PowerShell, and the command prompt of Windows."""

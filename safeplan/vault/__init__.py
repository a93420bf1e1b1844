"""Where a plan rests: one file of bytes that look random (docs/vault-format.md).

Bytes in, bytes out: this room knows neither what a plan is nor how it looks.
"""

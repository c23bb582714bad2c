"""The JSON of speech engines and meeting tools, one module per vendor or family."""

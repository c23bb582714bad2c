"""Where everything is plugged in: settings, URLs, the ASGI shell."""

"""Personal data in what people said: found by rules, covered by placeholders, and proven without being printed."""

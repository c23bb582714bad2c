"""From evidence to argument: topics, support, claims and how a programme of interviews hangs together."""

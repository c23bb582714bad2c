"""The outside world: files on disk now; speech, models, mail and calendars later."""

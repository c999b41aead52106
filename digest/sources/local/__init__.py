"""Files of the newsletter's folder in, articles out; lists of feeds in and out."""

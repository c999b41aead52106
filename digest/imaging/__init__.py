"""Pictures decoded, resized and drawn: the folder that Pillow is imported in, when it is needed."""

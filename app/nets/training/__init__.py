"""Training: data from a folder, a recipe from a card, events as it goes."""

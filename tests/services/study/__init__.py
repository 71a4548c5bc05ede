"""Pure rules of study."""

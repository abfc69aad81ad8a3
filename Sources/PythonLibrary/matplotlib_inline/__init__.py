"""How notebooks choose the format of their figures; here they are always SVG."""

"""The desk as people use it: in a browser."""

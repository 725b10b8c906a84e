"""The desk: pages where people read, compare and judge."""

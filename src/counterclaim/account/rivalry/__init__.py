"""The model of one-off counts by rival sources: docs/rivals.md."""

"""Claims as lines, tables and pages."""

"""Losses and the bias of each source, estimated together from rival claims (extra ``estimate``).

The model is that of Radford, Dai, Stoehr, Schein, Fernandez and Sajid (2023), Estimating conflict losses and
reporting biases, PNAS 120 (34), doi:10.1073/pnas.2307372120, with the changes that docs/estimate.md tells of.
"""

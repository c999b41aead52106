"""The rules, one a file; their order is in digest/checks/order.py."""

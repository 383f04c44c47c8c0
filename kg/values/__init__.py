"""Readers of Chinese literals: numbers, periods, units, document numbers (文号)."""

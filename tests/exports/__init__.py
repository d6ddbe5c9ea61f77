"""Exports of every kind, honest and hostile, made anew for each test."""

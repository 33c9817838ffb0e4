"""Fuzzing of everything that foreign text comes in by, and of everything that it goes out by."""

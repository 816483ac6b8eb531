"""Deciding who waits to be heard: pure policy over plain data. Nothing here can know how many followers anybody has."""

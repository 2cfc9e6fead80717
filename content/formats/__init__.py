"""Guides and banks as files: bytes in, drafts out, every problem with its place. It imports no Django and no models."""

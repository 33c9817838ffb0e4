"""One reader a file; each gives ``read(blob, settings)``, an iterator of drafts, unread things and inner blobs."""

"""From facts to quads; the store, its queries, shapes and exports."""

"""SVG pictures without dependencies: a graph, and curves."""

"""The parts of tools/measure_performance.py: cases, baselines, and what is measured in a process of its own."""

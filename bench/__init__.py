"""Speed and memory, from benchmarks anyone can rerun. No test times anything."""

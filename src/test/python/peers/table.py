"""The tables of docs/cuda.md from the files of a kept run on a card.

    python src/test/python/peers/table.py reports/h200

Ours are means of JMH's iterations, one value a process (jmh.log); theirs medians of calls (originals.csv). Needs nothing but Python.
"""
import csv
import os
import re
import sys
from collections import defaultdict
from statistics import median

THEIRS = {"forward": "forward-sdpa", "legrad": "legrad", "gmar-l1": "gmar-l1", "gmar-l2": "gmar-l2", "rollout": "rollout"}


def trials(log):
    """Per (what, dtype, batch): a mean in milliseconds and the card's memory in MB, for each process that ended."""
    found = defaultdict(list)
    for body in re.split(r"^# Trial \d+ of \d+\n", log, flags=re.M)[1:]:
        times = [float(x) for x in re.findall(r"^Iteration\s+\d+: ([\d.]+) ms/op", body, re.M)]
        if 'Result "' not in body:
            continue  # it was stopped
        name = re.search(r"^# Benchmark: \S+\.(\w+)$", body, re.M).group(1)
        parameters = dict(re.findall(r"(\w+) = ([^,)]+)", re.search(r"^# Parameters: \((.*)\)$", body, re.M).group(1)))
        memory = max(float(x) for x in re.findall(r"peak-device:\s+([\d.]+)", body))
        key = (parameters.get("method", name), parameters["dtype"], int(parameters["batch"]))
        found[key].append((sum(times) / len(times), memory))
    return found


def originals(path):
    found = defaultdict(list)
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            found[row["name"], row["dtype"], int(row["batch"])].append(float(row["median_ms"]))
    return found


def main(folder):
    with open(os.path.join(folder, "jmh.log")) as file:
        ours = trials(file.read())
    theirs = originals(os.path.join(folder, "originals.csv"))
    print("| pass | dtype | batch | ours, ms (each process) | x forward | PyTorch's, ms (each run) | theirs / ours | card, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (what, dtype, batch), rows in sorted(ours.items(), key=lambda each: (each[0][1], each[0][2], each[0][0])):
        times = [time for time, _ in rows]
        forward = median(time for time, _ in ours["forward", dtype, batch])
        other = theirs.get((THEIRS.get(what), dtype, batch), [])
        ratio = f"{median(other) / median(times):.2f}" if other else ""
        print(
            f"| {what} | {dtype} | {batch} | {', '.join(f'{t:.1f}' for t in times)} | {median(times) / forward:.2f} |"
            f" {', '.join(f'{t:.1f}' for t in other)} | {ratio} | {max(mb for _, mb in rows):,.0f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1])

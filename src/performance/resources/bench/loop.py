"""Counts the sessions of machines by state, as a user would who starts from the sample in Citrix' documentation.

The argument is a file with what to ask for. Without threads there is one requests.get() after the other, as in the sample;
with threads they share a session, which keeps connections. Prints seconds and CPU seconds, without the start of Python.
"""

import collections
import concurrent.futures
import json
import resource
import sys
import time

try:
    import requests
    import requests.adapters
except ImportError:
    sys.exit("python3-requests is not installed")


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    with open(sys.argv[1]) as file:
        task = json.load(file)
    end = "/Sessions" + ("?" + task["query"] if task["query"] else "")

    def states(get, machine):
        response = get(task["address"] + machine + end, headers=task["headers"])
        response.raise_for_status()
        return [session["State"] for session in response.json()["Items"]]

    counts = collections.Counter()
    cpu_before = cpu()
    start = time.perf_counter()
    if task["threads"]:
        with requests.Session() as session:
            session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=task["threads"]))
            with concurrent.futures.ThreadPoolExecutor(task["threads"]) as pool:
                for found in pool.map(lambda machine: states(session.get, machine), task["machines"]):
                    counts.update(found)
    else:
        for machine in task["machines"]:
            counts.update(states(requests.get, machine))
    wall = time.perf_counter() - start
    print(json.dumps({"machines": len(task["machines"]), "wall": wall, "cpu": cpu() - cpu_before, "states": counts}))


main()

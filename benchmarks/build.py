"""kg build and kg check on the whole report as whole processes, beside an empty Python."""

import argparse
import sys

from timing import processes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    kg = [sys.executable, "-c", "import sys; from kg.cli.main import run; run(sys.argv[1:])"]
    commands = {
        "kg build --check": [*kg, "build", "--check"],
        "kg check": [*kg, "check"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    print("| command | median s | peak MB |\n|---|---|---|")
    for name, one in processes(commands, args.runs).items():
        print(f"| {name} | {one.median:.2f} | {one.peak_mb:.0f} |")


if __name__ == "__main__":
    main()

"""Known holes in what the lock files name: `make audit`, and a step of `make check`.

Three answers, and never one for the other: nothing known, known holes (exit code 1), or not checked because the service
cannot be reached from here or does not know the package. A mirror that only hands out packages is such a case.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT_SECONDS = 60
Findings = tuple[list[str], int, int]
"""Lines about holes, how many packages were checked, how many were not."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def output_of(command: list[str], folder: Path) -> dict[str, Any]:
    """The JSON a command prints. Errors: ValueError without any, also when it takes too long."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS)
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004 - told like everything else that is no answer
    return found


def python(lock: str) -> Findings:
    """By pip-audit. It calls a run in which every package was skipped a success; here it is not one."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--no-deps", "--disable-pip"]
    found = output_of([*command, "--format", "json", "--progress-spinner", "off"], ROOT)["dependencies"]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}（修复于 / fixed in {', '.join(hole['fix_versions'])}）"
        for package in found
        for hole in package.get("vulns", ())
    ]
    skipped = sum("skip_reason" in package for package in found)
    return holes, len(found) - skipped, skipped


def frontend() -> Findings:
    """By npm, of what is delivered to browsers."""
    found = output_of(["npm", "audit", "--json", "--omit", "dev"], ROOT / "frontend")
    if "vulnerabilities" not in found:
        raise ValueError(str(found.get("message") or found.get("error")))
    holes = [f"{name}: {hole['severity']}" for name, hole in found["vulnerabilities"].items()]
    return holes, int(found["metadata"]["dependencies"]["prod"]), 0


def check(name: str, look: Callable[[], Findings]) -> bool:
    """Say what was found; whether that is a hole."""
    try:
        holes, checked, skipped = look()
    except (ValueError, KeyError, TypeError) as error:
        say(f"? {name}: 未核查，漏洞库无法访问 / NOT CHECKED, the service cannot be reached ({str(error)[:120]})")
        return False
    if not checked:
        say(f"? {name}: 未核查，{skipped} 个包均无数据 / NOT CHECKED, no data on any of {skipped} packages")
    for hole in holes:
        say(f"✗ {name}: {hole}")
    if checked and not holes:
        say(
            f"✓ {name}: {checked} 个包无已知漏洞 / nothing known of {checked} packages; 未核查 / not checked: {skipped}"
        )
    return bool(holes)


def main() -> int:
    found = [
        check("Python", lambda: python("requirements.lock")),
        check("Python dev", lambda: python("requirements-dev.lock")),
        check("npm", frontend),
    ]
    return int(any(found))


if __name__ == "__main__":
    sys.exit(main())

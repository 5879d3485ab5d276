#!/usr/bin/env python3
"""Makes a copy of the sources that can leave out each safety check, and runs the tests that must notice.

    mutants.py prepare SOURCES COPY [TABLE...]    writes the copy; prints the test programs that it needs
    mutants.py run BUILD WORDS [TABLE...]         runs them, with each check left out whose name contains WORDS

README.md describes the tables. Without a TABLE, those of scripts/jobs/mutants are meant.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
TABLES = ["core.txt", "sqlite.txt", "postgres.txt", "migc.txt"]
LONGEST_TEST = 180  # seconds; tests that hang have noticed the mutant, too
LONGEST_BASELINE = 600


class Mutant:
    def __init__(self, file, report, lines):
        self.file = file
        self.report = report  # what the tests must print that fail
        self.name = lines[0]
        fields = {"- ": [], "+ ": [], "after: ": [], "kill: ": []}
        for line in lines[1:]:
            prefix = next((prefix for prefix in fields if line.startswith(prefix)), None)
            if prefix is None:
                sys.exit(f"mutants: {self.name}: not understood: {line}")
            fields[prefix].append(line[len(prefix) :])
        self.old = "\n".join(fields["- "])
        self.new = "\n".join(fields["+ "])
        self.after = "\n".join(fields["after: "])
        self.kills = [tuple(kill.split(None, 1)) for kill in fields["kill: "]]
        if not self.old or not self.kills:
            sys.exit(f"mutants: {self.name}: needs lines with - and kill:")

    def pattern(self):
        def words(text):
            return r"\s+".join(re.escape(word) for word in text.split())

        before = f"({words(self.after)}\\s*)" if self.after else "()"
        return re.compile(f"{before}({words(self.old)})")

    def replacement(self, found):
        name = '"' + self.name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if self.old.rstrip().endswith((";", "}")):
            return f"{found[1]}if (::migrate_lacks({name})) {{ {self.new} }} else {{ {found[2]} }}"
        return f"{found[1]}(::migrate_lacks({name}) ? ({self.new}) : ({found[2]}))"

    def apply(self, text):
        """The changed text, or None where the entry does not fit the file any more."""
        changed, count = self.pattern().subn(self.replacement, text)
        return changed if count == 1 else None


def read_mutants(tables):
    mutants = []
    for table in tables or TABLES:
        file = None
        report = ""
        for paragraph in re.split(r"\n\s*\n", (HERE / table).read_text()):
            lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
            if lines and lines[0].startswith("file: "):
                file = lines[0][len("file: ") :]
            elif lines and lines[0].startswith("report: "):
                report = lines[0][len("report: ") :]
            elif lines:
                mutants.append(Mutant(file, report, lines))
    names = [mutant.name for mutant in mutants]
    for name in set(names):
        if names.count(name) > 1:
            sys.exit(f"mutants: two entries have the name: {name}")
    return mutants


def programs(mutants):
    return sorted({program for mutant in mutants for program, _ in mutant.kills})


def copy_file(content, target):
    """Only where it differs, so that nothing is compiled again without need."""
    if target.exists() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def prepare(sources, copy, tables):
    mutants = read_mutants(tables)
    texts = {}
    stale = []
    for mutant in mutants:
        text = texts.get(mutant.file) or (sources / mutant.file).read_text()
        changed = mutant.apply(text)
        if changed is None:
            stale.append(f"{mutant.file}: {mutant.name}")
        texts[mutant.file] = changed or text
    if stale:
        sys.exit("mutants: these do not apply any more; correct their entries in tests/mutants:\n  " + "\n  ".join(stale))
    for folder, folders, files in os.walk(sources):
        place = pathlib.Path(folder)
        if place == sources:
            folders[:] = [name for name in folders if name not in ("build", ".git")]
        for name in files:
            path = place / name
            if path.is_symlink() or not path.is_file():
                continue
            relative = path.relative_to(sources)
            target = copy / relative
            if str(relative) in texts:
                copy_file(texts[str(relative)].encode(), target)
            else:
                copy_file(path.read_bytes(), target)
                shutil.copymode(path, target)
    print("\n".join(programs(mutants)))


def find_program(build, program):
    return next(path for path in build.glob(f"tests/**/{program}") if path.is_file())


def passes(build, program, tests, mutant):
    """Whether all of the tests do; MUTANT is None for the code as it is."""
    path = find_program(build, program)
    environment = dict(os.environ)
    environment.pop("MIGRATE_MUTANT", None)
    if mutant:
        environment["MIGRATE_MUTANT"] = mutant.name
    else:
        environment.pop("GTEST_REPEAT", None)
    command = [path, "--gtest_brief=1", "--gtest_fail_fast", f"--gtest_filter={tests}"]
    options = {"env": environment, "capture_output": True, "text": True, "errors": "replace"}
    try:
        # What one that lacks a check leaves must not make the next one fail.
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(command, cwd=folder, timeout=LONGEST_TEST if mutant else LONGEST_BASELINE, **options)
    except subprocess.TimeoutExpired:
        return False
    if not mutant and run.returncode:
        print(run.stdout[-4000:], run.stderr[-4000:], sep="\n")
    return run.returncode == 0 or (mutant is not None and mutant.report not in run.stdout + run.stderr)


def require_tests(build, program, tests):
    """A filter that finds nothing would let every mutant survive, or kill none."""
    command = [find_program(build, program), "--gtest_list_tests", f"--gtest_filter={tests}"]
    if "\n  " not in subprocess.run(command, capture_output=True, text=True).stdout:
        sys.exit(f"mutants: {program} has no tests {tests}")


def try_out(build, mutant):
    """Whether it survives, and the seconds that took."""
    begin = time.monotonic()
    survives = all(passes(build, program, tests, mutant) for program, tests in mutant.kills)
    return survives, time.monotonic() - begin


def run(build, words, tables):
    mutants = [mutant for mutant in read_mutants(tables) if words in mutant.name or words in mutant.file]
    kills = sorted({kill for mutant in mutants for kill in mutant.kills})
    for kill in kills:
        require_tests(build, *kill)
    # Tests wait for servers and locks as well.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() + 1) as pool:
        wanted = [(program, ":".join(tests for of, tests in kills if of == program)) for program in programs(mutants)]
        if not all(pool.map(lambda kill: passes(build, *kill, None), wanted)):
            sys.exit("mutants: tests fail although nothing is left out")
        survivors = 0
        for mutant, (survives, seconds) in zip(mutants, pool.map(lambda mutant: try_out(build, mutant), mutants)):
            survivors += survives
            end = "SURVIVES" if survives else "killed  "
            print(f"{end} {seconds:6.1f} s  {mutant.file}: {mutant.name}", flush=True)
    print(f"{len(mutants) - survivors} of {len(mutants)} mutants are killed")
    sys.exit(1 if survivors or not mutants else 0)


def main():
    if len(sys.argv) >= 4 and sys.argv[1] == "prepare":
        return prepare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), sys.argv[4:])
    if len(sys.argv) >= 4 and sys.argv[1] == "run":
        return run(pathlib.Path(sys.argv[2]).resolve(), sys.argv[3], sys.argv[4:])
    sys.exit(__doc__)


main()

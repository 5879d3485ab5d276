#!/usr/bin/env python3
"""Checks the vcpkg port and the Conan recipe as far as that goes without vcpkg, Conan and their registries.

usage: packaging/check_recipes.py <folder for a build tree>

The port's manifest is JSON with known keys; its portfile runs with stand-ins for vcpkg's functions, and CMake accepts the
options that it would pass, none of them unknown. The recipe is Python that compiles and sets existing options. Both have
the version of the project. Whether the registries have the dependencies, under these names, is not checked.
"""

import ast
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STAND_INS = """
cmake_minimum_required(VERSION 3.22)
set(CURRENT_PORT_DIR "{port}")
set(CURRENT_HOST_INSTALLED_DIR /host)
set(CURRENT_PACKAGES_DIR "{packages}")
set(PORT migrate)
set(FEATURES {features})
function(vcpkg_check_features)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_FEATURE_OPTIONS" "FEATURES")
  set(options "")
  while(arg_FEATURES)
    list(POP_FRONT arg_FEATURES feature variable)
    message("FEATURE ${{feature}}")
    if(feature IN_LIST FEATURES)
      list(APPEND options "-D${{variable}}=ON")
    else()
      list(APPEND options "-D${{variable}}=OFF")
    endif()
  endwhile()
  set(${{arg_OUT_FEATURE_OPTIONS}} "${{options}}" PARENT_SCOPE)
endfunction()
function(vcpkg_cmake_configure)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
  message("SOURCE ${{arg_SOURCE_PATH}}")
  foreach(option IN LISTS arg_OPTIONS)
    message("OPTION ${{option}}")
  endforeach()
endfunction()
foreach(name cmake_install cmake_config_fixup fixup_pkgconfig copy_tools install_copyright)
  cmake_language(EVAL CODE "function(vcpkg_${{name}})\\nmessage(\\"CALL ${{name}}\\")\\nendfunction()")
endforeach()
include("{port}/portfile.cmake")
"""


def require(condition, text):
    if not condition:
        sys.exit(f"check_recipes: {text}")


def run_portfile(features):
    """What the portfile asks vcpkg for: lines such as "OPTION -DX=ON"."""
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder, "run.cmake")
        script.write_text(STAND_INS.format(port=ROOT / "packaging/vcpkg", packages=folder, features=";".join(features)))
        done = subprocess.run(["cmake", "-P", script], capture_output=True, text=True)
        require(done.returncode == 0, f"the portfile fails:\n{done.stderr}")
        require(pathlib.Path(folder, "share/migrate/usage").exists(), "the portfile installs no usage")
        return [line.split(" ", 1) for line in done.stderr.splitlines() if " " in line]


def check_port(project_version, build):
    manifest = json.loads((ROOT / "packaging/vcpkg/vcpkg.json").read_text())
    known = {"name", "version-semver", "description", "license", "supports", "dependencies", "default-features", "features"}
    require(set(manifest) <= known, f"vcpkg.json has unknown keys: {set(manifest) - known}")
    require(manifest["version-semver"] == project_version, "vcpkg.json is of another version than the project")
    features = manifest["features"]
    require(set(manifest["default-features"]) <= set(features), "a default feature does not exist")
    for name, feature in features.items():
        require(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) and feature.get("description"), f"feature {name}")
    lines = run_portfile(["sqlite", "cli", "tools"])
    require({value for key, value in lines if key == "FEATURE"} == set(features), "portfile and vcpkg.json differ in features")
    require(["SOURCE", str(ROOT)] in lines, "the portfile builds another folder")
    options = [value for key, value in lines if key == "OPTION"]
    done = subprocess.run(["cmake", "-S", ROOT, "-B", build, "-G", "Ninja", *options], capture_output=True, text=True)
    require(done.returncode == 0, f"CMake refuses the port's options:\n{done.stderr}")
    require("not used by the project" not in done.stderr, f"the port has unknown options:\n{done.stderr}")
    cross = [value for key, value in run_portfile(["sqlite"]) if key == "OPTION"]
    require(any(value.startswith("-DMIGRATE_MIGC_EXECUTABLE=/host/") for value in cross), "no migc of the host")


def check_recipe(project_version):
    for path in (ROOT / "packaging/conan").rglob("*.py"):
        compile(path.read_text(), str(path), "exec")
    text = (ROOT / "packaging/conan/conanfile.py").read_text()
    recipe = next(node for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
    values = {}
    for node in recipe.body:
        if isinstance(node, ast.Assign):
            values[node.targets[0].id] = ast.literal_eval(node.value)
    require(values["version"] == project_version, "conanfile.py is of another version than the project")
    require(set(values["options"]) == set(values["default_options"]), "options without a default")
    used = set(re.findall(r"self\.options\.(\w+)", text))
    require(used <= set(values["options"]), f"unknown options: {used - set(values['options'])}")
    cmake = "".join(path.read_text() for path in [ROOT / "CMakeLists.txt", *(ROOT / "cmake").glob("*.cmake")])
    for variable in re.findall(r'cache_variables\["(\w+)"\]', text):
        require(f"option({variable} " in cmake, f"CMake has no option {variable}")


def main():
    require(len(sys.argv) == 2, __doc__)
    project_version = re.search(r"project\(Migrate VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
    check_port(project_version, sys.argv[1])
    check_recipe(project_version)


main()

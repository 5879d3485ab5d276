"""Conan 2: conan create packaging/conan. The recipe packs the tree that it lies in."""

import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy


class MigrateConan(ConanFile):
    name = "migrate"
    version = "0.1.0"
    license = "MIT"
    description = "Database migrations for SQLite and PostgreSQL that are compiled into a program"
    topics = ("database", "migrations", "sqlite", "postgresql")
    package_type = "library"
    settings = "os", "compiler", "build_type", "arch"
    options = {
        "shared": [True, False],
        "fPIC": [True, False],
        "sqlite": [True, False],
        "postgres": [True, False],
        "cli": [True, False],
        "tools": [True, False],
    }
    default_options = {
        "shared": False,
        "fPIC": True,
        "sqlite": True,
        "postgres": False,
        "cli": True,
        "tools": True,
    }
    implements = ["auto_shared_fpic"]

    def export_sources(self):
        root = os.path.join(self.recipe_folder, os.pardir, os.pardir)
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "runtime/*", "tools/*"):
            copy(self, pattern, src=root, dst=self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def requirements(self):
        if self.options.sqlite or self.options.tools:
            self.requires("sqlitecpp/[>=3.2 <4]", transitive_headers=True)
        if self.options.postgres:
            self.requires("libpqxx/[>=7.7 <8]")
        if self.options.cli or self.options.tools:
            self.requires("cli11/[>=2.1 <3]")
            self.requires("fmt/[>=9 <13]")
        if self.options.tools:
            self.requires("yaml-cpp/[>=0.7 <1]")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["MIGRATE_BUILD_TESTS"] = False
        toolchain.cache_variables["MIGRATE_INSTALL"] = True
        toolchain.cache_variables["MIGRATE_WARNINGS"] = False
        toolchain.cache_variables["MIGRATE_BUILD_SQLITE"] = bool(self.options.sqlite)
        toolchain.cache_variables["MIGRATE_BUILD_POSTGRES"] = bool(self.options.postgres)
        toolchain.cache_variables["MIGRATE_BUILD_CLI"] = bool(self.options.cli)
        toolchain.cache_variables["MIGRATE_BUILD_MIGC"] = bool(self.options.tools)
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()

    def package_info(self):
        # The package's own config file has the components and migrate_add_revisions().
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("lib", "cmake", "Migrate")]

"""The versions of packages."""


class PackageNotFoundError(ModuleNotFoundError):
    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        return self.args[0]


def version(distribution_name):
    """The version of a package that has one."""
    try:
        module = __import__(distribution_name.replace("-", "_"))
        return module.__version__
    except (ImportError, AttributeError):
        raise PackageNotFoundError(distribution_name) from None

"""The arguments of a command line."""

import sys
import textwrap

__all__ = [
    "ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "Namespace", "HelpFormatter",
    "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter", "SUPPRESS", "OPTIONAL",
    "ZERO_OR_MORE", "ONE_OR_MORE", "REMAINDER", "Action",
]

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
REMAINDER = "..."

_WIDTH = 78
_HELP_COLUMN = 24


class ArgumentTypeError(Exception):
    pass


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name = argument.display if argument is not None else None
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else f"argument {self.argument_name}: {self.message}"


class Namespace:
    """What was parsed, as attributes."""

    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        plain = [f"{name}={value!r}" for name, value in self.__dict__.items() if name.isidentifier()]
        others = {name: value for name, value in self.__dict__.items() if not name.isidentifier()}
        return f"{type(self).__name__}({', '.join(plain + ([f'**{others!r}'] if others else []))})"

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


class HelpFormatter:
    """How help is laid out; `ArgumentParser(formatter_class=)` takes one of the four kinds."""

    keeps_description = False
    keeps_help = False
    shows_defaults = False


class RawDescriptionHelpFormatter(HelpFormatter):
    keeps_description = True


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    keeps_help = True


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    shows_defaults = True


class Action:
    """One argument. A class of a program's own overrides `__call__`."""

    takes_value = True

    def __init__(self, option_strings=(), dest=None, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        self.option_strings = list(option_strings)
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")

    @property
    def display(self):
        if self.option_strings:
            return "/".join(self.option_strings)
        return self.metavar if isinstance(self.metavar, str) else self.dest

    def shown(self):
        """The name of a value in usage and help."""
        if self.metavar is not None:
            return self.metavar
        if self.choices is not None:
            return "{" + ",".join(map(str, self.choices)) + "}"
        return self.dest.upper() if self.option_strings else self.dest

    def values_text(self):
        name = self.shown()
        if self.nargs is None:
            return name
        names = name if isinstance(name, tuple) else None
        first, second = names if names and len(names) == 2 else (name, name)
        if self.nargs == OPTIONAL:
            return f"[{first}]"
        if self.nargs == ZERO_OR_MORE:
            return f"[{first} ...]"
        if self.nargs == ONE_OR_MORE:
            return f"{first} [{second} ...]"
        if self.nargs == REMAINDER:
            return "..."
        return " ".join(names if names else [name] * self.nargs)


class _Store(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConst(Action):
    takes_value = False

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrue(_StoreConst):
    def __init__(self, default=False, **kwargs):
        super().__init__(default=default, **kwargs)
        self.const = True


class _StoreFalse(_StoreConst):
    def __init__(self, default=True, **kwargs):
        super().__init__(default=default, **kwargs)
        self.const = False


class _Append(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest, None) or []), values])


class _Extend(Action):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest, None) or []), *values])


class _AppendConst(Action):
    takes_value = False

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest, None) or []), self.const])


class _Count(Action):
    takes_value = False

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _Help(Action):
    takes_value = False

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _Version(Action):
    takes_value = False

    def __init__(self, version=None, **kwargs):
        super().__init__(**kwargs)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        print(parser._filled(self.version or "", {"prog": parser.prog}))
        parser.exit()


class BooleanOptionalAction(Action):
    """`--x` and `--no-x`."""

    takes_value = False

    def __init__(self, option_strings, **kwargs):
        names = []
        for name in option_strings:
            names.append(name)
            if name.startswith("--"):
                names.append("--no-" + name[2:])
        super().__init__(option_strings=names, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith("--no-"))


_ACTIONS = {
    None: _Store, "store": _Store, "store_const": _StoreConst, "store_true": _StoreTrue, "store_false": _StoreFalse,
    "append": _Append, "append_const": _AppendConst, "count": _Count, "help": _Help, "version": _Version,
    "extend": _Extend,
}


class _Group:
    """Arguments under one heading."""

    def __init__(self, parser, title=None, description=None):
        self.parser = parser
        self.title = title
        self.description = description
        self.actions = []
        self.required = False
        self.is_exclusive = False

    def add_argument(self, *names, **kwargs):
        action = self.parser._made(names, kwargs)
        self.actions.append(action)
        return action


class ArgumentParser:
    """Reads command lines."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        if prefix_chars != "-" or fromfile_prefix_chars is not None:
            raise NotImplementedError("argparse: options begin with '-', and arguments are not read from files, here")
        self.prog = prog if prog is not None else sys.argv[0].rsplit("/", 1)[-1]
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.argument_default = argument_default
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._actions = []
        self._options = {}
        self._defaults = {}
        self._exclusive = []
        self._positionals = _Group(self, "positional arguments")
        self._optionals = _Group(self, "options")
        self._groups = []
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            for action in parent._actions:
                if not isinstance(action, _Help):
                    self._keep(action)
                    (self._optionals if action.option_strings else self._positionals).actions.append(action)
            self._defaults.update(parent._defaults)

    def __repr__(self):
        return (f"ArgumentParser(prog={self.prog!r}, usage={self.usage!r}, description={self.description!r}, "
                f"formatter_class={self.formatter_class!r}, conflict_handler='error', add_help=True)")

    # Building

    def add_argument(self, *names, **kwargs):
        action = self._made(names, kwargs)
        (self._optionals if action.option_strings else self._positionals).actions.append(action)
        return action

    def add_argument_group(self, title=None, description=None):
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, required=False):
        group = _Group(self)
        group.required = required
        group.is_exclusive = True
        self._exclusive.append(group)
        return group

    def add_subparsers(self, **kwargs):
        raise NotImplementedError("argparse: subcommands (add_subparsers) are not there")

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def _made(self, names, kwargs):
        kwargs = dict(kwargs)
        kind = kwargs.pop("action", None)
        if isinstance(kind, str) or kind is None:
            if kind not in _ACTIONS:
                raise ValueError(f"unknown action {kind!r}")
            make = _ACTIONS[kind]
        else:
            make = kind
        dest = kwargs.pop("dest", None)
        is_option = bool(names) and names[0].startswith("-")
        if is_option:
            if dest is None:
                long = next((name for name in names if name.startswith("--")), names[0])
                dest = long.lstrip("-").replace("-", "_")
            options = list(names)
        else:
            if names and dest is not None:
                raise ValueError("dest supplied twice for positional argument")
            if len(names) > 1:
                raise ValueError(f"invalid option string {names[0]!r}: must start with a character '-'")
            if "required" in kwargs:
                raise TypeError("'required' is an invalid argument for positionals")
            dest = names[0] if names else dest
            options = []
        if "default" not in kwargs:
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        if kwargs.get("type") is not None and not callable(kwargs["type"]):
            raise ValueError(f"{kwargs['type']!r} is not callable")
        if kwargs.get("nargs") == 0 and make in (_Store, _Append):
            raise ValueError("nargs for store actions must be != 0; if you have nothing to store, actions such as store "
                             "true or store const may be more appropriate")
        action = make(option_strings=options, dest=dest, **kwargs)
        if not options:
            action.required = action.nargs not in (OPTIONAL, ZERO_OR_MORE) or (
                action.nargs == ZERO_OR_MORE and "default" not in kwargs)
        if make is _Help or make is _Version:
            action.default = SUPPRESS
        self._keep(action)
        if dest in self._defaults and "default" in kwargs and kwargs["default"] is None:
            action.default = self._defaults[dest]
        return action

    def _keep(self, action):
        for name in action.option_strings:
            if name in self._options:
                raise ArgumentError(action, f"conflicting option string: {name}")
        self._actions.append(action)
        for name in action.option_strings:
            self._options[name] = action

    # Parsing

    def parse_args(self, args=None, namespace=None):
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: " + " ".join(rest))
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        words = list(sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not None and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        try:
            return self._read(words, namespace)
        except ArgumentError as error:
            if not self.exit_on_error:
                raise
            self.error(str(error))

    def _read(self, words, namespace):
        seen = []
        rest = []
        free = [action for action in self._actions if not action.option_strings]
        kinds = self._kinds(words)
        index = 0
        while True:
            # As many positionals as the words up to the next option allow.
            end = index
            while end < len(words) and kinds[end] != "O":
                end += 1
            if free and (index < end or end == len(words)):
                index = self._take_free(free, words, kinds, index, end, namespace, seen)
            while index < end:
                if kinds[index] != "-":
                    rest.append(words[index])
                index += 1
            if index >= len(words):
                break
            index = self._take_option(words, kinds, index, namespace, seen, rest)
        missing = [action.display for action in self._actions if action.required and action not in seen]
        if missing:
            self.error("the following arguments are required: " + ", ".join(missing))
        for group in self._exclusive:
            if group.required and not any(action in seen for action in group.actions):
                names = " ".join(action.display for action in group.actions if action.help is not SUPPRESS)
                self.error(f"one of the arguments {names} is required")
        for action in self._actions:
            # Defaults that are text are converted as words of the command line are.
            if action not in seen and isinstance(action.default, str) and action.default is not SUPPRESS \
                    and getattr(namespace, action.dest, None) is action.default:
                setattr(namespace, action.dest, self._converted(action, action.default))
        return namespace, rest

    def _kinds(self, words):
        """For each word `O` for an option, `A` for an argument, `-` for `--`."""
        kinds = []
        has_numbers = any(name[1:2].isdigit() for name in self._options)
        for index, word in enumerate(words):
            if word == "--":
                return kinds + ["-"] + ["A"] * (len(words) - index - 1)
            kinds.append("O" if self._is_option(word, has_numbers) else "A")
        return kinds

    def _is_option(self, word, has_numbers):
        if not word.startswith("-") or word == "-":
            return False
        if word in self._options or word.split("=", 1)[0] in self._options:
            return True
        if self._abbreviated(word):
            return True
        if not has_numbers:
            try:
                float(word)
                return False
            except ValueError:
                pass
        return " " not in word

    def _abbreviated(self, word):
        if not word.startswith("--") or not self.allow_abbrev:
            return []
        start = word.split("=", 1)[0]
        return [name for name in self._options if name.startswith(start)]

    def _take_free(self, free, words, kinds, index, end, namespace, seen):
        """Give words to positionals: each takes what leaves enough for those behind it."""
        available = [i for i in range(index, end) if kinds[i] == "A"]
        counts = self._shares(free, len(available))
        taken = 0
        for action, count in zip(free[:], counts):
            values = [words[i] for i in available[taken:taken + count]]
            taken += count
            free.pop(0)
            if values or action.nargs not in (OPTIONAL, ZERO_OR_MORE):
                seen.append(action)
                self._perform(action, values, namespace, None)
            else:
                seen.append(action)
                if action.nargs == OPTIONAL:
                    value = action.default
                    if isinstance(value, str):
                        value = self._converted(action, value)
                else:
                    value = action.default if action.default is not None else []
                if value is not SUPPRESS:
                    setattr(namespace, action.dest, value)
        return available[taken - 1] + 1 if taken else index

    @staticmethod
    def _limits(action):
        """The fewest and the most words that an argument takes."""
        if action.nargs is None:
            return 1, 1
        if isinstance(action.nargs, int):
            return action.nargs, action.nargs
        return {OPTIONAL: (0, 1), ZERO_OR_MORE: (0, None), ONE_OR_MORE: (1, None), REMAINDER: (0, None)}[action.nargs]

    def _shares(self, free, count):
        limits = [self._limits(action) for action in free]
        # The longest run of positionals that the words suffice for.
        length = len(free)
        while length and sum(fewest for fewest, _ in limits[:length]) > count:
            length -= 1
        shares = []
        for place in range(length):
            fewest, most = limits[place]
            behind = sum(low for low, _ in limits[place + 1:length])
            share = count - behind if most is None else min(most, count - behind)
            shares.append(max(fewest, share))
            count -= shares[-1]
        return shares

    def _take_option(self, words, kinds, index, namespace, seen, rest):
        word = words[index]
        name, equals, value = word.partition("=")
        if word in self._options:
            name, equals = word, ""
        attached = value if equals else None
        action = self._options.get(name)
        if action is None:
            found = self._abbreviated(word)
            if len(found) > 1 and len({id(self._options[one]) for one in found}) > 1:
                self.error(f"ambiguous option: {word} could match {', '.join(found)}")
            if found:
                name, action = found[0], self._options[found[0]]
        if action is None and not word.startswith("--") and word[:2] in self._options:
            # `-n5`, and `-vvx` for options without values.
            name, action, attached = word[:2], self._options[word[:2]], word[2:]
            if not action.takes_value:
                self._note(action, name, namespace, seen)
                following = "-" + attached
                if following[:2] not in self._options:
                    raise ArgumentError(action, f"ignored explicit argument {attached!r}")
                words[index] = following
                return index
        if action is None:
            rest.append(word)
            return index + 1
        if not action.takes_value or action.nargs == 0:
            if attached is not None:
                raise ArgumentError(action, f"ignored explicit argument {attached!r}")
            self._note(action, name, namespace, seen)
            return index + 1
        fewest, most = self._limits(action)
        if attached is not None:
            if fewest > 1:
                raise ArgumentError(action, self._expected(action))
            values, following = [attached], index + 1
        else:
            following = index + 1
            while following < len(words) and (most is None or following - index - 1 < most) and (
                    kinds[following] == "A" or action.nargs == REMAINDER):
                following += 1
            values = words[index + 1:following]
            if len(values) < fewest:
                raise ArgumentError(action, self._expected(action))
        seen.append(action)
        self._check_exclusive(action, seen)
        self._perform(action, values, namespace, name)
        return following

    def _note(self, action, name, namespace, seen):
        seen.append(action)
        self._check_exclusive(action, seen)
        action(self, namespace, [], name)

    def _check_exclusive(self, action, seen):
        for group in self._exclusive:
            if action in group.actions:
                for other in group.actions:
                    if other is not action and other in seen:
                        raise ArgumentError(action, f"not allowed with argument {other.display}")

    @staticmethod
    def _expected(action):
        if action.nargs is None:
            return "expected one argument"
        if action.nargs == OPTIONAL:
            return "expected at most one argument"
        if action.nargs == ONE_OR_MORE:
            return "expected at least one argument"
        return f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"

    def _perform(self, action, values, namespace, name):
        if action.nargs is None:
            result = self._checked(action, values[0])
        elif action.nargs == OPTIONAL:
            result = self._checked(action, values[0]) if values else action.const
            if not values and isinstance(result, str):
                result = self._checked(action, result)
        else:
            result = [self._checked(action, value) for value in values]
        action(self, namespace, result, name)

    def _checked(self, action, text):
        value = self._converted(action, text)
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(
                action, f"invalid choice: {value!r} (choose from {', '.join(map(repr, action.choices))})")
        return value

    def _converted(self, action, text):
        if action.type is None:
            return text
        try:
            return action.type(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            raise ArgumentError(
                action, f"invalid {getattr(action.type, '__name__', repr(action.type))} value: {text!r}")

    # Help

    def _filled(self, text, values):
        return text % values

    def format_usage(self):
        return self._usage() + "\n"

    def _usage(self):
        start = "usage: "
        if self.usage is not None:
            return start + self._filled(self.usage, {"prog": self.prog})
        exclusive = {id(action): group for group in self._exclusive for action in group.actions}
        options, positionals = [], []
        done = set()
        for action in self._actions:
            if action.help is SUPPRESS:
                continue
            group = exclusive.get(id(action))
            if group is not None:
                if id(group) in done:
                    continue
                done.add(id(group))
                inner = " | ".join(self._usage_of(one, bare=True) for one in group.actions if one.help is not SUPPRESS)
                many = len(group.actions) > 1
                options.append(f"({inner})" if group.required and many else inner if group.required else f"[{inner}]")
                continue
            (options if action.option_strings else positionals).append(self._usage_of(action))
        line = " ".join([self.prog, *options, *positionals])
        if len(start) + len(line) <= _WIDTH:
            return start + line
        return start + self._wrapped(len(start), options, positionals)

    def _wrapped(self, indent, options, positionals):
        def lines(parts, margin, first=None):
            made, line, length = [], [], (first if first is not None else margin) - 1
            for part in parts:
                if length + 1 + len(part) > _WIDTH and line:
                    made.append(" " * margin + " ".join(line))
                    line, length = [], margin - 1
                line.append(part)
                length += len(part) + 1
            if line:
                made.append(" " * margin + " ".join(line))
            if first is not None and made:
                made[0] = made[0][margin:]
            return made

        if indent + len(self.prog) <= 0.75 * _WIDTH:
            margin = indent + len(self.prog) + 1
            if options:
                made = lines([self.prog, *options], margin, indent)
                made += lines(positionals, margin)
            elif positionals:
                made = lines([self.prog, *positionals], margin, indent)
            else:
                made = [self.prog]
            return "\n".join(made)
        made = lines([*options, *positionals], indent)
        if len(made) > 1:
            made = lines(options, indent) + lines(positionals, indent)
        return "\n".join([self.prog, *made])

    @staticmethod
    def _usage_of(action, bare=False):
        if not action.option_strings:
            return action.values_text()
        if isinstance(action, BooleanOptionalAction):
            text = " | ".join(action.option_strings)
        else:
            text = action.option_strings[0]
            if action.takes_value:
                text += " " + action.values_text()
        return text if action.required or bare else f"[{text}]"

    def format_help(self):
        style = self.formatter_class
        parts = [self._usage() + "\n"]
        if self.description:
            text = self._filled(self.description, {"prog": self.prog}) if "%" in self.description else self.description
            parts.append((text if style.keeps_description else textwrap.fill(" ".join(text.split()), _WIDTH)) + "\n")
        widest = 0
        groups = [self._positionals, self._optionals, *self._groups]
        for group in self._exclusive:
            # They stand with the options.
            groups[1] = self._joined(groups[1], group)
        for group in groups:
            for action in group.actions:
                if action.help is not SUPPRESS:
                    widest = max(widest, len(self._invocation(action)) + 2)
        column = min(widest + 2, _HELP_COLUMN)
        for group in groups:
            shown = [action for action in group.actions if action.help is not SUPPRESS]
            if not shown and not group.description:
                continue
            lines = [f"{group.title}:"] if group.title else []
            if group.description:
                lines += [textwrap.fill(group.description, _WIDTH - 2, initial_indent="  ", subsequent_indent="  "), ""]
            for action in shown:
                lines += self._help_lines(action, column)
            parts.append("\n".join(lines).rstrip("\n") + "\n")
        if self.epilog:
            text = self._filled(self.epilog, {"prog": self.prog}) if "%" in self.epilog else self.epilog
            parts.append((text if style.keeps_description else textwrap.fill(" ".join(text.split()), _WIDTH)) + "\n")
        return "\n".join(parts)

    def _joined(self, group, exclusive):
        joined = _Group(self, group.title, group.description)
        order = {id(action): place for place, action in enumerate(self._actions)}
        joined.actions = sorted([*group.actions, *exclusive.actions], key=lambda action: order[id(action)])
        return joined

    @staticmethod
    def _invocation(action):
        if not action.option_strings:
            return action.shown()
        if not action.takes_value:
            return ", ".join(action.option_strings)
        return ", ".join(f"{name} {action.values_text()}" for name in action.option_strings)

    def _help_lines(self, action, column):
        invocation = self._invocation(action)
        if not action.help:
            return [f"  {invocation}"]
        text = action.help
        if self.formatter_class.shows_defaults and "%(default)" not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += " (default: %(default)s)"
        values = {name: value for name, value in vars(action).items() if value is not SUPPRESS}
        values["prog"] = self.prog
        if callable(values.get("type")) and hasattr(values["type"], "__name__"):
            values["type"] = values["type"].__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        text = self._filled(text, values)
        width = max(_WIDTH - column, 11)
        wrapped = text.splitlines() if self.formatter_class.keeps_help else textwrap.wrap(" ".join(text.split()), width)
        start = f"  {invocation}"
        if len(start) <= column - 2:
            lines = [start.ljust(column) + wrapped[0]]
            wrapped = wrapped[1:]
        else:
            lines = [start]
        return lines + [" " * column + line for line in wrapped]

    def print_usage(self, file=None):
        (file or sys.stdout).write(self.format_usage())

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())

    def exit(self, status=0, message=None):
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

"""Files of plain asserts: each assert is a case, so that part of the answer earns part of the credit.

One that fails keeps none from its turn; only what stops the file fails all that it has not reached.
"""

import ast
from collections.abc import Callable

from kit.cases import Case
from kit.thrown import first_unanswered, forget_failures

_MAX_CHECKS = 200
_MAX_NAME_CHARS = 100
_ERROR = "@error"

type Reached = dict[int, BaseException | None]


class Script:
    """A test file that defines no test, and what became of its checks. Any other file has none."""

    def __init__(self, tree: ast.Module, code: str) -> None:
        self._names: list[str] = []
        self._reached: Reached = {}
        self._stopped: BaseException | None = None
        tries = _Tries(code, _helpers(tree))
        #: Whether the file is run as a program is, and not for the tests that it defines.
        self.is_program = not _defines_tests(tree)
        found = tries.find(tree) if self.is_program else []
        if 1 < len(found) <= _MAX_CHECKS:
            self._names = found
            tries.put(tree)
        #: For the file's builtins, under names that no program can write.
        self.helpers = {"@anything": BaseException, "@held": self._held, "@fell": self._fell}

    def attempt(self, act: Callable, *arguments: object) -> None:
        """Run the file, or what it leaves to others. It raises where no check was reached."""
        try:
            act(*arguments)
        except BaseException as error:
            if not self._reached:
                raise
            self._stopped = error

    def cases(self) -> list[Case]:
        """Make a case of each check; one that a file rightly never comes to is not counted."""
        cases = []
        for check, name in enumerate(self._names):
            failure = self._reached.get(check, self._stopped)
            if check in self._reached or failure is not None:
                cases.append(Case(name, _raiser(failure)))
        return cases if self._reached else []

    def _held(self, check: int) -> None:
        # A program can swallow a failure: the assert may stand in a `with` block of the learner's.
        self._keep(check, first_unanswered())

    def _fell(self, check: int, error: BaseException) -> None:
        self._keep(check, error)

    def _keep(self, check: int, failure: BaseException | None) -> None:
        forget_failures()
        self._reached[check] = self._reached.get(check) or failure


def _raiser(failure: BaseException | None) -> Callable[[], None]:
    def act() -> None:
        if failure is not None:
            raise failure

    return act


def fed_names(tree: ast.Module) -> set[str]:
    """Find the functions that the file itself calls with arguments: whatever they are called, they are no tests.

    What is a test by itself may be called with others where the file is run as a program.
    """
    called = {name for node in ast.walk(tree) if (name := _called_by(node)) and node.value.args}
    methods = {_method_called_by(node) for node in ast.walk(tree) if _method_called_by(node) and node.value.args}
    functions = [node for node in ast.walk(tree) if type(node) is ast.FunctionDef]
    wanting = {node.name for node in functions if _wants_more(node)}
    complete = {node.name for node in functions if _wants_nothing(node)}
    inside = [node for guard in tree.body if _is_guard(guard) for node in ast.walk(guard)]
    outside = {_called_by(node) for node in {*ast.walk(tree)}.difference(inside)}
    return (called - (complete - outside)) | (methods & wanting)


def _is_guard(node: ast.AST) -> bool:
    """Tell whether a statement is `if __name__ == "__main__":`."""
    return type(node) is ast.If and ast.unparse(node.test) == "__name__ == '__main__'"


def _wants_more(function: ast.FunctionDef) -> bool:
    """Tell whether a method must be given more than the object that it is called on."""
    return len(function.args.args) - len(function.args.defaults) > 1


def _wants_nothing(function: ast.FunctionDef) -> bool:
    """Tell whether a function has a value of its own for whatever it can be given."""
    taken = function.args
    return taken.vararg is None and len(taken.posonlyargs) + len(taken.args) == len(taken.defaults)


def _defines_tests(tree: ast.Module) -> bool:
    fed = fed_names(tree)
    names = {_name(node) for node in ast.walk(tree) if not _holds_fed_alone(node, fed)} - fed
    return any(name.startswith(("test", "Test", "load_tests", "runTest")) for name in names)


def _holds_fed_alone(node: ast.AST, fed: set[str]) -> bool:
    """Tell whether all the tests of a class are called by the file itself."""
    if type(node) is not ast.ClassDef:
        return False
    tests = [name for name in map(_name, node.body) if name.startswith("test")]
    return bool(tests) and fed.issuperset(tests)


def _name(node: ast.AST) -> str:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return node.name if isinstance(node, kinds) else ""


def _called_by(node: ast.AST) -> str:
    """Give the name of the function that a statement calls and does nothing else."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name
    return ""


def _method_called_by(node: ast.AST) -> str:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))):
            return name
    return ""


def _asserts(node: ast.Expr) -> bool:
    """Tell whether a statement is a call such as `self.assertEqual(…)` or `assert_equal(…)`."""
    return _method_called_by(node).startswith("assert") or _called_by(node).startswith("assert_")


def _helpers(tree: ast.Module) -> set[str]:
    """Find the file's own functions that check something, and are called in several places."""
    calls = [_called_by(node) for node in ast.walk(tree)]
    checking = [
        node.name
        for node in ast.walk(tree)
        if type(node) is ast.FunctionDef
        and any(isinstance(inner, (ast.Assert, ast.Raise)) for inner in ast.walk(node))
    ]
    return {name for name in checking if calls.count(name) > 1}


class _Tries(ast.NodeTransformer):
    """Finds the checks of a file, and puts a `try` around each."""

    def __init__(self, code: str, helpers: set[str]) -> None:
        self._code = code
        self._helpers = helpers
        self._names: list[str] = []
        self._putting = False

    def find(self, tree: ast.Module) -> list[str]:
        """Name the checks in their order."""
        self.visit(tree)
        return self._names

    def put(self, tree: ast.Module) -> None:
        """Have each tried, and told of."""
        self._names, self._putting = [], True
        self.visit(tree)
        ast.fix_missing_locations(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        # What a helper asserts is part of the calls of it.
        return node if node.name in self._helpers else self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        # `assert True` says nothing of the answer.
        return node if type(node.test) is ast.Constant and node.test.value else self._tried(node)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        return self._tried(node) if _called_by(node) in self._helpers or _asserts(node) else node

    def _tried(self, node: ast.stmt) -> ast.stmt:
        check = ast.Constant(len(self._names))
        text = ast.get_source_segment(self._code, node) or ast.unparse(node)
        self._names.append(" ".join(text.split())[:_MAX_NAME_CHARS])
        if not self._putting:
            return node
        error = ast.Name(_ERROR, ast.Load())
        handler = ast.ExceptHandler(
            ast.Name("@anything", ast.Load()), _ERROR, [_told("@fell", check, error)]
        )
        return ast.copy_location(ast.Try([node], [handler], [_told("@held", check)], []), node)


def _told(name: str, *arguments: ast.expr) -> ast.stmt:
    return ast.Expr(ast.Call(ast.Name(name, ast.Load()), list(arguments), []))

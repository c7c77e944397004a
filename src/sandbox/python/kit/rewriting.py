"""Rewrites a test file: its comparisons become honest ones, and its asserts say what they compared."""

import ast
from collections.abc import Iterable

from kit.kinship import exact

_OPERATIONS = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
#: The test file as a module: `sys.modules` does not have it, where the program would find it too.
OWN_MODULE = "@own module"
_MAX_SOURCE_CHARS = 120
#: Functions whose values are as good as written out where their arguments are.
_MAKERS = frozenset("set frozenset tuple list dict range date datetime timedelta Decimal Fraction".split())


def rewrite(tree: ast.Module) -> ast.Module:
    """Rewrite a parsed test file."""
    return ast.fix_missing_locations(_Rewriter().visit(tree))


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(f"@{name}", ast.Load()), list(arguments), [])


def _constant(value: object) -> ast.Constant:
    return ast.Constant(value)


class _Rewriter(ast.NodeTransformer):
    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        operations = [_OPERATIONS[type(operation)] for operation in node.ops]
        self.generic_visit(node)
        if all(operation in ("is", "is not") for operation in operations):
            return node
        if len(operations) == 1:
            return ast.copy_location(_call(operations[0], node.left, node.comparators[0]), node)
        names = ast.Tuple([_constant(operation) for operation in operations], ast.Load())
        return ast.copy_location(_call("chain", names, node.left, *node.comparators), node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if type(node.op) is not ast.Sub:
            return node
        return ast.copy_location(_call("minus", node.left, node.right), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if ast.unparse(node) == "sys.modules[__name__]" and type(node.ctx) is ast.Load:
            return ast.copy_location(ast.Name(OWN_MODULE, ast.Load()), node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        difference = node.args[0] if len(node.args) == 1 and not node.keywords else None
        is_distance = (
            type(difference) is ast.BinOp and type(difference.op) is ast.Sub and _is_absolute(node.func)
        )
        reverse = len(node.args) > 1 and _stands_first(*node.args[:2])
        self.generic_visit(node)
        if is_distance:
            return ast.copy_location(_call("distance", *node.args[0].args), node)
        if type(node.func) is not ast.Attribute:
            return node
        if node.func.attr.startswith("assert_"):
            node.func = ast.copy_location(_call("method", node.func.value, _constant(node.func.attr)), node)
        elif node.func.attr.startswith("assert") and reverse:
            node.func = ast.copy_location(_call("reversed", node.func), node)
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        """Have a handler of the test's own tell that it deals with what was thrown."""
        self.generic_visit(node)
        node.body.insert(0, ast.copy_location(ast.Expr(_call("caught")), node.body[0]))
        return node

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt] | ast.stmt:
        if type(node.test) is ast.BoolOp and type(node.test.op) is ast.And:
            parts = [ast.copy_location(ast.Assert(part, node.msg), node) for part in node.test.values]
            return [self.visit_Assert(part) for part in parts]
        judged = self._judged(node.test)
        message = [] if node.msg is None else [self.visit(node.msg)]
        raising = ast.Raise(_call("failure", *message), None)
        statement = ast.If(ast.UnaryOp(ast.Not(), judged), [raising], [])
        return ast.fix_missing_locations(ast.copy_location(statement, node))

    def _judged(self, test: ast.expr) -> ast.expr:
        if type(test) is ast.Compare and len(test.ops) == 1:
            operation = _OPERATIONS[type(test.ops[0])]
            left, right = test.left, test.comparators[0]
            reverse = operation not in ("in", "not in") and _stands_first(left, right)
            return _call(
                "judge reversed" if reverse else "judge",
                _constant(operation),
                self.visit(left),
                self.visit(right),
            )
        wanted = not (type(test) is ast.UnaryOp and type(test.op) is ast.Not)
        value = test if wanted else test.operand
        text = exact(ast.unparse(value))[:_MAX_SOURCE_CHARS]
        return _call("judge truth", _constant(text), _constant(wanted), self.visit(value))


def _is_absolute(function: ast.expr) -> bool:
    name = function.attr if type(function) is ast.Attribute else getattr(function, "id", "")
    return name in ("abs", "fabs")


def _stands_first(left: ast.expr, right: ast.expr) -> bool:
    """Tell whether the left of two values that are compared is the expected one."""
    return _is_expected(left) and not _is_expected(right)


def _is_expected(node: ast.expr) -> bool:
    """Tell whether a value is written out, a constant by its name, or called what is expected."""
    match node:
        case ast.Constant() | ast.List() | ast.Tuple() | ast.Dict() | ast.Set() | ast.JoinedStr():
            return True
        case ast.UnaryOp(operand=operand):
            return _is_expected(operand)
        case ast.BinOp(left=left, right=right):
            return _is_expected(left) and _is_expected(right)
        case ast.Subscript(value=held):
            return _is_expected(held)
        case ast.Call(func=ast.Name(id=name), args=args) if name in _MAKERS:
            return all(map(_is_expected, args))
        case ast.Call(func=ast.Attribute(value=ast.Constant()), args=args):
            return all(map(_is_expected, args))
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper() or name.lower().startswith("expect")
    return False


def bound_names(tree: ast.Module) -> list[str]:
    """Give the names that the file itself defines or assigns at its top, in their order; not what it imports."""
    names: dict[str, None] = {}
    for node in _statements(tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = None
        elif isinstance(node, ast.Assign):
            targets = [target for target in node.targets if type(target) is ast.Name]
            names.update((target.id, None) for target in targets)
    return list(names)


def _statements(body: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    for node in body:
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for name in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, name, []))


def free_names(tree: ast.Module) -> set[str]:
    """Give the names that the file reads and binds nowhere."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.alias(name=name, asname=other):
                bound.add(other or name.partition(".")[0])
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                bound.add(name)
    return read - bound


def has_asserts(tree: ast.Module) -> bool:
    """Tell whether the file asserts anything when it is run to its end: by itself, or in functions that it calls."""
    return any(isinstance(node, (ast.Assert, ast.Raise)) for node in ast.walk(tree))

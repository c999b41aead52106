"""Python files in, the small changes out of which a test should notice each: mutants.

A boundary moved, a condition turned round or taken away, a number one more, min for max, an order
without its key, a statement left out. Texts, annotations and decorators stay as they are.
"""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

Change = tuple[ast.AST, ast.AST]

_OTHER_COMPARISON: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
}
_OTHER_SUM: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Add(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.FloorDiv(),
    ast.BitAnd: ast.BitOr(),
}
_OTHER_CHOICE = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LEFT_ALONE = frozenset({"decorator_list", "annotation", "returns", "type_params"})
_LONGEST = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change in the file at `path`, whose whole `tree` has the `old` node.

    `function` is where it stands, "" outside any; `lines` are those of the change.
    """

    path: Path
    tree: ast.Module
    old: ast.AST
    new: ast.AST
    function: str
    lines: range

    @property
    def change(self) -> str:
        """What becomes what, in one line."""
        return f"{_text(self.old)}  ->  {_text(self.new)}"

    def changed_tree(self) -> ast.Module:
        """The file with the change; the tree itself is changed, so do it in a process apart."""
        changed = _Exchange(self.old, self.new).visit(self.tree)
        assert isinstance(changed, ast.Module)
        return ast.fix_missing_locations(changed)


def find_mutants(paths: Iterable[Path]) -> list[Mutant]:
    """Every mutant of every file, by file and place."""
    return [mutant for path in sorted(paths) for mutant in _mutants_of(path)]


def draw_mutants(mutants: Iterable[Mutant], number: int, *, seed: int) -> list[Mutant]:
    """A sample of `number`, by file and place.

    Whether one is drawn depends on its own file, function and change alone, so that a change of the
    program elsewhere leaves the rest of the sample as it was.
    """
    met: Counter[str] = Counter()
    lots: list[tuple[str, int, Mutant]] = []
    for place, mutant in enumerate(mutants):
        name = f"{seed} {mutant.path.as_posix()} {mutant.function} {mutant.change}"
        met[name] += 1
        lot = hashlib.sha256(f"{name} {met[name]}".encode()).hexdigest()
        lots.append((lot, place, mutant))
    drawn = sorted(lots, key=lambda one: one[:2])[:number]
    return [mutant for _, _, mutant in sorted(drawn, key=lambda one: one[1])]


def _mutants_of(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_bytes(), filename=str(path))
    for node, function in _nodes(tree, ""):
        for old, new in _changes(node):
            if not isinstance(old, ast.expr | ast.stmt | ast.slice):
                continue
            first = getattr(old, "lineno", 0)
            last = getattr(old, "end_lineno", first)
            yield Mutant(
                path=path,
                tree=tree,
                old=old,
                new=ast.copy_location(new, old),
                function=function,
                lines=range(first, last + 1),
            )


def _nodes(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node below, with the function that it stands in."""
    for name, value in ast.iter_fields(node):
        if name in _LEFT_ALONE or (name == "body" and _is_for_types(node)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            yield child, function
            yield from _nodes(child, _function_below(child, function))


def _function_below(node: ast.AST, function: str) -> str:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"{function}.{node.name}".lstrip(".")
    return function


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _changes(node: ast.AST) -> Iterator[Change]:
    yield from _other_values(node)
    yield from _other_conditions(node)
    yield from _other_orders(node)
    yield from _left_out(node)


def _other_values(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Constant(value=bool() as value):
            yield node, ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield node, ast.Constant(value + 1)
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield node, operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OTHER_SUM:
            if not (_is_text(left) or _is_text(right)):
                yield node, ast.BinOp(left, _OTHER_SUM[type(op)], right)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def _other_conditions(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for place, op in enumerate(ops):
                changed = [*ops[:place], _OTHER_COMPARISON[type(op)], *ops[place + 1 :]]
                yield node, ast.Compare(left, changed, others)
        case ast.BoolOp(op=op, values=values):
            yield node, ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield node, rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            if not isinstance(test, ast.Compare | ast.UnaryOp | ast.BoolOp):
                yield test, ast.UnaryOp(ast.Not(), test)
        case ast.comprehension(ifs=conditions):
            for condition in conditions:
                yield condition, ast.Constant(value=True)
        case ast.match_case(guard=ast.expr() as guard):
            yield guard, ast.Constant(value=True)


def _other_orders(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            if name in _OTHER_CHOICE:
                yield node, ast.Call(ast.Name(_OTHER_CHOICE[name], ast.Load()), args, keywords)
            without_key = [one for one in keywords if one.arg != "key"]
            if len(without_key) < len(keywords):
                yield node, ast.Call(ast.Name(name, ast.Load()), args, without_key)
        case ast.Slice(lower=lower, upper=ast.expr(), step=step):
            yield node, ast.Slice(lower, None, step)


def _left_out(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield node, ast.Pass()


class _Exchange(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The other node at its place; below any other the same again."""
        return self._new if node is self._old else self.generic_visit(node)


def _text(node: ast.AST) -> str:
    line = " ".join(ast.unparse(node).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"

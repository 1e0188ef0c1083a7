"""Reading a condition: a small recursive-descent parser with bounds on length, size and depth.

Grammar (keywords in lower case)::

    condition   = "if" condition "then" condition | disjunction [ "iff" disjunction ]
    disjunction = conjunction { "or" conjunction }
    conjunction = negation { "and" negation }
    negation    = "not" negation | "(" condition ")" | comparison
    comparison  = name operator name
                | name [ "not" ] "in" "(" name { "," name } ")"
                | sum operator sum
    operator    = "=" | "!=" | "<" | "<=" | ">" | ">="
    sum         = [ "-" ] part { ( "+" | "-" ) part }
    part        = number [ "*" name ] | name [ "*" number ]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from winset.errors import ExpressionError
from winset.expr.amounts import is_number
from winset.expr.tree import And, Comparison, Condition, Iff, Implies, Member, Not, Or, Summand, Sums
from winset.frozen import Frozen

MAX_LENGTH = 4096
MAX_NODES = 400
MAX_DEPTH = 32
KEYWORDS = frozenset({"and", "or", "not", "if", "then", "iff", "in"})


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    ExpressionError
        If it cannot be read; tells where, and how to mend it.

    Examples
    --------
    >>> parse("if aid = resumed then truce >= partial")
    Implies(premise=Comparison(issue='aid', operator='=', ...), conclusion=Comparison(issue='truce', ...))
    """
    return _Parser(text).whole()


_TOKEN = re.compile(
    r"""(?P<symbol>==|=>|=<|!=|<=|>=|&&|\|\||[=<>(),!&|+*-])|(?P<quoted>"[^"]*"|'[^']*')|(?P<word>[^\W-][\w.-]*|\.\d+)"""
)
_OPERATORS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_SLIPS = {"==": "=", "=>": ">=", "=<": "<=", "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not"}


class Token(Frozen):
    """A name, keyword or symbol of a condition, with its place; the text of a name is without quotes."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """Cut a condition into names, keywords and symbols, the end last."""
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position]
            hint = "Close the quotes." if character in "\"'" else "Quote names that contain spaces or odd characters."
            raise ExpressionError(f"unexpected character '{character}'", hint, position)
        kind, token = str(match.lastgroup), match.group()
        if token in _SLIPS and kind == "symbol":
            raise ExpressionError(
                f"'{token}' is not part of the condition language", f"Write '{_SLIPS[token]}'.", position
            )
        if kind == "word" and token.lower() in KEYWORDS and token not in KEYWORDS:
            raise ExpressionError(
                f"keywords are lower case, not '{token}'", f"Write '{token.lower()}', or quote it.", position
            )
        if kind == "quoted":
            kind, token = "name", token[1:-1]
        elif kind == "word":
            kind = "keyword" if token in KEYWORDS else "name"
        yield Token(kind, token, position)
        position = match.end()
    yield Token("end", "the end", len(text))


class _Parser:
    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise ExpressionError(f"the condition is longer than {MAX_LENGTH} characters", "Split it into several.")
        self.tokens = list(tokens(text))
        self.place = 0
        self.nodes = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> Token | None:
        token = self.token
        if token.kind in {"keyword", "symbol"} and token.text in texts:
            self.place += 1
            return token
        return None

    def fail(self, expected: str) -> ExpressionError:
        token = self.token
        hint = {"if": "Put 'if … then …' in parentheses.", "iff": "Use parentheses to say what belongs together."}.get(
            token.text, ""
        )
        if token.text == "unless":
            hint = "Write 'if … then …' instead."
        if name := self.unquoted():
            hint = f'A name of several words needs quotes: "{name}".'
        if token.text in {"is", "are", "equals"} and expected.startswith("a comparison"):
            hint = f"Write '=' for '{token.text}'."
        if token.kind == "end" and "','" in expected:
            hint = "A condition that has a comma stands in quotes inside { … } and [ … ]."
        found = token.text if token.kind == "end" else f"'{token.text}'"
        return ExpressionError(f"expected {expected} but found {found}", hint, token.offset)

    def unquoted(self) -> str:
        """Give the words that were probably meant as one name, from those that stand side by side without quotes."""
        tokens, start = self.tokens, self.place
        if start and tokens[start - 1].kind == "name":
            start -= 1
        end = start
        while self._of_name(end, end == start):
            end += 1
        words = [one.text for one in tokens[start:end]]
        compared = [start > 0 and tokens[start - 1].text in _OPERATORS, tokens[end].text in _OPERATORS]
        return " ".join(words) if len(words) > 1 and not all(compared) and not any(" " in one for one in words) else ""

    def _of_name(self, place: int, first: bool) -> bool:
        token = self.tokens[place]
        if token.text == "in":
            return self.tokens[place + 1].text != "("
        return (token.kind == "name" and token.text != "unless") or (first and token.text in {"not", "if"})

    def count(self) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise ExpressionError(
                f"the condition has more than {MAX_NODES} parts", "Split it into several.", self.token.offset
            )

    def whole(self) -> Condition:
        if self.token.kind == "end":
            raise ExpressionError("the condition is empty", "Write one such as: aid = resumed")
        condition = self.condition()
        if self.token.kind != "end":
            raise self.fail("'and', 'or', 'iff' or the end")
        return condition

    def condition(self) -> Condition:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(f"the condition is nested deeper than {MAX_DEPTH}", "Simplify it.", self.token.offset)
        self.count()
        result: Condition
        if self.take("if"):
            premise = self.condition()
            if not self.take("then"):
                raise self.fail("'then'")
            result = Implies(premise, self.condition())
        else:
            result = self.disjunction()
            if self.take("iff"):
                result = Iff(result, self.disjunction())
        self.depth -= 1
        return result

    def disjunction(self) -> Condition:
        operands = [self.conjunction()]
        while self.take("or"):
            operands.append(self.conjunction())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def conjunction(self) -> Condition:
        operands = [self.negation()]
        while self.take("and"):
            operands.append(self.negation())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def negation(self) -> Condition:
        self.count()
        turned = False
        while self.take("not"):
            turned = not turned
            self.count()
        if self.take("("):
            inner = self.condition()
            if not self.take(")"):
                raise self.fail("')'")
        else:
            inner = self.comparison()
        return Not(inner) if turned else inner

    def name(self, what: str) -> Token:
        token = self.token
        if token.kind != "name":
            raise self.fail(what)
        self.place += 1
        return token

    def comparison(self) -> Condition:
        if sums := self.sums():
            return sums
        issue = self.name("an issue")
        if self.take("in"):
            return self.member(issue, negated=False)
        if self.take("not"):
            if not self.take("in"):
                raise self.fail("'in'")
            return self.member(issue, negated=True)
        operator = self.take("=", "!=", "<", "<=", ">", ">=")
        if operator is None:
            raise self.fail(f"a comparison after '{issue.text}' (such as '= level')")
        sign = self.take("-")
        target = self.name("a level")
        level = f"-{target.text}" if sign else target.text
        return Comparison(issue.text, operator.text, level, issue.offset, (sign or target).offset)

    def sums(self) -> Sums | None:
        """Read a comparison of sums; None, and nothing read, where a name is compared with one name."""
        start = self.place
        left = self.sum()
        operator = self.take(*_OPERATORS) if left else None
        right = self.sum() if left and operator else None
        if not left or operator is None or not right or not self.summed(start):
            self.place = start
            return None
        for _ in (*left, *right):
            self.count()
        if not any(part.issue for part in (*left, *right)):
            raise ExpressionError("the comparison speaks of no issue", "Name one.", self.tokens[start].offset)
        return Sums(left, operator.text, right)

    def summed(self, start: int) -> bool:
        """Whether what was read needs more than a name, an operator and a name, number or negative number."""
        read = [token.text for token in self.tokens[start : self.place]]
        bounded = is_number(read[0]) and read[1] not in {"=", "!="}  # '2025 = yes' speaks of an issue of that name
        return bounded or len(read) > 3 + (len(read) > 3 and read[2] == "-")

    def sum(self) -> tuple[Summand, ...]:
        """Read a sum; empty where there is none."""
        parts: list[Summand] = []
        sign = self.take("-")
        while part := self.part(-1 if sign and sign.text == "-" else 1):
            parts.append(part)
            sign = self.take("+", "-")
            if sign is None:
                return tuple(parts)
        return ()

    def part(self, sign: int) -> Summand | None:
        """Read a number, an issue, or a number of times an issue."""
        first = self.token
        if first.kind != "name":
            return None
        self.place += 1
        second = first
        if self.take("*"):
            second = self.token
            if second.kind != "name" or is_number(first.text) == is_number(second.text):
                what = "only a number of times an issue can stand in a sum"
                raise ExpressionError(what, "Write '2 * price'.", first.offset)
            self.place += 1
        number = next((one for one in (first, second) if is_number(one.text)), None)
        factor = sign * (Fraction(number.text) if number else Fraction(1))
        issue = next((one for one in (second, first) if not is_number(one.text)), None)
        return Summand(factor, issue.text if issue else "", (issue or first).offset)

    def member(self, issue: Token, negated: bool) -> Condition:
        if not self.take("("):
            raise self.fail("'('")
        levels = [self.name("a level")]
        while self.take(","):
            self.count()
            levels.append(self.name("a level"))
        if not self.take(")"):
            raise self.fail("',' or ')'")
        names = tuple(level.text for level in levels)
        return Member(issue.text, names, negated, issue.offset, tuple(level.offset for level in levels))


def split_list(text: str) -> list[str]:
    """Split ``a = x, b = "y, z"`` at the commas outside quotes and parentheses.

    Examples
    --------
    >>> split_list('a = x, b = "y, z"')
    ['a = x', 'b = "y, z"']
    """
    cuts, depth = [-1], 0
    for token in tokens(text):
        depth += (token.text == "(") - (token.text == ")") if token.kind == "symbol" else 0
        if token.kind == "symbol" and token.text == "," and depth == 0:
            cuts.append(token.offset)
    parts = [text[start + 1 : end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return [part for part in parts if part]

/** A program, and a suite in a manner that people write them. Cases named `bad…` have to fail, all others to pass. */
export interface Manner {
  readonly title: string
  readonly program: string
  readonly suite: string
}

/** Functions and classes of many kinds, for suites to test. */
export const POLYNOMIAL = `
import logging, warnings
def same(x):
    logging.getLogger("a").warning("low %s", x)
    warnings.warn("old", DeprecationWarning)
    return x
def fact(n):
    if n < 0: raise ValueError("n must be positive")
    return 1 if n < 2 else n * fact(n - 1)
class Poly:
    def __init__(self, *c): self.c = c
    def __eq__(self, o): return isinstance(o, Poly) and self.c == o.c
    def __hash__(self): return hash(self.c)
    def __lt__(self, o): return self.c < o.c
    def __sub__(self, o): return Poly(*(a - b for a, b in zip(self.c, o.c)))
    def __repr__(self): return f"Poly{self.c}"
class Money:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == (o.n if isinstance(o, Money) else o)
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self): return self.items.pop()
    def __len__(self): return len(self.items)
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
`

import { describe, expect, it } from 'vitest'
import { analysePython } from '../analyse-python.ts'

/** The remarks of our own rules and Ruff's on a file, each with its line. */
const remarks = (text: string) =>
  analysePython({ 'a.py': text }).issues.map(({ rule, line }) => `${rule}:${line}`)
const rules = (text: string) => new Set(analysePython({ 'a.py': text }).issues.map(({ rule }) => rule))

const nest = (depth: number) => {
  const heads = Array.from({ length: depth }, (_, i) => `${'    '.repeat(i + 1)}if on:\n`)
  return `def run(on):\n${heads.join('')}${'    '.repeat(depth + 1)}print(on)\n`
}
const lines = (count: number) => '    print(on)\n'.repeat(count)
const copied = (name: string) => `def ${name}_report(${name}):
    totals = {}
    for region, amount in ${name}:
        before = totals.get(region, 0)
        totals[region] = before + amount
        print(f"{region}: {totals[region]} of {${name}}")
    ordered = sorted(totals.items(), key=lambda item: -item[1])
    return [region for region, _ in ordered[:3]]


`

describe('a rule remarks on', () => {
  it.each([
    ['code after return', 'def run():\n    return 1\n    print(2)', 'unreachable:3'],
    [
      'code after an if that leaves all ways',
      'def run(on):\n    if on:\n        return 1\n    elif on is None:\n        return 2\n    else:\n        raise ValueError\n    print(on)',
      'unreachable:8',
    ],
    ['code after continue', 'for on in (1, 2):\n    continue\n    print(on)', 'unreachable:3'],
    [
      'an empty branch',
      'def run(on):\n    if on:\n        pass\n    else:\n        print(on)',
      'empty-block:2',
    ],
    ['an empty function', 'def run():\n    pass', 'empty-block:1'],
    ['a sum that is dropped', 'def run(on):\n    on + 1', 'useless-expression:2'],
    ['a variable set to itself', 'on = 1\non = on', 'self-assignment:2'],
    ['a condition that is always true', 'if True:\n    print(1)', 'constant-condition:1'],
    ['a choice that is none', 'print(1 if [] else 2)', 'constant-condition:1'],
    ['a comprehension that copies', 'print([part for part in "ab"])', 'unnecessary-comprehension:1'],
    ['many parameters', 'def run(a, b, c, d, e, f):\n    return a, b, c, d, e, f', 'parameter-count:1'],
    ['a long function', `def run(on):\n${lines(60)}`, 'function-length:1'],
    ['deep nesting', nest(4), 'nesting-depth:5'],
    ['a copied function', `${copied('sales')}${copied('costs')}`, 'duplication:11'],
    ['both kinds of quotes', 'print(\'on\', "off", "other")', 'mixed-quotes:1'],
    [
      'tabs and spaces',
      'if len("a"):\n\tprint(1)\nif len("b"):\n    print(2)\n    print(3)',
      'mixed-indentation:2',
    ],
    ['a long line', `print(${'1, '.repeat(50)})`, 'line-length:1'],
  ])('%s', (_what, text, remark) => {
    expect(remarks(text)).toContain(remark)
  })

  it.each([
    ['an endless loop', 'while True:\n    if len("a"):\n        break'],
    ['a generator that is empty', 'def run():\n    return\n    yield'],
    ['a branch that says why it is empty', 'if len("a"):\n    pass  # nothing to do\nelse:\n    print(1)'],
    ['methods for others to fill', 'class Part:\n    def run(self):\n        pass'],
    ['an error class without a body', 'class PartError(Exception):\n    pass'],
    ['an except that says why it passes', 'try:\n    print(1)\nexcept Exception:\n    pass  # no matter'],
    ['what was caught and not looked at', 'try:\n    print(1)\nexcept ValueError as fault:\n    print(2)'],
    ['parameters that are given by name', 'def run(a, *, b, c, d, e, f):\n    return a, b, c, d, e, f'],
    ['self as a sixth', 'class Part:\n    def run(self, a, b, c, d, e):\n        return a, b, c, d, e'],
    ['three levels', nest(3)],
    [
      'many elifs',
      `def run(on):\n    if on == 0:\n        print(1)\n${'    elif on:\n        print(2)\n'.repeat(9)}`,
    ],
    ['the other quotes around a quote', "print('on', \"it's\")"],
    ['the other quotes in an f-string', 'print(f\'{dict(on=1)["on"]}\')'],
    ['text that is indented in a string', 'if len("a"):\n    print("""\n\ttext\n\t\tand\n""")'],
    ['loops that do not use their variable', 'for i in range(3):\n    print("on")'],
    ['a constant in a function', 'def run():\n    MAX = 3\n    N = 2\n    return MAX + N'],
    [
      'a parameter that callers name',
      'def run(id, type, input, format):\n    return id, type, input, format',
    ],
    ['a function the task names like one of Python’s', 'def sum(numbers):\n    return numbers[0]'],
    ['stripping a set of characters', 'def run(line):\n    return line.strip(".,!?")'],
    ['a default for what is missing', 'def run(given):\n    name = given or "none"\n    return name'],
    ['raising inside an except', 'try:\n    print(1)\nexcept KeyError:\n    raise ValueError("oh")'],
    ['a main guard', 'def main():\n    print(1)\n\n\nif __name__ == "__main__":\n    main()'],
    ['a dataclass', 'from dataclasses import dataclass\n\n\n@dataclass\nclass Part:\n    on: int = 1'],
    ['overloads of operators', 'class Part:\n    def __add__(self, other):\n        return other'],
    ['unused arguments of callbacks', 'def on_event(event, context):\n    return event'],
    ['unicode names', 'def größe(länge, ширина):\n    return länge * ширина'],
    [
      'matching',
      'def run(on):\n    match on:\n        case [first, *_]:\n            return first\n        case _:\n            return None',
    ],
    ['exception groups', 'try:\n    print(1)\nexcept* ValueError as group:\n    print(group)'],
    ['strings that are templates', 'def run(name):\n    return t"hello {name}"'],
    ['a bare yield', 'def run():\n    with open("on") as file:\n        yield\n    print(file)'],
    [
      'several things to match',
      'def run(on, off):\n    match on, off:\n        case 1, 2:\n            return 1.\n        case _:\n            return None',
    ],
    [
      'a with that takes its value apart',
      'def run(on):\n    with on as (first, second):\n        return first - second\n    return None',
    ],
    ['a docstring in other quotes', 'def run():\n    \'Runs.\'\n    return ["on", "off"]'],
    ['generics', 'type Pair[T] = tuple[T, T]\n\n\ndef run[T](on: Pair[T]) -> T:\n    return on[0]'],
  ])('not on %s', (_what, text) => {
    expect(remarks(text)).toEqual([])
  })

  it('not in a file of imports for others', () => {
    expect(analysePython({ 'lib/__init__.py': 'from lib.part import run' }).issues).toEqual([])
  })
})

describe('cognitive complexity', () => {
  const complexity = (body: string) => {
    const indented = body.replace(/^/gm, '    ')
    const { issues } = analysePython({ 'a.py': `def run(on, off, part):\n${indented}\n` })
    const found = issues.find(({ rule }) => rule === 'cognitive-complexity')
    return found === undefined ? null : Number(/complexity (\d+)/.exec(found.message)?.[1])
  }
  const nested = (heads: readonly string[]) => {
    const body = heads.map((head, i) => `${' '.repeat(i)}${head}:`)
    return [...body, `${' '.repeat(heads.length)}part()`].join('\n')
  }

  it.each([
    // if +1 +2 +3 +4 +5, and one for each run of and
    ['nested ifs', nested(Array(5).fill('if on and off and part')), 20],
    // 5 loops: 1 + 2 + 3 + 4 + 5, and one for the else of the outermost
    ['nested loops', `${nested(Array(5).fill('for one in part'))}\nelse:\n part()`, 16],
    // if 1, elifs 1 each, else 1; each ternary inside is nested once: 2 each
    ['elifs', `if on:\n part()\n${'elif off:\n part(on if off else 2)\n'.repeat(5)}else:\n part()`, 17],
    // try nothing, in its body if 1, each except 1, in it if 2, in a lambda inside it a ternary 4
    [
      'exceptions',
      `try:\n if on: part()\n${'except KeyError:\n if on: part(lambda: 1 if on else 2)\n'.repeat(3)}`,
      // 1 + 3 × (1 + 2 + 4)
      22,
    ],
    // match 1, the ifs inside 2 each
    ['matches', `match on:\n${' case 1:\n  if off: part()\n'.repeat(8)}`, 17],
    // and-or-and: three runs each, brackets or not
    ['logical operators', 'part((on and off) or (off and (part and on)))\n'.repeat(6), 18],
  ])('of %s counts as the definition says', (_what, body, expected) => {
    expect(complexity(body)).toBe(expected)
  })

  it('is fine up to 15, and a function inside counts by itself', () => {
    expect(complexity(nested(Array(5).fill('if on')))).toBeNull()
    const inner = (name: string) =>
      `def ${name}(one):\n${nested(Array(5).fill('if one')).replace(/^/gm, '    ')}`
    expect(complexity(`${inner('first')}\n${inner('second')}\nfirst(on)\nsecond(off)`)).toBeNull()
  })
})

const GOOD = `"""Reports on the sales of shops."""

from collections import defaultdict


class Sale:
    """One sale of a shop."""

    def __init__(self, region, amount):
        self.region = region
        self.amount = amount

    def __repr__(self):
        return f"Sale({self.region!r}, {self.amount})"


def totals_by_region(sales):
    """Add up the amounts of sales by region, and return them as a dictionary."""
    totals = defaultdict(float)
    for sale in sales:
        totals[sale.region] += sale.amount
    return dict(totals)


def best_regions(sales, count=3):
    """Return the names of the count best regions, the best first.

    Raises ValueError when count is below 1.
    """
    if count < 1:
        raise ValueError(f"count is {count}, expected 1 or more")
    totals = totals_by_region(sales)
    # Regions with the same total stay in the order of their names.
    return sorted(sorted(totals), key=lambda region: -totals[region])[:count]


if __name__ == "__main__":
    print(best_regions([Sale("north", 100), Sale("south", 250)]))
`

describe('a typical solution', () => {
  it('that is clean gets no remark', () => {
    expect(remarks(GOOD)).toEqual([])
  })

  it('gets no remark more for its docstrings, whatever they say', () => {
    const bare = 'def run(on):\n    print(on)\n\n\nclass Part:\n    on = 1\n'
    const words = `"""Runs \\d 'on' ${'very '.repeat(40)}long.\n\n\ttabs\n    """`
    const documented = `${words}\n\ndef run(on):\n    ${words}\n    print(on)\n\n\nclass Part:\n    ${words}\n    on = 1\n`
    expect(remarks(bare)).toEqual([])
    expect(remarks(documented)).toEqual([])
  })

  it('gets the same remarks under other names, but for those on names', () => {
    const text = `${copied('sales')}${copied('costs')}${nest(4)}import os\nprint(os == os)\n`
    const renamed = text
      .replaceAll('totals', 'sums')
      .replaceAll('region', 'area')
      .replaceAll('costs', 'spent')
    expect(remarks(text).length).toBeGreaterThan(3)
    expect(remarks(renamed)).toEqual(remarks(text))
  })
})

describe('overloads', () => {
  it('of a function are no duplicates of one another', () => {
    const heads = ['int', 'str', 'bytes']
      .map(
        (kind) =>
          `@overload\ndef pick(\n    first: ${kind} = (0, 1, 2, 3),\n    second: ${kind} = (0, 1, 2, 3, 4, 5),\n    third: str = (0, 1, 2, 3, 4, 5),\n    fourth: str = (0, 1, 2, 3),\n) -> ${kind}: ...\n`,
      )
      .join('')
    const last = 'def pick(first, second, third, fourth):\n    return first or second or third or fourth\n'
    expect(remarks(`from typing import overload\n\n\n${heads}${last}`)).toEqual([])
    expect(rules(heads.replaceAll('@overload', '@given') + last)).toContain('duplication')
  })
})

describe('remarks', () => {
  it('cannot be switched off by a comment', () => {
    const text = '# ruff: noqa\n# flake8: noqa\n# ruff: disable[F401]\nimport os  # noqa\n'
    expect(remarks(text)).toEqual(['unused-import:4'])
  })

  it('name an unknown name once, where it first occurs', () => {
    expect(remarks('print(total)\nprint(total, other)')).toEqual(['undefined-name:1', 'undefined-name:2'])
  })

  it('quote names so that they cannot be taken for markup', () => {
    const { issues } = analysePython({ 'a.py': "print({'`<b>`': 1, '`<b>`': 2})" })
    expect(issues.map(({ message }) => message.match(/`/g)?.length)).toEqual([2])
  })

  it('come in the order of the text', () => {
    const text = `import os\n${nest(4)}${copied('sales')}${copied('costs')}print(total == None)\n`
    const { issues } = analysePython({ 'a.py': text })
    const places = issues.map(({ line, column }) => line * 1000 + column)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(rules(text)).toEqual(
      new Set(['unused-import', 'nesting-depth', 'duplication', 'undefined-name', 'none-comparison']),
    )
  })
})

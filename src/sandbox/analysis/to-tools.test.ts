import { describe, expect, it } from 'vitest'
import { analyseJavaScript } from './javascript/analyse-javascript.ts'
import { analysePython } from './python/analyse-python.ts'
import { speaksToReader } from './to-tools.ts'

const inJavaScript = (text: string) => analyseJavaScript({ 'a.ts': text })
const inPython = (text: string) => analysePython({ 'a.py': text })
const rules = ({ issues }: { readonly issues: readonly { readonly rule: string }[] }) =>
  issues.map(({ rule }) => rule)

const TO_TOOLS = {
  JavaScript: [
    ...['eslint-disable', 'eslint-disable-next-line no-fallthrough -- the rule is in our way here'],
    ...['eslint no-empty: 0', 'eslint no-empty: "off", eqeqeq: "off"', 'biome-ignore lint: it is in our way'],
    ...['@ts-ignore', '@ts-expect-error the types of it are wrong', '@ts-nocheck', 'prettier-ignore'],
    ...['tslint:disable', 'global window, document', 'istanbul ignore next', 'c8 ignore start', 'NOSONAR'],
    ...['#__PURE__', '@__PURE__', '# sourceMappingURL=a.js.map', '/ <reference path="a" />', '#region'],
    ...[
      '@jsx h',
      '@flow',
      '$FlowFixMe',
      'deno-lint-ignore no-empty',
      'webpackChunkName: "a"',
      'oxlint-disable',
    ],
  ],
  Python: [
    ...['noqa', 'NOQA', 'noqa: S110', '# noqa: E501', 'type: ignore', 'type: ignore[arg-type]', 'nosec B101'],
    ...[
      'pylint: disable=broad-except',
      'pragma: no cover',
      'fmt: off',
      'ruff: noqa: ALL',
      'mypy: ignore-errors',
    ],
    ...['pyre-ignore[16]', 'isort: skip_file', 'flake8: noqa', 'pyright: basic', 'type: (int, str) -> bool'],
    ...[
      'vim: set ts=4',
      '-*- mode: python -*-',
      'yapf: disable',
      'type: list[int]',
      'noinspection PyBroadException',
    ],
  ],
}

describe('a comment to a tool', () => {
  it.each(TO_TOOLS.JavaScript)('is no documentation of JavaScript: %s', (words) => {
    for (const comment of [`// ${words}`, `/* ${words} */`, `/**\n * ${words}\n */`]) {
      const { definitions, files } = inJavaScript(`${comment}\nexport const run = () => 1`)
      expect(definitions).toMatchObject([{ doc: null }])
      expect(files).toMatchObject([{ header: null }])
    }
  })

  it.each(TO_TOOLS.JavaScript)('excuses nothing in JavaScript: %s', (words) => {
    const empty = (comment: string) =>
      rules(
        inJavaScript(
          `export function run(go: () => void): void {\n  try {\n    go()\n  } catch {${comment}}\n}`,
        ),
      )
    expect(empty(` // ${words}\n  `)).toEqual(['empty-catch'])
    expect(empty(` /* ${words} */ `)).toEqual(['empty-catch'])
    expect(empty(` // ${words}\n    // The second try is silent.\n  `)).toEqual([])
    const falling = `export function run(on: number): number {\n  let sum = 0\n  switch (on) {\n    case 1:\n      sum += 1\n      // ${words}\n    case 2:\n      sum += 2\n  }\n  return sum\n}`
    expect(rules(inJavaScript(falling))).toEqual(['fallthrough'])
  })

  it.each(TO_TOOLS.Python)('is no documentation of Python: %s', (words) => {
    for (const text of [`# ${words}\ndef run():\n    go()\n`, `def run():\n    """${words}"""\n    go()\n`]) {
      expect(inPython(text).definitions).toMatchObject([{ doc: null }])
    }
    for (const text of [`# ${words}\n\nrun()`, `"""${words}"""\nrun()`]) {
      expect(inPython(text).files).toMatchObject([{ header: null }])
    }
  })

  it.each(TO_TOOLS.Python)('excuses nothing in Python: %s', (words) => {
    const passed = (comment: string) =>
      rules(inPython(`def run(go):\n    try:\n        go()\n    except Exception:${comment}\n        pass\n`))
    expect(passed(`  # ${words}`)).toEqual(passed(''))
    expect(passed('')).toContain('try-except-pass')
    expect(passed('  # The second try is silent.')).not.toContain('try-except-pass')
  })
})

describe('a comment to a reader', () => {
  it.each([
    'Global settings of the shop',
    'global state, shared by all parts of it',
    'Globally unique',
    'V8 sorts this in place',
    'Type: one of the kinds below',
    'type: how the part is counted',
    'Biome of the animal',
    'exported for the tests',
    'Standard deviation of the values',
    'Prettier output for people',
    'ESLint wants a name here.',
    'Region of the shop',
    'Black squares come first',
    'Ty is the tenant',
  ])('is one, whatever tool is called so: %s', (words) => {
    expect(speaksToReader(words)).toBe(true)
  })
})

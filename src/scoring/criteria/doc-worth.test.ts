import { describe, expect, it } from 'vitest'
import { aDefinition } from '../testing/scripted-sandbox.ts'
import { docWorth } from './doc-worth.ts'

const FULL = 'Adds up those that can be halved. @param numbers whole @returns their sum'

describe('the worth of a comment', () => {
  it.each([
    [null, 0],
    ['', 0],
    // Says no more than the name.
    ['Sum of evens.', 0],
    ['sumOfEvens', 0],
    ['TODO', 0],
    // Words in a row.
    ['foo bar numbers return', 0],
    ['Adds up whatever can be halved.', 0.5 / 0.9],
    ['Adds up the numbers that can be halved.', 0.75 / 0.9],
    ['Returns whatever it can halve in all.', 0.65 / 0.9],
    // What it is, in place of what it does; but no more than the name.
    ['The sum of all even numbers.', 0.65 / 0.9],
    ['The sum of the evens.', 0],
    ['Computes what is left of the numbers.', 1],
    ['Calculates half of the numbers.', 1],
    ['What is left of the numbers to compute.', 0.75 / 0.9],
    ['Class method. @param {object} this @returns', 0.15 / 0.9],
    ['Args: int, str. Yields: bool, dict.', 0.15 / 0.9],
    [FULL, 1],
    ['偶数の合計を返す numbers return', 1],
  ])('of %j', (doc, expected) => {
    expect(docWorth(aDefinition({ doc })).score).toBeCloseTo(expected)
  })

  it.each(['Stack class', 'Define the class Stack', 'The constructor of the Stack class'])(
    'of %j is none for a class that is called Stack',
    (doc) => {
      const stack = aDefinition({ name: 'Stack', kind: 'class', parameters: [], returnsValue: false, doc })
      expect(docWorth(stack).score).toBe(0)
    },
  )

  it('leaves out what does not apply', () => {
    const definition = aDefinition({ parameters: [], returnsValue: false, doc: 'Prints a receipt.' })
    expect(docWorth(definition)).toEqual({ score: 1, missing: [] })
  })

  it('asks for what is thrown', () => {
    expect(docWorth(aDefinition({ throws: true, doc: FULL })).missing).toEqual([
      'say when it fails with an error',
    ])
    expect(docWorth(aDefinition({ throws: true, doc: `${FULL} @throws TypeError` })).missing).toEqual([])
  })

  it('names the parameters that are not mentioned', () => {
    const { missing } = docWorth(aDefinition({ parameters: ['numbers', 'limit'], doc: FULL }))
    expect(missing).toEqual(['say what `limit` is for'])
  })

  it('names several of them in one sentence', () => {
    const { missing } = docWorth(
      aDefinition({ parameters: ['from', 'until'], doc: 'Adds it all up. Returns it.' }),
    )
    expect(missing).toEqual(['say what `from`, `until` are for'])
  })
})

/** What each says: what `topItems(items, nItems)` does, takes, returns, and when it fails. */
const STYLES = {
  TSDoc: `Picks the most frequent.

@param items - the elements to rank
@param n_items - how many to keep
@returns those that were kept
@throws {@link RangeError} below zero`,
  JSDoc: `Picks the most frequent.
@param {string[]} items the elements to rank
@param {number} n_items how many to keep
@returns {string[]} those that were kept
@throws {RangeError} below zero`,
  Google: `Picks the most frequent.

Args:
items: The elements to rank.
n_items (int): How many to keep.

Returns:
list: Those that were kept.

Raises:
ValueError: Below zero.`,
  NumPy: `Picks the most frequent.

Parameters
----------
items : list of str
The elements to rank.
n_items : int
How many to keep.

Returns
-------
list of str
Those that were kept.

Raises
------
ValueError
Below zero.`,
  reST: `Picks the most frequent.

:param items: the elements to rank
:type items: list
:param int n_items: how many to keep
:returns: those that were kept
:rtype: list
:raises ValueError: below zero`,
  prose: 'Returns the `n_items` most frequent of the items; a ValueError for fewer than none.',
  'words for names': 'Keeps as many items as the n items say, and gives them back. Fails below zero.',
}

describe('a comment that tells everything', () => {
  const topItems = { name: 'top_items', parameters: ['items', 'n_items'], returnsValue: true, throws: true }

  it.each(Object.entries(STYLES))('is worth all in the style of %s', (_style, doc) => {
    expect(docWorth(aDefinition({ ...topItems, doc }))).toEqual({ score: 1, missing: [] })
  })

  it.each([
    ['max_rows', 'Cuts off what is past the max rows, and returns the rest.'],
    ['maxRows', 'Cuts off what is past the max rows, and returns the rest.'],
    ['maxRows', 'Cuts off what is past `maxRows`, and returns the rest.'],
    ['args', 'Hands *args on and returns what comes back.'],
    ['value', 'True if nothing but the value 1 and itself divides it.'],
    ['values', 'Arithmetic mean of values, or 0 for none.'],
    ['values', 'The middle one of the sorted values.'],
    ['line', 'Number of signs before the first letter of the line.'],
    ['line', 'How often a sign comes twice in the line.'],
    ['line', 'Check whether a line is blank or a remark.'],
  ])('may name %j in one line: %s', (parameter, doc) => {
    const definition = aDefinition({ name: 'run', parameters: [parameter], returnsValue: true, doc })
    expect(docWorth(definition)).toEqual({ score: 1, missing: [] })
  })

  it.each(['max_rows', 'maxRows'])('has to name %s by all its words together', (parameter) => {
    const doc = 'Cuts off rows past the max, and returns the rest.'
    const definition = aDefinition({ name: 'run', parameters: [parameter], returnsValue: true, doc })
    expect(docWorth(definition).missing).toEqual([`say what \`${parameter}\` is for`])
  })
})

/** A definition with one code task that adds the even numbers; `over` replaces what a test cares for. */
export function aDefinition(over: object = {}): object {
  return {
    slug: 'sum-of-evens',
    title: 'Sum of the even numbers',
    instructions: 'Add up the even ones.',
    tasks: [aCodeTask()],
    ...over,
  }
}

/** A JavaScript task with one visible and one hidden call test. */
export function aCodeTask(over: object = {}): object {
  return {
    id: 'sum',
    kind: 'code',
    language: 'javascript',
    starter: 'export function sumOfEvens(numbers) {}',
    limits: { timeMs: 200, memoryMb: 32 },
    tests: [
      { kind: 'call', name: 'adds evens', function: 'sumOfEvens', args: [[1, 2, 4]], expected: 6 },
      { kind: 'call', name: 'secret: empty', function: 'sumOfEvens', args: [[]], expected: 0, hidden: true },
    ],
    ...over,
  }
}

/** A definition with nothing to run: one choice task. */
export function aQuiz(over: object = {}): object {
  const task = { id: 'quiz', kind: 'choice', options: ['a', 'b', 'c'], answer: ['b'] }
  return { slug: 'quiz', title: 'Quiz', instructions: 'Choose.', tasks: [task], ...over }
}

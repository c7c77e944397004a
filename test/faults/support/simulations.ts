import { aCodeTask, aDefinition, aQuiz } from '../../support/builders.ts'

/** Work to be scored, and by what. */
export interface Program {
  readonly simulationId: string
  readonly data: object
}

/** Nothing to run: scored within milliseconds. */
export const QUIZ: Program = { simulationId: 'quiz', data: { answers: { quiz: { choice: ['b'] } } } }

/** Runs in the sandbox, and passes. */
export const GOOD: Program = {
  simulationId: 'sum-of-evens',
  data: {
    code: 'export const sumOfEvens = (ns) => ns.filter((n) => n % 2 === 0).reduce((a, n) => a + n, 0)',
  },
}

/** Runs in the sandbox, and passes in part. */
export const PARTIAL: Program = {
  simulationId: 'sum-of-evens',
  data: { code: 'export function sumOfEvens(numbers) { return numbers.length === 0 ? 0 : -1 }' },
}

const LOOP = { code: 'export function sumOfEvens() { for (;;); }' }

/** Loops until its limit, a fraction of a second. */
export const ENDLESS: Program = { simulationId: 'sum-of-evens', data: LOOP }

/** Loops in each of many tests: seconds, in the middle of which something can happen. */
export const LONG: Program = { simulationId: 'long', data: LOOP }

/** A quiz of which there is much to tell. */
export const WORDY: Program = { ...QUIZ, simulationId: 'wordy' }

/** What the programs are scored by. */
export function definitions(): object[] {
  const wordy = aQuiz({ slug: 'wordy', instructions: 'Choose. '.repeat(12_500) })
  return [aQuiz(), wordy, aDefinition(), manyTests()]
}

function manyTests(): object {
  const test = { kind: 'call', function: 'sumOfEvens', args: [[]], expected: 0 }
  const tests = Array.from({ length: 4 }, (_, i) => ({ ...test, name: `loops ${i}` }))
  const task = aCodeTask({ tests, limits: { timeMs: 1000, memoryMb: 32 } })
  return aDefinition({ slug: 'long', tasks: [task] })
}

import { type Running, Skipped } from './test-bodies.ts'

/** What mocha gives to its tests, hooks and groups as `this`: a place for their own values, and settings of time. */
export function mochaContext(): object {
  const context: object = {
    ...Object.fromEntries(['timeout', 'slow', 'retries'].map((name) => [name, () => context])),
    skip: () => {
      throw new Skipped()
    },
  }
  return context
}

/** Shows there which test is about to run: `test` to itself, `currentTest` to the hooks around it. */
export function showTest(context: object, { name, fullName }: Running): void {
  const test = { title: name, fullTitle: () => fullName.replaceAll(' > ', ' ') }
  Object.assign(context, { test, currentTest: test })
}

/** What mocha gives to its tests, hooks and groups as `this`: a place for their own values, and settings of time. */
export function mochaContext(): object {
  const context: object = Object.fromEntries(
    ['timeout', 'slow', 'retries'].map((name) => [name, () => context]),
  )
  return context
}

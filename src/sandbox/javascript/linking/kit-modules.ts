/** The modules of test kits that a test file may import, and what of ours stands for each. */
export const KIT_MODULES: ReadonlyMap<string, string> = new Map([
  ['vitest', 'kit:vitest'],
  ['@jest/globals', 'kit:vitest'],
  ['bun:test', 'kit:vitest'],
  ['mocha', 'kit:vitest'],
  ['chai', 'kit:chai'],
  ['chai/register-should', 'kit:chai'],
  ['chai/register-should.js', 'kit:chai'],
  ['@codewars/test-compat', 'kit:test-compat'],
  ['expect', 'kit:expect'],
  ['expect-type', 'kit:vitest'],
  ['node:test', 'kit:node-test'],
  ['test', 'kit:node-test'],
])

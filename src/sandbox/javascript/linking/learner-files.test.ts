import { describe, expect, it } from 'vitest'
import { LearnerFiles } from './learner-files.ts'
import { LoadFailure } from './load-failure.ts'

const LAYERS = 9
const OFTEN = 6

/** Files each of which hands on the next one several times over; the last is `bottom`. */
function ladder(ending: string, bottom: string): Record<string, string> {
  const files = Array.from({ length: LAYERS }, (_, i) => {
    const handsOn = `export * from './l${i + 1}.${ending}'\n`.repeat(OFTEN)
    return [`l${i}.${ending}`, i === LAYERS - 1 ? bottom : handsOn]
  })
  return Object.fromEntries(files)
}

describe('a learner’s files', () => {
  it('are each read once, on however many ways they hand one another on', { timeout: 2000 }, () => {
    const files = new LearnerFiles(ladder('js', 'export const f = 1'))
    expect([...files.exportedNames('l0.js')]).toEqual(['f'])
  })

  it('are each asked once whether a name is that of a type', { timeout: 3000 }, () => {
    const entry = `import { f, T } from './l0.ts'; export { f, T }`
    const files = new LearnerFiles({
      'a.ts': entry,
      ...ladder('ts', 'export const f = 1; export type T = 1'),
    })
    expect(files.load('a.ts')).toMatch(/export \{ f\s*,?\s*\}/)
  })

  it('are said to be no program in time, though they have many empty lines', { timeout: 2000 }, () => {
    const files = new LearnerFiles({ 'a.js': `${'\n'.repeat(40_000)}const = ;` })
    expect(() => files.parse('a.js')).toThrow(LoadFailure)
  })
})

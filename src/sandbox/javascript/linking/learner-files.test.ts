import { describe, expect, it, vi } from 'vitest'
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
  it('are each read once, on however many ways they hand one another on', () => {
    const files = new LearnerFiles(ladder('js', 'export const f = 1'))
    const asked = vi.spyOn(files, 'exportedNames')
    expect([...files.exportedNames('l0.js')]).toEqual(['f'])
    expect(asked.mock.calls.length).toBeLessThanOrEqual(LAYERS * OFTEN)
  })

  it('are each asked once whether a name is that of a type', () => {
    const entry = `import { f, T } from './l0.ts'; export { f, T }`
    const files = new LearnerFiles({
      'a.ts': entry,
      ...ladder('ts', 'export const f = 1; export type T = 1'),
    })
    const asked = vi.spyOn(files.budget, 'spend')
    files.parse('a.ts')
    const before = asked.mock.calls.length
    expect(files.load('a.ts')).toMatch(/export \{ f\s*,?\s*\}/)
    expect(asked.mock.calls.length - before).toBeLessThan(1000)
  })

  it('are said to be no program in time, though they have many empty lines', () => {
    const files = new LearnerFiles({ 'a.js': `${'\n'.repeat(400_000)}const = ;` })
    expect(() => files.parse('a.js')).toThrow(LoadFailure)
  })
})

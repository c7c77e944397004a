import { describe, expect, it } from 'vitest'
import { suiteOutcomes, verdicts } from '../testing/run-program.ts'

const LOADER = `export const loader = (ms) => { const it = { state: 'loading' }; setTimeout(() => { it.state = 'ready' }, ms); return it }`
const judged = async (suite: string) =>
  verdicts(await suiteOutcomes(LOADER, `import { loader } from './solution'\n${suite}`))

describe('a test that waits by trying again', () => {
  it('goes on when what it waits for is there', async () => {
    const suite = `
      test('polls', async () => { const it = loader(300); await expect.poll(() => it.state).toBe('ready') })
      test('polls for the opposite', async () => { const it = loader(300); await expect.poll(async () => it.state).not.toBe('loading') })
      test('waits for assertions', async () => {
        const it = loader(300)
        await vi.waitFor(() => { expect(it.state).toBe('ready') })
      })
      test('waits for a value', async () => {
        const it = loader(300)
        expect(await vi.waitUntil(() => it.state === 'ready' && it.state)).toBe('ready')
      })
      test('waits with time in its hands', async () => {
        vi.useFakeTimers()
        const it = loader(300)
        await vi.waitFor(() => { if (it.state !== 'ready') throw new Error('not yet') }, { interval: 100 })
        vi.useRealTimers()
      })
      test('waits for two', async () => {
        const [one, two] = [loader(200), loader(400)]
        await Promise.all([expect.poll(() => one.state).toBe('ready'), expect.poll(() => two.state).toBe('ready')])
      })`
    expect(new Set(Object.values(await judged(suite)))).toEqual(new Set(['passed']))
  })

  it('fails with the last failure when it has waited too long', async () => {
    const suite = `
      test('polls', async () => { const it = loader(3000); await expect.poll(() => it.state).toBe('ready') })
      test('waits for assertions', async () => { const it = loader(300); await vi.waitFor(() => { expect(it.state).toBe('ready') }, { timeout: 200 }) })
      test('waits for a value', async () => { const it = loader(300); await vi.waitUntil(() => it.state === 'ready', 200) })`
    expect(await suiteOutcomes(LOADER, `import { loader } from './solution'\n${suite}`)).toMatchObject([
      { fault: 'assertion', message: expect.stringContaining(`expected 'loading' to be 'ready'`) },
      { fault: 'assertion', message: expect.stringContaining(`expected 'loading' to be 'ready'`) },
      { passed: false, message: expect.stringContaining('timed out') },
    ])
  })
})

describe('the environment', () => {
  it('holds what a suite puts into it until that is taken back', async () => {
    const suite = `
      test('put', () => { vi.stubEnv('MODE', 'test'); vi.stubEnv('DEBUG', true); expect([process.env.MODE, process.env.DEBUG]).toEqual(['test', 'true']) })
      test('taken back', () => { vi.unstubAllEnvs(); expect(process.env).not.toHaveProperty('MODE') })`
    expect(await judged(suite)).toEqual({ put: 'passed', 'taken back': 'passed' })
  })
})

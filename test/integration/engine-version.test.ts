import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSandbox, openSandbox } from '../../src/sandbox/index.ts'
import { ENGINE_VERSION } from '../../src/scoring/index.ts'
import { digestOf, knownWork, readKnownVerdicts } from '../support/verdicts.ts'

let sandbox: OpenSandbox
beforeAll(async () => {
  sandbox = openSandbox({ processes: 2 })
  await sandbox.start(['javascript', 'python', 'sql', 'analysis'])
})
afterAll(() => sandbox.stop())

describe('the engine’s version', () => {
  // Where this is red, a verdict has changed: raise ENGINE_VERSION and run `npm run verdicts`.
  it('stands for the verdicts that were written down with it', { timeout: 60_000 }, async () => {
    const digests: Record<string, string> = {}
    for (const work of knownWork()) digests[work.name] = await digestOf(work, sandbox)

    expect({ engineVersion: ENGINE_VERSION, digests }).toEqual(readKnownVerdicts())
  })

  it('gives them in any order, many at once', { timeout: 60_000 }, async () => {
    const work = knownWork().toReversed()
    const digests = await Promise.all(work.map((one) => digestOf(one, sandbox)))

    expect(Object.fromEntries(work.map(({ name }, i) => [name, digests[i]]))).toEqual(
      readKnownVerdicts().digests,
    )
  })
})

import { expect, it } from 'vitest'
import { readEnds } from '../faults/support/fair-ends.ts'
import { violations } from '../faults/support/invariants.ts'
import { runMix } from '../faults/support/mix.ts'
import { Stage } from '../faults/support/stage.ts'

const SUBMISSIONS = 100

// The short part of the fault suite: some faults, always the same ones. `npm run test:faults` is the whole.
it('a few faults over a hundred submissions break nothing', { timeout: 180_000 }, async () => {
  const stage = await Stage.open()
  try {
    const told: string[] = []
    const tell = (fault: string) => told.push(fault)
    const handedIn = await runMix(stage, { seed: 1, submissions: SUBMISSIONS, workers: 2, every: 20, tell })

    expect(told.length).toBe(5)
    expect(await violations(stage, { withinMs: 60_000 })).toEqual([])
    const { done, excused } = await readEnds(stage, handedIn)
    expect(done + excused).toBe(SUBMISSIONS)
  } finally {
    await stage.close()
  }
})

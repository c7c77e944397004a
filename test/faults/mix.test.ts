import { randomInt } from 'node:crypto'
import { expect, it } from 'vitest'
import { readEnds } from './support/fair-ends.ts'
import { violations } from './support/invariants.ts'
import { runMix } from './support/mix.ts'
import { Stage } from './support/stage.ts'

const seed = Number(process.env.FAULT_SEED ?? randomInt(1_000_000))
const submissions = Number(process.env.FAULT_SUBMISSIONS ?? 2000)

// The seed is in the name, and so in whatever a failure prints.
it(`20: a mix of faults over ${submissions} submissions breaks nothing (FAULT_SEED=${seed})`, {
  timeout: 600_000 + submissions * 300,
}, async () => {
  const stage = await Stage.open()
  try {
    const tell = (fault: string) => console.log(`seed ${seed}, ${fault}`)
    const handedIn = await runMix(stage, { seed, submissions, workers: 3, every: 50, tell })

    expect(await violations(stage, { withinMs: 180_000 })).toEqual([])
    const { done, excused, verdictsOfEach } = await readEnds(stage, handedIn)
    expect(done + excused).toBe(submissions)
    expect(done).toBeGreaterThan(0.98 * submissions)
    expect(new Set(verdictsOfEach)).toEqual(new Set([1]))
  } finally {
    await stage.close()
  }
})

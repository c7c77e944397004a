import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { violations } from './invariants.ts'
import { Stage } from './stage.ts'

/**
 * Gives a test file a stage of its own. After each test it waits for everything to recover, checks all invariants
 * over all that has happened on the stage so far, and clears it but for one API.
 */
export function useStage(): () => Stage {
  let stage: Stage
  beforeAll(async () => {
    stage = await Stage.open()
  })
  afterEach(async () => {
    await stage.ensureRoles()
    expect(await violations(stage)).toEqual([])
    await stage.strike()
  }, 240_000)
  afterAll(() => stage.close())
  return () => stage
}

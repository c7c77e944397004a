import { createHash } from 'node:crypto'
import type { HandedIn } from './mix.ts'
import type { Stage } from './stage.ts'

/** How jobs may end that were handed in rightly, when faults meet them again and again. */
const EXCUSES = ['WORKER_CRASHED', 'SCORING_FAILED']

/**
 * How the jobs of a mix ended: by outcome, and how many different verdicts each program got, which must be one.
 * Whatever happens around it, the same work gets the same verdict.
 */
export async function readEnds(stage: Stage, handedIn: HandedIn) {
  const query = 'select id, status, error_code, verdict from score_jobs where id = any($1)'
  const { rows } = await stage.sql.query(query, [[...handedIn.keys()]])
  const verdicts = new Map<unknown, Set<string>>()
  for (const { id, verdict } of rows.filter(({ status }) => status === 'DONE')) {
    const program = handedIn.get(id)
    const digest = createHash('sha256').update(verdict).digest('hex')
    verdicts.set(program, (verdicts.get(program) ?? new Set()).add(digest))
  }
  return {
    done: rows.filter(({ status }) => status === 'DONE').length,
    excused: rows.filter(({ error_code }) => EXCUSES.includes(error_code)).length,
    verdictsOfEach: [...verdicts.values()].map(({ size }) => size),
  }
}

import { perSecond } from '../measure.ts'
import { serveTasks } from '../program.ts'
import { openWire } from '../wire.ts'

/** So many saves of about 2 KB, by one learner for each of the submissions, each on a connection of their own. */
export interface AutosaveWork {
  readonly url: string
  readonly submissions: readonly string[]
  readonly saves: number
}

const AUTOSAVE = `mutation ($input: AutosaveSubmissionInput!) {
  autosaveSubmission(input: $input) { ... on Submission { revision } } }`

serveTasks(async ({ url, submissions, saves }: AutosaveWork) => {
  const idle = await Promise.all(submissions.map(async (id) => ({ id, wire: await openWire(url) })))
  const all = [...idle]
  const figure = await perSecond(saves, all.length, async (i) => {
    const learner = idle.pop()
    if (learner === undefined) throw new Error('no connection is free')
    const input = { submissionId: learner.id, data: { code: source(i) } }
    const answer = await learner.wire.post(JSON.stringify({ query: AUTOSAVE, variables: { input } }))
    if (!answer.includes('"revision":')) throw new Error(answer)
    idle.push(learner)
  })
  for (const { wire } of all) wire.close()
  return figure
})

const LINES = 40

/** About 2 KB of a program, another one each time. */
function source(seed: number): string {
  const line = (n: number) =>
    `  const part${n} = "${(seed * 31 + n * 7919) % 99991}" + reduce(values, ${n})\n`
  return `export function solve(values) {\n${Array.from({ length: LINES }, (_, n) => line(n)).join('')}}\n`
}

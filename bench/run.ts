import { writeFileSync } from 'node:fs'
import { type Measure, median } from './measure.ts'
import { autosave } from './measures/autosave.ts'
import { createSubmitDone } from './measures/create-submit-done.ts'
import { scoringJavaScript, scoringPython } from './measures/scoring.ts'
import { scoringByPart } from './scoring-by-part.ts'
import { startStores } from './stores.ts'

// Runs each measure with its peer, in turn, several rounds in one process, and tells the ratio of the medians:
// absolute figures tell of the machine, ratios of the engine. Names on the command line, or what they begin with,
// choose measures.

const MEASURES: readonly Measure[] = [autosave, createSubmitDone, scoringJavaScript, scoringPython]
const ROUNDS = 5

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => MEASURES.every((measure) => !measure.name.startsWith(name)))
if (unknown.length > 0) {
  process.stderr.write(
    `No measure is named ${unknown.join(', ')}. There are: ${MEASURES.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(1)
}
const results = []
for (const measure of MEASURES) {
  const { name } = measure
  if (wanted.length === 0 || wanted.some((start) => name.startsWith(start))) results.push(await run(measure))
}
if (wanted.length === 0 || wanted.includes('scoring')) process.stdout.write(await scoringByPart())
writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`)

async function run({ name, what, unit, target, open }: Measure) {
  const stores = await startStores()
  const sides = await open(stores)
  const ours: number[] = []
  const peer: number[] = []
  let notes: readonly string[] = []
  try {
    // The first round warms both sides up and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      const figures = [await sides.ours(), await sides.peer()] as const
      if (round === 0) continue
      ours.push(figures[0])
      peer.push(figures[1])
    }
    notes = (await sides.notes?.()) ?? []
  } finally {
    await sides.stop()
    await stores.stop()
  }
  const ratio = median(ours) / median(peer)
  const spread = ours.map((figure, i) => figure / (peer[i] ?? Number.NaN))
  process.stdout.write(
    `${name}: ${what}\n  ours ${median(ours).toFixed(0)} ${unit}, peer ${median(peer).toFixed(0)} ${unit}, ` +
      `ratio ${ratio.toFixed(2)} (${Math.min(...spread).toFixed(2)}–${Math.max(...spread).toFixed(2)}), target ${target}\n`,
  )
  for (const note of notes) process.stdout.write(`  ${note}\n`)
  return { name, what, unit, target, ours, peer, ratio }
}

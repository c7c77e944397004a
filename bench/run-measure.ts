import { getMeasure } from './measures.ts'
import { runMeasure, TRIAL, WHOLE } from './rounds.ts'

// Runs one measure in a process of its own, and sends the rows to the process that asked for it.

// Whoever asked is gone: end, and what this process started with it.
process.once('disconnect', () => process.exit(1))

const [name = '', extent] = process.argv.slice(2)
const rows = await runMeasure(getMeasure(name), extent === 'trial' ? TRIAL : WHOLE)
process.send?.(rows, () => process.exit())

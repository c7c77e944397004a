import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { modelAnswers } from '../src/authoring/answers.ts'
import { readDefaultRubric } from '../src/config.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../src/domain/simulation.ts'
import { openSandbox } from '../src/sandbox/index.ts'
import { score } from '../src/scoring/index.ts'
import type { Sandbox } from '../src/scoring/sandbox.ts'
import { median } from './measure.ts'

const FOLDER = 'simulations'
const TIMES = 30
const WARM_UP = 5

/** For each sample simulation: the milliseconds that scoring its model answers takes, one job at a time, by part. */
export async function scoringByPart(): Promise<string> {
  const sandbox = openSandbox({ processes: 1 })
  try {
    const lines = ['Milliseconds of one job, by part (the parts of one task run side by side):']
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))) {
      const definition = simulationDefinitionSchema.parse(parse(readFileSync(`${FOLDER}/${file}`, 'utf8')))
      lines.push(`  ${file.replace('.yaml', '').padEnd(28)}${await parts(definition, sandbox)}`)
    }
    return `${lines.join('\n')}\n`
  } finally {
    await sandbox.stop()
  }
}

async function parts(definition: SimulationDefinition, sandbox: Sandbox): Promise<string> {
  const rubric = typeof definition.rubric === 'object' ? definition.rubric.criteria : readDefaultRubric({})
  const data = { answers: modelAnswers(definition) }
  const clock = new Clock()
  const watched = clocked(sandbox, clock)
  for (let round = -WARM_UP; round < TIMES; round += 1) {
    await clock.time('all', score({ definition, rubric, data }, { sandbox: watched }))
    clock.endRound(round >= 0)
  }
  return clock.medians()
}

/** Adds up what each part takes in a round, and keeps the sums. */
class Clock {
  readonly #rounds = new Map<string, number[]>()
  #now = new Map<string, number>()

  async time<T>(part: string, work: Promise<T>): Promise<T> {
    const began = performance.now()
    const done = await work
    this.#now.set(part, (this.#now.get(part) ?? 0) + performance.now() - began)
    return done
  }

  endRound(counts: boolean): void {
    for (const [part, ms] of counts ? this.#now : []) {
      this.#rounds.set(part, [...(this.#rounds.get(part) ?? []), ms])
    }
    this.#now = new Map()
  }

  medians(): string {
    return [...this.#rounds].map(([part, times]) => `${part} ${median(times).toFixed(1)}`).join('  ')
  }
}

const clocked = (sandbox: Sandbox, clock: Clock): Sandbox => ({
  run: (run, options) => clock.time('tests', sandbox.run(run, options)),
  query: (run, options) => clock.time('sql', sandbox.query(run, options)),
  analyse: (language, files, options) => clock.time('analysis', sandbox.analyse(language, files, options)),
})

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { modelAnswers } from '../../src/authoring/answers.ts'
import { readDefaultRubric } from '../../src/config.ts'
import { canonicalJson, type Json } from '../../src/domain/json.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../../src/domain/simulation.ts'
import { score } from '../../src/scoring/index.ts'
import type { Sandbox } from '../../src/scoring/sandbox.ts'

const ROOT = join(import.meta.dirname, '../..')

const flawedAnswersSchema = z.array(
  z.strictObject({
    name: z.string(),
    why: z.string(),
    score: z.tuple([z.number(), z.number()]),
    data: z.json(),
  }),
)

const readYaml = (folder: string, slug: string): unknown =>
  parse(readFileSync(join(ROOT, folder, `${slug}.yaml`), 'utf8'))

/** The slugs of the sample simulations. */
export const SAMPLES = readdirSync(join(ROOT, 'simulations')).map((file) => basename(file, '.yaml'))

export const readSample = (slug: string): SimulationDefinition =>
  simulationDefinitionSchema.parse(readYaml('simulations', slug))

/** Answers to a sample simulation that are not quite right, with the range that their score must lie in. */
export const flawedAnswers = (slug: string) =>
  flawedAnswersSchema.parse(readYaml('test/fixtures/simulations', slug))

export const rubricOf = ({ rubric }: SimulationDefinition) =>
  typeof rubric === 'object' ? rubric.criteria : readDefaultRubric({})

/** A piece of work whose verdict is held against the engine's version. */
export interface KnownWork {
  readonly name: string
  readonly definition: SimulationDefinition
  readonly data: Json
}

/** To each sample simulation its model answers, no answer, and the flawed ones. */
export const knownWork = (): readonly KnownWork[] =>
  SAMPLES.flatMap((slug) => {
    const definition = readSample(slug)
    const work = (name: string, data: Json) => ({ name: `${slug}: ${name}`, definition, data })
    return [
      work('the model answers', { answers: modelAnswers(definition) }),
      work('no answer', {}),
      ...flawedAnswers(slug).map(({ name, data }) => work(name, data)),
    ]
  })

/** What a verdict says, in a few characters; the engine's version is no part of it. */
export async function digestOf({ definition, data }: KnownWork, sandbox: Sandbox): Promise<string> {
  const { engineVersion, ...said } = await score(
    { definition, rubric: rubricOf(definition), data },
    { sandbox },
  )
  return createHash('sha256')
    .update(canonicalJson(said as unknown as Json))
    .digest('hex')
    .slice(0, 16)
}

const knownVerdictsSchema = z.strictObject({
  engineVersion: z.string(),
  digests: z.record(z.string(), z.string()),
})
export type KnownVerdicts = z.infer<typeof knownVerdictsSchema>

/** Where the digests of the last release of the engine's verdicts stand. */
export const KNOWN_VERDICTS = join(ROOT, 'test/fixtures/verdicts.json')

export const readKnownVerdicts = (): KnownVerdicts =>
  knownVerdictsSchema.parse(JSON.parse(readFileSync(KNOWN_VERDICTS, 'utf8')))

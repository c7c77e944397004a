import { readFileSync, writeFileSync } from 'node:fs'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { z } from 'zod'
import { simulationDefinitionSchema } from '../src/domain/simulation.ts'
import { buildSchema } from '../src/schema/index.ts'

// Writes schema.graphql and simulation.schema.json from the code; with --check, tells whether they are up to date.

const generated = {
  'schema.graphql': `${printSchema(lexicographicSortSchema(buildSchema()))}\n`,
  'simulation.schema.json': `${JSON.stringify(z.toJSONSchema(simulationDefinitionSchema, { io: 'input' }), null, 2)}\n`,
}

for (const [file, text] of Object.entries(generated)) {
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is not what the code makes: run npm run schema\n`)
    process.exitCode = 1
  }
}

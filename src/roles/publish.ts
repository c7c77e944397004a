import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readYaml } from '../authoring/read-yaml.ts'
import { readOwnConfig } from '../config.ts'
import { isFailure } from '../domain/failures.ts'
import { newId } from '../domain/ids.ts'
import { publishSimulation } from '../resolvers/simulations.ts'
import { openDatabase } from '../store/database.ts'
import { openLog } from '../telemetry/log.ts'
import { openChecker } from './open-checker.ts'

// Publishes every definition of a folder (simulations/ unless another is named); unchanged ones stay as they are.

const config = readOwnConfig()
const log = openLog({ level: config.LOG_LEVEL, role: 'publish' })
const folder = process.argv[2] ?? 'simulations'
const { db, stop } = openDatabase({ url: config.DATABASE_URL, connections: 2, statementMs: null })
const checker = openChecker()
const context = {
  db,
  defaultRubric: config.DEFAULT_RUBRIC,
  checkDefinition: checker.check,
  viewer: { subject: 'publish', role: 'ADMIN' },
  requestId: newId(),
  address: null,
} as const

function refused(file: string, fault: string): void {
  log.error({ file, fault }, 'A simulation was refused')
  process.exitCode = 1
}

for (const file of readdirSync(folder)
  .filter((name) => /\.ya?ml$/.test(name))
  .sort()) {
  const read = readYaml(readFileSync(join(folder, file), 'utf8'))
  if ('fault' in read) {
    refused(file, read.fault)
    continue
  }
  const result = await publishSimulation({ definition: read.ok }, context)
  if (isFailure(result)) refused(file, result.message)
  else log.info({ file, slug: result.slug, version: result.version }, 'Simulation published')
}
checker.stop()
await stop()

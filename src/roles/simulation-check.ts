import { existsSync, readFileSync, statSync } from 'node:fs'
import { loadEnvFile } from 'node:process'
import { checkSimulation } from '../authoring/check.ts'
import { describeFaults, describeReport } from '../authoring/describe-report.ts'
import { readYaml } from '../authoring/read-yaml.ts'
import { ConfigError, readDefaultRubric } from '../config.ts'
import { parseGiven } from '../domain/failures.ts'
import { type SimulationDefinition, simulationDefinitionSchema } from '../domain/simulation.ts'
import { openSandbox } from '../sandbox/index.ts'

// Checks a definition without a server: `npm run simulation:check -- FILE`. Exits with 1 when it has faults.

/** Ends the program with a message that says what its user can do. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function readDefinition(file: string): SimulationDefinition {
  if (!existsSync(file)) refuse(`There is no file ${file}`)
  if (!statSync(file).isFile()) refuse(`${file} is no file`)
  const read = readYaml(readFileSync(file, 'utf8'))
  if ('fault' in read) refuse(`${file}: ${read.fault}`)
  const parsed = parseGiven(simulationDefinitionSchema, read.ok)
  if ('ok' in parsed) return parsed.ok
  return refuse([`${file} is no definition of a simulation.`, ...describeFaults(parsed.faults)].join('\n\n'))
}

function rubricOf({ rubric }: SimulationDefinition) {
  if (typeof rubric === 'object') return rubric.criteria
  if (rubric !== undefined) {
    process.stdout.write(
      `The server alone knows the rubric template "${rubric}": this check scores by the default rubric.\n\n`,
    )
  }
  try {
    return readDefaultRubric(process.env)
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.message)
    throw error
  }
}

const [file] = process.argv.slice(2)
if (file === undefined) refuse('Name the file to check: npm run simulation:check -- simulations/hello.yaml')
if (existsSync('.env')) loadEnvFile('.env')
const definition = readDefinition(file)
const rubric = rubricOf(definition)
const sandbox = openSandbox({ processes: 1 })
try {
  const report = await checkSimulation(definition, rubric, sandbox)
  process.stdout.write(`${describeReport(definition, report)}\n`)
  if (report.faults.length > 0) process.exitCode = 1
} finally {
  await sandbox.stop()
}

import { existsSync, writeFileSync } from 'node:fs'
import { openSandbox } from '../src/sandbox/index.ts'
import { ENGINE_VERSION } from '../src/scoring/index.ts'
import { digestOf, KNOWN_VERDICTS, knownWork, readKnownVerdicts } from '../test/support/verdicts.ts'

// Writes down what the engine says of the known work, after a change of ENGINE_VERSION. It refuses to do so where the
// version stands as it was and a verdict does not: that is what the version is for.

const sandbox = openSandbox({ processes: 2 })
const digests: Record<string, string> = {}
for (const work of knownWork()) digests[work.name] = await digestOf(work, sandbox)
await sandbox.stop()

const known = existsSync(KNOWN_VERDICTS) ? readKnownVerdicts() : null
const changed = Object.entries(known?.digests ?? {}).flatMap(([name, digest]) =>
  digests[name] === undefined || digests[name] === digest ? [] : [name],
)
for (const name of changed) process.stdout.write(`changed: ${name}\n`)
if (changed.length > 0 && known?.engineVersion === ENGINE_VERSION) {
  process.stderr.write('Verdicts have changed: raise ENGINE_VERSION in src/scoring/score.ts first.\n')
  process.exitCode = 1
} else if (changed.length === 0 && known !== null && known.engineVersion !== ENGINE_VERSION) {
  process.stderr.write('No known verdict has changed: the engine needs no new version.\n')
  process.exitCode = 1
} else {
  writeFileSync(KNOWN_VERDICTS, `${JSON.stringify({ engineVersion: ENGINE_VERSION, digests }, null, 2)}\n`)
}

import { readFileSync } from 'node:fs'
import { type Config, ConfigError } from '../config.ts'
import { type ChooseOperation, makeChooseOperation, parseManifest } from '../server/persisted-operations.ts'

/** What finds the known operations where no others are run; null where any is. @throws ConfigError for a bad file */
export function openManifest(config: Config): ChooseOperation | null {
  if (config.PERSISTED_OPERATIONS === 'off') return null
  const file = config.PERSISTED_OPERATIONS_FILE
  if (file === undefined)
    throw new ConfigError('PERSISTED_OPERATIONS_FILE: needed for PERSISTED_OPERATIONS=only')
  try {
    return makeChooseOperation(parseManifest(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new ConfigError(`PERSISTED_OPERATIONS_FILE: ${file} cannot be read as a manifest: ${error}`)
  }
}

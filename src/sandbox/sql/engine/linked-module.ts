import { ByteReader } from '../../metering/bytes.ts'
import { meter } from '../../metering/meter.ts'

const HEADER_BYTES = 8
const CUSTOM = 0

/**
 * Meters a module that is linked at run time. Such a module begins with a custom section that tells the loader how
 * much memory and table it needs; it describes no code, and is carried over.
 * @throws Error when the module does not begin with one
 */
export function meterLinked(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const reader = new ByteReader(module, HEADER_BYTES)
  if (reader.byte() !== CUSTOM) throw new Error('expected a module that is linked at run time')
  reader.skip(reader.unsigned())
  const section = module.subarray(HEADER_BYTES, reader.at)
  const metered = meter(module)
  const linked = new Uint8Array(metered.length + section.length)
  linked.set(metered.subarray(0, HEADER_BYTES))
  linked.set(section, HEADER_BYTES)
  linked.set(metered.subarray(HEADER_BYTES), HEADER_BYTES + section.length)
  return linked
}

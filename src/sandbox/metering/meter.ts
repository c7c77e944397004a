import { ByteReader, ByteWriter } from './bytes.ts'
import { chargedBulkBodies, GAS_GLOBAL, type MeterIndices, meterBody } from './code.ts'

import { MARK_PAGES } from './stores.ts'

// gas: what metered work is paid in. One unit buys one function entry, one loop iteration or 256 copied bytes.

const TYPE = 1
const IMPORT = 2
const FUNCTION = 3
const MEMORY = 5
const GLOBAL = 6
const EXPORT = 7
const CODE = 10
/** Sections come in this order; `tag` (13) and `data count` (12) stand where the specification put them later. */
const ORDER = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11]

const HEADER_BYTES = 8
const I32 = 0x7f
const BULK_TYPE = Uint8Array.from([0x60, 3, I32, I32, I32, 0])

interface Section {
  readonly id: number
  readonly start: number
  readonly end: number
}

/**
 * Rewrites a WebAssembly module so that its work is paid for and what it writes is known. The result exports a mutable i64 global `gas`,
 * from which every function entry and loop iteration takes one and every memory.copy and memory.fill one for
 * each 256 bytes; below zero it traps (`unreachable`). It also exports each mutable global of the module's own as
 * `global:<index>`, so that a host can put them back after a trap, and as `marks` a memory with a byte for each card
 * of the linear memory, which is 1 where the module has stored something (see `stores.ts`).
 * @throws Error when the module holds what cannot be metered
 */
export function meter(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = readSections(module)
  const find = (id: number) => {
    const section = sections.find((candidate) => candidate.id === id)
    return section === undefined ? null : new ByteReader(module, section.start, section.end)
  }
  const imported = countImports(find(IMPORT))
  const globals = readGlobals(find(GLOBAL))
  const types = readFunctionTypes(find(TYPE))
  const functions = readIndices(find(FUNCTION))
  const indices: MeterIndices = {
    gas: imported.globals + globals.length,
    chargedCopy: imported.functions + functions.length,
    chargedFill: imported.functions + functions.length + 1,
    marks: imported.memories + countOf(find(MEMORY)),
  }
  const parametersOf = (index: number) => types[functions[index] ?? -1] ?? 0
  const bulkType = new ByteWriter().unsigned(countOf(find(TYPE))).written
  const bulkBodies = chargedBulkBodies(indices)
  const rewritten = new Map<number, Uint8Array>([
    [TYPE, appended(find(TYPE), [BULK_TYPE])],
    [FUNCTION, appended(find(FUNCTION), [bulkType, bulkType])],
    [MEMORY, appended(find(MEMORY), [new ByteWriter().write(0).unsigned(MARK_PAGES).written])],
    [GLOBAL, appended(find(GLOBAL), [GAS_GLOBAL])],
    [EXPORT, appended(find(EXPORT), addedExports(indices, imported.globals, globals))],
    [CODE, meteredCode(find(CODE), parametersOf, indices, [bulkBodies.copy, bulkBodies.fill])],
  ])
  const output = new ByteWriter(module.length * 2).append(module.subarray(0, HEADER_BYTES))
  for (const id of ORDER) {
    const section = sections.find((candidate) => candidate.id === id)
    const body = rewritten.get(id) ?? (section && module.subarray(section.start, section.end))
    if (body !== undefined) output.write(id).sized(body)
  }
  return output.written
}

/** The known sections; custom ones (names, debug) describe code that is no longer there, and are left out. */
function readSections(module: Uint8Array): Section[] {
  if (new DataView(module.buffer, module.byteOffset).getUint32(0) !== 0x0061736d) {
    throw new Error('not a WebAssembly module')
  }
  const reader = new ByteReader(module, HEADER_BYTES)
  const sections: Section[] = []
  while (!reader.done) {
    const id = reader.byte()
    const size = reader.unsigned()
    if (id !== 0) sections.push({ id, start: reader.at, end: reader.at + size })
    reader.skip(size)
  }
  return sections
}

function countOf(section: ByteReader | null): number {
  return section?.unsigned() ?? 0
}

/** A section that is a list, with more entries at its end. */
function appended(section: ByteReader | null, entries: readonly Uint8Array[]): Uint8Array {
  const list = new ByteWriter().unsigned(countOf(section) + entries.length)
  if (section !== null) list.append(section.take(section.end - section.at))
  for (const entry of entries) list.append(entry)
  return list.written
}

interface Imported {
  readonly functions: number
  readonly memories: number
  readonly globals: number
}

function countImports(section: ByteReader | null): Imported {
  const counts = { functions: 0, memories: 0, globals: 0 }
  for (let left = countOf(section); section !== null && left > 0; left -= 1) {
    section.skip(section.unsigned())
    section.skip(section.unsigned())
    const kind = section.byte()
    if (kind === 0) counts.functions += 1
    if (kind === 2) counts.memories += 1
    if (kind === 3) counts.globals += 1
    skipImportType(kind, section)
  }
  return counts
}

function skipImportType(kind: number, section: ByteReader): void {
  if (kind === 0) section.skipNumber()
  else if (kind === 3) section.skip(2)
  else if (kind === 4) section.skip(2)
  else {
    if (kind === 1) section.skip(1)
    const hasMaximum = (section.byte() & 1) === 1
    section.skipNumber()
    if (hasMaximum) section.skipNumber()
  }
}

/** For each type: how many parameters a function of it has. */
function readFunctionTypes(section: ByteReader | null): number[] {
  const parameters: number[] = []
  for (let left = countOf(section); section !== null && left > 0; left -= 1) {
    if (section.byte() !== 0x60) throw new Error('cannot meter a module with types that are no functions')
    const count = section.unsigned()
    section.skip(count)
    section.skip(section.unsigned())
    parameters.push(count)
  }
  return parameters
}

/** For each function of the module's own: its type. */
function readIndices(section: ByteReader | null): number[] {
  return Array.from({ length: countOf(section) }, () => section?.unsigned() ?? 0)
}

/** For each global of the module's own: whether it can change. */
function readGlobals(section: ByteReader | null): boolean[] {
  const mutable: boolean[] = []
  for (let left = countOf(section); section !== null && left > 0; left -= 1) {
    section.skip(1)
    mutable.push(section.byte() === 1)
    skipConstant(section)
  }
  return mutable
}

/** An initial value: one constant, or another global, or a reference, and its end. */
function skipConstant(section: ByteReader): void {
  const operator = section.byte()
  if (operator === 0x43) section.skip(4)
  else if (operator === 0x44) section.skip(8)
  else section.skipNumber()
  if (section.byte() !== 0x0b) throw new Error('cannot meter a global with a computed initial value')
}

function addedExports(
  { gas, marks }: MeterIndices,
  imported: number,
  globals: readonly boolean[],
): Uint8Array[] {
  const exported = (name: string, kind: number, index: number) =>
    new ByteWriter().sized(new TextEncoder().encode(name)).write(kind).unsigned(index).written
  const own = globals.flatMap((mutable, i) => (mutable ? [exported(`global:${i}`, 3, imported + i)] : []))
  return [exported('gas', 3, gas), exported('marks', 2, marks), ...own]
}

function meteredCode(
  section: ByteReader | null,
  parametersOf: (index: number) => number,
  indices: MeterIndices,
  added: readonly Uint8Array[],
): Uint8Array {
  const count = countOf(section)
  const code = new ByteWriter((section?.end ?? 0) * 2).unsigned(count + added.length)
  for (let i = 0; section !== null && i < count; i += 1) {
    const size = section.unsigned()
    const body = new ByteReader(section.bytes, section.at, section.at + size)
    code.sized(meterBody(body, parametersOf(i), indices))
    section.skip(size)
  }
  for (const body of added) code.sized(body)
  return code.written
}

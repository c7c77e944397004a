import { type ByteReader, ByteWriter } from './bytes.ts'
import { BULK, LOOP, MEMORY_COPY, MEMORY_FILL, skipImmediates } from './operators.ts'
import { isStore, markedStores, rangeMark, withSpareLocals } from './stores.ts'

const I64 = 0x7e
const CALL = 0x10
const END = 0x0b
const LOCAL_GET = 0x20
const GLOBAL_GET = 0x23
const GLOBAL_SET = 0x24
const I64_EXTEND_I32_U = 0xad
const I64_SHR_U = 0x88

/**
 * A copy or fill costs one gas for each 2^8 bytes. By the clock it would be nearer 2^5; but QuickJS copies a text
 * whenever something is appended to it, where other engines do not, and a learner cannot know that.
 */
const BYTES_PER_GAS_LOG2 = 8

/** Where the things that the metered code refers to stand in the module. */
export interface MeterIndices {
  readonly gas: number
  readonly chargedCopy: number
  readonly chargedFill: number
  /** The memory of the marks. */
  readonly marks: number
}

/**
 * A function body with a charge at its entry and at the head of each loop, its stores marked and its bulk operators
 * replaced. `parameters` is how many the function has.
 */
export function meterBody(body: ByteReader, parameters: number, indices: MeterIndices): Uint8Array {
  const charge = chargeOf(indices.gas, [0x42, 1])
  const locals = readLocals(body)
  const writeStore = markedStores(parameters + locals.count, indices.marks)
  const code = new ByteWriter((body.end - body.at) * 3).append(charge)
  let stores = false
  let copied = body.at
  while (!body.done) {
    const { at } = body
    const operator = body.byte()
    if (isStore(operator)) {
      stores = true
      writeStore(code.append(body.bytes, copied, at), operator, body)
      copied = body.at
      continue
    }
    const bulk = skipImmediates(operator, body)
    const added = operator === LOOP ? charge : bulkCall(bulk, indices)
    if (added === null) continue
    // A loop keeps its own bytes and is charged inside; a bulk operator gives way to what stands for it.
    code.append(body.bytes, copied, operator === LOOP ? body.at : at).append(added)
    copied = body.at
  }
  code.append(body.bytes, copied, body.end)
  return new ByteWriter(code.written.length + 64)
    .append(withSpareLocals(locals.groups, locals.declared, stores))
    .append(code.written).written
}

/** The two functions, of type (i32, i32, i32) → (), that stand in for memory.copy and memory.fill. */
export function chargedBulkBodies({ gas, marks }: MeterIndices): {
  readonly copy: Uint8Array
  readonly fill: Uint8Array
} {
  const length = [LOCAL_GET, 2, I64_EXTEND_I32_U, 0x42, BYTES_PER_GAS_LOG2, I64_SHR_U]
  const body = (...bulk: readonly number[]) =>
    new ByteWriter()
      .write(0)
      .append(chargeOf(gas, length))
      .write(LOCAL_GET, 0, LOCAL_GET, 1, LOCAL_GET, 2, BULK, ...bulk)
      .write(...rangeMark(marks), END).written
  return { copy: body(MEMORY_COPY, 0, 0), fill: body(MEMORY_FILL, 0) }
}

/** The initial value of the gas counter: nothing is charged in earnest until the host sets it. */
export const GAS_GLOBAL = Uint8Array.from([I64, 1, 0x42, ...signedLeb(2n ** 62n), END])

/** gas -= amount; if (gas < 0) trap */
function chargeOf(gas: number, amount: readonly number[]): Uint8Array {
  const index = new ByteWriter().unsigned(gas).written
  return new ByteWriter()
    .write(GLOBAL_GET, ...index, ...amount, 0x7d) // i64.sub
    .write(GLOBAL_SET, ...index, GLOBAL_GET, ...index)
    .write(0x42, 0, 0x53) // i64.const 0, i64.lt_s
    .write(0x04, 0x40, 0x00, END).written // if, unreachable, end
}

function bulkCall(bulk: number, { chargedCopy, chargedFill }: MeterIndices): Uint8Array | null {
  if (bulk === MEMORY_COPY) return new ByteWriter().write(CALL).unsigned(chargedCopy).written
  if (bulk === MEMORY_FILL) return new ByteWriter().write(CALL).unsigned(chargedFill).written
  return null
}

function readLocals(body: ByteReader): { groups: number; count: number; declared: Uint8Array } {
  const groups = body.unsigned()
  const start = body.at
  let count = 0
  for (let left = groups; left > 0; left -= 1) {
    count += body.unsigned()
    body.skip(1)
  }
  return { groups, count, declared: body.bytes.subarray(start, body.at) }
}

function signedLeb(value: bigint): number[] {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn)
    const last = (rest >> 7n === 0n && low < 0x40) || (rest >> 7n === -1n && low >= 0x40)
    bytes.push(last ? low : low | 0x80)
    if (last) return bytes
  }
}

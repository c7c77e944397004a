const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
/** The type i32. */
export const I32 = 0x7f

const section = (id: number, ...entries: number[][]) => [
  id,
  entries.flat().length + 1,
  entries.length,
  ...entries.flat(),
]
const body = (...code: number[]) => [code.length + 2, 0, ...code, 0x0b]
const exported = (name: string, kind: number, index: number) => [
  name.length,
  ...Buffer.from(name),
  kind,
  index,
]

/** (i32, i32, i32) → i32, exported as `run`, over one page of memory and one mutable global. */
export function aModule(...code: number[]): Uint8Array {
  return Uint8Array.from([
    ...HEADER,
    ...section(1, [0x60, 3, I32, I32, I32, 1, I32]),
    ...section(3, [0]),
    ...section(5, [0, 1]),
    ...section(6, [I32, 1, 0x41, 7, 0x0b], [I32, 0, 0x41, 8, 0x0b]),
    ...section(7, exported('run', 0, 0), exported('memory', 2, 0)),
    ...section(10, body(...code)),
  ])
}

/** The operators that read one of `run`'s parameters. */
export const get = (local: number): number[] => [0x20, local]

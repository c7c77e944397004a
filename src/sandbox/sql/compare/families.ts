/** Types whose values can be held against each other: a number is a number, however it is stored. */
export type Family =
  | 'number'
  | 'text'
  | 'boolean'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'interval'
  | 'json'
  | 'uuid'
  | 'bytea'
  | 'void'
  | 'other'

export interface ColumnType {
  readonly family: Family
  /** A column of arrays; the family is that of their elements. */
  readonly list: boolean
  /** Stored as a binary fraction: what a sum comes to depends on the order of its terms. */
  readonly float: boolean
  /** Such a fraction of about seven digits (real). */
  readonly single: boolean
  /** Padded with blanks that do not count (char(n)). */
  readonly padded: boolean
}

/** Family, number of the type in pg_type, number of the type of its arrays. */
const TYPES: readonly (readonly [Family, number, number])[] = [
  ['number', 20, 1016], // bigint
  ['number', 21, 1005], // smallint
  ['number', 23, 1007], // integer
  ['number', 26, 1028], // oid
  ['number', 700, 1021], // real
  ['number', 701, 1022], // double precision
  ['number', 1700, 1231], // numeric
  ['text', 18, 1002], // "char"
  ['text', 19, 1003], // name
  ['text', 25, 1009], // text
  ['text', 1042, 1014], // char(n)
  ['text', 1043, 1015], // varchar
  ['boolean', 16, 1000],
  ['date', 1082, 1182],
  ['time', 1083, 1183],
  ['time', 1266, 1270], // with time zone
  ['timestamp', 1114, 1115],
  ['timestamp', 1184, 1185], // with time zone
  ['interval', 1186, 1187],
  ['json', 114, 199],
  ['json', 3802, 3807], // jsonb
  ['uuid', 2950, 2951],
  ['bytea', 17, 1001],
  ['void', 2278, 2278],
]
const FLOATS = new Set([700, 701, 1021, 1022])
const SINGLES = new Set([700, 1021])
const PADDED = new Set([1042, 1014])

const byNumber = new Map<number, ColumnType>(
  TYPES.flatMap(([family, type, arrayType]) =>
    [arrayType, type].map((number) => {
      const traits = {
        float: FLOATS.has(number),
        single: SINGLES.has(number),
        padded: PADDED.has(number),
      }
      return [number, { family, list: number !== type, ...traits }] as const
    }),
  ),
)
/** Enumerations, ranges, composite and geometric types: their texts are held against each other, also with texts. */
export const OTHER: ColumnType = { family: 'other', list: false, float: false, single: false, padded: false }

export function columnType(number: number): ColumnType {
  return byNumber.get(number) ?? OTHER
}

export function comparable(a: ColumnType, b: ColumnType): boolean {
  if (a.list !== b.list) return false
  const [first, second] = [a, b].map(({ family }) => (family === 'other' ? 'text' : family))
  return first === second
}

/** "a number", "text", "a list of dates": what a column holds, in a learner's words. */
export function familyName({ family, list }: ColumnType): string {
  if (list) return `a list of ${PLURALS[family]}`
  return NAMES[family]
}

const NAMES: Readonly<Record<Family, string>> = {
  number: 'a number',
  text: 'text',
  boolean: 'a boolean',
  date: 'a date',
  time: 'a time',
  timestamp: 'a timestamp',
  interval: 'an interval',
  json: 'JSON',
  uuid: 'a UUID',
  bytea: 'bytes',
  void: 'nothing',
  other: 'a value of a special type',
}

const PLURALS: Readonly<Record<Family, string>> = {
  number: 'numbers',
  text: 'texts',
  boolean: 'booleans',
  date: 'dates',
  time: 'times',
  timestamp: 'timestamps',
  interval: 'intervals',
  json: 'JSON values',
  uuid: 'UUIDs',
  bytea: 'byte strings',
  void: 'nothing',
  other: 'values',
}

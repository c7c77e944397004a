import type { DatabaseFault } from './engine/reply.ts'

/** What tells that a learner meant something which is written otherwise in PostgreSQL. All that is given has to fit. */
interface Sign {
  /** In Postgres's words. */
  readonly message: RegExp
  /** In the text up to the place that it names. */
  readonly before?: RegExp
  /** In the text from there on. */
  readonly at?: RegExp
  readonly hint: string
}

const SYNTAX = /^syntax error/
const UNKNOWN_COLUMN = /^column "/
/** Nothing stands before it in its statement. */
const FIRST = /(^|;)\s*$/
const NAMES = 'names stand in "double quotes"'
const TEXTS = "texts stand in 'single quotes'"
const DASHES = 'a comment begins with two hyphens: --'
const ON_CONFLICT = 'write INSERT … ON CONFLICT …'

const SIGNS: readonly Sign[] = [
  // Other scripts and editors
  {
    message:
      /^(syntax error|column|relation|function) .*[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]/,
    hint: 'it holds a character that cannot be seen: write a blank instead',
  },
  {
    message: SYNTAX,
    before: /[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]\s*\S{0,40}\s*$/u,
    hint: 'before it is a character that cannot be seen: write a blank instead',
  },
  {
    message: /^(syntax error|column|relation|invalid input) .*[‘’“”„]/,
    hint: "these are typographic quotes: write 'single quotes'",
  },
  {
    message: /^(syntax error|column|relation|function) .*[，；（）。：]/,
    hint: 'it holds punctuation of another script: write , ; ( ) . :',
  },
  { message: SYNTAX, before: /[–—]\s*$/, hint: DASHES },
  { message: SYNTAX, at: /^```/, hint: 'leave out the ``` around the SQL' },
  // psql
  { message: SYNTAX, at: /^\\/, hint: 'what begins with \\ is a command of psql and no SQL: leave it out' },
  // Scripts for a server of one's own
  {
    message: SYNTAX,
    before: /\bfrom\s+stdin\b[^;]*;\s*$/i,
    hint: 'COPY cannot read rows from this text: write INSERT',
  },
  { message: /^permission denied to COPY/, hint: 'there are no files and programs here' },
  { message: /^must be able to SET ROLE/, hint: 'everything has one owner here: leave it out' },
  { message: /^extension ".+" is not available/, hint: 'there are no extensions here' },
  { message: /^function uuid_generate_v4\(/, hint: 'write gen_random_uuid()' },
  {
    message: /cannot run inside a transaction block$/,
    hint: 'statements that stand together run in one transaction: leave it out',
  },
  // Names and texts
  {
    message: /^(syntax error|operator does not exist)/,
    before: /`\w/,
    hint: `${NAMES}, not in \`backticks\``,
  },
  { message: SYNTAX, at: /^\[[a-z_]/i, hint: `${NAMES}, not in [brackets]` },
  { message: UNKNOWN_COLUMN, before: /([=<>(,]|\b(like|then|else|when))\s*$/i, at: /^"/, hint: TEXTS },
  { message: SYNTAX, at: /^#/, hint: DASHES },
  { message: SYNTAX, at: /^(@\w|@@\w|:=)/, hint: 'there are no variables: use WITH or a subquery' },
  // Clauses
  { message: SYNTAX, before: /\bselect\s+(distinct\s+)?top[\s(]*$/i, hint: 'write LIMIT at the end' },
  { message: SYNTAX, before: /\bminus\s+$/i, hint: 'write EXCEPT' },
  { message: SYNTAX, at: /^apply\b/i, hint: 'write JOIN LATERAL' },
  { message: SYNTAX, at: /^(regexp|rlike)\b/i, hint: 'write ~, or ~* where capitals do not count' },
  { message: SYNTAX, before: /\binterval\s+$/i, hint: "write interval '1 day', with quotes" },
  { message: SYNTAX, before: /\bqualify\s+$/i, hint: 'there is no QUALIFY: filter in a query around it' },
  { message: /^relation "dual"/, hint: 'leave out FROM dual' },
  { message: /^window functions are not allowed in WHERE/, hint: 'filter in a query around it' },
  { message: /^aggregate functions are not allowed in WHERE/, hint: 'write it into HAVING' },
  {
    message: SYNTAX,
    before: /\bconvert\s*\([^()]*(\([^()]*\))?$/i,
    at: /^,/,
    hint: 'write cast(a as integer)',
  },
  // Statements
  { message: SYNTAX, before: /(?<!\bon\s+)\bdelete\s+$/i, hint: 'write DELETE FROM … USING …' },
  {
    message: SYNTAX,
    before: /\bupdate\s+[\w".\s]+$/i,
    at: /^((inner|left|right)\s+)?join\b|^,/i,
    hint: 'write UPDATE … SET … FROM …',
  },
  { message: SYNTAX, before: /\binsert\s+$/i, at: /^ignore\b/i, hint: ON_CONFLICT },
  { message: SYNTAX, at: /^duplicate\s+key\b/i, hint: ON_CONFLICT },
  { message: SYNTAX, before: FIRST, at: /^replace\s+into\b/i, hint: ON_CONFLICT },
  { message: SYNTAX, before: FIRST, at: /^desc(ribe)?\s/i, hint: 'look into information_schema.columns' },
  { message: /^unrecognized configuration parameter "tables"/, hint: 'look into information_schema.tables' },
  { message: SYNTAX, before: FIRST, at: /^(use|delimiter)\s/i, hint: 'leave it out' },
  // Tables
  {
    message: SYNTAX,
    at: /^(auto_increment|autoincrement)\b/i,
    hint: 'write GENERATED ALWAYS AS IDENTITY',
  },
  { message: SYNTAX, at: /^(engine|unsigned)\b/i, hint: 'leave it out' },
  { message: /^type "(datetime|smalldatetime|datetime2)"/, hint: 'write timestamp' },
  { message: /^type "(tinyint|mediumint)"/, hint: 'write smallint or integer' },
  { message: /^type "(signed|unsigned)"/, hint: 'write integer' },
  { message: /^type "double"/, hint: 'write double precision' },
  { message: /^type "(nvarchar|longtext|mediumtext|tinytext)"/, hint: 'write text' },
  // Operators and functions
  { message: /^operator does not exist: .+ == /, hint: 'write =' },
  {
    message: /^operator does not exist: ((text|character varying|unknown) \+|.*\+ (text|character varying)$)/,
    hint: 'texts are joined with ||',
  },
  { message: /^function (sum|avg)\(boolean\)/, hint: 'count with count(*) FILTER (WHERE …)' },
  { message: /^function round\((double precision|real), integer\)/, hint: 'write round(x::numeric, 2)' },
  { message: /^function (ifnull|isnull|nvl)\(/, hint: 'write coalesce(a, b)' },
  { message: /^function (if|iif)\(/, hint: 'write CASE WHEN … THEN … ELSE … END' },
  { message: /^function (group_concat|listagg)\(/, hint: "write string_agg(a, ',')" },
  { message: /^function (date_format|strftime|dayname|monthname)\(/, hint: "write to_char(d, 'YYYY-MM')" },
  {
    message: /^function (year|quarter|month|week|day|dayofmonth|hour|minute|second)\(/,
    hint: 'write extract(part from d), such as extract(year from d)',
  },
  { message: /^function (curdate|getdate|sysdate)\(/, hint: 'write current_date or now()' },
  { message: /^function (date_sub|adddate|subdate|dateadd)\(/, hint: "write d + interval '1 day'" },
  { message: /^function (datediff|julianday)\(/, hint: 'one date less another is a number of days: a - b' },
  {
    message: UNKNOWN_COLUMN,
    before: /\b(timestampdiff|datediff|dateadd)\s*\(\s*$/i,
    hint: "write a - b, or d + interval '1 day'",
  },
  { message: /^function unix_timestamp\(/, hint: 'write extract(epoch from t)' },
  {
    message: /^function last_day\(/,
    hint: "write date_trunc('month', d) + interval '1 month' - interval '1 day'",
  },
  { message: /^function (locate|instr|charindex)\(/, hint: 'write position(part in a)' },
  { message: /^function substring_index\(/, hint: "write split_part(a, ',', 1)" },
  { message: /^function len\(/, hint: 'write length(a)' },
  { message: /^function (ucase|lcase)\(/, hint: 'write upper(a) or lower(a)' },
  { message: /^function rand\(/, hint: 'write random()' },
  { message: /^function json_extract\(/, hint: "write a -> 'key', or a ->> 'key' for its text" },
]

/** How much of a text on either side of the place is looked at. */
const AROUND = 200

/** How PostgreSQL writes what the text seems to mean, in place of its own hint; null where that is not known. */
export function hintOf({ message, hint, position }: DatabaseFault, text: string): string | null {
  const place = position === null ? 0 : offsetOf(text, position)
  const before = text.slice(Math.max(0, place - AROUND), place)
  const rest = text.slice(place, place + AROUND)
  const fits = (sign: Sign) =>
    sign.message.test(message) && (sign.before?.test(before) ?? true) && (sign.at?.test(rest) ?? true)
  if (isInOtherCase(message, hint)) return null
  const found = SIGNS.find(fits)?.hint ?? aliasHint(message, before, text)
  if (found !== null || hint !== null) return found
  return UNKNOWN_COLUMN.test(message) && rest.startsWith('"') ? TEXTS : null
}

/** Postgres counts characters, from 1, where a text here counts UTF-16 units. */
function offsetOf(text: string, position: number): number {
  let offset = 0
  for (let left = position - 1; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

/** Whether Postgres suggests a name that differs from the unknown one in capitals alone. */
function isInOtherCase(message: string, hint: string | null): boolean {
  const name = /^column "(.+)" does not exist$/.exec(message)?.[1]?.toLowerCase()
  const suggested = /the column "(?:.+\.)?([^".]+)"/.exec(hint ?? '')?.[1]?.toLowerCase()
  return name !== undefined && name === suggested
}

function aliasHint(message: string, before: string, text: string): string | null {
  const name = /^column "(\w+)" does not exist$/.exec(message)?.[1]
  const clause = /\b(where|having)\b(?!.*\b(?:from|select)\b)[^;]*$/is.exec(before)?.[1]
  if (name === undefined || clause === undefined) return null
  const isGiven = new RegExp(`\\bas\\s+"?${name}\\b`, 'i').test(text)
  return isGiven
    ? `${clause.toUpperCase()} does not know the names that SELECT gives: repeat the expression`
    : null
}

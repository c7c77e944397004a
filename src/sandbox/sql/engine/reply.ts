import { messages, protocol } from '@electric-sql/pglite'
import type { FaultKind } from '../../../scoring/sandbox.ts'

export interface Column {
  readonly name: string
  /** The type's number in pg_type. */
  readonly type: number
  /** It is a column of a table or view, as that declares it. */
  readonly declared?: boolean
}

/** The text form of each value, as Postgres sends it; null for null. */
export type Row = readonly (string | null)[]

/** What one statement returned. */
export interface ResultSet {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** Postgres's own words on what is wrong. */
export interface DatabaseFault {
  readonly code: string
  readonly message: string
  readonly hint: string | null
  /** The character of the text that it is about, counted from 1. */
  readonly position: number | null
}

/** What came of a text: the result sets up to its end, or up to what ended it. */
export interface Reply {
  readonly sets: readonly ResultSet[]
  readonly fault: DatabaseFault | null
  /** The bound that it ran into. */
  readonly halted: FaultKind | null
}

/** Whether a text did not come to its end. */
export function isEnded({ fault, halted }: Reply): boolean {
  return fault !== null || halted !== null
}

/** Reads what Postgres wrote to its client. A result set that was cut off is none. */
export function readReply(output: readonly Uint8Array[], halted: FaultKind | null): Reply {
  const sets: ResultSet[] = []
  let open: { readonly columns: readonly Column[]; readonly rows: Row[] } | null = null
  let fault: DatabaseFault | null = null
  const hear = (message: messages.BackendMessage) => {
    if (message instanceof messages.RowDescriptionMessage) {
      const columns = message.fields.map(columnOf)
      open = { columns, rows: [] }
    } else if (message instanceof messages.DataRowMessage) {
      open?.rows.push(message.fields)
    } else if (message instanceof messages.CommandCompleteMessage) {
      if (open !== null) sets.push(open)
      open = null
    } else if (message instanceof messages.DatabaseError) {
      fault ??= faultOf(message)
    }
  }
  const parser = new protocol.Parser()
  for (const bytes of output) parser.parse(bytes, hear)
  return { sets, fault, halted }
}

function columnOf({ name, dataTypeID, tableID }: messages.RowDescriptionMessage['fields'][number]): Column {
  return { name, type: dataTypeID, declared: tableID !== 0 }
}

function faultOf({ code, message, hint, position }: messages.DatabaseError): DatabaseFault {
  return {
    code: code ?? '',
    message,
    hint: hint ?? null,
    position: position === undefined ? null : Number(position),
  }
}

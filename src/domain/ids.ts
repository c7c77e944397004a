import { randomUUIDv7 } from 'node:crypto'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A new id: UUIDv7, so that ids sort by their time. */
export function newId(): string {
  // As Node gives it, it is a chain of pieces with ten times the memory; this makes it one.
  return randomUUIDv7().toLowerCase()
}

/** Whether a text has the form of an id. Anything else reads as not found, and never reaches a query. */
export function isId(text: string): boolean {
  return UUID.test(text)
}

// Every bound that a person can run into, in one place.

/** A submission's data, in UTF-8 bytes of its JSON. */
export const MAX_DATA_BYTES = 1024 * 1024
/** Levels of a JSON value from a client: what is deeper cannot be checked and written out again. */
export const MAX_DEPTH = 1000
/** An HTTP request body. Two copies of the data, escaped, and the document around them. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024
/** A verdict, in UTF-8 bytes of its JSON: what one status event may weigh. */
export const MAX_VERDICT_BYTES = 256 * 1024
/** Characters of a message, of an expected or of an actual value. */
export const MAX_TEXT_CHARS = 500
/** Findings of one verdict, the gravest first. */
export const MAX_FINDINGS = 200
/** Test results of one verdict that carry their messages; past it only name, outcome and weight remain. */
export const MAX_DETAILED_RESULTS = 100
/** Tasks of a simulation. */
export const MAX_TASKS = 50
/** Tests of a task, a suite counting as one. */
export const MAX_TESTS = 200
/** Nodes on one page of a connection. */
export const MAX_PAGE_SIZE = 100

/** Cuts a text to a bound and shows that it was cut. */
export function cut(text: string, max: number = MAX_TEXT_CHARS): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`
}

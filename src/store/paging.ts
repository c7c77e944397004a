/** A page of a list that is ordered by id: `limit` rows after and before the given ids, in either direction. */
export interface Page {
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
  /** Read from the far end: the caller puts the rows back into order. */
  readonly inverted: boolean
}

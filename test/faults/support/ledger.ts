import type { Watch } from './watch.ts'

/**
 * What clients were told. A submission's data is what the last acknowledged write held, or a later write that was
 * sent and never answered: that one may or may not have come through.
 */
export class Ledger {
  readonly submissions = new Map<string, readonly object[]>()
  readonly jobs = new Map<string, { readonly submissionId: string } | { readonly data: object }>()
  readonly watches: Watch[] = []

  /** A write of a submission is on its way. */
  sending(submissionId: string, data: object): void {
    this.submissions.set(submissionId, [...(this.submissions.get(submissionId) ?? []), data])
  }

  /** The write was acknowledged: nothing older may come back. */
  acknowledged(submissionId: string, data: object): void {
    this.submissions.set(submissionId, [data])
  }
}

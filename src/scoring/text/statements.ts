// statement: what a sentence says is so, or should be. A question says nothing, and who names rivals picks none.
// All that these patterns span is bounded, so that the time they take grows with a text and not with its square.

const SUBJECT = '(?:it|this|that|there|he|she|they|these|those|the|an?|our|your|his|her|their|some|any|all)'
const ASKED_BY_MARK = /[?？؟][^\p{L}\p{N}]{0,20}$/u
/** "Was it the disk": what stands in this order is a question, also without its mark. "Had we", "Should it" are not. */
const ASKED_BY_ORDER = new RegExp(
  String.raw`^[^\p{L}]*(?:(?:and|or|but|so)\s+)?(?:was|is|are|did|does|has|could|can|might|will|would)\s+${SUBJECT}\b`,
  'iu',
)
/** "Could you send it again?" is a polite request, "How about a refund?" an offer: they say what should be done. */
const PROPOSED =
  /(?:^|[,;:–—(]\s*|\b(?:and|so)\s+)(?:(?:could|can|may|shall|will|would)\s+(?:we|you|i|someone|somebody)\b(?!\s+(?:be|have)\b)|(?:how|what)\s+about\b)/iu

/** Whether a sentence asks instead of saying. */
export const isQuestion = (sentence: string): boolean =>
  (ASKED_BY_MARK.test(sentence) || ASKED_BY_ORDER.test(sentence)) && !PROPOSED.test(sentence)

/** From the first of the rivals to the end of the part that the last one stands in. */
const RIVALS: readonly RegExp[] = [
  /\b(?:either(?!\s+(?:way|side|end)\b)|whether)\b.{0,400}?\bor\b[^,;:–—]*/giu,
  // "was the disk or the network": the articles tell two things from two words for one.
  /\b(?<!\bthere\s+(?:(?:should|must|could|can|may|will|would|has\s+to|have\s+to)\s+)?)(?:was|were|is|are|be|been)\s+(?:the|an?)\s[^;:–—]{0,400}?\bor\s+(?:the|an?)\b[^,;:–—]*/giu,
  /\b(?:perhaps|maybe|possibly)\b.{0,400}?\b(?:perhaps|maybe|possibly)\b.*/giu,
]
/** Who leaves a choice to others does name what is on offer: "you may either keep it or return it". */
const OFFERED = /\b(?:(?:can|may)(?!\s+(?:be|have)\b)|choose|choice|prefer|offer(?:s|ed|ing)?)\b/iu

/** A passage without the alternatives between which it leaves open what is so. */
export function withoutRivals(passage: string): string {
  if (OFFERED.test(passage)) return passage
  return RIVALS.reduce((rest, rivals) => rest.replace(rivals, ' '), passage)
}

const NAMES: ReadonlyMap<string, string> = new Map(
  `
  monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs, friday fri, saturday, sunday,
  january jan, february feb, march, april apr, june jun, july jul, august aug, september sep sept,
  october oct, november nov, december dec
  `
    .split(',')
    .map((names) => names.trim().split(/\s+/))
    .flatMap(([name = '', ...short]) => [name, ...short].map((each) => [each, name] as const)),
)

/** The whole name of the day or month that a word names, or null. */
export const dayOrMonth = (word: string): string | null => NAMES.get(word) ?? null

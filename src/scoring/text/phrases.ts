// Phrases that mean what one word means, though none of their words does. They are replaced before words are compared.

type Phrase = readonly [RegExp, string]

/** Up to three words between a verb and its particle, as in "rolled the last update back". */
const gap = String.raw`(?:\s+[a-z]+){0,3}\s+`
const phrase = (pattern: string, word: string): Phrase => [
  new RegExp(String.raw`\b(?:${pattern})\b`, 'g'),
  word,
]

const PHRASES: readonly Phrase[] = [
  phrase(
    "(?:not|cannot|[a-z]+n't)\\s+(?:[a-z]+\\s+){0,2}enough|in\\s+short\\s+supply|too\\s+few|too\\s+little|short\\s+of|lack\\s+of",
    'shortage of',
  ),
  phrase(
    "(?:no|without)\\s+(?:doubt|question|secret|wonder)|not\\s+(?:only|just)|(?:not|cannot|never|[a-z]+n't)\\s+(?:ignore|overlook|forget|deny|neglect)",
    'also',
  ),
  phrase('(?:instead\\s+of|rather\\s+than)', ', not'),
  phrase('(?:far\\s+from|stop(?:s|ped|ping)?|avoid(?:s|ed|ing)?)(?=\\s+[a-z]+ing\\b)', 'not'),
  phrase('fail(?:s|ed|ing|ure)?\\s+to', 'not'),
  // What somebody is sorry for may be a not: that they are sorry is not turned round by it.
  phrase('(?:sorry|afraid)\\s+(?:that\\s+)?(?=(?:we|i|you|he|she|it|they|this|our|your)\\b)', 'sorry, '),
  phrase('understaffed|short-?\\s?staffed|short-?\\s?handed', 'shortage of staff'),
  phrase('(?:off|on)\\s+sick(?:\\s+leave)?|(?:fall|falls|fell|fallen)\\s+(?:ill|sick)', 'ill'),
  phrase('r[au]n(?:s|ning)?\\s+out\\s+of', 'shortage of'),
  phrase('more\\s+than', 'exceed'),
  phrase(
    '(?:on|in)\\s+time|on\\s+(?:schedule|track)|according\\s+to\\s+(?:the\\s+|our\\s+)?plan|as\\s+planned',
    'punctual',
  ),
  phrase('behind\\s+schedule|past\\s+due', 'late'),
  phrase(
    'step\\s+by\\s+step|in\\s+(?:stages|phases|steps)|little\\s+by\\s+little|bit\\s+by\\s+bit',
    'gradual',
  ),
  phrase('(?:leave|leaves|leaving|left)\\s+out', 'omit'),
  phrase('back(?:s|ed|ing)?\\s+up', 'backup'),
  phrase('roll(?:s|ed|ing)?\\s+out', 'rollout'),
  phrase('sign(?:s|ed|ing)?\\s+up', 'signup'),
  phrase('(?:shut|shuts|shutting)\\s+down', 'shutdown'),
  phrase('hand(?:s|ed|ing)?\\s+over', 'handover'),
  phrase('50\\s+percent', 'half'),
  phrase('money\\s+back', 'refund'),
  phrase(`(?:pay|paid|pays|give|gave|gives)${gap}back`, 'refund'),
  phrase('gift\\s+cards?', 'voucher'),
  phrase('work(?:s|ed|ing)?\\s+(?:from|at)\\s+home|home\\s+office', 'telework'),
  phrase('remote(?:ly)?\\s+work(?:s|ed|ing)?|work(?:s|ed|ing)?\\s+remotely', 'telework'),
  phrase('(?:go|goes|going|gone|went)\\s+up', 'rise'),
  phrase('(?:go|goes|going|gone|went|come|comes|coming|came)\\s+down', 'fall'),
  phrase(`roll(?:s|ed|ing)?${gap}back|(?:go|goes|going|gone|went)\\s+back\\s+to`, 'revert'),
  phrase(`(?:take|takes|taking|taken|took)${gap}over`, 'acquire'),
  phrase('take(?:s|n)?\\s+over|taking\\s+over|took\\s+over|takeover', 'acquire'),
  phrase('la(?:y|id|ys|ying)\\s+off', 'dismiss'),
  phrase('call(?:s|ed|ing)?\\s+off', 'cancel'),
  phrase('put(?:s|ting)?\\s+off', 'postpone'),
  phrase('turn(?:s|ed|ing)?\\s+down', 'reject'),
  phrase('look(?:s|ed|ing)?\\s+into', 'investigate'),
  phrase('set(?:s|ting)?\\s+up', 'organise'),
  phrase('walk(?:s|ed|ing)?\\s+away', 'leave'),
  phrase('get(?:s|ting)?\\s+rid\\s+of|got\\s+rid\\s+of|throw(?:s|n|ing)?\\s+away|threw\\s+away', 'discard'),
  phrase('(?:sign|log)(?:s|ed|ged|ing|ging)?\\s+in', 'login'),
  phrase('as\\s+soon\\s+as\\s+possible', 'urgently'),
  phrase('per\\s+cent', 'percent'),
  phrase('w/o', 'without'),
  phrase('asap', 'urgently'),
  phrase('infosec', 'information security'),
  phrase('dept', 'department'),
  phrase('mgmt', 'management'),
  phrase('co2', 'carbon'),
]

/** A lower-case text with such phrases replaced by one word each. */
export function withoutPhrases(text: string): string {
  return PHRASES.reduce((replaced, [pattern, word]) => replaced.replace(pattern, word), text)
}

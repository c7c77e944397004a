import { describe, expect, it } from 'vitest'
import { judgeText } from './judge-text.ts'
import { aTextTask } from './testing/labelled.ts'

const memo = aTextTask({
  instructions: 'Write a memo to the board. Name the main risk of the new price, and say what to do next.',
  keyPoints: [
    { point: 'names the main risk', examples: ['churn', 'customers leaving'] },
    { point: 'proposes a next step', examples: ['call the vendor', 'schedule a meeting with the supplier'] },
    { point: 'gives a figure for the cost', examples: ['the project costs 40,000 euros'] },
    { point: 'offers compensation', examples: ['a refund', 'a discount on the next order'] },
  ],
})
const foundIn = (text: string, task = memo) =>
  judgeText(task, text).points.flatMap(({ keyPoint, sentence }) =>
    sentence === null ? [] : [keyPoint.point],
  )

describe('the sentence that earns a point', () => {
  it.each([
    'We may lose many subscribers to competitors.',
    'I fear that a lot of people might cancel their contracts.',
    'Our costumers are leaving us.',
    '## Customers are leaving us',
    '- the danger is that **customers** leave',
    '- [ ] warn our boss that customers leave us',
    'Next: tell the board (on Monday) of customers leaving us',
    '09:00: customers leaving, as told by Marketing at 08:30',
    '<p>The danger is that cus\u200btomers leave.</p>',
    '“Customers are leaving”, she said.',
  ])('names the risk in other words: %s', (text) => {
    expect(foundIn(text)).toEqual(['names the main risk'])
  })

  it.each([
    'The main risk of the weather is rain.',
    'There is no risk of churn.',
    "Customers aren't leaving us.",
    'The canteen serves fish on Friday.',
  ])('does not name the risk: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })

  it.each([
    ['customers are leaving us', 'Customers stay longer than ever.', false],
    ['we disabled the account of the employee', 'We locked her account right away.', true],
    ['the release will be delayed', 'The launch slips by two weeks.', true],
    ['our team was short of staff', 'We were understaffed in April.', true],
    ['the engineers fell ill', 'Half of the developers were off sick.', true],
    ['everything is on schedule', 'We are on track, as planned.', true],
    ['everything is on schedule', 'The track list has nine songs.', false],
    ['find a second supplier', 'Let us look for another vendor.', true],
    ['guests could not change their bookings', 'People were unable to change a booking.', true],
    ['guests could change their bookings', 'People were unable to change a booking.', false],
    ['we apologise', 'I am sorry we did not answer in time.', true],
    ['we apologise', 'We are not sorry.', false],
    ['work is done faster', 'We get work done more quickly.', true],
    ['work is done faster', 'Work is done more slowly.', false],
    ['release it in stages', 'A gradual release would be wise.', true],
  ])('says "%s", or not: %s', (example, text, says) => {
    const task = aTextTask({ keyPoints: [{ point: 'the point', examples: [example] }] })
    expect(foundIn(text, task)).toEqual(says ? ['the point'] : [])
  })

  it('is quoted as the learner wrote it, without the marks of its list', () => {
    const { points } = judgeText(
      memo,
      'Dear all,\r\n\r\n1. We plan a sale.\r\n2. Customers may  leave us!\r\n',
    )

    expect(points[0]?.sentence).toBe('Customers may  leave us!')
  })

  it('may negate something else than the point', () => {
    const task = aTextTask({
      keyPoints: [{ point: 'states how long it lasted', examples: ['the shop was down for 90 minutes'] }],
    })

    expect(foundIn('Our shop could not be reached, and this for ninety minutes.', task)).toHaveLength(1)
    expect(foundIn('It is not true that the shop was down for 90 minutes.', task)).toEqual([])
  })

  it('is the one that agrees most', () => {
    const { points } = judgeText(
      memo,
      'We may lose a few subscribers. The danger is that customers are leaving.',
    )

    expect(points[0]?.sentence).toBe('The danger is that customers are leaving.')
  })

  it('is found by the words of the point where an author gave no examples', () => {
    const task = aTextTask({ keyPoints: [{ point: 'recommends hiring a second nurse' }] })

    expect(foundIn('We should employ another nurse, so hire a second one.', task)).toHaveLength(1)
    expect(foundIn('I recommend the soup.', task)).toEqual([])
  })

  it('is found by its letters in a language that the lexicon does not have', () => {
    const task = aTextTask({
      keyPoints: [{ point: 'nennt das Risiko', examples: ['Kündigungen von Stammkunden'] }],
    })

    expect(foundIn('Es drohen Kündigungen vieler Stammkunden.', task)).toHaveLength(1)
    expect(foundIn('Das Wetter bleibt freundlich.', task)).toEqual([])
  })
})

describe('what earns nothing', () => {
  it.each([
    ['a list of key words', 'churn, customers leaving, call the vendor, refund, 40,000 euros'],
    ['a list with articles', 'the churn, the refund, call the vendor, and 40,000 euros'],
    ['key words without commas', 'churn customers leaving vendor call meeting supplier refund discount'],
    ['one key word a line', 'churn\nrefund\ncustomers leaving\ncall vendor'],
    ['the instructions', memo.instructions],
    ['what the text would do', memo.keyPoints.map(({ point }) => `This memo ${point}.`).join('\n')],
    ['the key points', memo.keyPoints.map(({ point }) => `- ${point}`).join('\n')],
    ['filler', 'Lorem ipsum dolor sit amet, consectetur adipiscing elit.'],
    ['nothing', ' \r\n\t\u200b '],
    ['emoji', '🙂🙃 👍🏽 🎉'],
    ['another script', '我们可能会失去许多客户。'],
    ['lone surrogates', '\ud800\udfff\udc00'],
  ])('%s', (_, text) => {
    expect(foundIn(text)).toEqual([])
  })

  it('a fourth point in one sentence', () => {
    const stuffed =
      'We face customers leaving and we call the vendor and the project costs 40,000 euros and we offer a refund.'

    expect(foundIn(stuffed)).toHaveLength(3)
  })

  it('the story that the simulation tells', () => {
    const story = 'Our customers are leaving us. Schedule a meeting with the supplier.'
    const told = (text: string) =>
      judgeText(memo, text, story).points.filter(({ sentence }) => sentence !== null)

    expect(told(story)).toEqual([])
    expect(told('We lose customers, so let us schedule a call with the supplier.')).toHaveLength(2)
  })

  it('a question, and not what is said after it', () => {
    expect(foundIn('Are customers leaving us? Or should we call the vendor?')).toEqual([])
    expect(foundIn('What is the danger? Customers are leaving us.')).toEqual(['names the main risk'])
    expect(foundIn('Could you schedule a meeting with the supplier?')).toEqual(['proposes a next step'])
  })

  it('one of several possibilities', () => {
    expect(foundIn('The risk is either customers leaving us or prices falling.')).toEqual([])
    expect(foundIn('Perhaps customers are leaving us, perhaps the weather is bad.')).toEqual([])
    expect(foundIn('Customers are leaving us, either for rivals or for good.')).toEqual([
      'names the main risk',
    ])
    expect(foundIn('You may choose either a refund or a discount.')).toEqual(['offers compensation'])
  })

  it.each([
    ['Is it that customers are leaving us?', 'question'],
    ['The risk is either customers leaving us or falling prices.', 'undecided'],
  ])('tells that %j says nothing', (text, flaw) => {
    expect(judgeText(memo, text)).toMatchObject({
      points: [{ sentence: null, refused: { sentence: text, flaw } }, {}, {}, {}],
    })
  })

  it('tells why a passage that says it is refused', () => {
    const { points } = judgeText(memo, 'churn, customers leaving, discounts')

    expect(points[0]?.refused).toEqual({ sentence: 'churn, customers leaving, discounts', flaw: 'fragment' })
  })
})

describe('the length', () => {
  const limited = aTextTask({ minWords: 10, maxWords: 20, keyPoints: [{ point: 'greets the team' }] })

  it('counts words of letters and digits', () => {
    expect(judgeText(limited, 'We sold 1,200 chairs — and 3.5 tables — in May.')).toMatchObject({
      words: 9,
      ownWords: 9,
      sentences: 1,
      length: 'short',
    })
  })

  it('counts a repeated sentence once', () => {
    const { words, ownWords, length } = judgeText(limited, 'We sold many chairs. '.repeat(5))

    expect({ words, ownWords, length }).toEqual({ words: 20, ownWords: 4, length: 'short' })
  })

  it('counts a run of words once that is repeated without a full stop', () => {
    expect(judgeText(limited, 'we sold chairs and tables in May and '.repeat(50)).ownWords).toBeLessThan(20)
  })

  it('does not count what is copied from the task', () => {
    expect(judgeText(memo, memo.instructions).ownWords).toBe(0)
  })

  it('fits between the limits, and is long past them', () => {
    const sentence = 'Last week our team in Bath sold more chairs than ever before. '

    expect(judgeText(limited, sentence).length).toBe('fits')
    expect(
      judgeText(limited, `${sentence}This made the manager and all of the staff very happy indeed.`).length,
    ).toBe('long')
  })
})

describe('a judgement', () => {
  it('does not depend on the texts that were judged before', () => {
    const texts = [
      'Customers may leave us.',
      'Call the vendor!',
      'We offer a discount.',
      'Costumers are leaving.',
    ]
    const judged = (task: typeof memo, each: readonly string[]) => each.map((text) => judgeText(task, text))

    expect(judged(structuredClone(memo), texts.toReversed()).toReversed()).toEqual(judged(memo, texts))
  })
})

describe('a text of 1 MiB', () => {
  it('is read as far as its first 80,000 characters', () => {
    const filler =
      `${'Nothing new happened at the office today and so there is hardly anything to tell '.repeat(2)}.\n`.repeat(
        500,
      )

    expect(foundIn(`Our customers are leaving us. ${filler}`)).toEqual(['names the main risk'])
    expect(foundIn(`${filler}Our customers are leaving us.`)).toEqual([])
  })

  it('is read as far as its first 2,000 sentences', () => {
    expect(foundIn(`${'Hello.\n'.repeat(1999)}Customers are leaving.`)).toEqual(['names the main risk'])
    expect(foundIn(`${'Hello.\n'.repeat(2000)}Customers are leaving.`)).toEqual([])
  })

  it.each([
    'a',
    ' ',
    '\n',
    '<a ',
    '[',
    '> ',
    '. ',
    'a,',
    '# a\n',
    'run out of ',
    '?',
    '?,a',
    'either,',
    'is a,',
    'maybe,',
    'was the-',
    '字。',
    '😀',
    '-',
  ])('is judged although it repeats %j', (piece) => {
    const text = piece.repeat(Math.ceil(2 ** 20 / piece.length))

    expect(foundIn(text)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { passagesOf, sentencesOf } from './sentences.ts'

const split = (text: string) => sentencesOf(text).map((sentence) => sentence.text)

describe('sentences', () => {
  it.each([
    [
      'Mr. Smith paid 3.5 million, i.e. too much. Why? Nobody knows!',
      ['Mr. Smith paid 3.5 million, i.e. too much.', 'Why?', 'Nobody knows!'],
    ],
    ['He said: "Stop." Then he left.', ['He said: "Stop."', 'Then he left.']],
    ['We wrote to J. Doe at Acme Inc. last May.', ['We wrote to J. Doe at Acme Inc. last May.']],
    ['See solution.js for it. Done.', ['See solution.js for it.', 'Done.']],
    ['我们走。他们来！', ['我们走。', '他们来！']],
  ])('ends them where a reader does: %s', (text, sentences) => {
    expect(split(text)).toEqual(sentences)
  })

  it('takes headings, list items, table rows and quotations for sentences of their own', () => {
    const text = '# Plan\n- call them\n- write to them\n\n> As agreed\n\n| a | b |\n|---|---|\n1) go'

    expect(split(text)).toEqual(['Plan', 'call them', 'write to them', 'As agreed', 'a | b', 'go'])
    expect(sentencesOf(text)[0]?.isHeading).toBe(true)
  })

  it('joins the lines of a wrapped paragraph, but not those of an address', () => {
    expect(split('We will call them on Monday\nand then decide.\r\n\r\nAnn Lee\rLondon')).toEqual([
      'We will call them on Monday and then decide.',
      'Ann Lee',
      'London',
    ])
  })

  it('leaves out tags, marks and what cannot be seen', () => {
    expect(split('<b>One</b> **two** [three](http://x.y) `four`\u200b &amp; five<br>Six')).toEqual([
      'One two three four & five',
      'Six',
    ])
  })
})

describe('passages', () => {
  it('cuts a sentence without end after a comma', () => {
    const sentence = `${'one two three four five six seven, '.repeat(10)}end.`
    const passages = passagesOf(sentence)

    expect(passages.join(' ')).toBe(sentence)
    expect(passages.length).toBe(2)
    expect(passages[0]?.endsWith(',')).toBe(true)
  })
})

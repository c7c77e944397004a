import { describe, expect, it } from 'vitest'
import { codeSpan, prose } from './markdown.ts'

describe('prose', () => {
  it.each([
    ['Rename `total_sum`: it is good.', 'Rename `total_sum`: it is good.'],
    [
      'a <b>bold</b> & [link](x) *star* _line_ # ~~',
      'a \\<b\\>bold\\</b\\> \\& \\[link\\](x) \\*star\\* \\_line\\_ \\# \\~\\~',
    ],
    [
      'see https://evil.example or www.evil.example or me@evil.example',
      'see https\\://evil.example or www\\.evil.example or me\\@evil.example',
    ],
    ['`<script>` and <script>', '`<script>` and \\<script\\>'],
    // A backtick that has no partner opens nothing.
    ['one ` <b>', 'one \\` \\<b\\>'],
    ['lines\n# of\n\n- many', 'lines \\# of - many'],
  ])('of %j', (sentence, expected) => {
    expect(prose(sentence)).toBe(expected)
  })
})

describe('a code span', () => {
  it('cannot be left', () => {
    expect(codeSpan('a`<b>`\n# c')).toBe("`a'<b>' # c`")
    expect(codeSpan('')).toBe('` `')
  })
})

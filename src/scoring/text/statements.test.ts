import { describe, expect, it } from 'vitest'
import { isQuestion, withoutRivals } from './statements.ts'

describe('a question', () => {
  it.each([
    'Was it the disk?',
    'Or the network?',
    'The disk was full, right?!',
    'Why is the disk full ? ',
    '(Is the disk full?)',
    'Was the disk full?.',
    'Was it the disk.',
    'Or could it have been the network.',
    'Could we have run out of space?',
    'Should we move the database?',
  ])('is %j', (sentence) => {
    expect(isQuestion(sentence)).toBe(true)
  })

  it.each([
    'The disk was full.',
    'Have the technicians set up an alarm.',
    'Had we watched the disk, it would not have filled up.',
    'Should the disk fill up again, an alarm warns us.',
    'It is the question of the day.',
    'The board asks why; the disk was full.',
    'Could you set up an alarm?',
    'In the meantime, could we pay somebody to help?',
    'How about a refund?',
  ])('is not %j', (sentence) => {
    expect(isQuestion(sentence)).toBe(false)
  })
})

describe('what a passage states', () => {
  it.each([
    ['It was either the disk or the network.', 'It was'],
    [
      'Either the disk was full or the network failed, so patients could not book.',
      ', so patients could not book.',
    ],
    ['We lose customers, either to rivals or to the web.', 'We lose customers,'],
    ['We do not know whether the disk was full or the network failed.', 'We do not know'],
    ['The cause was the disk, the network or the power supply.', 'The cause'],
    ['It could be a full disk or a broken cable.', 'It could'],
    ['Perhaps the disk was full, perhaps the network failed.', ''],
  ])('is without rivals: %j', (passage, stated) => {
    expect(withoutRivals(passage).trim()).toBe(stated)
  })

  it.each([
    '1,900 patients could not book or change an appointment.',
    'You may either keep the book until May or bring it back now.',
    'We offer you either a refund or a voucher.',
    'There is a queue at the desk or the phone rings.',
    'Besides the red light there should be a sound or a word.',
    'They could neither make nor move an appointment.',
    'Perhaps the disk was full.',
    'Either way, the disk was full or nearly so.',
  ])('is all of it: %j', (passage) => {
    expect(withoutRivals(passage)).toBe(passage)
  })
})

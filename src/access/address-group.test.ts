import { expect, it } from 'vitest'
import { addressGroup } from './address-group.ts'

it.each([
  [null, 'unknown'],
  ['10.1.2.3', '10.1.2.3'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['fe80::', 'fe80:0:0:0::/64'],
])('counts %j as %j', (address, group) => expect(addressGroup(address)).toBe(group))

import { describe, expect, it } from 'vitest'
import type { SourceFiles } from '../../../scoring/sandbox.ts'
import { Descriptors } from './descriptors.ts'
import { FileTree } from './files.ts'

const WRITE = 0o1
const READ_WRITE = 0o2
const CREATE = 0o100
const EXCLUSIVE = 0o200
const TRUNCATE = 0o1000
const APPEND = 0o2000

function aSystem(files: SourceFiles = {}) {
  const tree = new FileTree(Buffer.from('library'), files)
  const descriptors = new Descriptors(tree)
  const write = (path: string, text: string, flags = WRITE | CREATE | TRUNCATE) => {
    const number = descriptors.open(tree.absolute(path), flags)
    descriptors.write(number, Buffer.from(text), descriptors.writePosition(number))
    descriptors.close(number)
  }
  const read = (path: string) => {
    const number = descriptors.open(tree.absolute(path), 0)
    const bytes = Buffer.alloc(100)
    const length = descriptors.read(number, bytes, 0)
    descriptors.close(number)
    return bytes.toString('utf8', 0, length)
  }
  return { tree, descriptors, write, read }
}

describe('the files that a program finds', () => {
  it('are its own, where they can lie', () => {
    const { read, tree } = aSystem({
      'a/b/c.txt': 'deep',
      a: 'a folder too',
      ['x'.repeat(256)]: '',
      'd.txt': 'é',
    })
    expect([read('a/b/c.txt'), read('d.txt')]).toEqual(['deep', 'é'])
    expect([...tree.getFolder('/work').entries.keys()]).toEqual(['a', 'd.txt'])
  })

  it('are read as they were written, appended to and cut', () => {
    const { write, read } = aSystem()
    write('a.txt', 'one')
    write('a.txt', ' two', WRITE | APPEND)
    expect(read('/work/a.txt')).toBe('one two')
    write('a.txt', 'x')
    expect(read('a.txt')).toBe('x')
  })

  it.each([
    ['.', '/work'],
    ['..', '/'],
    ['../../..', '/'],
    ['a/./b//c', '/work/a/b/c'],
    ['/a/../../b', '/b'],
  ])('are found from where the program is: %s', (path, absolute) => {
    expect(aSystem().tree.absolute(path)).toBe(absolute)
  })

  it('can be moved with their folder, over another file, but not into themselves', () => {
    const { tree, write, read } = aSystem()
    tree.addFolder('/work/d')
    write('d/a', 'a')
    write('b', 'b')
    tree.rename('/work/d', '/work/e')
    tree.rename('/work/b', '/work/e/a')
    expect(read('e/a')).toBe('b')
    expect(tree.find('/work/d')).toBeNull()
    expect(() => tree.rename('/work/e', '/work/e/f')).toThrow('invalid')
  })

  it.each<[string, (system: ReturnType<typeof aSystem>) => unknown, string]>([
    ['to read what is not there', ({ read }) => read('none'), 'noEntry'],
    ['to read a folder', ({ descriptors }) => descriptors.file(descriptors.open('/work', 0)), 'isFolder'],
    ['to write to a folder', ({ descriptors }) => descriptors.open('/work', WRITE), 'isFolder'],
    ['to write over the library', ({ write }) => write('/lib/python314.zip', 'x'), 'readOnly'],
    ['to delete the library', ({ tree }) => tree.removeFile('/lib/python314.zip'), 'readOnly'],
    ['to make a file beside the library', ({ write }) => write('/lib/x', 'x'), 'readOnly'],
    ['to make a file at the root', ({ write }) => write('/x', 'x'), 'readOnly'],
    ['to make what is there', ({ tree }) => tree.addFolder('/work'), 'exists'],
    [
      'to make anew what is there',
      ({ descriptors }) => descriptors.open('/lib/python314.zip', CREATE | EXCLUSIVE),
      'exists',
    ],
    ['to go through a file', ({ read }) => read('/lib/python314.zip/b'), 'notFolder'],
    ['to delete a folder that holds something', ({ tree }) => tree.removeFolder('/'), 'notEmpty'],
    ['to read what is closed', ({ descriptors }) => descriptors.get(7), 'badDescriptor'],
    [
      'to write to what was opened to read',
      ({ descriptors }) => descriptors.write(descriptors.open('/lib/python314.zip', 0), Buffer.from('x'), 0),
      'badDescriptor',
    ],
    ['an empty path', ({ tree }) => tree.absolute(''), 'noEntry'],
    ['a name without end', ({ write }) => write('x'.repeat(256), ''), 'nameTooLong'],
  ])('refuse %s', (_what, act, error) => {
    expect(() => act(aSystem())).toThrow(error)
  })

  it('have room for so much and so many, and what is deleted makes room', () => {
    const { tree, descriptors } = aSystem()
    const number = descriptors.open('/work/a', READ_WRITE | CREATE)
    const { entry } = descriptors.file(number)
    tree.resize(entry, 16 * 1024 * 1024)
    expect(() => tree.resize(entry, 16 * 1024 * 1024 + 1)).toThrow('noSpace')
    tree.removeFile('/work/a')
    expect(() => tree.resize(tree.addFile('/work/b'), 1)).toThrow('noSpace')
    descriptors.close(number)
    tree.resize(tree.addFile('/work/c'), 16 * 1024 * 1024)
    expect(() => {
      for (let i = 0; i < 5000; i += 1) tree.addFile(`/work/${i}x`)
    }).toThrow('noSpace')
    expect(() => {
      for (let i = 0; i < 300; i += 1) descriptors.open('/work', 0)
    }).toThrow('tooManyDescriptors')
  })

  it('can be read on by who holds them open, when they are deleted', () => {
    const { tree, descriptors, write } = aSystem()
    write('a', 'abc')
    const number = descriptors.open('/work/a', 0)
    tree.removeFile('/work/a')
    expect(descriptors.read(number, Buffer.alloc(10), 0)).toBe(3)
    expect(tree.find('/work/a')).toBeNull()
  })

  it('are zero where nothing was written', () => {
    const { descriptors, read, write } = aSystem()
    write('a', 'abc')
    const number = descriptors.open('/work/a', READ_WRITE)
    descriptors.write(number, Buffer.from('z'), 5)
    expect(read('a')).toBe('abc\0\0z')
  })
})

/** The error numbers that this libc knows (those of WASI), as far as our system uses them. */
export const ERRNO = {
  access: 2,
  badDescriptor: 8,
  exists: 20,
  invalid: 28,
  isFolder: 31,
  tooManyDescriptors: 33,
  nameTooLong: 37,
  noEntry: 44,
  noSpace: 51,
  notSupported: 52,
  notFolder: 54,
  notEmpty: 55,
  notTerminal: 59,
  readOnly: 69,
  noSeek: 70,
} as const

/** A system call that fails as the program asked for it; the program hears of it as an OSError. */
export class SystemError extends Error {
  override readonly name = 'SystemError'
  readonly errno: number

  constructor(what: keyof typeof ERRNO) {
    super(what)
    this.errno = ERRNO[what]
  }
}

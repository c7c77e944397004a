// A learner's file may hold tests of its own, written against the usual globals. They are let be and never run:
// only the suite has the real kit, and nothing registered from here can count.

/** A registering function with its variants, none of which does anything. */
function registrar(): () => void {
  const nothing = () => {}
  const variants = ['only', 'skip', 'todo', 'failing', 'fails', 'concurrent', 'sequential']
  const makers = ['each', 'for', 'skipIf', 'runIf']
  return Object.assign(() => {}, {
    ...Object.fromEntries(variants.map((variant) => [variant, nothing])),
    ...Object.fromEntries(makers.map((maker) => [maker, () => nothing])),
  })
}

function expect(): never {
  throw new Error('expect can be used in tests only')
}

const hook = () => {}

/** What learners' files find under the names of a test kit. */
export const noTests = {
  describe: registrar(),
  suite: registrar(),
  it: registrar(),
  test: registrar(),
  xdescribe: hook,
  xit: hook,
  xtest: hook,
  fdescribe: hook,
  fit: hook,
  beforeEach: hook,
  afterEach: hook,
  beforeAll: hook,
  afterAll: hook,
  expect,
}

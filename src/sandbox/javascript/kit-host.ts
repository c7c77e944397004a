import type { FaultKind } from '../../scoring/sandbox.ts'
import { Halted } from '../judging/halted.ts'
import { parseAddress } from './engine/addresses.ts'
import type { Realm, Value } from './engine/quickjs.ts'
import type { Machine } from './machine.ts'

/** The functions of `kit/host.ts`, as an object of the kit's realm. */
export function kitHost(machine: Machine, realm: Realm): Value {
  const { quickJs } = machine
  const text = (value: Value | undefined) => (value === undefined ? '' : quickJs.string(realm, value))
  const string = (value: string) => quickJs.newString(realm, value)
  return quickJs.newHost(realm, {
    halt: (fault) => {
      throw new Halted(text(fault) as FaultKind)
    },
    setClock: (now) => {
      quickJs.now = now === undefined ? 0 : quickJs.number(realm, now)
    },
    begin: (name) => {
      machine.refuel()
      machine.onBegin(text(name))
    },
    report: (outcome) => {
      machine.onReport(text(outcome))
    },
    read: (path) => {
      const read = machine.look((program) => program.text(text(path)))
      return read === undefined ? undefined : string(read)
    },
    gas: () => quickJs.newNumber(realm, quickJs.memory.gas),
    format: (key, method, args) => string(machine.formats.ask(text(key), text(method), text(args))),
    compare: (key, a, b) => quickJs.newNumber(realm, machine.formats.compare(text(key), text(a), text(b))),
    resolve: (importer, specifier) =>
      string(machine.look((program) => program.resolve(text(importer), text(specifier)))),
    parseUrl: (asked) => string(parseAddress(text(asked), machine.pay)),
    isCommonJs: (file) => string(machine.linked.isCommonJs(text(file)) ? 'yes' : ''),
    parameters: (file) => string(JSON.stringify(machine.linked.parametersOf(text(file)))),
    compile: (file) =>
      quickJs.evaluateScript(machine.learner, machine.linked.commonJsText(text(file)), text(file)),
    importNow: (file) => quickJs.get(machine.learner, machine.importModule(text(file)), 'all'),
  })
}

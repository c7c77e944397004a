import { BREAK, type DocumentNode, Kind, visit } from 'graphql'
import { countExpandedFields } from './expanded-fields.ts'

/** Compiling takes time and memory for each field, wherever a fragment repeats it. */
const MAX_FIELDS = 1000

/**
 * Whether a valid document may be compiled. graphql-jit writes what it finds there into a program:
 * - A string literal can end up as a piece of that program: text that looks like graphql-jit's own mark of a date is
 *   put into it unquoted. Lists and objects hold strings, and variables that it takes for null when they are left out.
 * - Names become keys, and some keys of JavaScript's objects are not like others.
 * - It confuses what @skip and @include say of one fragment in two places.
 */
export function isCompilable(document: DocumentNode): boolean {
  if (countExpandedFields(document) > MAX_FIELDS) return false
  let compilable = true
  const refuse = () => {
    compilable = false
    return BREAK
  }
  const refuseOddName = ({ value }: { readonly value: string }) => (isOdd(value) ? refuse() : undefined)
  visit(document, {
    [Kind.STRING]: refuse,
    [Kind.LIST]: refuse,
    [Kind.OBJECT]: refuse,
    [Kind.DIRECTIVE]: refuse,
    [Kind.NAME]: refuseOddName,
    [Kind.ENUM]: refuseOddName,
  })
  return compilable
}

/** Introspection is odd in this sense too. */
function isOdd(name: string): boolean {
  return (name.startsWith('__') && name !== '__typename') || name in Object.prototype
}

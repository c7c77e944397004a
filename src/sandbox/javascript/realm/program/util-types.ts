type Test = (value: unknown) => boolean

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice('[object '.length, -1)

const tagged =
  (...tags: readonly string[]): Test =>
  (value) =>
    typeof value === 'object' && value !== null && tags.includes(tagOf(value))
const madeBy =
  (sample: () => unknown): Test =>
  (value) =>
    typeof value === 'function' && Object.getPrototypeOf(value) === Object.getPrototypeOf(sample)

const isGenerator = madeBy(function* () {})
const isAsyncGenerator = madeBy(async function* () {})
const isAsync = madeBy(async () => {})

/** `util.types`, as far as a program can tell by itself: nothing shows that a value is a Proxy. */
export const types = {
  isAnyArrayBuffer: tagged('ArrayBuffer', 'SharedArrayBuffer'),
  isArrayBuffer: tagged('ArrayBuffer'),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isAsyncFunction: (value: unknown) => isAsync(value) || isAsyncGenerator(value),
  isBooleanObject: tagged('Boolean'),
  isBoxedPrimitive: tagged('Boolean', 'Number', 'String', 'Symbol', 'BigInt'),
  isDataView: tagged('DataView'),
  isDate: tagged('Date'),
  isGeneratorFunction: (value: unknown) => isGenerator(value) || isAsyncGenerator(value),
  isGeneratorObject: tagged('Generator', 'AsyncGenerator'),
  isMap: tagged('Map'),
  isMapIterator: tagged('Map Iterator'),
  isNativeError: (value: unknown) => Error.isError(value),
  isNumberObject: tagged('Number'),
  isPromise: tagged('Promise'),
  isRegExp: tagged('RegExp'),
  isSet: tagged('Set'),
  isSetIterator: tagged('Set Iterator'),
  isStringObject: tagged('String'),
  isSymbolObject: tagged('Symbol'),
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: tagged('Uint8Array'),
  isWeakMap: tagged('WeakMap'),
  isWeakSet: tagged('WeakSet'),
}

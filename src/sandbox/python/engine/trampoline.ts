/**
 * `trampoline_call(result, function, ...arguments)`: calls a C function with as many arguments as it takes, which
 * may be fewer than it is given. Compiled from CPython 3.14, Python/emscripten_trampoline_inner.c (PSF licence), as
 * Pyodide has it. Without it each such call would go through JavaScript.
 */
const MODULE = [
  '0061736d0100000001200560037f7f7f017f60027f7f017f60017f017f6000017f60057f7f7f7f7f017f02310203656e',
  '76066d656d6f727902000103656e76195f5f696e6469726563745f66756e6374696f6e5f7461626c6501700001030201',
  '040713010f7472616d706f6c696e655f63616c6c00000a60015e002000410136020020012500fb140004402002200320',
  '0420011100000f0b20012500fb140104402002200320011101000f0b20012500fb14020440200220011102000f0b2001',
  '2500fb1403044020011103000f0b2000410036020041000b',
].join('')

/** Adds the function to an instance's table. @returns its index there, by which C code calls it */
export function addTrampoline(table: WebAssembly.Table, memory: WebAssembly.Memory): number {
  const module = new WebAssembly.Module(Buffer.from(MODULE, 'hex'))
  const { exports } = new WebAssembly.Instance(module, {
    env: { memory, __indirect_function_table: table },
  })
  const index = table.grow(1)
  table.set(index, exports.trampoline_call)
  return index
}

/** Greets the visitors of the start page. */
export function hello(name = 'World') {
  return `Hello ${name}!`
}

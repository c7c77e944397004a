import { type Booted, LOADABLE } from './boot.ts'
import { readReply } from './reply.ts'
import type { Wire } from './wire.ts'

const ROLE = 'learner'
/** The superuser that the session begins with. */
const OWNER_ID = 10

/** Work that fills the catalog caches, which every run would otherwise fill anew. */
const WARM_UP = `
  begin;
  create table warm (id int primary key, name text not null, price numeric(10, 2), made date default current_date);
  create table up (id serial primary key, warm_id int references warm, at timestamptz default now());
  insert into warm (id, name, price) values (1, 'a', 1.5), (2, 'b', 2);
  insert into up (warm_id) values (1), (2);
  select w.name, count(*), sum(w.price), rank() over (order by w.name)
    from warm w left join up u on u.warm_id = w.id where w.made > '2020-01-01' group by w.name order by 2 desc;
  with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select string_agg(i::text, ',') from n;
  update warm set price = round(price * 2, 1) where name ilike '%a%';
  do $$ begin perform 1; end $$;
  rollback`

/**
 * Loads the libraries that may be loaded, and gives up the rights of the superuser for good. Returns the libraries'
 * gas meters.
 * @throws Error when any of it does not work out: no learner's text may run then
 */
export function prepare(booted: Booted, wire: Wire): WebAssembly.Global[] {
  const demand = (text: string) => {
    const { output, thrown } = wire.send(text)
    if (thrown !== undefined) throw thrown
    const { sets, fault } = readReply(output, null)
    if (fault !== null) throw new Error(`Postgres could not be prepared: ${fault.message}`)
    return sets
  }
  const meters = LOADABLE.map((name) => {
    delete booted.imports.gas
    demand(`load '${name}'`)
    return meterOf(booted.imports)
  })
  booted.seal()
  demand(`create role ${ROLE} login createrole`)
  demand(`alter database postgres owner to ${ROLE}; alter schema public owner to ${ROLE}`)
  const [found] = demand(`select oid from pg_roles where rolname = '${ROLE}'`)
  demand(`set session authorization ${ROLE}`)
  giveUpOwner(booted.memory, Number(found?.rows[0]?.[0]))
  const { fault } = readReply(wire.send('set session authorization postgres').output, null)
  if (fault === null) throw new Error('the rights of the superuser were not given up')
  demand(WARM_UP)
  return meters
}

/** The counter of a metered module. */
export function meterOf(exports: Readonly<Record<string, unknown>>): WebAssembly.Global {
  const { gas } = exports
  if (!(gas instanceof WebAssembly.Global)) throw new Error('a module is not metered')
  return gas
}

/**
 * Postgres remembers who began the session, and lets a superuser take all rights back. It keeps the current, the outer
 * and the session's role next to each other, two flags, and then that one (miscinit.c): it is set to the role too.
 */
function giveUpOwner(memory: WebAssembly.Memory, role: number): void {
  const words = new Uint32Array(memory.buffer)
  const wanted = [role, role, role, 0, 0, OWNER_ID]
  const places: number[] = []
  for (let at = words.indexOf(role); at >= 0; at = words.indexOf(role, at + 1)) {
    if (wanted.every((value, i) => words[at + i] === value)) places.push(at + wanted.length - 1)
  }
  const [place, second] = places
  if (place === undefined || second !== undefined) {
    throw new Error(`expected one place that holds the session's roles, found ${places.length}`)
  }
  words[place] = role
}

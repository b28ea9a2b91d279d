/** `people link` and `people unlink`: senders whose number WhatsApp hides are known by its own id of them. */
import { linkedIds, setLinks } from '../../db/lines.ts'
import { listPeople, type Person } from '../../db/people.ts'
import { maskPhone, readPhone } from '../format/phone.ts'
import { readWhatsappId } from '../format/whatsapp-id.ts'
import { type Invocation, Trouble } from './command.ts'
import { withDatabase } from './database.ts'

function readId(typed: string): string {
  const id = readWhatsappId(typed)
  if (id === undefined)
    throw new Trouble("this is no id of WhatsApp's: `doctor` shows them, such as ID.1502... or 1502...@lid")
  return id
}

/** By id of the directory, number or whole name. */
function personNamed(typed: string, people: readonly Person[]): Person {
  const phone = readPhone(typed)
  const named = people.filter(
    ({ id, name, phone: own }) =>
      String(id) === typed || (phone.ok && own === phone.e164) || name.toLowerCase() === typed.trim().toLowerCase(),
  )
  const [person] = named
  if (!person) throw new Trouble('nobody in the directory has this id, number or name: see `people list`')
  if (named.length > 1) throw new Trouble('several people are called so: give the id that `people list` shows')
  return person
}

export async function link({ args: [who = '', typed = ''], config, output }: Invocation): Promise<number> {
  const id = readId(typed)
  return await withDatabase(await config(), output.aside, async ({ db }) => {
    const people = await listPeople(db)
    const person = personNamed(who, people)
    const before = (await linkedIds(db)).get(person.id) ?? []
    const linked = await db.transaction((tx) => setLinks(tx, person.id, [...new Set([...before, id])]))
    if (linked.is === 'taken') {
      const other = people.find((one) => one.id === linked.by)?.name ?? 'somebody else'
      throw new Trouble(`${id} is linked to ${other}: \`people unlink ${id}\` first`)
    }
    output.line(`${id} is ${person.name} (${maskPhone(person.phone)}) from now on.`)
    return 0
  })
}

export async function unlink({ args: [typed = ''], config, output }: Invocation): Promise<number> {
  const id = readId(typed)
  return await withDatabase(await config(), output.aside, async ({ db }) => {
    const holder = [...(await linkedIds(db))].find(([, ids]) => ids.includes(id))
    if (!holder) throw new Trouble(`${id} is linked to nobody`)
    const [personId, ids] = holder
    const others = ids.filter((one) => one !== id)
    await db.transaction((tx) => setLinks(tx, personId, others))
    output.line(`${id} is nobody from now on.`)
    return 0
  })
}

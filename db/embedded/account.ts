import { stat } from 'node:fs/promises'
import { type Account, run, WAY_OUT } from './command.ts'

/**
 * As whom the server has to run: undefined is the present user. Root hands over to whoever owns the cluster, else to
 * the user postgres, else to nobody. Rejects if there is no such user, or if the cluster is somebody else's.
 */
export async function accountFor(cluster: string | undefined): Promise<Account | undefined> {
  const owner = cluster && (await stat(cluster))
  const self = process.getuid?.()
  if (self === undefined) return undefined
  if (self !== 0) {
    if (!owner || owner.uid === self) return undefined
    throw new Error(
      `The embedded database in ${cluster} belongs to the user with id ${owner.uid}, the desk runs as ${self}. ` +
        `Start it as that user or as root. ${WAY_OUT}`,
    )
  }
  if (owner && owner.uid !== 0) return { name: `with id ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [await run('id', ['-u', name]), await run('id', ['-g', name])]
    if (uid.code !== 0 || gid.code !== 0) continue
    // A cluster of root's own is a backup that root put back.
    if (cluster) await run('chown', ['-R', `${uid.output}:${gid.output}`, cluster])
    return { name, uid: Number(uid.output), gid: Number(gid.output) }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody. ' +
      `Start the desk as an ordinary user, or make a user postgres. ${WAY_OUT}`,
  )
}

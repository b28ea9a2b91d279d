/**
 * The key by which the server knows this browser's profile. It is written through to the disk, so that a browser that
 * is killed keeps it; a profile that is wiped is another device.
 */

const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('device', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('keys')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
    transaction.onabort = () => reject(transaction.error)
  })

/** A profile that was deleted under a running browser takes no key: it is a new device each time. */
export async function deviceKey() {
  const fresh = crypto.randomUUID()
  try {
    const database = await opened()
    const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' })
    const keys = transaction.objectStore('keys')
    const request = keys.get('device')
    let key = fresh
    request.onsuccess = () => {
      if (request.result) key = request.result
      else keys.put(fresh, 'device')
    }
    await finished(transaction)
    database.close()
    return key
  } catch {
    return fresh
  }
}

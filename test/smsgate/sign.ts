/** Signs as the app does, written anew so that the gateway's own check is checked. */
import { createHmac } from 'node:crypto'

/** Hexadecimal HMAC-SHA256 of the raw body and behind it the time in seconds. */
export const sign = (key: string, body: string, timestamp: string): string =>
  createHmac('sha256', key)
    .update(body + timestamp, 'utf8')
    .digest('hex')

/** A desk that runs in a terminal shows there what has to be scanned. It is a credential: nowhere else. */
import type { Gateway } from '../bots/gateway.ts'
import { drawn, HOW_TO_SCAN, LINKED } from '../bots/whatsapp-web/qr.ts'

const LOOK_EVERY = 1_000

export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Keeps nothing running. */
export function showPairing(gateways: readonly Gateway[], terminal: Terminal): void {
  const gateway = gateways.find(({ pairing }) => pairing !== undefined)
  if (!gateway || !terminal.isTTY) return
  let shown: string | undefined
  const look = async () => {
    const qr = gateway.pairing?.()?.qr
    if (qr === shown) return
    const wasShown = shown !== undefined
    shown = qr
    if (qr !== undefined) terminal.write(`\n${await drawn(qr)}\n${HOW_TO_SCAN.join('\n')}\n`)
    else if (wasShown && gateway.state().state === 'ready') terminal.write(`${LINKED}\n`)
  }
  setInterval(() => void look(), LOOK_EVERY).unref()
}

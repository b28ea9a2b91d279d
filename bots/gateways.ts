/** The registry: one line a gateway. The simulator is made by main, which holds its phones and its clock. */
import type { GatewayKind } from './gateway.ts'
import { smsgate } from './smsgate/index.ts'
import { twilio } from './twilio/index.ts'
import { whatsappWeb } from './whatsapp-web/index.ts'

export const GATEWAYS: readonly GatewayKind[] = [whatsappWeb, smsgate, twilio]

/** What a message says, in the form in which Twilio takes it. */
import type { Outgoing } from '../gateway.ts'

/** A lone half of a surrogate pair cannot be sent. */
export const bodyOf = ({ text }: Outgoing): string => text.toWellFormed()

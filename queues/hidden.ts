import { HIDDEN_CALLER } from '../bots/gateway.ts'

/** All who call and hide their number have one address: of two calls nobody knows whether they are the same person's. */
export const isHidden = (address: string): boolean => address === HIDDEN_CALLER

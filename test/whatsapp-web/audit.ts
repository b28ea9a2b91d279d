/** `npm run whatsapp-audit`: what a new version of the library may need that the stand-in, and so no test, has. */
import { named, there } from './modules.ts'

const [names, page] = [named(), there()]
const missing = [...names].filter((name) => !page.has(name)).sort()
console.log(`The installed whatsapp-web.js names ${names.size} modules of WhatsApp Web; the stand-in has ${page.size}.`)
console.log(`Not in the stand-in, so untested (${missing.length}):\n${missing.join('\n')}`)
const foreign = [...page].filter((name) => !names.has(name))
if (foreign.length > 0) console.log(`In the stand-in, but no longer named:\n${foreign.join('\n')}`)

/** The operator's command line: `npm run desk -- help`. */
import { runDesk } from './cli/program.ts'
import { FILES } from './config/files.ts'

// Whoever reads along may stop reading: `npm run desk -- people list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await runDesk(process.argv.slice(2), {
  environment: process.env,
  files: FILES,
  output: {
    line: (words) => process.stdout.write(`${words}\n`),
    aside: (words) => process.stderr.write(`${words}\n`),
  },
})

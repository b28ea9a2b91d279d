/** The operator's command line: `npm run desk -- help`. */
import { runDesk } from './cli/program.ts'
import { FILES } from './config/files.ts'

process.exitCode = await runDesk(process.argv.slice(2), {
  environment: process.env,
  files: FILES,
  output: {
    line: (words) => process.stdout.write(`${words}\n`),
    aside: (words) => process.stderr.write(`${words}\n`),
  },
})

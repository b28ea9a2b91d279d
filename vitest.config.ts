import { defineConfig } from 'vitest/config'

/** Of the gateway to WhatsApp Web, what is pure. */
const WITHOUT_BROWSER = ['test/whatsapp-web/{life,incoming,pacing}.test.ts']
const WITH_BROWSER = ['test/whatsapp-web/**/*.test.ts', 'test/flow/whatsapp-*.test.ts']
/** The same of every gateway: each project asks those that it has what is needed for. */
const OF_GATEWAYS = ['test/gateways/**/*.test.ts']

/** Much runs on the real clock: on a machine of others what did not come in time is asked once more, and the report says so. */
const AGAIN = process.env.CI === 'true' ? 1 : 0
const SERVICES = { globalSetup: 'test/harness/services.ts', testTimeout: 60_000, hookTimeout: 60_000, retry: AGAIN }

export default defineConfig({
  test: {
    // Most tests wait for a database or a provider rather than for the processor.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            'test/{desk,wording,format,understanding,architecture,config,chaos}/**/*.test.ts',
            ...WITHOUT_BROWSER,
          ],
          testTimeout: 30_000,
          // One of them measures time.
          retry: AGAIN,
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/{flow,db,smsgate,twilio,cli,web,harness,start}/**/*.test.ts', ...OF_GATEWAYS],
          exclude: WITH_BROWSER,
          provide: { browser: false },
          ...SERVICES,
        },
      },
      {
        test: {
          name: 'browser',
          include: [...WITH_BROWSER, ...OF_GATEWAYS],
          provide: { browser: true },
          exclude: WITHOUT_BROWSER,
          // Two browsers at a time and nothing else beside them; what they cannot do in time is asked once more.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          ...SERVICES,
          retry: 1,
        },
      },
    ],
  },
})

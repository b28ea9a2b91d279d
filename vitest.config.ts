import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{desk,wording,format,understanding,architecture,config}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/{flow,db,gateways,smsgate,twilio,cli,web,harness,start}/**/*.test.ts'],
          globalSetup: 'test/harness/services.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

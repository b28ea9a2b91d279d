import { defineConfig } from 'vitest/config'

/** Of the gateway to WhatsApp Web, what is pure. */
const WITHOUT_BROWSER = ['test/whatsapp-web/{life,incoming,pacing}.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/{desk,wording,format,understanding,architecture,config}/**/*.test.ts', ...WITHOUT_BROWSER],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/{flow,db,gateways,smsgate,twilio,cli,web,harness,start,whatsapp-web}/**/*.test.ts'],
          exclude: WITHOUT_BROWSER,
          globalSetup: 'test/harness/services.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

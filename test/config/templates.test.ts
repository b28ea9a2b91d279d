import { describe, expect, test } from 'vitest'
import { problemsOf, saidToGateways } from './reading.ts'

const SID = `HX${'0123456789abcdef'.repeat(2)}`
const templates = (...lines: string[]) => ['templates:', ...lines.map((line) => `  ${line}`)].join('\n')

describe('templates of desk.yaml', () => {
  test('go to the gateways by the name of the message', () => {
    const desk = templates(
      `new-report: {contentSid: ${SID}, variables: {"1": nomor, "2": kendala}}`,
      `default: {contentSid: ${SID.toUpperCase().replace('HX', 'HX')}, variables: {1: teks}}`,
    )
    expect(saidToGateways(desk)?.templates).toEqual({
      'new-report': { contentSid: SID, variables: { 1: 'nomor', 2: 'kendala' } },
      default: { contentSid: SID.toUpperCase(), variables: { 1: 'teks' } },
    })
  })

  test('may be absent, and a template may have no places', () => {
    expect(saidToGateways('')?.templates).toEqual({})
    expect(saidToGateways(templates(`gap: {contentSid: ${SID}}`))?.templates).toEqual({
      gap: { contentSid: SID, variables: {} },
    })
  })

  test.each([
    [`new-repot: {contentSid: ${SID}}`, 'line 2: templates.new-repot: unknown message; did you mean "new-report"?'],
    [
      `laporan: {contentSid: ${SID}}`,
      /line 2: templates\.laporan: unknown message; known: new-report, report-completed, registered, .*default$/,
    ],
    [
      'default: {contentSid: HX123}',
      'line 2: templates.default.contentSid: expected HX and 32 hexadecimal digits, found "HX123"',
    ],
    [
      'default: {variables: {1: teks}}',
      "line 2: templates.default.contentSid: expected the id of a content template in Twilio's console, found nothing",
    ],
    [
      `default: {contentSid: ${SID}, variables: {1: masalah}}`,
      'line 2: templates.default.variables.1: expected a fact (nomor, kendala, aplikasi, kategori, unit, dampak, status, tenggat, pelapor, teks), found "masalah"',
    ],
    [
      `default: {contentSid: ${SID}, variables: {1: teks, 3: nomor}}`,
      `line 2: templates.default.variables: expected the numbers of the template's places, 1, 2 and on without a gap, found "1, 3"`,
    ],
    [`default: {contentSid: ${SID}, variables: {a: teks}}`, /without a gap, found "a"$/],
    [`default: {contentSid: ${SID}, places: {1: teks}}`, /unknown key; known: contentSid, variables/],
    ['default: kosong', /templates\.default: expected keys and values, found "kosong"/],
  ])('%s stops the start and is named', (line, words) => {
    expect(problemsOf({ desk: templates(line) })).toEqual([
      typeof words === 'string' ? `desk.yaml ${words}` : expect.stringMatching(words),
    ])
  })
})

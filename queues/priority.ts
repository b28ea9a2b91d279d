/** What goes first where several messages wait for one person: a small table, the most important first. */
import type { Letter, Reply } from '../bots/wording/telling.ts'
import type { Topic } from '../src/desk/notices.ts'
import type { Ticket } from '../src/desk/ticket.ts'

const PRIORITIES = ['emergency', 'critical', 'answer', 'breach', 'new-report', 'reminder', 'information'] as const
type Priority = (typeof PRIORITIES)[number]

const OF: Readonly<Record<Topic | Letter['kind'], Priority>> = {
  'emergency-relay': 'emergency',
  overdue: 'breach',
  'decide-please': 'breach',
  'call-vendor': 'breach',
  alarm: 'breach',
  gap: 'breach',
  unreached: 'breach',
  uncovered: 'breach',
  'uncovered-several': 'breach',
  covered: 'information',
  'said-solved': 'new-report',
  'new-report': 'new-report',
  'report-completed': 'new-report',
  'vendor-called': 'new-report',
  'handed-over': 'new-report',
  'stand-in': 'new-report',
  'your-step-again': 'new-report',
  'stranger-fault': 'new-report',
  'stranger-call': 'new-report',
  'stranger-person': 'new-report',
  'stranger-crowd': 'critical',
  'stranger-hint': 'new-report',
  'stranger-hints': 'new-report',
  'held-waiting': 'reminder',
  reminder: 'reminder',
  'analysis-over': 'reminder',
  forgotten: 'reminder',
  'eta-reached': 'reminder',
  'confirm-please': 'reminder',
  registered: 'information',
  accepted: 'information',
  escalated: 'information',
  'early-notice': 'information',
  'vendor-acknowledged': 'information',
  'vendor-eta': 'information',
  'vendor-progress': 'information',
  'vendor-resolved': 'information',
  closed: 'information',
  cancelled: 'information',
  reopened: 'information',
  recording: 'information',
  'line-closed': 'information',
  'handed-back': 'information',
  'held-settled': 'information',
  'stranger-outcome': 'information',
  'stand-in-off': 'information',
  'stand-in-over': 'information',
  'number-change': 'information',
  'number-changed': 'information',
}

const rank = (priority: Priority) => PRIORITIES.indexOf(priority)

/** What is only told of a critical ticket can wait as any other news. */
function priorityOf(topic: Topic | Letter['kind'], ticket: Ticket | undefined): Priority {
  const own = OF[topic]
  return ticket?.impact === 'kritis' && own !== 'emergency' && own !== 'information' ? 'critical' : own
}

/** Of one message that tells of several things: that of the most important. */
export const rankOf = (
  told: readonly { readonly topic: Topic | Letter['kind']; readonly ticket?: Ticket | undefined }[],
): number => Math.min(...told.map(({ topic, ticket }) => rank(priorityOf(topic, ticket))))

export const rankOfAnswer = (kind: Reply['kind'] | undefined): number =>
  rank(kind === 'emergency' ? 'emergency' : 'answer')

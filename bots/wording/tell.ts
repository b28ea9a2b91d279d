/** Notices: what one person is told about one ticket (DOMAIN 4.5). A topic without a phrase does not compile. */
import type { Topic } from '../../src/desk/notices.ts'
import { factsOf } from './facts.ts'
import { type Message, render } from './message.ts'
import { type Viewpoint, viewpointOf } from './next.ts'
import {
  accepted,
  cancelled,
  closed,
  confirmPlease,
  escalated,
  registeredForYou,
  reopened,
  type Scene,
} from './tell-reporters.ts'
import {
  callVendor,
  handedBack,
  handedOver,
  newReport,
  reportCompleted,
  vendorAcknowledged,
  vendorEta,
  vendorProgress,
  vendorResolved,
  yourStepAgain,
} from './tell-section.ts'
import { analysisOver, decidePlease, etaReached, forgotten, overdue, reminder } from './tell-times.ts'
import { earlyNotice, vendorCalled } from './tell-vendor.ts'
import type { Form, House, Telling } from './telling.ts'

const PHRASES: Readonly<Record<Topic, (scene: Scene) => Message>> = {
  'new-report': newReport,
  'report-completed': reportCompleted,
  registered: registeredForYou,
  accepted,
  escalated,
  'vendor-called': vendorCalled,
  'early-notice': earlyNotice,
  'vendor-acknowledged': vendorAcknowledged,
  'vendor-eta': vendorEta,
  'vendor-progress': vendorProgress,
  'confirm-please': confirmPlease,
  'vendor-resolved': vendorResolved,
  closed,
  cancelled,
  reopened,
  'your-step-again': yourStepAgain,
  'handed-over': handedOver,
  'handed-back': handedBack,
  reminder,
  overdue,
  'analysis-over': analysisOver,
  'decide-please': decidePlease,
  'call-vendor': callVendor,
  'eta-reached': etaReached,
  forgotten,
}

/** Topics that are told to somebody as a reporter, and those told to staff because they act for Kepala Seksi. */
const AS: Readonly<Partial<Record<Topic, { readonly not: readonly Viewpoint[]; readonly is: Viewpoint }>>> = {
  registered: { not: [], is: 'caller' },
  accepted: { not: [], is: 'caller' },
  escalated: { not: [], is: 'caller' },
  reopened: { not: [], is: 'caller' },
  'confirm-please': { not: [], is: 'caller' },
  'new-report': { not: ['supervisor', 'vendor'], is: 'section' },
  'report-completed': { not: ['supervisor', 'vendor'], is: 'section' },
  'handed-over': { not: ['supervisor', 'vendor'], is: 'section' },
  'decide-please': { not: ['supervisor', 'vendor'], is: 'section' },
  'call-vendor': { not: ['supervisor', 'vendor'], is: 'section' },
  reminder: { not: ['supervisor', 'vendor'], is: 'section' },
  'analysis-over': { not: ['supervisor', 'vendor'], is: 'section' },
  'your-step-again': { not: ['supervisor', 'vendor'], is: 'section' },
  forgotten: { not: ['supervisor', 'vendor'], is: 'section' },
}

export function sceneOf(telling: Telling, house: House): Scene {
  const { topic, ticket, event, now, role } = telling
  const own = viewpointOf(role, ticket)
  const as = AS[topic]
  const viewpoint = as && !as.not.includes(own) ? as.is : own
  return { ...factsOf(ticket, now, house), event, viewpoint, role }
}

/** The text of a notice. What people typed is masked and cut; an SMS stays within 160 characters wherever it can. */
export function tell(telling: Telling, form: Form, house: House): string {
  return render(PHRASES[telling.topic](sceneOf(telling, house)), form)
}

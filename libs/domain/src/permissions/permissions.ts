import type { ComplaintCommandType } from '../complaint/commands.js';

/**
 * Who there is. `complainant`: whoever lodges, and whoever holds the tracking token of this very complaint. `system`: the services
 * themselves.
 */
export const roles = [
  'complainant',
  'intake-agent',
  'handler',
  'supervisor',
  'analyst',
  'compliance',
  'admin',
  'system',
] as const;

export type Role = (typeof roles)[number];

/** What can be done besides deciding on a complaint. */
export type Undertaking =
  | 'lodge-complaint'
  | 'track-complaint'
  | 'view-queue'
  | 'view-case'
  | 'view-history'
  | 'view-personal-data'
  | 'view-notifications'
  | 'print-letters'
  | 'manage-deliveries'
  | 'view-analytics'
  | 'replay-case'
  | 'verify-integrity'
  | 'run-verification'
  | 'export-events'
  | 'manage-views'
  | 'view-policies'
  | 'manage-policies';

export type Action = ComplaintCommandType | Undertaking;

/** A role that may; or one that may only when whom the command names in this field is the actor. */
export type Grant = Role | { readonly role: Role; readonly whenSelf: 'assignee' | 'person' };

const caseWork = ['handler', 'supervisor'] as const;
const lodging = ['complainant', 'intake-agent', 'handler', 'supervisor', 'system'] as const;

/**
 * Who may do what: the one table. A supervisor may do what a handler may, and reviews responses. Compliance reads everything and
 * changes nothing; it alone may make words unreadable, since whoever handles a case must not take away what speaks against them. An administrator runs the machinery without reading what people wrote. What is not granted here is forbidden.
 */
export const permissions: { readonly [action in Action]: readonly Grant[] } = {
  'lodge-complaint': lodging,
  'track-complaint': ['complainant'],
  'view-queue': [...caseWork, 'compliance'],
  'view-case': ['intake-agent', ...caseWork, 'compliance'],
  'view-history': [...caseWork, 'compliance'],
  'view-personal-data': ['intake-agent', ...caseWork, 'compliance'],
  'view-notifications': [...caseWork, 'compliance', 'admin'],
  'print-letters': caseWork,
  'manage-deliveries': ['admin'],
  'view-analytics': ['supervisor', 'analyst', 'compliance', 'admin'],
  'replay-case': ['compliance'],
  'verify-integrity': ['compliance', 'admin'],
  'run-verification': ['compliance', 'admin'],
  'export-events': ['compliance', 'admin'],
  'manage-views': ['admin'],
  'view-policies': ['intake-agent', ...caseWork, 'analyst', 'compliance', 'admin'],
  'manage-policies': ['admin'],

  receive: lodging,
  acknowledge: [...caseWork, 'system'],
  assess: caseWork,
  assign: [{ role: 'handler', whenSelf: 'assignee' }, 'supervisor'],
  route: ['supervisor'],
  'declare-conflict': [{ role: 'handler', whenSelf: 'person' }, 'supervisor'],
  'record-consent': ['intake-agent', ...caseWork],
  'send-on': caseWork,
  'add-note': caseWork,
  'request-information': caseWork,
  'add-information': ['complainant', 'intake-agent', ...caseWork],
  'add-attachment': ['complainant', 'intake-agent', ...caseWork],
  'assign-task': [...caseWork, 'system'],
  'complete-task': caseWork,
  'cancel-task': caseWork,
  'add-evidence': caseWork,
  'record-interview': caseWork,
  'report-progress': [...caseWork, 'system'],
  'record-finding': caseWork,
  'propose-response': caseWork,
  'approve-response': ['supervisor'],
  'return-response': ['supervisor'],
  'communicate-decision': caseWork,
  'record-acceptance': ['complainant', ...caseWork],
  'record-rejection': ['complainant', ...caseWork],
  'lodge-appeal': ['complainant', ...caseWork],
  'record-silence': ['system'],
  'state-final-position': caseWork,
  'deliver-remedy': caseWork,
  close: caseWork,
  'correct-details': ['intake-agent', ...caseWork],
  'redact-message': ['compliance'],
  'state-preferences': ['complainant'],
  reopen: ['supervisor'],
  refer: caseWork,
  'record-referral-outcome': caseWork,
  withdraw: ['complainant', ...caseWork],
  link: caseWork,
  unlink: caseWork,
  merge: caseWork,
  unmerge: ['supervisor', 'system'],
  split: caseWork,
  'pause-clock': caseWork,
  'resume-clock': caseWork,
  'extend-deadline': caseWork,
  'send-holding-reply': caseWork,
  'change-calendar': ['supervisor', 'system'],
  'record-deadline-warned': ['system'],
  'record-deadline-missed': ['system'],
  'record-escalation': ['system'],
  'record-link': ['system'],
  absorb: ['system'],
  release: ['system'],
  'record-notification-attempted': ['system'],
  'record-notification-sent': ['system'],
  'record-notification-failed': ['system'],
};

/** What a conditional grant looks at. */
export interface PermissionFacts {
  readonly actorId: string;
  /** To whom the complaint is to be assigned, in an `assign`. */
  readonly assignee?: string;
  /** Of whom a conflict of interest is declared. */
  readonly person?: string;
}

/** Whether someone who has all these roles may do this. Roles that Redress does not know grant nothing. */
export function may(actorRoles: readonly string[], action: Action, facts?: PermissionFacts): boolean {
  return permissions[action].some((grant) => {
    if (typeof grant === 'string') return actorRoles.includes(grant);
    return actorRoles.includes(grant.role) && facts !== undefined && facts[grant.whenSelf] === facts.actorId;
  });
}

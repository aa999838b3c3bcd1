import { caseWork, isGranted, lodging, type Grant, type PermissionFacts } from './roles.js';
import { wallBefore, type Asking, type Walls } from './wall.js';
import { complaintCommands, complaintCommandTypes, type ComplaintCommandType } from '../complaint/commands.js';

/** Permissions besides commands on a complaint. */
export type Undertaking =
  | 'lodge-complaint'
  | 'track-complaint'
  | 'view-queue'
  | 'keep-queue-views'
  | 'share-queue-views'
  | 'use-reply-templates'
  | 'manage-reply-templates'
  | 'reassign-work'
  | 'view-case'
  | 'view-history'
  | 'view-personal-data'
  | 'view-notifications'
  | 'print-letters'
  | 'manage-deliveries'
  | 'view-analytics'
  | 'share-dashboards'
  | 'oversee-reports'
  | 'view-systemic-problems'
  | 'manage-systemic-problems'
  | 'complete-corrective-action'
  | 'export-facts'
  | 'replay-case'
  | 'view-erasures'
  | 'view-disclosures'
  | 'view-access-log'
  | 'verify-integrity'
  | 'run-verification'
  | 'export-events'
  | 'manage-views'
  | 'retry-parked'
  | 'view-policies'
  | 'manage-policies'
  | 'use-own-session'
  | 'view-colleagues'
  | 'manage-accounts'
  | 'load-sample-data'
  | 'examine-installation';

export type Action = ComplaintCommandType | Undertaking;

/** Compliance reads everything and changes nothing; an administrator operates the system without reading personal texts. */
const undertakings: { readonly [undertaking in Undertaking]: readonly Grant[] } = {
  'lodge-complaint': lodging,
  'track-complaint': ['complainant'],
  'view-queue': [...caseWork, 'compliance'],
  'keep-queue-views': [...caseWork, 'compliance', 'admin'],
  // With everybody.
  'share-queue-views': ['supervisor', 'admin'],
  'use-reply-templates': caseWork,
  'manage-reply-templates': ['admin'],
  'reassign-work': ['supervisor'],
  'view-case': ['intake-agent', ...caseWork, 'compliance'],
  'view-history': [...caseWork, 'compliance'],
  'view-personal-data': ['intake-agent', ...caseWork, 'compliance'],
  'view-notifications': [...caseWork, 'compliance', 'admin'],
  'print-letters': caseWork,
  'manage-deliveries': ['admin'],
  'view-analytics': [...caseWork, 'analyst', 'compliance', 'admin'],
  // With everybody.
  'share-dashboards': ['supervisor', 'analyst', 'compliance', 'admin'],
  // Reports of others: whoever answers for what leaves the house, and for people who left it.
  'oversee-reports': ['compliance', 'admin'],
  // Its texts may name people, which administrators do not read.
  'view-systemic-problems': [...caseWork, 'analyst', 'compliance'],
  // Whoever answers for the work says what is wrong with it, and sees to it.
  'manage-systemic-problems': ['supervisor'],
  // Their own; a supervisor anybody's.
  'complete-corrective-action': [...caseWork, 'analyst', 'compliance'],
  // One row is one complaint, without identity: for those who may see cases and figures.
  'export-facts': ['supervisor', 'compliance'],
  'replay-case': ['compliance'],
  // Requests for erasure and legal holds: compliance records them, and a supervisor may be the second person.
  'view-erasures': ['supervisor', 'compliance'],
  // To whom data was given, across cases.
  'view-disclosures': ['supervisor', 'compliance'],
  // Who read what: for whoever watches over it, never for the person's superiors.
  'view-access-log': ['compliance'],
  'verify-integrity': ['compliance', 'admin'],
  'run-verification': ['compliance', 'admin'],
  'export-events': ['compliance', 'admin'],
  'manage-views': ['admin'],
  'retry-parked': ['compliance', 'admin'],
  'view-policies': ['intake-agent', ...caseWork, 'analyst', 'compliance', 'admin'],
  'manage-policies': ['admin'],
  'use-own-session': ['intake-agent', ...caseWork, 'analyst', 'compliance', 'admin'],
  // Whoever reads an event or has work to give needs to know whose id it names.
  'view-colleagues': ['intake-agent', ...caseWork, 'analyst', 'compliance', 'admin'],
  'manage-accounts': ['admin'],
  'load-sample-data': ['admin'],
  'examine-installation': ['admin'],
};

/** All permissions. Commands define their own. Whatever is not granted is forbidden. */
export const permissions: { readonly [action in Action]: readonly Grant[] } = {
  ...undertakings,
  ...(Object.fromEntries(complaintCommandTypes.map((type) => [type, complaintCommands[type].by])) as {
    readonly [type in ComplaintCommandType]: readonly Grant[];
  }),
};

/**
 * Tells whether somebody may take an action: the table grants it to one of their roles and, where it concerns a complaint, no wall stands
 * between them. Every list, count, search, notice and answer asks this function; a command asks again as it is decided, with its content.
 * Unknown roles grant nothing.
 */
export function may(asking: Asking, action: Action, complaint?: Walls, facts?: PermissionFacts): boolean {
  return (
    isGranted(permissions[action], asking.roles, facts) &&
    (complaint === undefined || wallBefore(asking, complaint) === undefined)
  );
}

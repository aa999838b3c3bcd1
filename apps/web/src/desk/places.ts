import type { Role, Undertaking } from '@redress/domain';
import type { DeskTextKey } from '@redress/texts/desk';

/** A place of the application that the navigation leads to. */
export interface Place {
  readonly path: '/work' | '/cases' | '/tasks' | '/activity' | '/deadlines' | '/figures' | '/compliance' | '/admin';
  readonly name: DeskTextKey;
  /** The letter after `g` that leads there. */
  readonly key: string;
  /** What one does there. */
  readonly undertaking: Undertaking;
  /** Who may do it, as in the table of permissions, whose code would be too much for a browser. */
  readonly roles: readonly Role[];
}

const caseReaders: readonly Role[] = ['handler', 'supervisor', 'compliance'];

export const places: readonly Place[] = [
  { path: '/work', name: 'desk.place.work', key: 'w', undertaking: 'view-queue', roles: caseReaders },
  { path: '/cases', name: 'desk.place.cases', key: 'c', undertaking: 'view-queue', roles: caseReaders },
  { path: '/tasks', name: 'desk.place.tasks', key: 't', undertaking: 'view-queue', roles: caseReaders },
  { path: '/activity', name: 'desk.place.activity', key: 'h', undertaking: 'view-history', roles: caseReaders },
  { path: '/deadlines', name: 'desk.place.deadlines', key: 'd', undertaking: 'view-queue', roles: caseReaders },
  {
    path: '/figures',
    name: 'desk.place.figures',
    key: 'f',
    undertaking: 'view-analytics',
    roles: [...caseReaders, 'analyst', 'admin'],
  },
  {
    path: '/compliance',
    name: 'desk.place.compliance',
    key: 'v',
    undertaking: 'verify-integrity',
    roles: ['compliance', 'admin'],
  },
  { path: '/admin', name: 'desk.place.admin', key: 'p', undertaking: 'manage-accounts', roles: ['admin'] },
];

/** Who may take down a complaint for a caller. */
export const lodgingRoles: readonly Role[] = ['intake-agent', 'handler', 'supervisor'];

/** To whom the guide through a complaint is offered: who handles one, and who invites them. */
export const guidedRoles: readonly Role[] = ['handler', 'supervisor', 'admin'];

/** Who may fill in templates of replies on a case. */
export const replyingRoles: readonly Role[] = ['handler', 'supervisor'];

/** Who may share a view of the queue with everybody. */
export const sharingRoles: readonly Role[] = ['supervisor', 'admin'];

/** Who may take the fact table away, one row a complaint. */
export const exportRoles: readonly Role[] = ['supervisor', 'compliance'];

/** Who may read the register of systemic problems. */
export const problemReaders: readonly Role[] = ['handler', 'supervisor', 'analyst', 'compliance'];

/** Who may decide about groups of complaints. */
export const problemDeciders: readonly Role[] = ['supervisor'];

/** Who may publish policies, and approve what others proposed. */
export const policyApprovers: readonly Role[] = ['admin'];

/** Who may see requests for erasure and legal holds. */
export const erasureRoles: readonly Role[] = ['supervisor', 'compliance'];

/** Who may see to whom data of cases was given. */
export const disclosureRoles: readonly Role[] = ['supervisor', 'compliance'];

/** Who may see who read what. */
export const accessLogRoles: readonly Role[] = ['compliance'];

/** Tells whether somebody with these roles has one of the others. */
export function hasRole(own: readonly string[], roles: readonly Role[]): boolean {
  return roles.some((role) => own.includes(role));
}

/** Where somebody begins: the first place that their roles open. An intake agent takes down complaints. */
export function startOf(own: readonly string[]): Place['path'] | '/cases/new' {
  return places.find(({ roles }) => hasRole(own, roles))?.path ?? '/cases/new';
}

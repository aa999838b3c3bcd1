import {
  type AccountEvent,
  type PastAccountEvent,
  type StaffAccount,
  staffAccount,
  type StaffCommand,
} from './account.js';

export const HASH = '$argon2id$...';
export const [NOW, LATER, END] = [
  '2026-11-02T08:00:00.000Z',
  '2026-11-03T07:59:59.999Z',
  '2026-11-03T08:00:00.000Z',
] as const;
export const AFTER_END = '2026-11-03T08:00:00.001Z';

export type FromIssuer = Extract<StaffCommand, { readonly type: 'start-session-from-issuer' }>['data'];

/** A command, and the name of it by which links and passwords are known. */
export type Step = readonly [id: string, command: StaffCommand];

export const invite: Step = [
  'c-invite',
  { type: 'invite', data: { username: 'sara', name: 'Sara', roles: ['handler'], expiresAt: END } },
];
export const found: Step = [
  'c-found',
  { type: 'found', data: { username: 'adam', name: 'Adam', roles: ['admin'], password: HASH } },
];
export const useLink = (link = 'c-invite', at: typeof NOW | typeof AFTER_END = NOW): Step => [
  'c-link',
  { type: 'use-link', data: { link, at, password: HASH } },
];
export const issueLink: Step = ['c-issue', { type: 'issue-link', data: { expiresAt: END } }];
export const signIn = (id: string, password = 'c-link'): Step => [
  'c-in',
  { type: 'start-session', data: { id, endsAt: END, proof: { by: 'password', password } } },
];
export const addPasskey = (passkey: string, counter = 0, from = 'c-link'): Step => [
  'c-add',
  {
    type: 'add-passkey',
    data: { from, passkey, credential: `of-${passkey}`, name: 'Laptop', publicKey: 'key', counter },
  },
];
export const removePasskey = (passkey: string): Step => ['c-remove', { type: 'remove-passkey', data: { passkey } }];
export const show = (passkey: string, counter = 0, id = 'by-key'): Step => [
  'c-show',
  { type: 'start-session', data: { id, endsAt: END, proof: { by: 'passkey', passkey, counter } } },
];
export const signOut = (session: string): Step => ['c-out', { type: 'end-session', data: { session } }];
export const changePassword = (from = 'c-link', keeps?: string): Step => [
  'c-change',
  { type: 'change-password', data: { from, password: HASH, ...(keeps !== undefined && { keeps }) } },
];
export const rehash = (of: string): Step => ['c-rehash', { type: 'rehash-password', data: { of, password: HASH } }];
export const changeRoles: Step = [
  'c-roles',
  { type: 'change-roles', data: { roles: ['supervisor', 'admin'], teams: ['Cards'] } },
];
export const disable: Step = ['c-disable', { type: 'disable' }];
export const enable: Step = ['c-enable', { type: 'enable' }];

export const recorded = (events: readonly AccountEvent[], commandId: string): readonly PastAccountEvent[] =>
  events.map((event) => ({ ...event, commandId, occurredAt: NOW }));

export const decide = ([, command]: Step, account: StaffAccount) => staffAccount.decide(command, account);

/** The account after these commands, each of which must be accepted. */
export function after(...steps: readonly Step[]): StaffAccount {
  return steps.reduce((account, step) => {
    const decided = decide(step, account);
    if ('refused' in decided) throw new Error(`${step[1].type} was refused: ${decided.refused}`);
    return recorded(decided, step[0]).reduce(staffAccount.evolve, account);
  }, staffAccount.initialState);
}

export const types = (step: Step, account: StaffAccount) => {
  const decided = decide(step, account);
  return 'refused' in decided ? decided : decided.map(({ type }) => type);
};

export const ISSUED_SUBJECT = 'subject-a';
export const fromIssuer = ({ name = 'Sara', ...more }: Partial<FromIssuer> = {}): Step => [
  'c-issuer',
  {
    type: 'start-session-from-issuer',
    data: {
      username: 'sara',
      name,
      roles: ['handler'],
      subject: ISSUED_SUBJECT,
      isTheirs: false,
      session: { id: 'i', endsAt: END },
      ...more,
    },
  },
];

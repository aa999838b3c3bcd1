import type { EventCodec, EventStore } from '@redress/eventing';
import {
  EVENT_CODEC,
  EVENT_STORE,
  RunningRounds,
  SERVER_SECRETS,
  service,
  SESSION_USES,
  type ServerSecrets,
  StaffAccounts,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Accounts } from './accounts/accounts.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { FirstAdministrator } from './first-administrator.js';
import { IssuerController } from './issuer/issuer.controller.js';
import { Issuer } from './issuer/issuer.js';
import { IssuerSignIn } from './issuer/issuer-sign-in.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { Passkeys } from './passkeys/passkeys.js';
import { PasswordHashing } from './passwords/password-hashing.js';
import { EndedSessions } from './session/ended-sessions.js';
import { SessionController } from './session/session.controller.js';
import { SessionAnswers } from './session/session-answer.js';
import { SessionStart } from './session/session-start.js';
import { SignIn } from './session/sign-in.js';

export { Accounts, type IssuedLink, type LinkOutcome } from './accounts/accounts.js';
export { signInAddress } from './first-administrator.js';

const HOUR_MS = 3_600_000;

/**
 * Where members of staff sign in and administrators keep their accounts, in an installation that is its own issuer. All of it is read from the log,
 * but when each session was last used.
 */
export const identity = service({
  name: 'identity',
  keeps: [SESSION_USES],
  routes: [SessionController, PasskeysController, IssuerController, AccountsController],
  providers: [
    {
      provide: Accounts,
      inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, StaffAccounts, TIME_SOURCE, EndedSessions],
      useFactory: (
        store: EventStore,
        codec: EventCodec,
        secrets: ServerSecrets,
        accounts: StaffAccounts,
        clock: TimeSource,
        ended: EndedSessions,
      ) => {
        // What was decided stands, and the next round forgets what this could not.
        const onChanged = (person: string): Promise<void> => ended.forgetOf([person]).catch(() => undefined);
        return new Accounts({ store, codec, secrets, accounts, now: () => clock.now(), onChanged });
      },
    },
    {
      provide: PasswordHashing,
      inject: [SERVER_SECRETS],
      useFactory: (secrets: ServerSecrets) => new PasswordHashing(secrets),
    },
    EndedSessions,
    {
      provide: Symbol('ENDED_SESSIONS_ROUNDS'),
      inject: [EndedSessions],
      useFactory: (ended: EndedSessions) => new RunningRounds('session-uses', ended, HOUR_MS),
    },
    SessionStart,
    SessionAnswers,
    Passkeys,
    Issuer,
    IssuerSignIn,
    SignIn,
    FirstAdministrator,
  ],
  startupNotes: FirstAdministrator,
});

import type { EventCodec, EventStore } from '@redress/eventing';
import {
  EVENT_CODEC,
  EVENT_STORE,
  SERVER_SECRETS,
  service,
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
import { SessionController } from './session/session.controller.js';
import { SessionAnswers } from './session/session-answer.js';
import { SessionStart } from './session/session-start.js';
import { SignIn } from './session/sign-in.js';

export { Accounts, type IssuedLink, type LinkOutcome } from './accounts/accounts.js';
export { signInAddress } from './first-administrator.js';

/** Where members of staff sign in and administrators keep their accounts, in an installation that is its own issuer. Keeps no view. */
export const identity = service({
  name: 'identity',
  routes: [SessionController, PasskeysController, IssuerController, AccountsController],
  providers: [
    {
      provide: Accounts,
      inject: [EVENT_STORE, EVENT_CODEC, SERVER_SECRETS, StaffAccounts, TIME_SOURCE],
      useFactory: (
        store: EventStore,
        codec: EventCodec,
        secrets: ServerSecrets,
        accounts: StaffAccounts,
        clock: TimeSource,
      ) => new Accounts({ store, codec, secrets, accounts, now: () => clock.now() }),
    },
    {
      provide: PasswordHashing,
      inject: [SERVER_SECRETS],
      useFactory: (secrets: ServerSecrets) => new PasswordHashing(secrets),
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

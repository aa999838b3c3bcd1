import { CONFIDANTS_MAX, NAME_LENGTH_MAX } from '@redress/contracts';
import { ListOfPeople, ReasonRequest, type CommandRoutes } from '@redress/platform';
import { PutUpWall } from '../walls/put-up-wall.command.js';

export class RestrictAccessRequest extends ReasonRequest {
  /** The `sub` of each staff member who may know of the complaint from now on. */
  @ListOfPeople(CONFIDANTS_MAX, NAME_LENGTH_MAX)
  people!: string[];
}

/** Who may know of the case (ISO 10002:2018, clause 4: confidentiality). */
export const accessRoutes = {
  'restrict-access': {
    request: RestrictAccessRequest,
    send: (reference, request, meta) => new PutUpWall(reference, 'restrict-access', request, meta),
    summary:
      'Makes the complaint confidential: nobody of the staff sees anything of it or does anything on it but those named here, in place ' +
      'of those named before. Whoever has it and is not named gives it back to the queue.',
  },
  'lift-restriction': {
    request: ReasonRequest,
    summary: 'Opens a confidential complaint again to everybody who handles complaints.',
  },
  'break-glass': {
    request: ReasonRequest,
    summary:
      'Takes access to a confidential complaint for 24 hours, for somebody whom it does not name. Compliance and the handler are told. ' +
      'Never for a person with an interest in the complaint.',
  },
} satisfies CommandRoutes;

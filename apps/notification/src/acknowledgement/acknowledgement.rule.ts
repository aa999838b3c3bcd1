import { availableCommands, type Complaint } from '@redress/domain';
import type { MessageRule } from '../messages/message-rule.js';
import { SERVICE } from '../messages/service.js';
import { ACKNOWLEDGEMENT_TEMPLATE, acknowledgementMessage } from './acknowledgement.message.js';

/**
 * The acknowledgement of clause 7.4.
 *
 * Nothing is sent where nothing waits to be acknowledged: somebody did it by hand, or the complaint was withdrawn, referred or closed
 * meanwhile, and "we look into it" would no longer be true. Should it be reopened, its handler acknowledges it.
 */
export const acknowledgementRule: MessageRule = {
  purpose: 'acknowledgement',
  occasions: ['ComplaintReceived'],
  isWanted: isAwaited,
  words: ({ language, reference, trackingCode, name, receivedOn, answerDueOn, outOfScope }) => ({
    template: ACKNOWLEDGEMENT_TEMPLATE,
    language,
    ...acknowledgementMessage({
      language,
      reference,
      trackingCode,
      receivedOn,
      outOfScope,
      ...(answerDueOn !== undefined && { answerDueOn }),
      ...(name !== undefined && { name }),
    }),
  }),
};

/** Whether the complaint's own rules would still let this service acknowledge it. */
function isAwaited(state: Complaint): boolean {
  const { id, role } = SERVICE.actor;
  return availableCommands(state, { id, roles: [role] }).includes('acknowledge');
}

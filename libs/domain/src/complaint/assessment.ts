import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import type { Complaint } from './state.js';

/** Acknowledging, and who takes the case: ISO 10002:2018, 7.4 and 7.5. When they may happen stands in the guards. */

export function acknowledge({ data }: CommandOf<'acknowledge'>): Decision {
  return [{ type: 'ComplaintAcknowledged', data }];
}

export function assign({ data }: CommandOf<'assign'>, state: Complaint): Decision {
  if (state.stage.barred.includes(data.assignee)) return refuse('decider-of-earlier-stage');
  return data.assignee === state.assignee ? [] : [{ type: 'ComplaintAssigned', data }];
}

export function sendOn({ data }: CommandOf<'send-on'>, state: Complaint): Decision {
  return data.recipient === state.sentOnTo ? [] : [{ type: 'ComplaintSentOn', data }];
}

import { localDate } from '../calendars/local-date.js';
import { refuse } from '../refusal.js';
import type { CommandOf } from './commands.js';
import type { Decision } from './decide.js';
import { nextName } from './named.js';
import { pausedByAsking, resumedByAnswer } from './pause-for-answers.js';
import type { Complaint } from './state.js';

/** What is asked, found and kept in an investigation: ISO 10002:2018, 7.6. When it may happen stands in the guards. */

/** No time zone is ahead of this one: a date that has not begun here has begun nowhere. */
const EARLIEST_ZONE = { timeZone: 'Etc/GMT-14' };

export function requestInformation(command: CommandOf<'request-information'>, state: Complaint): Decision {
  const { data } = command;
  const request = data.request ?? nextName('request', state.requests);
  return [{ type: 'InformationRequested', data: { ...data, request } }, ...pausedByAsking(command, state)];
}

/** Clocks that questions stopped go on with the answer to the last of them. */
export function addInformation(command: CommandOf<'add-information'>, state: Complaint): Decision {
  const { data } = command;
  const waiting = Object.entries(state.requests).filter(
    ([name, { standing }]) => standing === 'open' && name !== data.request,
  );
  const resumed = data.request === undefined || waiting.length > 0 ? [] : resumedByAnswer(command, state);
  return [{ type: 'InformationAdded', data }, ...resumed];
}

/** Evidence that points to a file that is not there proves nothing later, so the file comes first. */
export function addEvidence({ data }: CommandOf<'add-evidence'>, { evidence, attachments }: Complaint): Decision {
  const { attachment } = data;
  if (attachment !== undefined && !attachments.includes(attachment)) return refuse('unknown-attachment');
  return [{ type: 'EvidenceAdded', data: { ...data, evidence: data.evidence ?? nextName('evidence', evidence) } }];
}

export function recordInterview({ data, now }: CommandOf<'record-interview'>): Decision {
  if (data.heldOn > localDate(EARLIEST_ZONE, now)) return refuse('interview-in-future');
  return [{ type: 'InterviewRecorded', data }];
}

/** A cause is counted by its code, so where the policy lists causes a finding names one of them, or none. */
export function recordFinding({ data, policy: { rootCauses } }: CommandOf<'record-finding'>): Decision {
  if (data.rootCause === undefined || rootCauses === undefined) return [{ type: 'FindingRecorded', data }];
  if (!rootCauses.causes.some(({ code }) => code === data.rootCause)) return refuse('root-cause-unknown');
  return [{ type: 'FindingRecorded', data: { ...data, taxonomy: rootCauses.version } }];
}

import type { Complaint } from '@redress/domain';
import { COMPLAINANT, type Life, type Part, reacting, SERVICES, type Story } from './life.js';
import { samplePolicies } from './office.js';
import { isTakenByStaff } from './office-time.js';
import { SHARES } from './shares.js';

/** Parts of an investigation; each takes its share of the time. */
export function* investigated(life: Life, before: Complaint): Story {
  const { dice } = life;
  const parts = partsOf(life);
  const hours = Math.min(dice.amount(SHARES.hoursOfInvestigation), 400) * (life.restsAt === undefined ? 1 : 0.1);
  let state = before;
  for (const part of parts) {
    life.workHours(hours / (parts.length + 1));
    state = yield* part(life, state);
  }
  life.workHours(hours / (parts.length + 1));
  return state;
}

const NOTES = { none: 0, one: 1, two: 2, three: 3 } as const;

function partsOf({ dice, isAnonymous, meets }: Life): readonly Part[] {
  const parts: Part[] = Array.from({ length: NOTES[dice.weighted(SHARES.notes)] }, () => noted);
  const some = (share: number, part: Part): void => {
    if (dice.happens(share)) parts.splice(dice.whole(0, parts.length), 0, part);
  };
  const asks = !isAnonymous && dice.happens(SHARES.question);
  if (asks) parts.push(questioned);
  else some(SHARES.pause, paused);
  some(SHARES.task, tasked);
  some(SHARES.evidence, evidenced);
  some(SHARES.interview, interviewed);
  some(SHARES.addsInformation, informed);
  some(SHARES.tagged, tagged);
  some(SHARES.progressReport, reported);
  some(SHARES.extension + SHARES.holdingReply, givenTime);
  some(SHARES.sentOn, sentOn);
  some(SHARES.detailsCorrected, corrected);
  some(SHARES.anotherPolicy, underAnotherPolicy);
  if (!isAnonymous) some(SHARES.preferenceStated, preferring);
  some(SHARES.codeIssued, codeIssued);
  some(SHARES.codeRequested, codeRequested);
  some(SHARES.redacted, redacted);
  some(SHARES.disclosed, disclosed);
  if (meets !== undefined) parts.unshift(meets);
  return parts;
}

function* noted(life: Life): Story {
  const { dice, words } = life;
  const isShown = dice.happens(SHARES.noteShown);
  const text = words.say(isShown ? words.all.shownNotes : words.all.notes);
  return yield life.act('add-note', { text, visibility: isShown ? 'complainant' : 'internal' });
}

function* questioned(life: Life): Story {
  const { dice, words } = life;
  const state = yield life.act('request-information', {
    text: words.say(words.all.questions),
    ...(dice.happens(0.5) && { dueOn: life.dayIn(10) }),
  });
  const request = Object.keys(state.requests).at(-1);
  const by = reacting(life, SHARES.daysUntilAnswer);
  if (request === undefined || !dice.happens(SHARES.answered)) return state;
  return yield life.act('add-information', { text: words.say(words.all.answers), request }, by);
}

function* informed(life: Life): Story {
  const { words } = life;
  const by = isTakenByStaff(life.channel) ? life.handler : COMPLAINANT;
  return yield life.act('add-information', { text: words.say(words.all.furtherInformation) }, by);
}

function* tasked(life: Life): Story {
  const { dice, words } = life;
  const state = yield life.act('assign-task', {
    kind: dice.happens(0.6) ? 'investigate' : 'call',
    title: words.say(words.all.tasks),
    dueOn: life.dayIn(7),
    ...(dice.happens(0.4) && !life.isConfidential ? { department: 'Logistics' } : { assignee: life.handler.id }),
  });
  const task = Object.keys(state.tasks).at(-1) ?? '';
  life.work({ median: 10, spread: 0.7 });
  if (dice.happens(SHARES.taskCancelled)) {
    return yield life.act('cancel-task', { task }, life.handler, words.say(words.all.taskCancelled));
  }
  return yield life.act('complete-task', { task, result: words.say(words.all.taskResults) });
}

function* evidenced(life: Life): Story {
  const { dice, words } = life;
  return yield life.act('add-evidence', {
    kind: dice.one(['document', 'photo', 'record', 'statement'] as const),
    description: words.say(words.all.evidence),
    source: words.say(words.all.sources),
  });
}

function* interviewed(life: Life): Story {
  const { dice, words } = life;
  return yield life.act('record-interview', {
    with: words.say(words.all.interviewees),
    role: dice.happens(0.7) ? 'staff' : 'witness',
    heldOn: life.dayIn(0),
    summary: words.say(words.all.interviews),
  });
}

function* tagged(life: Life): Story {
  const { dice, words } = life;
  const tag = dice.one(words.all.tags);
  const state = yield life.act('add-tag', { tag });
  if (!dice.happens(SHARES.untagged)) return state;
  life.work({ median: 3, spread: 0.5 });
  return yield life.act('remove-tag', { tag });
}

function* reported(life: Life): Story {
  return yield life.act('report-progress', { text: life.words.say(life.words.all.progress) });
}

/** Early enough that neither policy's decision is due. */
const MORE_TIME_WITHIN_DAYS = 14;

/** More time for the decision: the one policy extends it, the other asks for a reply that says so. */
function* givenTime(life: Life, before: Complaint): Story {
  if (life.age > MORE_TIME_WITHIN_DAYS || before.policyVersion !== life.office.policy.version) return before;
  const type = life.office.language === 'en' ? 'extend-deadline' : 'send-holding-reply';
  return yield life.act(type, { clock: 'decision', grounds: 'complex' });
}

function* paused(life: Life, before: Complaint): Story {
  if (life.age > MORE_TIME_WITHIN_DAYS || before.policyVersion !== life.office.policy.version) return before;
  yield life.act('pause-clock', { grounds: 'awaiting-carrier', clocks: ['decision'] });
  life.work({ median: 20, spread: 0.5 });
  return yield life.act('resume-clock', {});
}

function* sentOn(life: Life): Story {
  return yield life.act('send-on', { recipient: life.words.say(life.words.all.recipients) });
}

function* corrected(life: Life): Story {
  const { dice, office } = life;
  return yield life.act('correct-details', { organizationUnit: dice.one(office.branches) });
}

function* underAnotherPolicy(life: Life, before: Complaint): Story {
  const other = samplePolicies.find(({ version }) => version !== before.policyVersion);
  if (other === undefined) return before;
  const reason = life.words.say(life.words.all.reasons.policy);
  return yield life.act('choose-policy', { policy: other.version }, life.supervisor, reason);
}

function* preferring(life: Life): Story {
  return yield life.act(
    'state-preferences',
    { preferredChannel: life.dice.weighted(SHARES.preferredChannel) },
    COMPLAINANT,
  );
}

function* codeIssued(life: Life): Story {
  return yield life.act('issue-tracking-code', {}, life.handler, life.words.say(life.words.all.reasons.code));
}

function* codeRequested(life: Life): Story {
  return yield life.act('send-tracking-code', {}, SERVICES.intake);
}

/** Somebody outside is given what they need. */
function* disclosed(life: Life): Story {
  const { dice, words } = life;
  const recipientKind = dice.weighted(SHARES.recipient);
  const { recipients, lawyers, purposes } = words.all;
  return yield life.act('record-disclosure', {
    recipientKind,
    ...(recipientKind === 'processor' && { recipient: words.say(recipients) }),
    ...(recipientKind === 'lawyer' && { recipientPerson: words.say(lawyers) }),
    given: recipientKind === 'complainant' ? ['identity', 'correspondence', 'decision'] : ['complaint', 'files'],
    basis: BASES[recipientKind],
    purpose: words.say(purposes[recipientKind]),
  });
}

/** What makes it lawful to give data to somebody of a kind. */
const BASES = { complainant: 'legal-obligation', processor: 'contract', lawyer: 'legitimate-interests' } as const;

/** A note that should not have been written. */
function* redacted(life: Life, before: Complaint): Story {
  if (life.isConfidential) return before;
  const { revision: message } = yield* noted(life);
  life.work({ median: 5, spread: 0.5 });
  const reason = life.words.say(life.words.all.reasons.redacted);
  return yield life.act('redact-message', { message }, life.office.compliance, reason);
}

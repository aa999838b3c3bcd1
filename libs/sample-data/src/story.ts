import type { Upheld } from '@redress/contracts';
import {
  awaitedAnswer,
  type Complaint,
  type ComplaintStatus,
  complaintStatuses,
  epochMsOf,
  instantOf,
  isOngoing,
  localDate,
} from '@redress/domain';
import { isTakenByStaff } from './office-time.js';
import { investigated } from './investigation.js';
import { COMPLAINANT, type Life, reacting, SERVICES, type Story } from './life.js';
import { samplePolicies } from './office.js';
import { type Answer, SHARES } from './shares.js';

// The lives of invented complaints, as their commands in order. Nothing here decides what becomes of a command: the complaint does.

/** After how many days somebody looks whether a legal hold is still needed. */
const REVIEW_DAYS = 180;
const DAY_MS = 86_400_000;

/** What a complaint says that is received by itself, and what follows at once. */
export function* received(life: Life): Story {
  const { dice, words, office, channel, complainant, matter } = life;
  const course = life.course;
  const isOutside = course === 'out-of-scope';
  const isEmployment = isOutside && dice.happens(0.5);
  const texts = isEmployment ? words.all.employment : words.all.externalDispute;
  const isForOther = complainant !== undefined && dice.happens(SHARES.onBehalf);
  let state = yield life.act(
    'receive',
    {
      description: words.description(isOutside ? texts : undefined),
      channel,
      language: office.language,
      ...words.subject,
      organizationUnit: dice.one(office.branches),
      jurisdiction: office.jurisdiction,
      complainantType: dice.happens(0.92) ? 'consumer' : 'small-business',
      happenedOn: matter.happenedOn,
      ...(isOutside && dice.happens(0.5) && { concern: isEmployment ? 'employment' : 'external-dispute' }),
      ...(dice.happens(SHARES.desiredOutcome) && { desiredOutcome: words.say(words.all.desiredOutcomes) }),
      ...(isTakenByStaff(channel) &&
        dice.happens(0.1) && { immediateActionTaken: words.say(words.all.immediateActions) }),
      ...(complainant && { complainant }),
      ...(isForOther && {
        onBehalfOf: {
          name: words.name(),
          relationship: words.say(words.all.relationships),
          consent: dice.happens(SHARES.consentAtOnce),
        },
      }),
    },
    isTakenByStaff(channel) ? SERVICES.importer : COMPLAINANT,
  );
  if (complainant?.email !== undefined) {
    state = yield* messageSent(life, 'acknowledgement', state);
    if (!isTakenByStaff(channel) && dice.happens(SHARES.emailVerified)) {
      life.minutes(1, 90);
      state = yield life.act('record-contact-verified', { kind: 'email' }, SERVICES.intake);
    }
  }
  if (!state.acknowledged && life.restsAt !== 'received') {
    life.work({ median: 3, spread: 0.7 });
    state = yield life.act('acknowledge', complainant === undefined ? {} : { channel });
  }
  return state;
}

/** A message to the complainant, with what became of it. */
function* messageSent(life: Life, purpose: 'acknowledgement' | 'decision', before: Complaint): Story {
  const { dice, office } = life;
  const number = Object.keys(before.messages).filter((id) => id.startsWith(purpose)).length + 1;
  const facts = (messageId: string) =>
    ({ purpose, channel: 'email', messageId, template: `${purpose}@2`, language: office.language }) as const;
  const first = `${purpose}.${number}@redress`;
  life.minutes(1, 3);
  yield life.act('record-notification-attempted', facts(first), SERVICES.notification);
  life.minutes(0, 1);
  const fails = dice.happens(SHARES.mailFails);
  if (!fails) return yield life.act('record-notification-sent', facts(first), SERVICES.notification);
  let state = yield life.act(
    'record-notification-failed',
    { ...facts(first), failure: 'smtp-550', uncertain: false },
    SERVICES.notification,
  );
  life.work({ median: 6, spread: 0.6 });
  const email = `sample.${dice.whole(10_000, 99_999)}@example.org`;
  state = yield life.act('resend', { messageId: first, email });
  if (!isOngoing(state)) return state;
  life.minutes(1, 3);
  return yield life.act('record-notification-sent', facts(`${purpose}.${number + 1}@redress`), SERVICES.notification);
}

/** What is done about a complaint that was received. */
export function* handled(life: Life): Story {
  const { course, dice, words } = life;
  let state = yield* assessed(life);
  if (course === 'withdrawn') return yield* withdrawn(life);
  if (course === 'out-of-scope') return yield* outOfScope(life);
  state = yield* assigned(life, state);
  if (course === 'settled-early' && canSettle(life, state)) return yield* settled(life);
  state = yield* investigated(life, state);
  if (course === 'referred') return yield* referred(life);
  state = yield* decided(life, state);
  state = yield* answered(life, state);
  if (state.status === 'closed' && dice.happens(SHARES.reopened) && !life.isConfidential) {
    life.days({ median: 14, spread: 0.6 });
    yield life.act('reopen', {}, life.supervisor, words.say(words.all.reasons.reopened));
    life.work(SHARES.hoursOfInvestigation, 0.3);
    state = yield life.act('add-note', { text: words.say(words.all.notes), visibility: 'internal' });
    state = yield* decided(life, state);
    state = yield* answered(life, state);
  }
  return state;
}

function* assessed(life: Life): Story {
  const { dice, words } = life;
  const assess = () =>
    life.act('assess', {
      severity: dice.weighted(SHARES.severity),
      safetyImplication: dice.happens(SHARES.safety),
      complexity: dice.weighted(SHARES.complexity),
      impact: dice.weighted(SHARES.impact),
      immediateAction: dice.weighted(SHARES.immediateAction),
      ...(dice.happens(SHARES.vulnerable) && { vulnerability: true }),
      rationale: words.say(words.all.rationales),
    });
  life.work(SHARES.hoursUntilAssessed);
  const state = yield assess();
  if (!dice.happens(SHARES.reassessed)) return state;
  life.work({ median: 6, spread: 0.5 });
  return yield assess();
}

function* assigned(life: Life, before: Complaint): Story {
  const { dice, words, supervisor } = life;
  let state = before;
  life.work(SHARES.hoursUntilAssigned);
  if (dice.happens(SHARES.rerouted)) state = yield life.act('route', { team: 'Care' }, supervisor);
  if (dice.happens(SHARES.conflict)) {
    const nature = words.say(words.all.conflicts);
    yield life.act('assign', { assignee: life.handler.id }, supervisor);
    yield life.act('declare-conflict', { person: life.handler.id, nature }, supervisor);
    life.changesHandler();
  }
  state = yield life.act('assign', { assignee: life.handler.id }, dice.happens(0.5) ? supervisor : life.handler);
  if (dice.happens(SHARES.returnedToQueue)) {
    life.work({ median: 8, spread: 0.4 });
    yield life.act('unassign', { assignee: life.handler.id });
    life.work(SHARES.hoursUntilAssigned);
    state = yield life.act('assign', { assignee: life.changesHandler().id }, supervisor);
  } else if (dice.happens(SHARES.reassigned)) {
    life.work({ median: 16, spread: 0.4 });
    state = yield life.act('assign', { assignee: life.changesHandler().id }, supervisor);
  }
  if (!life.isConfidential && dice.happens(SHARES.confidential)) state = yield* madeConfidential(life);
  return state;
}

/** Known to few from here on; now and then somebody else must see it all the same. */
function* madeConfidential(life: Life): Story {
  const { dice, words, office, supervisor } = life;
  const { reasons } = words.all;
  life.isConfidential = true;
  const people = [life.handler, supervisor].map(({ id }) => id);
  let state = yield life.act('restrict-access', { people }, supervisor, words.say(reasons.confidential));
  if (dice.happens(SHARES.emergencyAccess)) {
    life.work({ median: 6, spread: 0.5 });
    state = yield life.act('break-glass', {}, office.compliance, words.say(reasons.emergency));
  }
  if (dice.happens(SHARES.restrictionLifted)) {
    life.work({ median: 10, spread: 0.5 });
    state = yield life.act('lift-restriction', {}, supervisor, words.say(reasons.lifted));
    life.isConfidential = false;
  }
  return state;
}

function* withdrawn(life: Life): Story {
  const { dice, words, channel } = life;
  const said = words.say(words.all.withdrawals);
  life.days({ median: 3, spread: 0.8 });
  const isByStaff = life.isAnonymous || dice.happens(SHARES.withdrawnByStaff);
  if (isByStaff) life.workHours(dice.next() * 4);
  const state = isByStaff
    ? yield life.act('withdraw', { channel, words: said }, life.handler, words.say(words.all.reasons.withdrawn))
    : yield life.act('withdraw', {}, COMPLAINANT);
  if (dice.happens(0.5)) return yield* heldOrErased(life, state);
  life.work({ median: 8, spread: 0.5 });
  return yield* heldOrErased(life, yield life.act('close', { outcome: 'withdrawn' }));
}

/** What compliance does now and then about a complaint that has ended: has it kept, or erases whoever complained. */
function* heldOrErased(life: Life, before: Complaint): Story {
  const { dice, words, office, supervisor } = life;
  const { reasons } = words.all;
  let state = before;
  if (dice.happens(SHARES.held)) {
    life.days({ median: 10, spread: 0.5 });
    const basis = 'legal-claim';
    const reviewOn = localDate({ timeZone: 'UTC' }, instantOf(life.now_ms + REVIEW_DAYS * DAY_MS));
    state = yield life.act('place-legal-hold', { basis, reviewOn }, office.compliance, words.say(reasons.held));
    if (!dice.happens(SHARES.holdLifted)) return state;
    life.days({ median: 30, spread: 0.5 });
    state = yield life.act('lift-legal-hold', { basis }, office.compliance, words.say(reasons.lifted));
  }
  if (!dice.happens(SHARES.erasureRequested)) return state;
  life.days({ median: 20, spread: 0.5 });
  const request = `dsr-${dice.whole(10_000, 99_999)}`;
  const asked = { request, ground: 'legal-obligation' } as const;
  state = yield life.act('request-erasure', asked, office.compliance, words.say(reasons.erasure));
  life.work({ median: 16, spread: 0.5 });
  const isDeclined = dice.happens(SHARES.erasureDeclined);
  const decision = isDeclined ? 'decline-erasure' : 'carry-out-erasure';
  return yield life.act(decision, {}, supervisor, words.say(reasons.erasure));
}

/** No matter for this procedure: sent elsewhere, or closed by two people. */
function* outOfScope(life: Life): Story {
  const { dice, words, supervisor } = life;
  const reason = words.say(words.all.reasons['out-of-scope']);
  life.work({ median: 6, spread: 0.6 });
  if (dice.happens(0.4)) return yield* referred(life);
  yield life.act('close', { outcome: 'out-of-scope', comment: reason });
  life.work({ median: 5, spread: 0.6 });
  return yield life.act('close', { outcome: 'out-of-scope' }, supervisor);
}

/** Sent to an outside body, which decides, or has not yet. */
function* referred(life: Life): Story {
  const { dice, words } = life;
  const by = words.all.outsideBody;
  const state = yield life.act('refer', { to: by }, life.handler, words.say(words.all.reasons.referred));
  const outcome = dice.weighted(SHARES.outsideOutcome);
  if (outcome === 'none') return state;
  life.days(SHARES.daysUntilOutsideOutcome);
  life.workHours(dice.next() * 3);
  const upheld = dice.weighted(SHARES.upheld);
  const summary = words.say(words.all.outsideOutcomes[outcome === 'award' ? 'upheld' : upheld]);
  if (outcome === 'outcome') yield life.act('record-referral-outcome', { outcome: upheld, by, summary });
  else {
    yield life.act('record-award', { by, summary, remedies: [{ kind: 'compensation', amount: life.amount() }] });
    life.work(SHARES.hoursUntilDelivered);
    yield life.act('deliver-remedy', { remedy: 0, evidence: words.say(words.all.deliveries) });
  }
  life.work({ median: 4, spread: 0.5 });
  return yield life.act('close', { outcome: 'settled-outside' });
}

/** Within the days in which both policies let an acceptance take the place of a decision. */
const SETTLED_WITHIN_HOURS = 30;
const SETTLING_HOURS_MAX = 12;

function canSettle(life: Life, { consent }: Complaint): boolean {
  const latest_ms = life.time.after(life.received_ms, SETTLED_WITHIN_HOURS - SETTLING_HOURS_MAX);
  return life.now_ms < latest_ms && consent !== false;
}

/** Put right at once. */
function* settled(life: Life): Story {
  const { words } = life;
  life.workHours(Math.min(life.dice.amount(SHARES.hoursUntilSettled), SETTLING_HOURS_MAX - 1));
  yield life.act('record-acceptance', { comment: words.say(words.all.settlements) });
  life.minutes(1, 20);
  return yield life.act('close', { outcome: 'resolved' });
}

/** The answer: proposed, approved by a second person, and told. */
function* decided(life: Life, before: Complaint): Story {
  const { dice, words } = life;
  const decision = dice.weighted(SHARES.upheld);
  let state = before;
  if (dice.happens(SHARES.finding) || life.restsAt !== undefined) {
    state = yield life.act('record-finding', {
      summary: words.say(words.all.findings[decision]),
      upheld: decision,
      ...(dice.happens(0.8) && { rootCause: dice.one(ROOT_CAUSES) }),
    });
  }
  if (state.consent === false) {
    life.work({ median: 8, spread: 0.6 });
    yield life.act('record-consent', { given: true, evidence: words.say(words.all.consents) });
  }
  life.minutes(5, 50);
  yield* proposed(life, decision);
  life.work(SHARES.hoursUntilApproved);
  if (dice.happens(SHARES.returned) && life.restsAt === undefined) {
    yield life.act('return-response', { comment: words.say(words.all.returned) }, life.supervisor);
    life.work({ median: 8, spread: 0.6 });
    yield* proposed(life, decision);
    life.work(SHARES.hoursUntilApproved);
  }
  const comment = dice.happens(0.4) ? { comment: words.say(words.all.approved) } : {};
  yield life.act('approve-response', comment, life.supervisor);
  life.work(SHARES.hoursUntilTold);
  const isWritten = life.complainant?.email !== undefined;
  state = yield life.act('communicate-decision', isWritten ? { channel: 'email' } : { channel: life.channel });
  return isWritten ? yield* messageSent(life, 'decision', state) : state;
}

/** Of both lists of causes, which are one. */
const ROOT_CAUSES = [
  'training',
  'human-error',
  'conduct',
  'procedure',
  'delay',
  'check-missing',
  'defect',
  'supplier',
  'misleading',
  'not-told',
  'system-fault',
  'wrong-data',
  'outside',
] as const;

function* proposed(life: Life, decision: Upheld): Story {
  const { dice, words } = life;
  const count = decision === 'not-upheld' ? 0 : dice.happens(SHARES.secondRemedy) ? 2 : 1;
  const remedies = Array.from({ length: count }, () => {
    const kind = dice.weighted(SHARES.remedy);
    const isPaid = kind === 'refund' || kind === 'compensation' || kind === 'goodwill';
    return {
      kind,
      ...(isPaid && { amount: life.amount() }),
      ...(dice.happens(0.6) && { description: words.say(words.all.remedies) }),
      ...(dice.happens(0.6) && { dueOn: life.dayIn(14) }),
    };
  });
  return yield life.act('propose-response', {
    decision,
    explanation: words.say(words.all.explanations[decision]),
    remedies,
  });
}

/** What the complainant makes of the decision, up to the end. */
function* answered(life: Life, before: Complaint): Story {
  const { dice, words } = life;
  const answer = answerTo(life, before);
  if (answer === 'silent') return yield* silent(life, before);
  const by = reacting(life, SHARES.daysUntilReaction);
  if (isAnswered(life, before)) return yield* silent(life, before);
  if (answer === 'accepts') {
    const comment = dice.happens(0.5) ? { comment: words.say(words.all.acceptances) } : {};
    return yield* ended(life, yield life.act('record-acceptance', comment, by));
  }
  const comment = dice.happens(0.7) ? { comment: words.say(words.all.rejections) } : {};
  const state = yield life.act('record-rejection', comment, by);
  const isFirst = state.stage.number === 1;
  const appeals = isFirst && !life.isConfidential && dice.happens(SHARES.appeal);
  return appeals ? yield* appealed(life) : yield* exhausted(life, state);
}

function answerTo({ dice, restsAt }: Life, { decision }: Complaint): Answer {
  if (restsAt === 'rejected') return 'rejects';
  if (restsAt === 'accepted') return 'accepts';
  return dice.weighted(SHARES.answer[decision?.decision ?? 'not-upheld']);
}

/** When a silence counts as an answer, in milliseconds; undefined where it never does. */
function silenceEnds({ policyVersion, timeline }: Complaint): number | undefined {
  const policy = samplePolicies.find(({ version }) => version === policyVersion);
  const awaited = policy && awaitedAnswer(policy, timeline);
  return awaited && epochMsOf(awaited.until);
}

/** Whether the silence before would already have been taken for an answer. */
function isAnswered(life: Life, state: Complaint): boolean {
  const ends_ms = silenceEnds(state);
  return ends_ms !== undefined && life.now_ms >= ends_ms;
}

/** Nobody answers, and the policy says what that means. */
function* silent(life: Life, before: Complaint): Story {
  const ends_ms = silenceEnds(before);
  if (ends_ms === undefined) return before;
  life.until(ends_ms + 1_000);
  // Without a remedy the silence itself closes the complaint, and nothing is left to do.
  if ((before.decision?.remedies ?? 0) === 0) return before;
  return yield* ended(life, before);
}

/** Keeps what was promised, and closes. */
function* ended(life: Life, before: Complaint): Story {
  const { dice, words } = life;
  const { remedies = 0 } = before.decision ?? {};
  for (let remedy = 0; remedy < remedies; remedy += 1) {
    life.work(SHARES.hoursUntilDelivered);
    const evidence = dice.happens(0.7) ? { evidence: words.say(words.all.deliveries) } : {};
    yield life.act('deliver-remedy', { remedy, ...evidence });
  }
  life.work({ median: 3, spread: 0.6 });
  const comment = dice.happens(0.3) ? { comment: words.say(words.all.closings) } : {};
  const closed = yield life.act('close', { outcome: 'resolved', ...comment });
  if (!dice.happens(SHARES.rated)) return closed;
  life.work(SHARES.hoursUntilRated);
  const rating = Number(dice.weighted(SHARES.rating));
  return yield life.act('rate-satisfaction', { rating }, COMPLAINANT);
}

/** The second stage, decided by two other people. */
function* appealed(life: Life): Story {
  const { words, office } = life;
  const by = reacting(life, { median: 3, spread: 0.5 });
  let state = yield life.act('lodge-appeal', { grounds: words.say(words.all.grounds) }, by);
  life.changesHandler();
  life.supervisor = office.supervisors.find(({ id }) => id !== life.supervisor.id) ?? life.supervisor;
  life.work({ median: 5, spread: 0.6 });
  yield life.act('acknowledge', {});
  state = yield life.act('assign', { assignee: life.handler.id }, life.supervisor);
  life.work(SHARES.hoursOfInvestigation, 0.7);
  state = yield* decided(life, state);
  return yield* answered(life, state);
}

/** Longer than both policies leave for an appeal. */
const APPEAL_OVER_MS = 33 * 24 * 3_600_000;

/** No agreement: an outside body, or the end of what can be done here. */
function* exhausted(life: Life, before: Complaint): Story {
  const { dice, words } = life;
  let state = before;
  life.work({ median: 8, spread: 0.6 });
  if (state.stage.number > 1) {
    state = yield life.act('state-final-position', { text: words.say(words.all.finalPositions) });
  }
  if (dice.weighted(SHARES.afterRejection) === 'referred') return yield* referred(life);
  life.until(life.now_ms + APPEAL_OVER_MS);
  life.workHours(dice.next() * 6);
  return yield life.act('close', { outcome: 'options-exhausted', comment: words.say(words.all.exhausted) });
}

/** Whether a complaint has come to the status at which it shall rest. */
export function rests({ restsAt }: Life, { status }: Complaint): boolean {
  return restsAt === status;
}

/** The statuses at which a complaint can wait, in the order of its life. */
export const restingStatuses: readonly ComplaintStatus[] = complaintStatuses.filter((status) => isOngoing({ status }));

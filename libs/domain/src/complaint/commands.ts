import { evolveTimeline } from '../clocks/timeline.js';
import { isAfter, type Instant } from '../instant.js';
import { hasItem, withLast, withoutItem } from '../long-list.js';
import { isSamePerson, type StaffList } from '../permissions/person.js';
import { isGranted, type Grant, type Role } from '../permissions/roles.js';
import { type Asking, type Wall, wallBefore, wallsAfter } from '../permissions/wall.js';
import { scopingIn } from '../policies/choose-policy.js';
import type { Policy } from '../policies/policy.js';
import { refuse, type Refusal } from '../refusal.js';
import * as access from './access.js';
import * as appeal from './appeal.js';
import * as assessment from './assessment.js';
import * as clocks from './clocks.js';
import * as closing from './closing.js';
import * as contact from './contact.js';
import { decideAgain, type Command, type Decision, type LaterEventType, type Sent, type Standing } from './command.js';
import * as decision from './decision.js';
import * as disclosure from './disclosure.js';
import * as investigation from './investigation.js';
import * as notices from './notices.js';
import * as erasure from './erasure.js';
import * as policyChoice from './policy-choice.js';
import * as receipt from './receipt.js';
import * as relations from './relations.js';
import {
  initialState,
  untouched,
  type Case,
  type Complaint,
  type ComplaintState,
  type Messages,
  type Past,
  type PastComplaintEvent,
} from './complaint.js';

/**
 * All commands, in the order of a complaint's life. The complainant's own `accept-decision` and `reject-decision` are
 * `record-acceptance` and `record-rejection`.
 */
const inOrder = [
  receipt.receive,
  receipt.acknowledge,
  assessment.assess,
  assessment.assign,
  assessment.unassign,
  assessment.route,
  assessment.declareConflict,
  access.restrictAccess,
  access.liftRestriction,
  access.breakGlass,
  assessment.sendOn,
  receipt.recordConsent,
  assessment.addTag,
  assessment.removeTag,
  investigation.addNote,
  investigation.requestInformation,
  investigation.addInformation,
  receipt.addAttachment,
  investigation.assignTask,
  investigation.completeTask,
  investigation.cancelTask,
  investigation.addEvidence,
  investigation.recordInterview,
  notices.reportProgress,
  investigation.recordFinding,
  decision.proposeResponse,
  decision.approveResponse,
  decision.returnResponse,
  decision.communicateDecision,
  decision.recordAcceptance,
  appeal.recordRejection,
  appeal.lodgeAppeal,
  appeal.recordSilence,
  appeal.stateFinalPosition,
  decision.deliverRemedy,
  closing.close,
  receipt.correctDetails,
  policyChoice.choosePolicyAgain,
  investigation.redactMessage,
  erasure.placeLegalHold,
  erasure.liftLegalHold,
  erasure.requestErasure,
  erasure.declineErasure,
  erasure.carryOutErasure,
  disclosure.recordDisclosure,
  receipt.statePreferences,
  closing.rateSatisfaction,
  closing.reopen,
  closing.refer,
  closing.recordReferralOutcome,
  closing.recordAward,
  closing.withdraw,
  relations.link,
  relations.unlink,
  relations.merge,
  relations.unmerge,
  relations.split,
  clocks.pauseClock,
  clocks.resumeClock,
  clocks.extendDeadline,
  clocks.sendHoldingReply,
  clocks.changeCalendar,
  clocks.recordDeadlineWarned,
  clocks.recordDeadlineMissed,
  clocks.recordEscalation,
  relations.recordLink,
  relations.absorb,
  relations.release,
  notices.recordNotificationAttempted,
  notices.recordNotificationSent,
  notices.recordNotificationFailed,
  notices.resend,
  contact.recordContactVerified,
  contact.issueTrackingCode,
  contact.sendTrackingCode,
] as const;

type AnyCommand = (typeof inOrder)[number];

export type ComplaintCommandType = AnyCommand['type'];

/** The content of every command by its type. */
export type ComplaintCommandData = {
  readonly [One in AnyCommand as One['type']]: Parameters<One['decide']>[0]['data'];
};

type SentByType = {
  readonly [Type in ComplaintCommandType]: Sent<Type, ComplaintCommandData[Type]>;
};

/** The command of one type, as sent. */
export type CommandOf<Type extends ComplaintCommandType> = SentByType[Type];

export type ComplaintCommand = SentByType[ComplaintCommandType];

/** All types of commands, in the order of a complaint's life. */
export const complaintCommandTypes: readonly ComplaintCommandType[] = inOrder.map(({ type }) => type);

/** All commands by type. */
export const complaintCommands = Object.fromEntries(inOrder.map((command) => [command.type, command])) as {
  readonly [One in AnyCommand as One['type']]: One;
};

type AnyKind = Command<ComplaintCommandType, never, LaterEventType>;
type AnySent = Sent<ComplaintCommandType, never>;

/** The definition of a command, for any content. */
function kindOf(type: ComplaintCommandType): AnyKind {
  if (!Object.hasOwn(complaintCommands, type)) throw new Error(`A complaint knows no command ${type}.`);
  return complaintCommands[type] as unknown as AnyKind;
}

/** Decides one command on one complaint. Does not check permissions. */
function decide(command: ComplaintCommand, state: ComplaintState): Decision {
  // Repeats come first, so that an accepted command gets the same answer whatever has changed since, including the clock.
  if (state.status !== 'unknown' && hasItem(state.commandIds, command.id)) return [];
  const hidden = hiddenFrom(command, state);
  if (hidden !== undefined) return hidden;
  if (isAfter(command.occurredAt, command.now)) return refuse('occurred-in-future');
  const kind = kindOf(command.type);
  if (command.type !== 'receive' && state.status !== 'unknown' && isAfter(state.receivedAt, command.occurredAt)) {
    return refuse('occurred-before-receipt');
  }
  const named = withNamesAsSpelt(kind, command as AnySent);
  if ('refused' in named) return named;
  // A complaint about to be received has no state yet.
  return state.status === 'unknown' ? kind.decide(named, {} as Complaint) : decideWhere(kind, named, state);
}

/** Decides a command whose person is known, where the complaint stands. */
function decideWhere(kind: AnyKind, sent: AnySent, state: Complaint): Decision {
  const standing = kind.standingOf?.(sent, state) ?? kind.standing(state, sent.actor.id);
  if (standing === 'done') return decideAgain(kind.once, sent.data, state);
  return standing === 'open' ? kind.decide(sent, state) : standing;
}

/**
 * Puts the spelling of the staff lists in place of those that a command names people and a team by. A name that nobody has would take the
 * complaint out of everybody's sight, or guard it from nobody. Services name whom an earlier command or a policy named, who may have left
 * since.
 */
function withNamesAsSpelt({ names, namesTeam, givesWork }: AnyKind, sent: AnySent): AnySent | Refusal {
  const named = asSpelt(names, sent.staff, 'person', sent);
  if ('refused' in named) return named;
  return asSpelt(namesTeam, sent.teams, 'team', givesWork === true ? forDeputy(names, named) : named);
}

/** Puts the deputy in place of a person who is absent. Whoever takes work themselves is there. */
function forDeputy(field: string | undefined, sent: AnySent): AnySent {
  const { staff, actor, now } = sent;
  const data = sent.data as { readonly [field: string]: unknown };
  const person = field === undefined ? undefined : data[field];
  if (field === undefined || typeof person !== 'string' || isSamePerson(person, actor.id)) return sent;
  const deputy = staff?.deputyOf(person, now);
  return deputy === undefined ? sent : { ...sent, data: { ...data, [field]: deputy, insteadOf: person } as never };
}

function asSpelt(
  field: string | undefined,
  list: StaffList | undefined,
  kind: 'person' | 'team',
  sent: AnySent,
): AnySent | Refusal {
  const data = sent.data as { readonly [field: string]: unknown };
  const said = field === undefined ? undefined : data[field];
  if (field === undefined || said === undefined || list === undefined) return sent;
  const names = [said].flat() as unknown as readonly string[];
  const unknown = names.find((name) => list.find(name) === undefined);
  if (unknown !== undefined && sent.actor.role !== 'system') return { ...refusalOfUnknown(unknown, list, kind), field };
  const spelt = names.map((name) => list.find(name) ?? name);
  return { ...sent, data: { ...data, [field]: Array.isArray(said) ? spelt : spelt[0] } as never };
}

/** The refusal of a name that a list does not have, with whom it probably meant. */
export function refusalOfUnknown(name: string, list: StaffList, kind: 'person' | 'team'): Refusal {
  const meant = list.meant(name);
  return meant.length === 0 ? refuse(`${kind}-unknown`) : refuse(`${kind}-misspelt`, { meant: meant.join(', ') });
}

/**
 * Refuses a command on a complaint that does not exist, and in the same words the command of somebody behind the wall of one that does.
 * Comes before everything else that depends on the complaint, its revision included, so that no answer says that it exists.
 */
export function hiddenFrom({ type, data, actor, now }: ComplaintCommand, state: ComplaintState): Refusal | undefined {
  if (state.status === 'unknown') return type === 'receive' ? undefined : refuse('complaint-unknown');
  const { id, role, roles = [role], teams } = actor;
  const wall = wallBefore({ id, roles, at: now, ...(teams && { teams }) }, state);
  if (wall === undefined || type === 'receive') return undefined;
  const { despiteInterest, despiteRestriction } = kindOf(type);
  const isSent = passes(wall, despiteInterest?.(data as never), despiteRestriction);
  return isSent ? undefined : refuse('complaint-unknown');
}

/** Tells whether this person can send such a command now, with the content that is most in their favour. */
export function standingOf(type: ComplaintCommandType, state: ComplaintState, actor: Asking): Standing {
  if (state.status === 'unknown') return type === 'receive' ? 'open' : refuse('complaint-unknown');
  const wall = wallBefore(actor, state);
  const { despiteInterest, despiteRestriction, standing } = kindOf(type);
  const isOpen = wall === undefined || passes(wall, despiteInterest !== undefined, despiteRestriction);
  return isOpen ? standing(state, actor.id) : refuse('complaint-unknown');
}

/** Whether a command is sent from behind a wall, by what it says of walls. None passes the wall around another team's work. */
function passes(wall: Wall, despiteInterest = false, despiteRestriction = false): boolean {
  switch (wall) {
    case 'interest':
      return despiteInterest;
    case 'restriction':
      return despiteRestriction;
    case 'team':
      return false;
  }
}

/** Why somebody cannot send a command now, whatever its content. */
export type Obstacle =
  /** Only people with one of these roles may. */
  | { readonly why: 'roles'; readonly roles: readonly Role[] }
  /** It was done; a repeat would change nothing. */
  | { readonly why: 'done' }
  | { readonly why: 'refused'; readonly refusal: Refusal };

/** What keeps this person from sending a command. Without a policy, what only the policy refuses is none; without an instant, a passed time. */
function obstacleTo(
  type: ComplaintCommandType,
  state: ComplaintState,
  actor: Asking,
  policy: Policy | undefined,
  at: Instant | undefined,
): Obstacle | undefined {
  const { by, refusedBy } = kindOf(type);
  // Assumes that a command will name the actor, the most permissive case.
  const facts = { actorId: actor.id, assignee: actor.id, person: actor.id };
  if (!isGranted(by, actor.roles, facts)) return { why: 'roles', roles: rolesIn(by) };
  const standing = standingOf(type, state, at === undefined ? actor : { ...actor, at });
  if (standing === 'done') return { why: 'done' };
  if (standing !== 'open') return { why: 'refused', refusal: standing };
  if (policy === undefined || state.status === 'unknown') return undefined;
  const refusal = refusedBy?.(policy, state, actor.roles, at);
  return refusal && { why: 'refused', refusal };
}

/**
 * Lists the commands that this person could send now: permitted, and not refused for the complaint's status. Uses the same checks as
 * `decide`; a listed command may still be refused for its content. Without a policy, commands that only the policy refuses are included;
 * without an instant, those whose time has passed.
 */
export function availableCommands(
  state: ComplaintState,
  actor: Asking,
  policy?: Policy,
  at?: Instant,
): readonly ComplaintCommandType[] {
  return complaintCommandTypes.filter((type) => obstacleTo(type, state, actor, policy, at) === undefined);
}

/** Lists the commands of staff that this person could not send now, each with what keeps them from it; see {@link availableCommands}. */
export function unavailableCommands(
  state: ComplaintState,
  actor: Asking,
  policy?: Policy,
  at?: Instant,
): readonly (Obstacle & { readonly command: ComplaintCommandType })[] {
  return complaintCommandTypes
    .filter((type) => type !== 'receive' && rolesIn(complaintCommands[type].by).length > 0)
    .flatMap((command) => {
      const obstacle = obstacleTo(command, state, actor, policy, at);
      return obstacle === undefined ? [] : [{ command, ...obstacle }];
    });
}

/** The roles of staff among grants; some of them may do it only for themselves. */
function rolesIn(by: readonly Grant[]): readonly Role[] {
  const granted = by.map((grant) => (typeof grant === 'string' ? grant : grant.role));
  return granted.filter((role) => role !== 'complainant' && role !== 'system');
}

type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The fold of each event. Compiles only if every event has one. */
const folds: { readonly [Type in LaterEventType]: (complaint: Complaint, event: Past<Type>) => Case } = Object.assign(
  {},
  ...inOrder.map((command) => command.folds),
) as Intersection<AnyCommand['folds']>;

/**
 * Applies an event to the state. Throws if the events are not a history of one complaint (`ComplaintReceived` not first, or twice) or if
 * a type is unknown: deciding on a half-understood complaint would be worse than not deciding.
 */
function evolve(state: ComplaintState, event: PastComplaintEvent): ComplaintState {
  const before = state.status === 'unknown' ? undefined : state;
  const { commandId } = event;
  const commandIds = before?.commandIds ?? [];
  return {
    ...(before === undefined ? begun(event) : changed(before, event)),
    justReopened: event.type === 'ComplaintReopened',
    justUnmerged: event.type === 'ComplaintUnmerged',
    timeline: evolveTimeline(before?.timeline, event),
    ...messagesAfter(before, event),
    commandIds: commandIds.at(-1)?.at(-1) === commandId ? commandIds : withLast(commandIds, commandId),
  };
}

/** The policy of events without one. */
const BEFORE_POLICIES = 'generic@1';

function begun(event: PastComplaintEvent): Case {
  const { type, data, occurredAt, policyVersion = BEFORE_POLICIES } = event;
  if (type !== 'ComplaintReceived') throw new Error(`A complaint begins with ComplaintReceived, not with ${type}.`);
  const beyond = receipt.outOfScope(data);
  const { language, complainant } = data;
  const scoping = scopingIn(data);
  return {
    status: 'received',
    receivedAt: occurredAt,
    addressee: { language, ...(complainant?.name !== undefined && { name: complainant.name }) },
    policyVersion,
    scoping,
    policyChoice: { by: scoping, at: occurredAt },
    ...(data.concern !== undefined && { concern: data.concern }),
    ...(data.onBehalfOf && { consent: data.onBehalfOf.consent }),
    ...(beyond && { outOfScope: beyond }),
    ...(event.actor.role === 'complainant' && { lodgedByComplainant: true }),
    ...wallsAfter(untouched, event),
  };
}

function changed(complaint: Complaint, event: PastComplaintEvent): Case {
  const { type } = event;
  if (type === 'ComplaintReceived') throw new Error('A complaint is received once.');
  if (!Object.hasOwn(folds, type)) throw new Error(`A complaint knows no event of type ${String(type)}.`);
  const next = (folds[type] as (complaint: Complaint, event: PastComplaintEvent) => Case)(complaint, event);
  return wallsAfter(next, event);
}

/** Tracks redactable and redacted messages for any event. */
function messagesAfter(before: Messages | undefined, event: PastComplaintEvent): Messages {
  const { type, data } = event;
  const { redactable, redacted } = before ?? { redactable: [], redacted: [] };
  const revision = (before?.revision ?? -1) + 1;
  if (type === 'MessageRedacted') {
    const { message } = data;
    return { revision, redactable: withoutItem(redactable, message), redacted: [...redacted, message] };
  }
  return { revision, redactable: isRedactable(event) ? withLast(redactable, revision) : redactable, redacted };
}

/** Whether its words have a key of their own. A file without a name adds no words, but its content has such a key all the same. */
function isRedactable({ type, data, hasOwnKey }: PastComplaintEvent): boolean {
  return hasOwnKey === true || (type === 'AttachmentAdded' && data.name === undefined);
}

/** Types of the events whose words make no difference to the state. */
const wordsUnused: ReadonlySet<string> = new Set(
  inOrder.flatMap(({ folds: own, wordsUnused: unused }: { readonly folds: object; readonly wordsUnused?: true }) =>
    unused === true ? Object.keys(own) : [],
  ),
);

/**
 * The complaint as plain functions: `decide(command, state)` gives events or a refusal, `evolve(state, event)` the next state, for which the
 * words of the events in `wordsUnused` make no difference.
 */
export const complaint = { initialState, decide, evolve, wordsUnused };

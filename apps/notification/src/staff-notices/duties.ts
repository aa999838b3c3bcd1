import { type MessagePurpose, type OpenedEventData, staffRoles } from '@redress/contracts';
import {
  type Action,
  type CorrectiveAction,
  type Instant,
  isAfter,
  isAuthorOf,
  isSamePerson,
  may,
  overEverywhereFrom,
  type PastProblemEvent,
  policyCalendar,
  type PolicyEventData,
  type StaffRecipient,
  SYSTEMIC_PROBLEM_STREAM_PREFIX,
  systemicProblem,
} from '@redress/domain';
import type { EventCodec, EventStore, ProjectedEvent } from '@redress/eventing';
import type { StaffAccounts } from '@redress/platform';
import type { Policies } from '@redress/policies';
import type { TextKey } from '@redress/texts';
import { workingDaysBefore } from './working-days.js';

/** Working days before a corrective action is due, on which its owner is reminded. */
const NEAR_WORKING_DAYS = 3;

/** Names of the texts of a notice. */
export type DutyNoticeName = {
  [Key in TextKey]: Key extends `${infer Name extends `staff-${'policy' | 'action'}-${string}`}.subject` ? Name : never;
}[TextKey];

/** What somebody is to be told of: work that waits for them, or what became of theirs. */
export interface Duty {
  readonly name: DutyNoticeName;
  readonly purpose: MessagePurpose;
  /** From when on. */
  readonly since: Instant;
  readonly recipients: readonly StaffRecipient[];
  /** Of the recipients, whose deputy is told in their absence: what waits for several people waits for those who are there. */
  readonly owner?: string;
  readonly values: { readonly version: string } | { readonly due: { readonly day: string } };
  /** The page that says the rest. */
  readonly page: string;
}

/** What an event gives somebody to do, as things stand. */
export interface Duties {
  readonly now?: Duty;
  /** When there is something else to tell of the same event. */
  readonly next?: Instant;
}

const NONE: Duties = {};

export interface DutySources {
  readonly policies: Pick<Policies, 'find' | 'choose'>;
  readonly accounts: Pick<StaffAccounts, 'whoMay'>;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly codec: Pick<EventCodec, 'project'>;
}

/** The events that give members of staff something to do outside of complaints, or answer what they proposed. */
export const DUTY_EVENTS = ['PolicyProposed', 'PolicyApproved', 'PolicyRejected', 'CorrectiveActionPlanned'] as const;

type DutyEventType = (typeof DUTY_EVENTS)[number];

/** Reads from the log what waits for whom. Errors: those of `EventStore`. */
export class DutiesOfEvents {
  constructor(private readonly sources: DutySources) {}

  /** What is to be told of an event at an instant. */
  of(event: ProjectedEvent, at: Instant): Promise<Duties> {
    // The process reacts to no others, and the catalogue has checked their data.
    const type = event.type as DutyEventType;
    switch (type) {
      case 'PolicyProposed':
        return this.ofProposal(event);
      case 'PolicyApproved':
      case 'PolicyRejected':
        return this.ofAnswer(event, type);
      case 'CorrectiveActionPlanned':
        return this.ofAction(event, at);
    }
  }

  /** A proposal waits for everybody who may publish, but for its authors. */
  private async ofProposal({ data, occurredAt }: ProjectedEvent): Promise<Duties> {
    const { version, contentHash } = data as unknown as PolicyEventData['PolicyProposed'];
    const found = await this.sources.policies.find(version);
    const { proposal } = found ?? {};
    if (found === undefined || proposal?.contentHash !== contentHash || proposal.at !== occurredAt) return NONE;
    const all = await this.whoMay('manage-policies');
    const recipients = all.filter(({ kind, name }) => kind !== 'person' || !isAuthorOf(found, name));
    return {
      now: { name: 'staff-policy-proposed', purpose: 'task', since: occurredAt, recipients, ...policyWords(version) },
    };
  }

  private async ofAnswer(
    { stream, revision, data, occurredAt, actor }: ProjectedEvent,
    type: 'PolicyApproved' | 'PolicyRejected',
  ): Promise<Duties> {
    const { version } = data as unknown as PolicyEventData[typeof type];
    const before = await Array.fromAsync(this.sources.eventStore.read(stream, { to: revision }));
    const proposed = before.findLast((one) => one.type === 'PolicyProposed' && one.data['version'] === version);
    const proposer = proposed?.metadata.actor.id;
    if (proposer === undefined || isSamePerson(proposer, actor.id)) return NONE;
    return {
      now: {
        name: type === 'PolicyApproved' ? 'staff-policy-approved' : 'staff-policy-rejected',
        purpose: 'decision',
        since: occurredAt,
        recipients: [{ kind: 'person', name: proposer }],
        ...policyWords(version),
      },
    };
  }

  /** An owner hears of an action when it is given to them, shortly before its day, and after that; then supervisors hear of it, too. */
  private async ofAction({ stream, data, occurredAt, actor }: ProjectedEvent, at: Instant): Promise<Duties> {
    const { action: number, owner } = data as unknown as OpenedEventData<'CorrectiveActionPlanned'>;
    const action = await this.actionOf(stream, number);
    if (action?.standing !== 'planned') return NONE;
    const mine = { kind: 'person', name: owner } as const;
    const [nearAt, overdueAt] = [await this.nearAt(action, at), overEverywhereFrom(action.dueOn)];
    const common = {
      owner,
      values: { due: { day: action.dueOn } },
      page: `/figures/systemic/${stream.slice(SYSTEMIC_PROBLEM_STREAM_PREFIX.length)}`,
    };
    const planned: Duty = {
      name: 'staff-action-planned',
      purpose: 'assignment',
      since: occurredAt,
      // Whoever planned it for themselves knows.
      recipients: isSamePerson(owner, actor.id) ? [] : [mine],
      ...common,
    };
    const near: Duty = { name: 'staff-action-near', purpose: 'task', since: nearAt, recipients: [mine], ...common };
    if (!isAfter(overdueAt, at)) {
      const recipients = [mine, ...(await this.whoMay('manage-systemic-problems'))];
      return {
        now: { name: 'staff-action-overdue', purpose: 'escalation', since: overdueAt, recipients, ...common },
      };
    }
    // Planned when its day was near already, it is near from the first.
    if (!isAfter(nearAt, occurredAt)) return { now: planned, next: overdueAt };
    return isAfter(nearAt, at) ? { now: planned, next: nearAt } : { now: near, next: overdueAt };
  }

  private async actionOf(stream: ProjectedEvent['stream'], number: number): Promise<CorrectiveAction | undefined> {
    let problem = systemicProblem.initialState;
    for await (const event of this.sources.eventStore.read(stream)) {
      const { type, data, occurredAt } = this.sources.codec.project(event);
      problem = systemicProblem.evolve(problem, { type, data, occurredAt } as unknown as PastProblemEvent);
    }
    return problem.actions.find(({ action }) => action === number);
  }

  /** By the calendar of the policy for complaints on which nothing more is known: actions belong to no complaint. */
  private async nearAt({ dueOn }: CorrectiveAction, at: Instant): Promise<Instant> {
    const policy = await this.sources.policies.choose({ channel: 'web', at });
    return workingDaysBefore(policyCalendar(policy), dueOn, NEAR_WORKING_DAYS);
  }

  /** The people who may, as far as they have accounts, and their roles, which can have addresses of their own. */
  private async whoMay(action: Action): Promise<readonly StaffRecipient[]> {
    const people = await this.sources.accounts.whoMay(action);
    const enough = staffRoles.filter((role) => may({ id: role, roles: [role] }, action));
    return [
      ...people.map((name) => ({ kind: 'person', name }) as const),
      ...enough.map((name) => ({ kind: 'role', name }) as const),
    ];
  }
}

function policyWords(version: string): Pick<Duty, 'values' | 'page'> {
  return { values: { version }, page: `/admin/policies/${encodeURIComponent(version)}` };
}

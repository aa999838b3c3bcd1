import type { Reference } from '@redress/contracts';
import { clocksUnder, explainClocks, type Clock, type Complaint, type Policy, instantOf } from '@redress/domain';
import { toActorId } from '@redress/eventing';
import { shippedPolicyOf } from '@redress/policies';
import type { CommandContent } from '../complaints.js';
import {
  complainant,
  ComplaintOffice,
  handler,
  supervisor,
  type Circumstances,
} from '../complaint-office.mother.spec.js';

type Type = CommandContent['type'];

/** One step: when (`2026-11-05T14:00Z`), which command, and its data. */
export type Step = {
  [T in Type]: readonly [at: string, type: T, data?: Partial<CommandContent<T>['data']>, circumstances?: Circumstances];
}[Type];

/** The final state of a clock, and how its due instant was calculated by hand. */
export interface Expected {
  readonly clock: string;
  readonly state: Clock['state'];
  readonly due: string;
  /** The calculation, in the local time of the policy's time zone. */
  readonly counted: string;
}

const ADMIN = { caller: 'adam', actor: { id: toActorId('adam'), role: 'admin' } };

/** Default data and actor of each command, for stories that do not specify them. */
const USUAL: { readonly [T in Type]?: readonly [data: object, by?: typeof complainant] } = {
  assess: [
    {
      severity: 'medium',
      safetyImplication: false,
      complexity: 'standard',
      impact: 'individual',
      immediateAction: 'none',
      rationale: 'What the complainant wrote is borne out by our records.',
    },
  ],
  'record-finding': [{ summary: 'The charge was made twice.', upheld: 'upheld' }],
  'propose-response': [{ decision: 'upheld', explanation: 'You were charged twice.', remedies: [{ kind: 'apology' }] }],
  'approve-response': [{}, supervisor],
  'record-acceptance': [{}, complainant],
  'record-rejection': [{}, complainant],
  'deliver-remedy': [{ remedy: 0 }],
  close: [{ outcome: 'resolved' }],
  reopen: [{}, supervisor],
};

/** A complaint under a shipped policy, published as an organization would publish it. */
export class Story {
  private reference!: Reference;

  private constructor(
    private readonly office: ComplaintOffice,
    private readonly policy: Policy,
  ) {}

  /** Starts a story under a shipped policy, named by its version, or under another policy. */
  static async under(named: string | Policy): Promise<Story> {
    const office = new ComplaintOffice();
    const policy = typeof named === 'string' ? shippedPolicyOf(named) : named;
    await office.policies.draft(policy, ADMIN);
    await office.policies.publish(policy.version, ADMIN);
    return new Story(office, policy);
  }

  /** Takes all steps in order. Throws when one is refused. */
  async happens(...steps: readonly Step[]): Promise<this> {
    for (const [at, type, data = {}, circumstances = {}] of steps) {
      this.office.now = instantOf(Temporal.Instant.from(at).epochMilliseconds);
      if (type === 'receive') {
        this.reference = await this.office.lodge(data, circumstances);
        const { policyVersion } = await this.complaint();
        if (policyVersion !== this.policy.version) throw new Error(`The complaint fell under ${policyVersion}.`);
        continue;
      }
      const [usual, by = handler] = USUAL[type] ?? [{}];
      await this.office.does(this.reference, type, { ...usual, ...data }, { by, ...circumstances });
    }
    return this;
  }

  async complaint(): Promise<Complaint> {
    return (await this.office.complaints.load(this.reference)).state as Complaint;
  }

  /** Returns every clock as `name state due`, in the order of the policy. */
  async clocks(): Promise<readonly string[]> {
    const clocks = clocksUnder(this.policy, (await this.complaint()).timeline);
    return clocks.map(({ name, state, dueAt }) => `${name} ${state} ${dueAt ?? ''}`);
  }

  /** Returns the instants at which a clock warns. */
  async warnings(clock: string): Promise<readonly string[]> {
    const explained = explainClocks(this.policy, (await this.complaint()).timeline);
    return explained
      .filter(({ rule }) => rule.name === clock)
      .flatMap(({ warnings }) => warnings.map(({ utc }) => utc));
  }
}

/** Formats {@link Expected} as {@link Story.clocks} does. */
export function told(expected: readonly Expected[]): readonly string[] {
  return expected.map(({ clock, state, due }) => `${clock} ${state} ${due}`);
}

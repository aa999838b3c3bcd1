import { clocksUnder, explainClocks, type Clock, type Complaint, type Policy } from '@redress/domain';
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

/** One thing that happens: when (`2026-11-05T14:00Z`), what, and what is said. */
export type Step = {
  [T in Type]: readonly [at: string, type: T, data?: Partial<CommandContent<T>['data']>, circumstances?: Circumstances];
}[Type];

/** A clock as it comes out in the end, and how its due instant was counted by hand. */
export interface Expected {
  readonly clock: string;
  readonly state: Clock['state'];
  readonly due: string;
  /** The calculation, on the wall calendar of the policy's time zone. */
  readonly counted: string;
}

const ADMIN = { caller: 'adam', actor: { id: 'adam', role: 'admin' } };

/** What is said and by whom, where a story does not care. */
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

/** A complaint's life under a policy that ships, published as an organization would. */
export class Story {
  private reference = '';

  private constructor(
    private readonly office: ComplaintOffice,
    private readonly policy: Policy,
  ) {}

  /** Under a policy that ships, by its version, or another one. */
  static async under(named: string | Policy): Promise<Story> {
    const office = new ComplaintOffice();
    const policy = typeof named === 'string' ? shippedPolicyOf(named) : named;
    await office.policies.draft(policy, ADMIN);
    await office.policies.publish(policy.version, ADMIN);
    return new Story(office, policy);
  }

  /** Everything that happens, in order. Throws when a step is refused. */
  async happens(...steps: readonly Step[]): Promise<this> {
    for (const [at, type, data = {}, circumstances = {}] of steps) {
      this.office.now = Temporal.Instant.from(at).toString({ fractionalSecondDigits: 3 });
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

  /** Every clock as `name state due`, in the order of the policy. */
  async clocks(): Promise<readonly string[]> {
    const clocks = clocksUnder(this.policy, (await this.complaint()).timeline);
    return clocks.map(({ name, state, dueAt }) => `${name} ${state} ${dueAt ?? ''}`);
  }

  /** The instants at which a clock warns. */
  async warnings(clock: string): Promise<readonly string[]> {
    const explained = explainClocks(this.policy, (await this.complaint()).timeline);
    return explained
      .filter(({ rule }) => rule.name === clock)
      .flatMap(({ warnings }) => warnings.map(({ utc }) => utc));
  }
}

/** {@link Expected} as {@link Story.clocks} tells it. */
export function told(expected: readonly Expected[]): readonly string[] {
  return expected.map(({ clock, state, due }) => `${clock} ${state} ${due}`);
}

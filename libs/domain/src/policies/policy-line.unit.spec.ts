import { describe, expect, it } from '@jest/globals';
import { instantOf } from '../instant.js';
import type { Policy } from './policy.js';
import { acme, contentHashOf } from './policy.mother.spec.js';
import {
  calendarDiffers,
  type PolicyCommand,
  type PolicyDeciding,
  type PolicyLine,
  policyLine,
  type PolicyRefusalCode,
  policyRefusalCodes,
  versionIn,
} from './policy-line.js';

const draft = (policy: Policy = acme): PolicyCommand => ({ type: 'draft', data: { policy } });
const publish = (version = 'acme@1'): PolicyCommand => ({ type: 'publish', data: { version } });
const retire = (version = 'acme@1'): PolicyCommand => ({ type: 'retire', data: { version } });

const one: PolicyDeciding = { actorId: 'adam', approval: 'one', contentHashOf };

function after(...commands: readonly PolicyCommand[]): PolicyLine {
  return commands.reduce((line, command, day) => {
    const decided = policyLine.decide(command, line, one);
    if ('refused' in decided) throw new Error(decided.refused);
    const recorded = { occurredAt: instantOf(Date.UTC(2026, 10, day + 1, 9)), actor: { id: one.actorId } };
    return decided.reduce((state, event) => policyLine.evolve(state, { ...event, ...recorded }), line);
  }, policyLine.initialState);
}

function types(decided: ReturnType<typeof policyLine.decide>): unknown {
  return 'refused' in decided ? decided : decided.map(({ type }) => type);
}

const changed: Policy = { ...acme, retentionYears: 7 };

describe('A version of a policy', () => {
  it('is drafted, published and retired, each with its event', () => {
    expect(types(policyLine.decide(draft(), policyLine.initialState, one))).toEqual(['PolicyDrafted']);
    expect(types(policyLine.decide(publish(), after(draft()), one))).toEqual(['PolicyPublished']);
    expect(types(policyLine.decide(retire(), after(draft(), publish()), one))).toEqual(['PolicyRetired']);
    expect(versionIn(after(draft(), publish(), retire()), 'acme@1')).toMatchObject({
      standing: 'retired',
      publishedAt: '2026-11-02T09:00:00.000Z',
      retiredAt: '2026-11-03T09:00:00.000Z',
    });
  });

  it('may be drafted anew until it is published', () => {
    expect(versionIn(after(draft(), draft(changed)), 'acme@1')?.policy.retentionYears).toBe(7);
    expect(types(policyLine.decide(draft(changed), after(draft(), publish()), one))).toEqual({
      refused: 'policy-version-published',
    });
  });

  it('is followed by others, of which each has its own standing', () => {
    const line = after(draft(), publish(), draft({ ...changed, version: 'acme@2' }), publish('acme@2'), retire());
    expect(line.versions.map(({ policy, standing }) => [policy.version, standing])).toEqual([
      ['acme@1', 'retired'],
      ['acme@2', 'published'],
    ]);
  });

  it.each([
    ['drafted', after(draft()), draft()],
    ['published', after(draft(), publish()), publish()],
    ['drafted again with the same content after it was published', after(draft(), publish()), draft()],
    ['retired', after(draft(), publish(), retire()), retire()],
  ])('records nothing when it is %s a second time', (_, line, command) => {
    expect(policyLine.decide(command, line, one)).toEqual([]);
  });
});

/** Refusals known only to the library of policies: shipped versions, and other policies' calendars. */
const elsewhere = ['policy-version-shipped', 'policy-calendar-differs'] as const;
/** Refusals where two people publish, each with its own spec. */
const ofTwo = [
  'policy-approval-needed',
  'policy-not-proposed',
  'policy-content-differs',
  'policy-approver-is-author',
  'policy-proposed-by-other',
] as const;

/** At least one example of every code that the line itself refuses with: one without an example does not compile. */
const examples: {
  readonly [code in Exclude<PolicyRefusalCode, (typeof elsewhere | typeof ofTwo)[number]>]: readonly (readonly [
    PolicyLine,
    PolicyCommand,
  ])[];
} = {
  'policy-unknown': [
    [policyLine.initialState, publish()],
    [after(draft()), retire('acme@2')],
  ],
  'policy-name-differs': [[after(draft()), draft({ ...acme, version: 'other@1' })]],
  'policy-version-published': [[after(draft(), publish()), draft(changed)]],
  'policy-version-retired': [
    [after(draft(), publish(), retire()), publish()],
    [after(draft(), publish(), retire()), draft(changed)],
  ],
  'policy-not-published': [[after(draft()), retire()]],
};

describe('A command on a policy', () => {
  it.each(
    Object.entries(examples).flatMap(([code, some]) => some.map(([line, command]) => [code, command, line] as const)),
  )('is refused with %s', (code, command, line) => {
    expect(policyLine.decide(command, line, one)).toEqual({ refused: code });
  });

  it('has an example of each refusal but those that only the library of policies knows', () => {
    expect([...Object.keys(examples), ...elsewhere, ...ofTwo].sort()).toEqual([...policyRefusalCodes].sort());
  });
});

describe('The own calendar of a policy', () => {
  const own = { names: acme.names, source: acme.source, basedOn: 'england@1', holidays: [] };
  const offices = (version: string, ownCalendar: object = own) =>
    ({ ...acme, version, calendar: 'offices@1', ownCalendar }) as Policy;
  const other = offices('loans@1', { ...own, basedOn: 'iran@1' });

  it('differs where a version that was published means other days by its name', () => {
    for (const standing of ['published', 'retired'] as const)
      expect(calendarDiffers(offices('acme@1'), [{ policy: other, standing }])).toBe(true);
  });

  it('does not differ from the same days, a draft, another calendar, or the version itself', () => {
    const others = [
      { policy: offices('loans@1'), standing: 'published' },
      { policy: other, standing: 'drafted' },
      { policy: { ...other, calendar: 'offices@2' }, standing: 'published' },
      { policy: { ...other, version: 'acme@1' }, standing: 'published' },
    ] as const;
    expect(calendarDiffers(offices('acme@1'), others)).toBe(false);
    expect(calendarDiffers({ ...acme, calendar: 'offices@1' }, [{ policy: other, standing: 'published' }])).toBe(false);
  });
});

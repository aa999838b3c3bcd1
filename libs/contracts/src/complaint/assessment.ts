import Type from 'typebox';
import { event, personal } from '../definition.js';
import { Complexity, ImmediateAction, Impact, name, Priority, requiredText, Severity, word } from '../vocabulary.js';

/** The criteria that every version has. */
const judged = {
  severity: Severity,
  safetyImplication: Type.Boolean(),
  complexity: Complexity,
  impact: Impact,
};

/**
 * The complaint was assessed, or reassessed, and its priority follows (ISO 10002:2018, 7.5). The clause asks for the need *and* the
 * possibility of immediate action, which a yes or no could not distinguish.
 */
export const ComplaintAssessed = event(
  'ComplaintAssessed',
  {
    meaning: 'The complaint was assessed, and its priority follows.',
    data: {
      ...judged,
      immediateAction: ImmediateAction,
      /** Whether the complainant is in vulnerable circumstances (ISO 22458:2022); absent: nobody said so. */
      vulnerability: Type.Optional(Type.Boolean()),
      rationale: personal(requiredText()),
      priority: Priority,
    },
  },
  // Version 1: immediate action was needed or not.
  {
    data: {
      ...judged,
      immediateAction: Type.Boolean(),
      rationale: personal(requiredText()),
      priority: Priority,
    },
    upcast: {
      // Version 1 did not ask whether it was possible, so `possible` never results.
      data: (data) => ({ ...data, immediateAction: data['immediateAction'] === true ? 'needed' : 'none' }),
    },
  },
  // Version 2: nobody was asked about vulnerable circumstances.
  {
    data: {
      ...judged,
      immediateAction: ImmediateAction,
      rationale: personal(requiredText()),
      priority: Priority,
    },
  },
);

/** The complaint was assigned to a person, or returned to the queue. */
export const ComplaintAssigned = event(
  'ComplaintAssigned',
  {
    meaning: 'The complaint was given to a member of staff, or back to the queue.',
    staff: [['assignee'], ['insteadOf']],
    data: {
      /** The `sub` of a member of staff, never a name; absent for the queue. */
      assignee: Type.Optional(name()),
      /** Who was meant, and is absent: the assignee is their deputy. */
      insteadOf: Type.Optional(name()),
    },
  },
  // Version 1: a complaint could not be returned.
  {
    meaning: 'The complaint was given to a member of staff.',
    data: { assignee: name() },
  },
  // Version 2: nobody had a deputy.
  { data: { assignee: Type.Optional(name()) } },
);

/** The complaint was routed to the team for its kind (ISO 10002:2018, 7.5). */
export const ComplaintRouted = event('ComplaintRouted', {
  meaning: 'The complaint was sent to a team.',
  staff: [['person']],
  data: {
    team: name(),
    /** The `sub` of a member of staff, never a name. */
    person: Type.Optional(name()),
    /** The matching route of the policy; absent if a person chose. */
    rule: Type.Optional(word()),
  },
});

/** A member of staff has an interest in the complaint, and is excluded from its outcome (ISO 10002:2018, clause 4). */
export const ConflictOfInterestDeclared = event('ConflictOfInterestDeclared', {
  meaning: 'A conflict of interest was declared.',
  staff: [['person']],
  data: {
    /** The `sub` of a member of staff, never a name. */
    person: name(),
    nature: personal(requiredText()),
  },
});

/** The complaint was sent to the organization that must answer it, and stays open here. */
export const ComplaintSentOn = event('ComplaintSentOn', {
  meaning: 'The complaint was sent on to the organization that must answer it.',
  data: {
    /** An organization, never a person. */
    recipient: name(),
  },
});

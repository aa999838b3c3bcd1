import Type from 'typebox';
import { event, personal } from '../definition.js';
import { Complexity, ImmediateAction, Impact, name, Priority, requiredText, Severity, word } from '../vocabulary.js';

/**
 * The complaint was assessed, or reassessed, and its priority follows (ISO 10002:2018, 7.5). The clause asks for the need *and* the
 * possibility of immediate action, which a yes or no could not distinguish.
 */
export const ComplaintAssessed = event(
  'ComplaintAssessed',
  {
    meaning: 'The complaint was assessed, and its priority follows.',
    data: {
      severity: Severity,
      safetyImplication: Type.Boolean(),
      complexity: Complexity,
      impact: Impact,
      immediateAction: ImmediateAction,
      rationale: personal(requiredText()),
      priority: Priority,
    },
  },
  // Version 1: immediate action was needed or not.
  {
    data: {
      severity: Severity,
      safetyImplication: Type.Boolean(),
      complexity: Complexity,
      impact: Impact,
      immediateAction: Type.Boolean(),
      rationale: personal(requiredText()),
      priority: Priority,
    },
    upcast: {
      // Version 1 did not ask whether it was possible, so `possible` never results.
      data: (data) => ({ ...data, immediateAction: data['immediateAction'] === true ? 'needed' : 'none' }),
    },
  },
);

/** The complaint was assigned to a person, or returned to the queue. */
export const ComplaintAssigned = event(
  'ComplaintAssigned',
  {
    meaning: 'The complaint was given to a member of staff, or back to the queue.',
    staff: [['assignee']],
    data: {
      /** The `sub` of a member of staff, never a name; absent for the queue. */
      assignee: Type.Optional(name()),
    },
  },
  // Version 1: a complaint could not be returned.
  {
    meaning: 'The complaint was given to a member of staff.',
    data: { assignee: name() },
  },
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

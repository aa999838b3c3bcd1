import Type from 'typebox';
import { event, personal } from '../definition.js';
import { Complexity, ImmediateAction, Impact, name, Priority, requiredText, Severity, word } from '../vocabulary.js';

/**
 * The complaint was looked at for the first time, or again, and its priority follows (ISO 10002:2018, 7.5).
 * The clause asks for the need *and* the possibility of immediate action, which a yes or no could not tell apart.
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
  // When immediate action was either needed or not.
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
      // Whether it was possible had not been asked, so `possible` never follows.
      data: (data) => ({ ...data, immediateAction: data['immediateAction'] === true ? 'needed' : 'none' }),
    },
  },
);

/** Somebody became responsible for the complaint, or nobody is any more and it is back in the queue. */
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
  // When a complaint could not be given back.
  {
    meaning: 'The complaint was given to a member of staff.',
    data: { assignee: name() },
  },
);

/** The complaint went to those who work on complaints of its kind (ISO 10002:2018, 7.5). */
export const ComplaintRouted = event('ComplaintRouted', {
  meaning: 'The complaint was sent to a team.',
  staff: [['person']],
  data: {
    team: name(),
    /** The `sub` of a member of staff, never a name. */
    person: Type.Optional(name()),
    /** The route of the policy that held; absent when somebody chose. */
    rule: Type.Optional(word()),
  },
});

/** A member of staff has an interest of their own in the complaint, and no more part in its outcome (ISO 10002:2018, clause 4). */
export const ConflictOfInterestDeclared = event('ConflictOfInterestDeclared', {
  meaning: 'A conflict of interest was declared.',
  staff: [['person']],
  data: {
    /** The `sub` of a member of staff, never a name. */
    person: name(),
    nature: personal(requiredText()),
  },
});

/** The complaint was passed to the organization that must answer it, and stays open here meanwhile. */
export const ComplaintSentOn = event('ComplaintSentOn', {
  meaning: 'The complaint was sent on to the organization that must answer it.',
  data: {
    /** An organization, never a person. */
    recipient: name(),
  },
});

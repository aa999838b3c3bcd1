import Type from 'typebox';
import { event, personal } from '../definition.js';
import {
  Concern,
  date,
  DESCRIPTION_LENGTH_MAX,
  LinkRelation,
  name,
  reference,
  requiredText,
  text,
} from '../vocabulary.js';

/**
 * Counts what was decided between two complaints, from 1. A change has one more than the one before, so that of two that arrive in another
 * order, or twice, the later one holds.
 */
export const turn = () => Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

/** Somebody saw that another complaint has to do with this one (ISO 10002:2018, 7.6). Both are told of it. */
export const ComplaintLinked = event('ComplaintLinked', {
  meaning: 'The complaint was linked to another.',
  data: {
    /** The other one. */
    complaint: reference(),
    relation: LinkRelation,
    turn: turn(),
    /** The complaint, of the two, on which it was decided. */
    decidedOn: reference(),
  },
});

/** A link to another complaint was undone, on both. */
export const ComplaintUnlinked = event('ComplaintUnlinked', {
  meaning: 'The link to another complaint was undone.',
  data: {
    /** The other one. */
    complaint: reference(),
    turn: turn(),
    /** The complaint, of the two, on which it was decided. */
    decidedOn: reference(),
  },
});

/** The complaint goes on within one that was received earlier, whose clocks hold; its own stop. */
export const ComplaintMerged = event('ComplaintMerged', {
  meaning: 'The complaint was merged into an earlier one.',
  data: {
    /** The earlier one. */
    into: reference(),
    turn: turn(),
  },
});

/**
 * A merge was undone: the complaint stands where it stood before, and its clocks are as though nothing had stopped them. Who undid it says why in
 * the metadata, sealed.
 */
export const ComplaintUnmerged = event('ComplaintUnmerged', {
  meaning: 'The merge of the complaint was undone.',
  data: {
    /** The one into which it had been merged. */
    from: reference(),
    turn: turn(),
    /** The code with which that one would not take it in: it had ended meanwhile. Absent when somebody undid the merge. */
    refused: Type.Optional(name()),
  },
});

/** A complaint that was received later goes on within this one. */
export const ComplaintAbsorbed = event('ComplaintAbsorbed', {
  meaning: 'A later complaint was merged into this one.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** As its merge says. */
    turn: turn(),
  },
});

/** A complaint that had gone on within this one goes on by itself again. */
export const ComplaintReleased = event('ComplaintReleased', {
  meaning: 'The merge of a later complaint into this one was undone.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** As the undoing of its merge says. */
    turn: turn(),
  },
});

/**
 * One of two matters became a complaint of its own (ISO 10002:2018, 7.6), with the same complainant and received when this one was. What is
 * not said of it here is as it was known of this one.
 */
export const ComplaintSplit = event('ComplaintSplit', {
  meaning: 'A part of the complaint became a complaint of its own.',
  data: {
    /** The new one. */
    into: reference(),
    description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
    /** The remedy sought. */
    desiredOutcome: Type.Optional(personal(text())),
    product: Type.Optional(name()),
    issue: Type.Optional(name()),
    organizationUnit: Type.Optional(name()),
    concern: Type.Optional(Concern),
    happenedOn: Type.Optional(date()),
  },
});

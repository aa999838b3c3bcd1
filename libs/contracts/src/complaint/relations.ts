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
 * Numbers the changes between two complaints, from 1. A change whose turn is not newer is ignored, so order and repeats of arrival do not
 * matter.
 */
export const turn = () => Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

/** The complaint was linked to a related one (ISO 10002:2018, 7.6). Both record it. */
export const ComplaintLinked = event('ComplaintLinked', {
  meaning: 'The complaint was linked to another.',
  data: {
    /** The other one. */
    complaint: reference(),
    relation: LinkRelation,
    turn: turn(),
    /** The one of the two complaints that decided it. */
    decidedOn: reference(),
  },
});

/** A link to another complaint was undone on both. */
export const ComplaintUnlinked = event('ComplaintUnlinked', {
  meaning: 'The link to another complaint was undone.',
  data: {
    /** The other one. */
    complaint: reference(),
    turn: turn(),
    /** The one of the two complaints that decided it. */
    decidedOn: reference(),
  },
});

/** The complaint was merged into an earlier one, whose clocks apply; its own stop. */
export const ComplaintMerged = event('ComplaintMerged', {
  meaning: 'The complaint was merged into an earlier one.',
  data: {
    /** The earlier one. */
    into: reference(),
    turn: turn(),
  },
});

/**
 * A merge was undone: the complaint returns to its earlier status, and its clocks are as if never stopped. The reason is in the metadata,
 * sealed.
 */
export const ComplaintUnmerged = event('ComplaintUnmerged', {
  meaning: 'The merge of the complaint was undone.',
  data: {
    /** The earlier complaint. */
    from: reference(),
    turn: turn(),
    /** The code of the earlier complaint's refusal, which had ended meanwhile. Absent if a person undid the merge. */
    refused: Type.Optional(name()),
  },
});

/** A later complaint was merged into this one. */
export const ComplaintAbsorbed = event('ComplaintAbsorbed', {
  meaning: 'A later complaint was merged into this one.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** The turn of the merge. */
    turn: turn(),
  },
});

/** A complaint merged into this one was released. */
export const ComplaintReleased = event('ComplaintReleased', {
  meaning: 'The merge of a later complaint into this one was undone.',
  data: {
    /** The later one. */
    complaint: reference(),
    /** The turn of undoing the merge. */
    turn: turn(),
  },
});

/**
 * One of two matters became a separate complaint (ISO 10002:2018, 7.6), with the same complainant and time of receipt. Details not given
 * here are copied from this one.
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

import { event } from '../definition.js';
import { requiredText } from '../vocabulary.js';

/** Longest tag. */
export const TAG_LENGTH_MAX = 60;

/**
 * A name by which the organization finds complaints again, in its own spelling: a campaign, a batch, a kind of fault. Stored in the clear
 * and listed in queues, so it must not name or describe a person.
 */
export const tag = () => requiredText(TAG_LENGTH_MAX);

/** The complaint was given a tag that it did not have. */
export const ComplaintTagged = event('ComplaintTagged', {
  meaning: 'The complaint was given a tag.',
  data: { tag: tag() },
});

/** A tag was taken off the complaint. */
export const ComplaintUntagged = event('ComplaintUntagged', {
  meaning: 'A tag was taken off the complaint.',
  data: { tag: tag() },
});

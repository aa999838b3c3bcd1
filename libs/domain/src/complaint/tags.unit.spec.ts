import { describe, expect, it } from '@jest/globals';
import { availableCommands } from './commands.js';
import { command, complainant, given, happened, historyTo, received, stateAfter } from './complaint.mother.spec.js';

const RECALL = { tag: 'recall-2026' };
const tagged = happened('ComplaintTagged', RECALL);
const untagged = happened('ComplaintUntagged', RECALL);
const adds = (tag: string) => command('add-tag', { tag });
const removes = (tag: string) => command('remove-tag', { tag });

/** As many tags as a complaint can have. */
const full = Array.from({ length: 20 }, (_, number) => happened('ComplaintTagged', { tag: `tag ${number}` }));

describe('A tag', () => {
  it.each(['received', 'closed'] as const)('is given to a complaint that is %s', (status) => {
    given(historyTo[status])
      .when(adds(RECALL.tag))
      .then([{ type: 'ComplaintTagged', data: RECALL }]);
  });

  it('is given once', () => {
    given([received, tagged]).when(adds(RECALL.tag)).then([]);
  });

  it('is another one in another spelling', () => {
    given([received, tagged])
      .when(adds('Recall-2026'))
      .then([{ type: 'ComplaintTagged', data: { tag: 'Recall-2026' } }]);
  });

  it('is taken off, and can be given again', () => {
    given([received, tagged])
      .when(removes(RECALL.tag))
      .then([{ type: 'ComplaintUntagged', data: RECALL }]);
    given([received, tagged, untagged])
      .when(adds(RECALL.tag))
      .then([{ type: 'ComplaintTagged', data: RECALL }]);
  });

  it('that was just taken off is taken off no second time', () => {
    given([received, tagged, untagged]).when(removes(RECALL.tag)).then([]);
  });

  it.each([[[received]], [[received, tagged]], [[received, tagged, untagged]]])(
    'that the complaint does not have is not said to be taken off',
    (history) => {
      given(history).when(removes('Recall-2026')).thenRefused('complaint-not-tagged');
    },
  );

  it('is the last of twenty, until one is taken off', () => {
    given([received, ...full])
      .when(adds('one more'))
      .thenRefused('too-many-tags');
    given([received, ...full])
      .when(adds('tag 7'))
      .then([]);
    given([received, ...full, happened('ComplaintUntagged', { tag: 'tag 7' })])
      .when(adds('one more'))
      .then([{ type: 'ComplaintTagged', data: { tag: 'one more' } }]);
  });

  it('is for those who work on cases', () => {
    const commandsOf = (role: string) =>
      availableCommands(stateAfter([received, tagged]), { id: complainant.id, roles: [role] }).filter((type) =>
        type.endsWith('-tag'),
      );
    expect(commandsOf('handler')).toEqual(['add-tag', 'remove-tag']);
    for (const role of ['complainant', 'intake-agent', 'analyst', 'compliance']) expect(commandsOf(role)).toEqual([]);
  });
});

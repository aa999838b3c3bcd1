import { describe, expect, it } from '@jest/globals';
import { languages } from '@redress/contracts';
import { filledReply, shippedReplyTemplates, unknownFieldsIn } from './reply-template.js';

describe('A template of a reply', () => {
  it('is filled in, and says which values are missing', () => {
    expect(
      filledReply('{complainant}: {due}, {due}, {product}', 'en', { complainant: 'Robin', product: 'loan' }),
    ).toEqual({
      text: 'Robin: {due}, {due}, loan',
      missing: ['due'],
    });
  });

  it('never reads a value as a template', () => {
    const { text } = filledReply('{complainant} {reference}', 'en', { complainant: '{reference}$&', reference: 'R' });
    expect(text).toBe('{reference}$& R');
  });

  it('isolates what is of another direction', () => {
    const { text } = filledReply('شکایت {reference}:', 'fa', { reference: '7K3M-9QXD-41PC' });
    expect(text).toBe('شکایت \u20687K3M-9QXD-41PC\u2069:');
  });

  it('names fields that there are not, each once', () => {
    expect(unknownFieldsIn('{name} {due} {name} {constructor} {} { { }')).toEqual(['name', 'constructor', '', ' ']);
  });

  it.each(Object.entries(shippedReplyTemplates))(
    'that comes with the application names fields that there are: %s',
    (_id, { texts }) => {
      const fieldsOf = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([field]) => field).sort();
      for (const language of languages) expect(unknownFieldsIn(texts[language])).toEqual([]);
      expect(fieldsOf(texts.fa)).toEqual(fieldsOf(texts.en));
    },
  );
});

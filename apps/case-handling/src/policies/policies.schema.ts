import { policyFileSchema } from '@redress/contracts';
import { instantSchema, listOf, objectSchema, revisionSchema, textSchema } from '@redress/platform';

const { $id: _id, ...policy } = policyFileSchema as { readonly $id?: string };
const standing = { enum: ['shipped', 'drafted', 'published', 'retired'] };
const when = { publishedAt: instantSchema, retiredAt: instantSchema };

export const policyListSchema = objectSchema({
  items: listOf(
    objectSchema(
      { version: textSchema, standing, names: objectSchema({ en: textSchema, fa: textSchema }), validFrom: textSchema },
      { title: 'PolicySummary', optional: { validTo: textSchema, ...when } },
    ),
  ),
});

export const policySchema = objectSchema(
  { standing, policy: { ...policy, title: 'Policy' } },
  { title: 'PolicyVersion', optional: when },
);

export const policyAnswerSchema = objectSchema(
  { policy: textSchema, revision: revisionSchema, events: listOf(textSchema) },
  { title: 'PolicyAnswer' },
);

const named = (...names: readonly string[]) =>
  listOf(objectSchema(Object.fromEntries(names.map((name) => [name, textSchema]))));

export const publicPolicySchema = objectSchema(
  {
    language: { enum: ['en', 'fa'] },
    direction: { enum: ['ltr', 'rtl'] },
    policy: textSchema,
    title: textSchema,
    organization: textSchema,
    introduction: textSchema,
    freeOfCharge: textSchema,
    ways: named('channel', 'name', 'at'),
    needed: listOf(textSchema),
    steps: named('clock', 'text', 'time'),
    stages: listOf(objectSchema({ name: textSchema }, { optional: { note: textSchema } })),
    remedies: named('kind', 'name'),
    outsideBodies: named('name', 'web'),
    help: textSchema,
    version: textSchema,
  },
  { title: 'PublicPolicy' },
);

import { languages, type Language, NAME_LENGTH_MAX, TEXT_LENGTH_MAX } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  instantSchema,
  listOf,
  objectSchema,
  ObjectOf,
  orNull,
  Problem,
  revisionSchema,
  Text,
  textSchema,
} from '@redress/platform';
import {
  type ReplyCommand,
  replyCommands,
  replyFields,
  type ReplyTemplateContent,
  unknownFieldsIn,
} from '@redress/texts';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

/** What a template is called, in each language. */
export class ReplyTemplateName implements Record<Language, string> {
  @Text(NAME_LENGTH_MAX)
  en!: string;

  @Text(NAME_LENGTH_MAX)
  fa!: string;
}

/** The words of a template in each language, with fields in braces: `{complainant}`. */
export class ReplyTemplateTexts implements Record<Language, string> {
  @Text(TEXT_LENGTH_MAX)
  en!: string;

  @Text(TEXT_LENGTH_MAX)
  fa!: string;
}

/** A template as an administrator saves it. */
export class ReplyTemplateRequest {
  @ObjectOf(() => ReplyTemplateName)
  name!: ReplyTemplateName;

  /** The command in whose form it is offered. */
  @IsIn(replyCommands)
  command!: ReplyCommand;

  @ObjectOf(() => ReplyTemplateTexts)
  texts!: ReplyTemplateTexts;

  /** An archived template is offered to nobody. Default: false. */
  @IsOptional()
  @IsBoolean()
  archived?: boolean;
}

/** One version of a template, as it is kept. */
export interface ReplyTemplateVersion extends ReplyTemplateContent {
  readonly archived: boolean;
  /** The `sub` of whoever saved it. */
  readonly by: string;
}

/** A template as it is answered. */
export interface ReplyTemplate extends ReplyTemplateContent {
  readonly id: string;
  readonly revision: number;
  readonly archived: boolean;
  /** Null for one as it came with the application. */
  readonly changedBy: string | null;
  readonly changedAt: Instant | null;
}

/** What is saved for a request. Throws the `Problem` that names a field which there is not. */
export function versionOf({ name, command, texts, archived }: ReplyTemplateRequest, by: string): ReplyTemplateVersion {
  const errors = languages.flatMap((language) =>
    unknownFieldsIn(texts[language]).map((unknown) => ({
      pointer: `#/texts/${language}`,
      code: 'unknown-template-field',
      text: 'field.unknown-template-field' as const,
      values: { field: language, unknown: `{${unknown}}`, known: replyFields.map((one) => `{${one}}`).join(', ') },
    })),
  );
  if (errors.length > 0) throw new Problem('invalid-field', { errors });
  return {
    name: { en: name.en, fa: name.fa },
    command,
    texts: { en: texts.en, fa: texts.fa },
    archived: archived ?? false,
    by,
  };
}

const bilingual = objectSchema(Object.fromEntries(languages.map((language) => [language, textSchema])));

/** Schema of a template in an answer, for the API description. */
export const replyTemplateSchema = objectSchema(
  {
    id: { ...textSchema, description: 'A UUID, or the word for a template that comes with the application.' },
    revision: { ...revisionSchema, description: '0 for one as it came with the application.' },
    name: bilingual,
    command: { enum: replyCommands },
    texts: bilingual,
    archived: { type: 'boolean' },
    changedBy: orNull(textSchema),
    changedAt: orNull(instantSchema),
  },
  { title: 'ReplyTemplate' },
);

/** Schema of templates that are filled in for a case, for the API description. */
export const filledRepliesSchema = objectSchema(
  {
    language: { enum: languages, description: 'In which the complainant is written to.' },
    items: listOf(
      objectSchema(
        {
          id: textSchema,
          revision: revisionSchema,
          name: bilingual,
          command: { enum: replyCommands },
          text: textSchema,
          missing: {
            ...listOf({ enum: replyFields }),
            description: 'Fields without a value: they stand in the text as `{field}`, to be replaced by hand.',
          },
        },
        { title: 'FilledReply' },
      ),
    ),
  },
  { title: 'FilledReplies' },
);

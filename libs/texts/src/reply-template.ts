import type { Language } from '@redress/contracts';
import { withOwnDirection } from './message-format.js';

/** What a template of a reply can be filled with, written as `{complainant}`. */
export const replyFields = [
  'complainant',
  'reference',
  'handler',
  'received',
  'due',
  'product',
  'organization',
] as const;
export type ReplyField = (typeof replyFields)[number];

/** Commands with words that complainants read, for which there can be templates. */
export const replyCommands = [
  'request-information',
  'add-note',
  'report-progress',
  'propose-response',
  'state-final-position',
  'close',
] as const;
export type ReplyCommand = (typeof replyCommands)[number];

const BRACED = /\{([^{}]*)\}/g;

function isReplyField(name: string): name is ReplyField {
  return (replyFields as readonly string[]).includes(name);
}

/** Names in braces that are no field, each once, in the order of the text. */
export function unknownFieldsIn(template: string): readonly string[] {
  const named = [...template.matchAll(BRACED)].map(([, name = '']) => name);
  return [...new Set(named.filter((name) => !isReplyField(name)))];
}

/** A reply with its fields filled in. */
export interface FilledReply {
  readonly text: string;
  /** Fields of the text for which there is no value: they stand in it as they were. Each once. */
  readonly missing: readonly ReplyField[];
}

/** Fills in the fields of a template. A value is never read as a template. */
export function filledReply(
  template: string,
  language: Language,
  values: Readonly<Partial<Record<ReplyField, string>>>,
): FilledReply {
  const missing = new Set<ReplyField>();
  const text = template.replaceAll(BRACED, (braced, name: string) => {
    if (!isReplyField(name)) return braced;
    const value = values[name];
    if (value !== undefined) return withOwnDirection(value, language);
    missing.add(name);
    return braced;
  });
  return { text, missing: [...missing] };
}

/** What a template says: for which command, what it is called, and its words, each in every language. */
export interface ReplyTemplateContent {
  readonly command: ReplyCommand;
  readonly name: Readonly<Record<Language, string>>;
  readonly texts: Readonly<Record<Language, string>>;
}

/** Templates that come with the application, by their ids. Greeting and ending are of the message around them. */
export const shippedReplyTemplates = {
  'ask-for-documents': {
    command: 'request-information',
    name: { en: 'Ask for documents', fa: 'درخواست مدارک' },
    texts: {
      en: 'To look into your complaint about {product} we need a copy of the documents that concern it, such as a receipt, a contract or a letter. You can add them where you follow your complaint {reference}. If you do not have them any more, please tell us that too.',
      fa: 'برای رسیدگی به شکایت شما دربارهٔ {product} به تصویر مدارک مربوط، مانند رسید، قرارداد یا نامه، نیاز داریم. می‌توانید آن‌ها را در صفحهٔ پیگیری شکایت {reference} بیفزایید. اگر این مدارک را دیگر در اختیار ندارید، لطفاً همین را به ما اطلاع دهید.',
    },
  },
  'ask-what-happened': {
    command: 'request-information',
    name: { en: 'Ask what happened', fa: 'پرسش دربارهٔ شرح ماجرا' },
    texts: {
      en: 'Please tell us a little more: on which day it happened, who you spoke with, and what you were told. The more we know, the sooner we can answer you.',
      fa: 'لطفاً کمی بیشتر توضیح دهید: این اتفاق در چه روزی رخ داد، با چه کسی گفت‌وگو کردید و چه پاسخی شنیدید. هرچه بیشتر بدانیم، زودتر می‌توانیم پاسخ دهیم.',
    },
  },
  'documents-arrived': {
    command: 'add-note',
    name: { en: 'Documents have arrived', fa: 'مدارک دریافت شد' },
    texts: {
      en: 'Thank you, your documents have arrived. {handler} is looking into them.',
      fa: 'سپاسگزاریم؛ مدارک شما دریافت شد و {handler} در حال بررسی آن‌هاست.',
    },
  },
  'still-looking': {
    command: 'report-progress',
    name: { en: 'We need to ask others', fa: 'نیاز به استعلام' },
    texts: {
      en: 'We have asked the people concerned for their account and are waiting for their answers. You will have our decision by {due} at the latest.',
      fa: 'از بخش‌های مربوط توضیح خواسته‌ایم و در انتظار پاسخ آن‌ها هستیم. نتیجه را حداکثر تا {due} به شما اعلام می‌کنیم.',
    },
  },
  'our-mistake': {
    command: 'propose-response',
    name: { en: 'The mistake was ours', fa: 'اشتباه از ما بود' },
    texts: {
      en: 'We have looked into what you told us on {received}. You are right: the mistake was ours, and we are sorry for the trouble that it caused you.',
      fa: 'آنچه را در {received} به ما اعلام کردید بررسی کردیم. حق با شماست؛ این اشتباه از سوی ما بوده است و از زحمتی که برای شما پیش آمد عذرخواهی می‌کنیم.',
    },
  },
  'nothing-more': {
    command: 'close',
    name: { en: 'Nothing more that we can do', fa: 'پایان رسیدگی' },
    texts: {
      en: 'We have considered everything that you sent us about your complaint {reference} and explained our decision. There is nothing more that we can do within our organization.',
      fa: 'همهٔ مطالبی را که دربارهٔ شکایت {reference} برای ما فرستادید بررسی کرده و دلایل تصمیم خود را توضیح داده‌ایم. در سازمان ما اقدام دیگری امکان‌پذیر نیست.',
    },
  },
} as const satisfies Readonly<Record<string, ReplyTemplateContent>>;

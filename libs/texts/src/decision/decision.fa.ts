import { amountWords } from '../amounts.js';
import { dayWords } from '../days.js';
import { isolate, isolateWords } from '../direction.js';
import { publicWords } from '../public-page/public-words.js';
import type { DecisionFacts } from './decision-facts.js';
import type { Remedy, Upheld } from '@redress/contracts';

const DECIDED: Readonly<Record<Upheld, string>> = {
  upheld: 'تصمیم ما: حق با شماست و شکایت شما را وارد می‌دانیم.',
  'partly-upheld': 'تصمیم ما: تا حدی حق با شماست و آن بخش از شکایت شما را وارد می‌دانیم.',
  'not-upheld': 'تصمیم ما: شکایت شما را وارد نمی‌دانیم.',
};

export function persianDecision(facts: DecisionFacts): { readonly subject: string; readonly lines: readonly string[] } {
  const { reference, name, receivedAt, decision, explanation, remedies } = facts;
  return {
    subject: `تصمیم ما دربارهٔ شکایت شما: ${isolate(reference)}`,
    lines: [
      name === undefined ? 'با سلام' : `${isolateWords(name)} گرامی، با سلام`,
      '',
      `شکایتی را که در تاریخ ${dayWords(receivedAt, 'fa')} از شما به دست ما رسید بررسی کردیم.`,
      '',
      `شمارهٔ پیگیری: ${isolate(reference)}`,
      '',
      DECIDED[decision],
      '',
      'دلیل‌های ما:',
      explanation,
      '',
      ...(remedies.length === 0 ? [] : ['برای جبران، این کارها را انجام می‌دهیم:', ...remedies.flatMap(promised), '']),
      'اکنون می‌توانید:',
      '• تصمیم را بپذیرید.',
      '• تصمیم را نپذیرید و اگر خواستید دلیل آن را بنویسید؛ در این صورت شکایت شما باز می‌ماند.',
      ...appeal(facts),
      ...outside(facts),
      ...silent(facts),
      '',
      'پاسخ دادن و درخواست بازبینی برای شما رایگان است. پاسخ خود را با شمارهٔ پیگیری و رمز پیگیری در همان جایی که شکایت را',
      'پیگیری می‌کنید، یا از هر راه دیگری که با ما در تماسید، به ما بگویید.',
      '',
    ],
  };
}

function promised({ kind, amount, dueOn, description }: Remedy, index: number): readonly string[] {
  const parts = [
    publicWords.fa.remedies[kind],
    ...(amount ? [`به مبلغ ${amountWords(amount, 'fa')}`] : []),
    ...(dueOn === undefined ? [] : [`تا تاریخ ${dayWords(dueOn, 'fa')}`]),
  ];
  const number = new Intl.NumberFormat('fa').format(index + 1);
  return [`${number}. ${parts.join('، ')}`, ...(description ? [`   ${description}`] : [])];
}

function appeal({ nextStage }: DecisionFacts): readonly string[] {
  if (nextStage === undefined) return [];
  const by = nextStage.anotherDecider ? `، ${publicWords.fa.anotherDecider}` : '';
  return [`• درخواست کنید شکایت در مرحلهٔ بعد (${nextStage.names.fa})${by} دوباره بررسی شود.`];
}

function outside({ outsideBodies }: DecisionFacts): readonly string[] {
  if (outsideBodies.length === 0) return [];
  return ['• به نهادی بیرونی مراجعه کنید:', ...outsideBodies.map(({ names, web }) => `  ${names.fa}: ${isolate(web)}`)];
}

function silent({ silence }: DecisionFacts): readonly string[] {
  if (silence === undefined) return [];
  const { length, unit } = silence.after;
  const within = publicWords.fa.within(new Intl.NumberFormat('fa').format(length), unit, length === 1);
  return ['', `اگر ${within} از شما پاسخی نرسد، تصمیم را پذیرفته‌شده می‌دانیم.`];
}

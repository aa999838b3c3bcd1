import type { Language } from '@redress/contracts';
import type { ClockRule, Policy } from '@redress/domain';
import { conditionWords } from './condition-words.js';
import { directionOf } from './message-format.js';
import { text } from './text.js';

/** The public's information on complaining (ISO 10002:2018, 7.1), in one language, ready to be shown. Times come from the clocks. */
export interface PublicPage {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly policy: string;
  readonly title: string;
  readonly organization: string;
  readonly introduction: string;
  readonly freeOfCharge: string;
  readonly ways: readonly { readonly channel: string; readonly name: string; readonly at: string }[];
  readonly needed: readonly string[];
  readonly steps: readonly { readonly clock: string; readonly text: string; readonly time: string }[];
  readonly stages: readonly { readonly name: string; readonly note?: string }[];
  readonly remedies: readonly { readonly kind: string; readonly name: string }[];
  readonly outsideBodies: readonly { readonly name: string; readonly web: string }[];
  readonly help: string;
  readonly version: string;
}

/** Builds the page of a policy. Pure. */
export function publicPage(policy: Policy, language: Language): PublicPage {
  const texts = policy.texts[language];
  const { names, version, validFrom, clocks, stages, remedies, outsideBodies } = policy;
  return {
    language,
    direction: directionOf(language),
    policy: version,
    title: text(language, 'public-page.title'),
    organization: texts.organization,
    introduction: texts.introduction,
    freeOfCharge: text(language, 'public-page.free'),
    ways: texts.ways.map(({ channel, at }) => ({ channel, name: text(language, `channel.${channel}`), at })),
    needed: texts.needed,
    steps: texts.steps.flatMap(({ clock, text: step }) => {
      const rules = clocks.filter(({ name }) => name === clock);
      if (rules.length === 0) return [];
      const times = rules.map((rule) => timeOf(rule, language));
      return [{ clock, text: step, time: times.join(text(language, 'public-page.times')) }];
    }),
    stages: stages.map(({ names: stage, anotherDecider }) => ({
      name: stage[language],
      ...(anotherDecider && { note: text(language, 'public-page.another-decider') }),
    })),
    remedies: remedies.map((kind) => ({ kind, name: text(language, `remedy.${kind}`) })),
    outsideBodies: outsideBodies.map(({ names: body, web }) => ({ name: body[language], web })),
    help: texts.help,
    version: text(language, 'public-page.version', { policy: names[language], from: { day: validFrom } }),
  };
}

/** How long a step takes at most, and for which complaints if not for all. */
function timeOf({ limit: { length, unit }, anchor, when }: ClockRule, language: Language): string {
  const limit = [text(language, `within.${unit}`, { length }), text(language, `from.${anchor}`)];
  const time = limit.join(text(language, 'message.separator'));
  return when === undefined
    ? time
    : text(language, 'public-page.if', { time, condition: conditionWords(when, language) });
}

import { Slider } from '../slider.js';
import type { ReactNode } from 'react';
import { useMoments } from '../moments.js';
import { type Say, useSay } from '../say.js';
import { eventWords } from './event-words.js';

/** What the slider says of an event. */
interface Moment {
  readonly type: string;
  readonly occurredAt: string;
}

/** What happened, in the words of the page; a type that a later server records keeps its own name. */
export function eventTitle(type: string, say: Say): string {
  const words = eventWords(type);
  return words === undefined ? type : say(words.title);
}

/** A moment of a case in words: after which event, and when that happened. */
export function useMomentWords(): (moment: Moment) => string {
  const say = useSay();
  const { full } = useMoments();
  return ({ type, occurredAt }) => say('desk.travel.at', { title: eventTitle(type, say), at: full(occurredAt) });
}

/** A slider over the events of a case, oldest first. Each step is the moment after one of them. */
export function EventSlider({
  events,
  step,
  onStep,
  children,
}: {
  readonly events: readonly Moment[];
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly children?: ReactNode;
}) {
  const say = useSay();
  const wordsFor = useMomentWords();
  const moment = events[step];
  return (
    <Slider
      label={say('desk.travel')}
      steps={events.length}
      step={step}
      said={moment === undefined ? '' : wordsFor(moment)}
      onStep={onStep}
    >
      {children}
    </Slider>
  );
}

import { Button, Notice } from '@redress/ui';
import { useNavigate } from '@tanstack/react-router';
import { useSay } from '../say.js';
import { useHistory } from './case-queries.js';
import { EventSlider, useMomentWords } from './event-slider.js';

/** A slider over the events of a case: each step shows the case as it was after one of them. */
export function TimeTravel({
  reference,
  revision,
}: {
  readonly reference: string;
  readonly revision: number | undefined;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const wordsFor = useMomentWords();
  const { data } = useHistory(reference, true);
  const events = data?.events ?? [];
  const last = events.length - 1;
  const step = revision === undefined ? last : events.findIndex((one) => one.revision === revision);
  const event = events[step];
  if (event === undefined) return null;
  const go = (to: number): void => {
    const chosen = events[to];
    void navigate({
      to: '/cases/$reference',
      params: { reference },
      search: to >= last || chosen === undefined ? {} : { revision: chosen.revision },
      replace: true,
    });
  };
  return (
    <EventSlider events={events} step={step} onStep={go}>
      {revision !== undefined && (
        <Notice kind="paused">
          <p className="font-semibold">{wordsFor(event)}</p>
          <p>{say('desk.travel.read-only')}</p>
          <Button type="button" kind="secondary" onClick={() => go(last)}>
            {say('desk.travel.now')}
          </Button>
        </Notice>
      )}
    </EventSlider>
  );
}

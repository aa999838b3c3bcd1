import type { ReactNode } from 'react';

export interface SliderProps {
  readonly label: string;
  /** The number of steps, which are counted from 0. */
  readonly steps: number;
  readonly step: number;
  /** What the step stands for, as screen readers say it in place of its number. */
  readonly said: string;
  readonly onStep: (step: number) => void;
  /** What stands after the slider, such as what the step shows. */
  readonly children?: ReactNode;
}

/** Chooses a step of a sequence, such as an event of a case or a day: by pointer, or with the arrow keys. */
export function Slider({ label, steps, step, said, onStep, children }: SliderProps) {
  return (
    <div className="print:hidden">
      <label className="flex flex-wrap items-center gap-3">
        <span className="font-semibold">{label}</span>
        <input
          type="range"
          min={0}
          max={Math.max(0, steps - 1)}
          value={step}
          aria-valuetext={said}
          onChange={({ target }) => onStep(Number(target.value))}
          className="min-h-(--target) min-w-40 grow accent-accent"
        />
      </label>
      {children}
    </div>
  );
}

import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, type EChartsCoreOption, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

const HEIGHT_PX = 280;
const LABEL_PX = 84;

/** A name in its own direction: a canvas has that of the page's axis. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

export interface ChartProps {
  readonly kind: 'line' | 'bar';
  /** What the picture shows; its table says the same in numbers. */
  readonly label: string;
  readonly names: readonly string[];
  /** One value a name; null where there is none, which leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
}

/** The chart in the colours of the page, which follow its theme. */
function optionOf(
  { kind, names, values, format }: ChartProps,
  page: CSSStyleDeclaration,
  isRightToLeft: boolean,
): EChartsCoreOption {
  const [text, line, accent] = [resolved(page, '--text'), resolved(page, '--hairline'), resolved(page, '--accent')];
  return {
    animation: false,
    textStyle: { fontFamily: page.fontFamily, color: text },
    grid: { left: 8, right: 8, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '') },
    // Time runs as its readers read.
    xAxis: {
      type: 'category',
      data: names.map(isolated),
      inverse: isRightToLeft,
      axisLabel: {
        color: text,
        hideOverlap: kind === 'line',
        interval: kind === 'bar' ? 0 : 'auto',
        width: LABEL_PX,
        overflow: 'truncate',
      },
      axisLine: { lineStyle: { color: line } },
    },
    yAxis: {
      type: 'value',
      position: isRightToLeft ? 'right' : 'left',
      minInterval: 0,
      axisLabel: { color: text, formatter: format },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      { type: kind, data: values, itemStyle: { color: accent }, lineStyle: { color: accent, width: 2 }, symbolSize: 8 },
    ],
  };
}

/** A colour of the page as the canvas takes it: custom properties keep `light-dark()` as it is written. */
function resolved(page: CSSStyleDeclaration, name: string): string {
  const written = page.getPropertyValue(name);
  const pair = /^light-dark\((#\w+),\s*(#\w+)\)$/.exec(written.trim());
  if (pair === null) return written;
  const scheme = document.documentElement.dataset['theme'];
  const isDark = scheme === undefined ? window.matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark';
  return pair[isDark ? 2 : 1] ?? written;
}

/** A picture of figures that stand in a table beside it. */
export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current);
    const draw = (): void => {
      chart.setOption(
        optionOf(props, getComputedStyle(document.documentElement), document.documentElement.dir === 'rtl'),
        true,
      );
    };
    draw();
    const sized = new ResizeObserver(() => chart.resize());
    sized.observe(place.current);
    const themed = new MutationObserver(draw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme', 'dir'] });
    return () => {
      sized.disconnect();
      themed.disconnect();
      chart.dispose();
    };
  }, [props]);
  return (
    <div
      ref={place}
      role="img"
      aria-label={props.label}
      dir="ltr"
      className="overflow-hidden"
      style={{ height: HEIGHT_PX }}
    />
  );
}

import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, type EChartsCoreOption, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

const HEIGHT_PX = 280;
const LABEL_PX = 84;
const SLANTED_LABEL_PX = 120;
/** Of a narrow chart, slanted names may take this part, so that there is room for what they name. */
const SLANTED_LABEL_PART = 1 / 5;
const EDGE_PX = 8;
/** More names than this would run into each other on one line. */
const NAMES_LEVEL_MAX = 5;
const SLANT_DEGREES = 35;
const STANDS_OUT_PX = 16;

/** A name in its own direction: a canvas has that of the page's axis. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** What a line says, which decides how it looks: by its stroke and marks as well as by its colour. */
export type LineRole = 'main' | 'earlier' | 'centre' | 'limit' | 'cumulated';

/** One row of values, over the names of the chart. */
export interface ChartLine {
  readonly name: string;
  readonly kind: 'line' | 'bar';
  readonly role: LineRole;
  /** One value a name; null where there is none, which leaves a gap. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  /** What the picture shows; its table says the same in numbers. */
  readonly label: string;
  readonly names: readonly string[];
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
  /** For lines that are `cumulated`, whose values are shares of 1 on an axis of their own. */
  readonly formatShare?: (value: number) => string;
  /** Places of the first line that stand out, such as those beyond a control limit. */
  readonly standingOut?: ReadonlySet<number>;
  /** The place that a vertical line marks. */
  readonly marked?: number;
  /** Takes the place that was pressed; the table has the same as links, for everybody without a pointer. */
  readonly onChoose?: (place: number) => void;
}

/** The colours of the page that a chart is drawn with. */
interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly hairline: string;
  readonly late: string;
  readonly font: string;
  /** Of lines that stand beside each other. */
  readonly main: readonly string[];
}

function paletteOf(page: CSSStyleDeclaration): Palette {
  const colour = (name: string): string => resolved(page, `--${name}`);
  return {
    text: colour('text'),
    muted: colour('muted'),
    hairline: colour('hairline'),
    late: colour('late'),
    font: page.fontFamily,
    main: ['accent', 'due', 'done', 'paused', 'late', 'line'].map(colour),
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

const STROKES = ['solid', 'dashed', 'dotted'] as const;

/** How the lines of a role are drawn; `place` is that of the line among those of its role. */
function strokeOf(role: LineRole, place: number, palette: Palette) {
  switch (role) {
    case 'main': {
      const color = palette.main[place % palette.main.length] ?? palette.text;
      const symbol = ['circle', 'rect', 'triangle', 'diamond'][place % 4];
      return { color, type: STROKES[place % STROKES.length], width: 2, symbol };
    }
    case 'earlier':
      return { color: palette.muted, type: 'dashed', width: 2, symbol: 'emptyCircle' };
    case 'centre':
      return { color: palette.muted, type: 'solid', width: 1, symbol: 'none' };
    case 'limit':
      return { color: palette.late, type: 'dashed', width: 1, symbol: 'none' };
    case 'cumulated':
      return { color: palette.text, type: 'solid', width: 2, symbol: 'rect' };
  }
}

function seriesOf({ lines, standingOut, marked }: ChartProps, palette: Palette) {
  const seen = new Map<LineRole, number>();
  return lines.map(({ name, kind, role, values }, index) => {
    const place = seen.get(role) ?? 0;
    seen.set(role, place + 1);
    const { color, type, width, symbol } = strokeOf(role, place, palette);
    const beyond = { symbol: 'diamond', symbolSize: STANDS_OUT_PX, itemStyle: { color: palette.late } };
    return {
      type: kind,
      name: isolated(name),
      data: values.map((value, at) => (index === 0 && standingOut?.has(at) ? { value, ...beyond } : value)),
      itemStyle: { color },
      lineStyle: { color, type, width },
      symbol,
      symbolSize: 7,
      // Otherwise points without a name below them lose their marks, those that stand out too. Where none does, many marks hide the line.
      showAllSymbol: standingOut !== undefined && standingOut.size > 0 ? true : 'auto',
      ...(role === 'limit' && { step: 'middle' }),
      ...(role === 'cumulated' && { yAxisIndex: 1 }),
      ...(index === 0 && marked !== undefined && { markLine: markAt(marked, palette) }),
    };
  });
}

function markAt(place: number, { text }: Palette) {
  return {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: text, type: 'solid', width: 2 },
    data: [{ xAxis: place }],
  };
}

function valueAxis(format: (value: number) => string, isAtRight: boolean, palette: Palette) {
  return {
    type: 'value',
    position: isAtRight ? 'right' : 'left',
    axisLabel: { color: palette.text, formatter: format },
    splitLine: { lineStyle: { color: palette.hairline } },
  };
}

/** The chart in the colours and the direction of the page. */
function optionOf(props: ChartProps, palette: Palette, isRightToLeft: boolean, width_px: number): EChartsCoreOption {
  const { label, names, lines, format, formatShare } = props;
  const isBars = lines[0]?.kind === 'bar';
  const isSlanted = names.length > NAMES_LEVEL_MAX;
  const rotate = isRightToLeft ? -SLANT_DEGREES : SLANT_DEGREES;
  const shares = formatShare && {
    ...valueAxis(formatShare, !isRightToLeft, palette),
    max: 1,
    splitLine: { show: false },
  };
  return {
    animation: false,
    textStyle: { fontFamily: palette.font, color: palette.text },
    aria: { enabled: true, label: { description: label }, decal: { show: lines.length > 1 } },
    legend: { show: lines.length > 1, top: 0, textStyle: { color: palette.text }, type: 'scroll' },
    grid: {
      left: EDGE_PX,
      right: EDGE_PX,
      top: lines.length > 1 ? 36 : 16,
      bottom: EDGE_PX,
      // Room for every name, also for those that are written around the first and the last point.
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    // The usual one is HTML with inline styles, which the content policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    // Time runs as its readers read.
    xAxis: {
      type: 'category',
      data: names.map(isolated),
      inverse: isRightToLeft,
      axisLabel: {
        color: palette.text,
        // Each bar has its name; of a line, as many as there is room for.
        ...(isBars
          ? {
              interval: 0,
              overflow: 'truncate',
              ...(isSlanted
                ? { width: Math.min(SLANTED_LABEL_PX, width_px * SLANTED_LABEL_PART), rotate }
                : { width: LABEL_PX }),
            }
          : { hideOverlap: true }),
      },
      axisLine: { lineStyle: { color: palette.hairline } },
    },
    yAxis: [valueAxis(format, isRightToLeft, palette), ...(shares === undefined ? [] : [shares])],
    series: seriesOf(props, palette),
  };
}

/** A picture of figures that stand in a table beside it. */
export function Chart(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current);
    const draw = (): void => {
      const palette = paletteOf(getComputedStyle(document.documentElement));
      chart.setOption(optionOf(props, palette, document.documentElement.dir === 'rtl', chart.getWidth()), true);
    };
    draw();
    chart.on('click', ({ dataIndex }) => props.onChoose?.(dataIndex));
    const sized = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
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
